"""Tables with one line of column names, as software exports them."""

import pytest
from spotwise.faults import InputFault
from spotwise.formats.export import names_of, read_cells, read_export


def write(folder, text):
    path = folder / "table.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_first_name_that_is_a_column_counts(tmp_path):
    export = read_export(write(tmp_path, "Old\tNew \tr1\na\tb\t1\n"), {"kind": ("new", "old"), "none": ("other",)})
    assert export.at == {"kind": 1}
    assert read_cells(export, {2: "r1"}) == ([2], {"kind": ["b"]}, [[1.0]])


def test_a_missing_column_names_the_header(tmp_path):
    export = read_export(write(tmp_path, "\nA\tB\n"), {"kind": ("k",)})
    (fault,) = export.missing({"kind": "K"}, "export it again")
    assert str(fault).endswith("table.txt, line 2: no column 'K'; the header is 'A', 'B'\n    export it again")


def test_every_short_row_and_wrong_number_is_told_at_once(tmp_path):
    export = read_export(write(tmp_path, "A\tr1\na\nb\tmany\n"), {"kind": ("a",)})
    with pytest.raises(InputFault) as told:
        read_cells(export, {1: "r1"})
    assert [fault.found for fault in told.value.faults] == [
        "the row ends before its last column: 1 cells under 2 column names",
        "'many' is not a number",
    ]


def test_a_header_that_goes_on_is_told():
    assert names_of('"A"\tB') == (["a", "b"], True)
    assert names_of('"A"\tB\n1') == (["a", "b"], False)
