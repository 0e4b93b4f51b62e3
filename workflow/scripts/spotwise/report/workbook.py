"""The workbook: the tables and matrices of a study for a person with a spreadsheet.

Text is written as text, whatever it looks like: nothing that stands in a name is run as a formula or turned into a
date, so Septin and March genes survive. Numbers have 16 digits; folds are shown with two decimals and their sign, all
others as wide as the column. The same sheets give the same bytes.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from math import isinf

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from spotwise.report.columns import meaning
from spotwise.report.sheets import Sheet, fitted, with_names
from spotwise.tables import COUNT, FLAG, TEXT

CREATED = datetime(2000, 1, 1)  # not the day it was made, which would change the bytes
README, EXPLAINED = "Read me", "Columns"
FOLD = "+0.00;-0.00;0.00"
FOLDS = {"fold", "fold_low", "fold_high"}
LONGEST = 32_767  # UTF-16 units of a cell
NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
SIMULATED = "Simulated data: what is found was planted."
NOTES = (
    "Empty cells are missing values. Gene names are text: keep them so when you copy them to another workbook.",
    "Numbers are as computed; only their display is rounded. The columns are explained on the next sheet.",
    "What is left out here stands in the file that is named beside it, under the study's results.",
)


def workbook(sheets: Sequence[Sheet], title: str, simulated: bool) -> bytes:
    """The bytes of an .xlsx with the sheets, behind one that lists them and one that explains their columns.

    Parameters
    ----------
    sheets : sequence of Sheet
        In their order. Names may be any; those that are too long or taken are shortened or numbered.
    title : str
        Of the study.
    simulated : bool
        Whether its data are.
    """
    sheets = with_names(fitted(sheets), (README, EXPLAINED))
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED, "comments": SIMULATED if simulated else ""})
        styles = Styles(book)
        _write_readme(book.add_worksheet(README), sheets, title, simulated, styles)
        _write_sheet(book.add_worksheet(EXPLAINED), _explained(sheets), styles)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, styles)
    return file.getvalue()


class Styles:
    """How cells look."""

    def __init__(self, book: Workbook):
        self.plain = book.add_format()
        self.text = book.add_format({"num_format": "@"})
        self.head = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        self.title = book.add_format({"num_format": "@", "bold": True, "font_size": 14})
        self.fold = book.add_format({"num_format": FOLD})


def _write_readme(page: Worksheet, sheets: Sequence[Sheet], title: str, simulated: bool, styles: Styles) -> None:
    for column, width in enumerate((31, 75, 9, 60, 45)):
        page.set_column(column, column, width)
    lines = [(title, styles.title)] + [(SIMULATED, styles.head)] * simulated
    lines += [(line, styles.text) for line in ("", *NOTES, "")]
    for at, (line, style) in enumerate(lines):
        _write_text(page, at, 0, line, style, styles)
    for column, name in enumerate(("sheet", "holds", "rows", "left out", "file")):
        page.write_string(len(lines), column, name, styles.head)
    explained = Sheet(EXPLAINED, "", "what each column of each sheet holds", "", [], [])
    for at, sheet in enumerate((explained, *sheets), len(lines) + 1):
        page.write_url(at, 0, f"internal:'{sheet.name}'!A1", string=sheet.name)
        if sheet is not explained:
            page.write_number(at, 2, len(sheet.rows))
        for column, text in ((1, sheet.holds), (3, sheet.note), (4, sheet.file)):
            _write_text(page, at, column, text, styles.text, styles)


def _explained(sheets: Sequence[Sheet]) -> Sheet:
    rows = [[sheet.name, *row] for sheet in sheets for row in _meanings(sheet)]
    return Sheet(EXPLAINED, "", "", "", [(name, TEXT) for name in ("sheet", "column", "holds")], rows)


def _meanings(sheet: Sheet) -> list[tuple[str, str]]:
    """Columns with what they hold; those of a matrix are samples or animals, and said once."""
    if sheet.kind != "matrix":
        return [(name, meaning(sheet.kind, name) or "a column of the user's own") for name, _ in sheet.columns]
    keys = [(name, meaning(sheet.kind, name)) for name, _ in sheet.columns[: sheet.keys]]
    return [*keys, ("the others", "log2 volume in what the column names")]


def _write_sheet(page: Worksheet, sheet: Sheet, styles: Styles) -> None:
    for column, (name, holds) in enumerate(sheet.columns):
        _write_text(page, 0, column, name, styles.head, styles)
        values = [row[column] for row in sheet.rows]
        page.set_column(column, column, _width(name, holds, values))
        cells = [(at, value) for at, value in enumerate(values, 1) if value != "" and value == value]  # NaN is not
        if holds == TEXT:
            for at, value in cells:
                _write_text(page, at, column, value, styles.text, styles)
        elif holds == FLAG:
            for at, value in cells:
                page.write_boolean(at, column, value == "true")
        else:
            _write_numbers(page, column, cells, styles.fold if name in FOLDS else None)
    page.freeze_panes(1, sheet.keys)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{len(sheet.rows) + 1}"})  # no green corner on spot numbers


def _write_numbers(page: Worksheet, column: int, cells: Iterable[tuple[int, object]], style: Format | None) -> None:
    for at, value in cells:
        number = float(value)
        if isinf(number):  # a spreadsheet has no such number
            page.write_string(at, column, str(number))
        else:
            page.write_number(at, column, number, style)


def _write_text(page: Worksheet, row: int, column: int, text: str, style: Format, styles: Styles) -> None:
    """A text as it stands, but for what a cell can't hold."""
    if not text.isascii():
        text = NO_XML.sub("\ufffd", text)
    if len(text) > LONGEST // 2:
        text = _cut(text)
    if text.startswith("<r>") and text.endswith("</r>"):  # XlsxWriter takes it for formatted text, and its tags as such
        page.write_rich_string(row, column, text[0], styles.plain, text[1:], style)
    else:
        page.write_string(row, column, text, style)


def _cut(text: str) -> str:
    """A text that fits a cell, with a note where it was cut."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    note = f" ... ({len(text)} characters in the file)"
    return units[: 2 * (LONGEST - len(note))].decode("utf-16-le", "ignore") + note


def _width(name: str, holds: str, values: Sequence) -> float:
    """Wide enough for the name with its filter's arrow, and for what the first rows hold."""
    if holds != TEXT:
        return min(max(len(name) + 3, 6 if holds == COUNT else 10), 22)
    return min(max(len(name) + 3, *(len(value) + 1 for value in values[:200]), 8), 60)
