"""What formats look at to know a file."""

import gzip

import pyarrow as pa
import pytest
from pyarrow import parquet
from spotwise.faults import InputFault
from spotwise.formats.head import HEAD, head_of
from spotwise.formats.registry import detect
from xlsxwriter import Workbook


def test_the_first_kilobytes_of_a_text_without_blank_lines_at_its_top(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('\n  \n;;;\n"";"";\nspot;a\n' + "1;2\n" * HEAD)
    assert head_of(str(path)).startswith("spot;a\n1;2\n")
    assert len(head_of(str(path))) < HEAD
    assert detect(str(path))[0] == "wide"


def test_a_gzipped_table_and_a_workbook(tmp_path):
    (tmp_path / "t.tsv.gz").write_bytes(gzip.compress(b"spot\ta\n1\t2\n"))
    with Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["spot", "a"])
        sheet.write_row(1, 0, [1, 2])
    for name in ("t.tsv.gz", "t.xlsx"):
        assert head_of(str(tmp_path / name)) == "spot\ta\n1\t2\n"


def test_of_parquet_the_columns(tmp_path):
    path = str(tmp_path / "report.parquet")
    parquet.write_table(pa.table({"Run": ["a"], "Protein.Group": ["P1"]}), path)
    assert head_of(path) == "Run\tProtein.Group\n"
    with open(path, "rb+") as file:
        file.truncate(60)
    with pytest.raises(InputFault, match="the Parquet file is cut off or damaged"):
        head_of(path)
