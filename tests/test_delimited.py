"""Delimited text as labs have it."""

import csv
import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.delimited import decode, delimiter_of, parted, read_rows, read_text, tables_in
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
        (b"PK\x03\x04\0", "looks like a workbook or a zip archive"),
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


ROWS = [(1, ["spot", "gel ä"]), (2, ["1", "2.5"]), (3, ["NA", ""])]
TABLE = "spot\tgel ä\n1\t2.5\nNA\t\n"


@pytest.mark.parametrize(
    "raw",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("cp1252"),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        b"\xfe\xff" + TABLE.encode("utf-16-be"),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        TABLE.replace("\n", "\r").encode("utf-16"),
        (TABLE + "\t\n" * 1000 + "\n" * 1000).encode(),
        TABLE.replace("spot\tgel ä", '"spot"\t"gel ä"').encode(),
        gzip.compress(TABLE.encode(), mtime=0),
        gzip.compress(TABLE.encode("utf-16"), mtime=0),
        gzip.compress(TABLE[:8].encode(), mtime=0) + gzip.compress(TABLE[8:].encode(), mtime=0),
    ],
)
def test_one_table_in_each_way_that_files_come(tmp_path, raw):
    (tmp_path / "t.txt").write_bytes(raw)
    assert read_rows(tmp_path / "t.txt") == ROWS


def test_a_letter_that_is_cut_in_two_does_not_change_the_encoding(tmp_path):
    (tmp_path / "t").write_text("aä", encoding="utf-8")
    assert read_text(tmp_path / "t", 2) == "a"
    assert read_text(tmp_path / "t", 3) == "aä"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (gzip.compress(TABLE.encode(), mtime=0)[:-9], "cut off or damaged"),
        (b"\x1f\x8b\x08\x00" + b"x" * 60, "cut off or damaged"),
        (b"\x1f\x8b", "cut off or damaged"),
        (gzip.compress(b"", mtime=0), "the file is empty"),
        (gzip.compress(gzip.compress(b"a\tb\n", mtime=0), mtime=0), "no text but compressed twice"),
        (gzip.compress(b"a\0b", mtime=0), "no text but binary"),
        (b"PAR1\x15\x04", "no text but a Parquet table"),
        (b"<!DOCTYPE HTML>\n<html>", "a web page .HTML., whatever its name says"),
        (b"\n <table border=1>\n<tr>", "a web page"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "the file is XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "looks like a workbook .*can't be opened"),
    ],
)
def test_files_that_hold_no_table_are_one_fault(tmp_path, raw, said):
    (tmp_path / "t.csv").write_bytes(raw)
    with pytest.raises(InputFault, match=said) as caught:
        read_rows(tmp_path / "t.csv")
    assert len(caught.value.faults) == 1


def test_a_small_file_that_unpacks_to_a_large_one_is_a_fault(tmp_path, monkeypatch):
    monkeypatch.setattr("spotwise.delimited.LARGEST", 1 << 20)
    (tmp_path / "bomb.tsv.gz").write_bytes(gzip.compress(b"a\tb\n" * (1 << 19), mtime=0))
    with pytest.raises(InputFault, match="unpacks to more than 1 MB"):
        read_rows(tmp_path / "bomb.tsv.gz")
    assert read_text(tmp_path / "bomb.tsv.gz", 4) == "a\tb\n"


def test_a_path_may_name_a_sheet_and_a_file_may_hold_the_mark(tmp_path):
    for name in ("a#b.xlsx", "c.xlsx"):
        (tmp_path / name).write_text("a\tb\n")
    assert parted(f"{tmp_path}/a#b.xlsx") == (f"{tmp_path}/a#b.xlsx", None)
    assert parted(f"{tmp_path}/a#b.xlsx#s#1") == (f"{tmp_path}/a#b.xlsx", "s#1")
    assert parted(f"{tmp_path}/none.xlsx#s") == (f"{tmp_path}/none.xlsx#s", None)
    with pytest.raises(InputFault, match="no workbook and has no sheets"):
        read_rows(f"{tmp_path}/c.xlsx#s")
    assert tables_in(tmp_path / "c.xlsx") == []
