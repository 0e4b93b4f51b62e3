"""The sample sheet as labs write it."""

import pytest
from spotwise.faults import InputFault
from spotwise.study.sheet import read_sheet
from xlsxwriter import Workbook

ROWS = [["sample", "region", "exclude", "Zeit"], ["g 1", "CA1", "", "früh"], ["g 2", "CA3", "torn", "spät"]]


def write(folder, mark="\t", encoding="utf-8", end="\n"):
    path = folder / "sheet"
    path.write_bytes(end.join(mark.join(row) for row in ROWS).encode(encoding))
    return str(path)


@pytest.mark.parametrize("mark", ["\t", ";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_encoding_and_line_end(tmp_path, mark, encoding, end):
    sheet = read_sheet(write(tmp_path, mark, encoding, end))
    assert sheet.columns == ("sample", "region", "exclude", "Zeit")
    assert [(row.line, row.sample, row.region, row.excluded, row.values["Zeit"]) for row in sheet.rows] == [
        (2, "g 1", "CA1", "", "früh"),
        (3, "g 2", "CA3", "torn", "spät"),
    ]


def test_excluded_samples_have_no_levels(tmp_path):
    sheet = read_sheet(write(tmp_path))
    assert sheet.levels("region") == ["CA1"]
    assert [row.sample for row in sheet.kept] == ["g 1"]


def test_cells_are_stripped_and_empty_lines_passed_over(tmp_path):
    (tmp_path / "sheet.csv").write_text('sample , batch\n\n" g1", b1 \n\n,\n')
    (row,) = read_sheet(str(tmp_path / "sheet.csv")).rows
    assert (row.line, row.sample, row.values["batch"]) == (3, "g1", "b1")


def test_all_faults_of_a_sheet_come_at_once(tmp_path):
    (tmp_path / "sheet.csv").write_text("sample,batch,batch\ng1,b1,b1\n,b1,b1\ng1,b1,b1,b1\n")
    with pytest.raises(InputFault) as caught:
        read_sheet(str(tmp_path / "sheet.csv"))
    assert [fault.found for fault in caught.value.faults] == [
        "repeated columns 'batch'",
        "cell '4' stands under no column name",
        "the sample has no name",
        "sample 'g1' stands in line 2 already",
    ]


def test_a_workbook_is_read_as_text_is(tmp_path):
    path = str(tmp_path / "sheet.xlsx")
    with Workbook(path) as book:
        page = book.add_worksheet()
        for at, row in enumerate([["sample", "animal", "dose", "exclude"], ["g1", 7, 0.5, None], ["g2", 8, 2, "torn"]]):
            page.write_row(at, 0, row)
    sheet = read_sheet(path)
    assert [(row.line, *row.values.values()) for row in sheet.rows] == [
        (2, "g1", "7", "0.5", ""),
        (3, "g2", "8", "2", "torn"),
    ]


def test_words_for_nothing_leave_no_sample_out(tmp_path):
    words = ["", "NA", "-", "nan", "N/A", "na", "torn"]
    text = "sample\texclude\n" + "".join(f"g{at}\t{word}\n" for at, word in enumerate(words))
    (tmp_path / "sheet.tsv").write_text(text)
    sheet = read_sheet(str(tmp_path / "sheet.tsv"))
    assert [row.excluded for row in sheet.rows] == [""] * 6 + ["torn"]
