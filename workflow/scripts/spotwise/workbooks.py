"""Workbooks of spreadsheets (.xlsx, .xlsm, .xlsb, .xls, .ods) as rows of text, through python-calamine."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from spotwise.faults import Fault, InputFault, nearest, quoted

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
LARGEST = 1 << 30  # bytes that a compressed file may hold
MOST_CELLS = 30_000_000  # of a sheet, up to its last row and column; all of them are held at once
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
PLACE = 32  # bytes, more than a cell's place has
CLOSED = "save it again as .xlsx, without a password, or as CSV"
Cells = list[tuple[int, list[str]]]


def is_workbook(raw: bytes) -> bool:
    """Whether a file that begins so may be a workbook."""
    return raw.startswith(MAGIC)


def sheet_rows(path: str, raw: bytes, sheet: str | None = None) -> Cells:
    """Rows of one sheet with their numbers; rows and columns without any text are left out on the outside.

    Numbers are text without a needless `.0`, dates are ISO, and true and false are `true` and `false`. Cells whose
    formula failed are empty.

    Parameters
    ----------
    path : str
        The file, for messages.
    raw : bytes
        All of it.
    sheet : str, optional
        The sheet to read; left out, the first that holds a table.

    Raises
    ------
    InputFault
        Where the file can't be opened, holds too much or nothing, or has no such sheet.
    """
    with _opened(path, raw) as book:
        names = _names(book, sheet)
        if sheet is not None and sheet not in names:
            raise InputFault([Fault(path, f"the workbook has no sheet {quoted(sheet)}", nearest(sheet, names))])
        filled = []
        for name in [sheet] if sheet is not None else names:
            rows = _rows(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            if _is_table(rows):
                return rows
            filled += [rows] if rows else []
    if not filled:
        raise InputFault([Fault(path, "the workbook is empty", "export it again, or name another file")])
    return filled[0]


def table_sheets(path: str, raw: bytes) -> list[str]:
    """Names of the sheets that hold a table of several rows and columns, of a workbook of several sheets."""
    with _opened(path, raw) as book:
        names = _names(book, None)
        tables = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names if names[1:]}
        return [name for name, cells in tables.items() if _is_table(_rows(cells))]


@contextmanager
def _opened(path: str, raw: bytes) -> "Iterator[CalamineWorkbook]":
    """An open workbook, all of whose errors are one fault."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        _check_size(path, raw)
        yield CalamineWorkbook.from_filelike(io.BytesIO(raw))
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        found = f"the file looks like a workbook or a zip archive, and can't be opened ({_said(error)})"
        raise InputFault([Fault(path, found, CLOSED)]) from None


def _names(book: "CalamineWorkbook", asked: str | None) -> list[str]:
    """The sheets of cells that are shown, and the one that is asked for."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return [s.name for s in sheets if s.name == asked or s.visible == SheetVisibleEnum.Visible]


def _said(error: Exception) -> str:
    return str(error).split("\n", 1)[0] or type(error).__name__


def _check_size(path: str, raw: bytes) -> None:
    """A small archive may unpack to more than any memory holds."""
    if raw.startswith(MAGIC[0]):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                found = f"the workbook unpacks to more than {LARGEST >> 20} MB"
                raise InputFault([Fault(path, found, "give it as tab-separated text")])
            for part in filter(SHEET.fullmatch, archive.namelist()):
                _check_extent(path, archive, part)


def _check_extent(path: str, archive: zipfile.ZipFile, part: str) -> None:
    """One cell far off makes a sheet of .xlsx larger than any memory, as empty cells up to it are held too."""
    columns, rows, rest = {b"A"}, {b"1"}, b""
    with archive.open(part) as sheet:
        while chunk := sheet.read(1 << 20):
            text = rest + chunk
            columns.update(re.findall(rb'\br="([A-Z]{1,3})\d', text))
            rows.update(re.findall(rb'\br="[A-Z]{0,3}(\d{1,7})"', text))
            rest = text[-PLACE:]
    column, row = max(columns, key=lambda name: (len(name), name)).decode(), max(map(int, rows))
    width = sum((ord(letter) - ord("A") + 1) * 26**at for at, letter in enumerate(reversed(column)))
    if row * width > MOST_CELLS:
        found = f"the sheet in {part} goes on to column {column} and row {row}"
        mend = "delete the columns and rows right of the table and below it, or give it as tab-separated text"
        raise InputFault([Fault(path, found, mend)])


def _rows(cells: list[list[object]]) -> Cells:
    """Rows with text, numbered as the spreadsheet numbers them, from the first column with text to the last."""
    rows = [(line, [_text(cell) for cell in row]) for line, row in enumerate(cells, 1)]
    rows = [(line, row) for line, row in rows if any(map(str.strip, row))]
    width = max((len(row) for _, row in rows), default=0)
    used = [at for at in range(width) if any(row[at].strip() for _, row in rows)]
    return [(line, row[used[0] : used[-1] + 1]) for line, row in rows]


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell.total_seconds()) if isinstance(cell, timedelta) else str(cell)


def _is_table(rows: Cells) -> bool:
    """Several rows, of which one at least has several cells; notes have one column."""
    return len(rows) > 1 and any(sum(bool(cell.strip()) for cell in row) > 1 for _, row in rows)
