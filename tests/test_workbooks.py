"""Workbooks of spreadsheets."""

import datetime
import zipfile

import pytest
from spotwise.delimited import read_rows, read_text, tables_in
from spotwise.faults import InputFault
from xlsxwriter import Workbook


@pytest.fixture
def lab(tmp_path):
    """A workbook as labs keep them: notes, then a table that does not begin in the corner, then another one."""
    path = tmp_path / "lab.xlsx"
    with Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        notes = book.add_worksheet("Notes")
        notes.write_column(0, 0, ["gels of May", "silver"])
        book.add_worksheet("Empty")
        gels = book.add_worksheet("Gels")
        gels.write_row(2, 1, ["spot", "a\tb", "when", "seen"])
        gels.write_row(3, 1, [7, 4917372])
        gels.write_datetime(3, 3, datetime.datetime(2024, 3, 1), day)
        gels.write_boolean(3, 4, True)
        gels.write_row(5, 1, ["NA", 0.1234567890123456])
        gels.write_datetime(5, 3, datetime.datetime(2024, 3, 1, 10, 30), day)
        gels.write_formula(5, 4, "=1/0", None, "#DIV/0!")
        gels.write_blank(1500, 9, None, day)
        hidden = book.add_worksheet("Hidden")
        hidden.write_row(0, 0, ["x", "y"])
        hidden.write_row(1, 0, [1, 2])
        hidden.hide()
        book.add_worksheet("More").write_row(0, 0, ["spot", "z"])
        book.worksheets()[-1].write_row(1, 0, [1e22, -0.5])
    return path


GELS = [
    (3, ["spot", "a\tb", "when", "seen"]),
    (4, ["7", "4917372", "2024-03-01", "true"]),
    (6, ["NA", "0.1234567890123456", "2024-03-01 10:30:00", ""]),
]


def test_the_first_sheet_that_holds_a_table_is_read(lab):
    assert read_rows(lab) == GELS
    assert tables_in(lab) == ["Gels", "More"]


def test_a_sheet_may_be_named(lab):
    assert read_rows(f"{lab}#More") == [(1, ["spot", "z"]), (2, ["1e+22", "-0.5"])]
    assert read_rows(f"{lab}#Hidden")[0] == (1, ["x", "y"])
    assert tables_in(f"{lab}#More") == []
    with pytest.raises(InputFault, match="no sheet 'Gel'\n    did you mean 'Gels'?"):
        read_rows(f"{lab}#Gel")
    with pytest.raises(InputFault, match="the workbook is empty"):
        read_rows(f"{lab}#Empty")


def test_the_text_of_a_workbook(lab):
    text = read_text(lab)
    assert text.split("\n")[0] == "spot\ta b\twhen\tseen"
    assert read_text(lab, 6) == text[:6]


def test_another_archive_and_a_workbook_cut_short(lab, tmp_path):
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    raw = lab.read_bytes()
    (tmp_path / "short.xlsx").write_bytes(raw[: len(raw) // 2])
    for name in ("other.zip", "short.xlsx"):
        with pytest.raises(InputFault, match="looks like a workbook or a zip archive, and can't be opened"):
            read_rows(tmp_path / name)


def test_a_workbook_that_unpacks_to_a_large_one_is_a_fault(lab, monkeypatch):
    monkeypatch.setattr("spotwise.workbooks.LARGEST", 1 << 10)
    with pytest.raises(InputFault, match="unpacks to more than"):
        read_rows(lab)


def test_a_cell_far_off_is_one_fault(tmp_path):
    path = tmp_path / "far.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["spot", "a"])
        sheet.write(999_999, 701, "x")
    with pytest.raises(InputFault, match="sheet1.xml goes on to column ZZ and row 1000000") as told:
        read_rows(path)
    assert len(told.value.faults) == 1
