"""Delimited text as labs have it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.delimited import decode, delimiter_of, read_rows, read_text
from spotwise.faults import InputFault

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=8)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a\tb\n", "\t"),
        ("a;b\n", ";"),
        ("a,b\n", ","),
        ("Vol, norm;Vol, raw\n", ";"),
        ('"a,b,c"\t"d,e"\n', "\t"),
        ("title\na;b\n", ";"),
        ("word\n", "\t"),
    ],
)
def test_the_delimiter_is_that_of_the_first_line_with_any(text, mark):
    assert delimiter_of(text) == mark


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert decode(mark + "Größe µg\r\n5 €\r".encode(encoding)) == "Größe µg\n5 €\n"


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_csv_writes_is_read_as_it_was(tmp_path_factory, rows):
    rows = [["first", "second"], *rows]
    text = io.StringIO()
    csv.writer(text, delimiter="\t").writerows(rows)
    path = tmp_path_factory.mktemp("csv") / "t.tsv"
    path.write_bytes(text.getvalue().encode())
    assert [cells for _, cells in read_rows(path)] == [row for row in rows if any(cell.strip() for cell in row)]


def test_a_row_has_the_number_of_the_line_it_begins_in(tmp_path):
    (tmp_path / "t.csv").write_text('a,b\n\n"two\nlines",1\n,\nc,d\n')
    assert [line for line, _ in read_rows(tmp_path / "t.csv")] == [1, 3, 6]


def test_marks_of_lines_that_are_no_line_ends_split_nothing(tmp_path):
    (tmp_path / "t.tsv").write_text("a\tb\n1\tone\x0btwo\u2028three\n")
    assert read_rows(tmp_path / "t.tsv")[1] == (2, ["1", "one\x0btwo\u2028three"])


@pytest.mark.parametrize("tail", ["", "\n", "x" * 200_000])
def test_a_quotation_mark_that_is_never_closed_is_named_by_its_row(tmp_path, tail):
    (tmp_path / "t.tsv").write_text(f'a\tb\n1\t2\n3\t"4\n5\t6\n{tail}')
    with pytest.raises(InputFault, match="line 3: a quotation mark opens in this row and is never closed"):
        read_rows(tmp_path / "t.tsv")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"PK\x03\x04\0", "an Excel workbook or a zip archive"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"a\0b", "binary"),
    ],
)
def test_files_without_text(tmp_path, content, said):
    (tmp_path / "t").write_bytes(content)
    with pytest.raises(InputFault, match=said):
        read_text(tmp_path / "t")


def test_folders_and_files_that_are_not_there(tmp_path):
    with pytest.raises(InputFault, match="this is a folder"):
        read_text(tmp_path)
    with pytest.raises(InputFault, match="there is no such file"):
        read_text(tmp_path / "nowhere")
