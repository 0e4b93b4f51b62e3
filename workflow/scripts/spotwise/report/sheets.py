"""The sheets of the workbook: how tables are joined, and how much of the large ones stands in them.

A table of every region and contrast becomes one sheet, with the region and the contrast in its first columns: in a
spreadsheet one filter then asks all of them at once, where a hundred sheets would have to be opened one by one. Only
matrices keep a sheet a region, since their columns are that region's gels or animals; they are whole, as a spreadsheet
can't open their files. Of the tables, which it can, the workbook leaves out what few would look for, and says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from spotwise.tables import COLUMNS, NUMBER, TEXT

ROWS, WIDTH = 1_048_576, 16_384
"""What a sheet can hold, its header with it."""

CELLS = 1_500_000
"""Most cells of a workbook: some 17 MB."""

NAME = 31
"""Most characters of a sheet's name, as UTF-16 counts them."""

TERM_P = 0.01
"""Gene sets of a larger p are left out: they are thousands for each region and contrast."""

ROW_P = 0.05
"""Rows of a larger p are the first to go from a table that is too large."""

WORKING = ("mean", "se", "t", "f", "df", "p_equivalent", "presence_p")
"""Columns of the tests that only those who check them need; what is adjusted stays."""

Rows = list[list]
"""Cells are text, as the tables have it, or floats."""

Table = tuple[list[str], Rows]
"""Column names, and rows."""


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes
    ----------
    name : str
    kind : str
        Of the table, as in `COLUMNS`; `matrix` for a matrix.
    holds : str
        What it holds, in words.
    file : str
        Where all of it stands, below the results.
    columns : sequence of (str, str)
        The name of each column, and what it holds: TEXT, NUMBER, COUNT or FLAG.
    rows : list of list
        Text is empty where it is missing, a number NaN or empty.
    keys : int
        Columns on the left that stay in sight.
    note : str
        What was left out, if anything.
    """

    name: str
    kind: str
    holds: str
    file: str
    columns: Sequence[tuple[str, str]]
    rows: Rows = field(repr=False)
    keys: int = 1
    note: str = ""

    @property
    def cells(self) -> int:
        return len(self.columns) * (len(self.rows) + 1)


def table_sheet(name: str, kind: str, holds: str, file: str, table: Table, keys: int = 1, note: str = "") -> Sheet:
    """A sheet of a hand-over table; columns beyond the contract are text."""
    header, rows = table
    columns = [(column, COLUMNS[kind].get(column, TEXT)) for column in header]
    return Sheet(name, kind, holds, file, columns, rows, keys, note)


def matrix_sheet(name: str, holds: str, file: str, matrix: Table, gene: Mapping[str, str]) -> Sheet:
    """A sheet of a matrix, whose first column names its rows, with the genes of these beside it."""
    (first, *names), rows = matrix
    columns = [(first, TEXT), ("gene", TEXT), *((name, NUMBER) for name in names)]
    return Sheet(name, "matrix", holds, file, columns, [[one, gene.get(one, ""), *row] for one, *row in rows], 2)


def stacked(parts: Iterable[tuple[Sequence[str], Table]], keys: Sequence[str]) -> Table:
    """Several tables as one, under columns that say which they are; what a table lacks is empty.

    Parameters
    ----------
    parts : iterable of (values, table)
        The values of the keys, and the table.
    keys : sequence of str
    """
    parts = list(parts)
    columns = list(dict.fromkeys(column for _, (header, _) in parts for column in header))
    rows: Rows = []
    for own, (header, body) in parts:
        at = {column: place for place, column in enumerate(header)}
        places = [at.get(column, len(header)) for column in columns]
        rows += [[*own, *map([*row, ""].__getitem__, places)] for row in body]
    return [*keys, *columns], rows


def small_p(table: Table, most: float) -> Table:
    """The rows whose p is below `most`."""
    header, rows = table
    at = header.index("p_value")
    return header, [row for row in rows if row[at] and float(row[at]) < most]


def filled(table: Table, column: str) -> Table:
    """The rows that have something in a column."""
    header, rows = table
    at = header.index(column)
    return header, [row for row in rows if row[at]]


def without(table: Table, columns: Sequence[str]) -> Table:
    """The table without some columns, those of them that it has."""
    header, rows = table
    kept = [at for at, column in enumerate(header) if column not in columns]
    return [header[at] for at in kept], [[row[at] for at in kept] for row in rows]


def fitted(sheets: Sequence[Sheet], most: int = CELLS) -> list[Sheet]:
    """The sheets, of which the largest are cut where a workbook would grow too large; each says what it lacks.

    Small ones are never cut for the sake of large ones: what they leave of the cells is shared out evenly. A matrix
    that would take more than a third of all cells has no part in that, and is left out first.
    """
    sheets = [_cut(sheet, most // 3) if sheet.kind == "matrix" else sheet for sheet in sheets]
    left, done = most, {}
    by_size = sorted(range(len(sheets)), key=lambda at: sheets[at].cells)
    for waiting, at in zip(range(len(sheets), 0, -1), by_size, strict=True):
        done[at] = _cut(sheets[at], left // waiting)
        left -= done[at].cells
    return [done[at] for at in range(len(sheets))]


def _cut(sheet: Sheet, most: int) -> Sheet:
    """As many rows as there is room for, those of small p before others; of a matrix all or none."""
    if len(sheet.columns) > WIDTH:
        return replace(sheet, columns=sheet.columns[: sheet.keys], rows=[], note="all: too wide for a spreadsheet")
    room = max(min(most // len(sheet.columns), ROWS) - 1, 0)
    if len(sheet.rows) <= room:
        return sheet
    if sheet.kind == "matrix":
        return replace(sheet, rows=[], note="all: too large for a spreadsheet")
    rows, kept = sheet.rows, "all but the first"
    header = [name for name, _ in sheet.columns]
    if "p_value" in header:
        rows, kept = small_p((header, rows), ROW_P)[1], f"all but, of p below {ROW_P}, the first"
    rows = rows[:room]
    note = f"{sheet.note}; " * bool(sheet.note) + f"{kept} {len(rows)} of {len(sheet.rows)} rows"
    return replace(sheet, rows=rows, note=note)


def with_names(sheets: Iterable[Sheet], taken: Iterable[str] = ()) -> list[Sheet]:
    """The sheets under names that a spreadsheet takes: without []:*?/\\', not too long, none twice (case ignored)."""
    used = {name.casefold() for name in taken}
    named = []
    for sheet in sheets:
        name, number = _short(sheet.name), 1
        while name.casefold() in used:
            number += 1
            name = _short(sheet.name, f" {number}")
        used.add(name.casefold())
        named.append(replace(sheet, name=name))
    return named


def _short(name: str, end: str = "") -> str:
    name = "".join("_" if letter in "[]:*?/\\'" or not letter.isprintable() else letter for letter in name)
    while len((name + end).encode("utf-16-le")) // 2 > NAME:
        name = name[:-1]
    return name + end
