"""Tables as search software exports them: one line of column names, then rows of text and quantities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spotwise.delimited import delimiter_of, read_rows
from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.numbers import read_numbers, shortened
from spotwise.formats.widths import width_faults


@dataclass(frozen=True)
class Export:
    """A table with the columns that a format looks for.

    Attributes
    ----------
    path : str
    line : int
        The line of the file that names the columns.
    header : list of str
    at : dict of str to int
        The number of the column that holds each property; those that the table lacks are left out.
    rows : list of (int, list of str)
        Line of the file and its cells.
    """

    path: str
    line: int
    header: list[str]
    at: dict[str, int]
    rows: list[tuple[int, list[str]]]

    def missing(self, needed: Mapping[str, str], mend: str) -> list[Fault]:
        """The fault of properties without a column; `needed` gives each column as the software names it."""
        absent = [column for name, column in needed.items() if name not in self.at]
        return [self.header_fault(f"no column {listed(absent)}", mend)] if absent else []

    def header_fault(self, found: str, mend: str) -> Fault:
        """A fault of the line that names the columns, which it shows."""
        return Fault(f"{self.path}, line {self.line}", f"{found}; the header is {listed(self.header, 12)}", mend)


def names_of(head: str) -> tuple[list[str], bool]:
    """Column names of a file that begins so, in lower case, and whether its first line goes on beyond `head`."""
    line, *further = head.split("\n", 1)
    return [name.strip(' "').lower() for name in line.split(delimiter_of(line))], not further


def read_export(path: str, properties: Mapping[str, Sequence[str]]) -> Export:
    """Read a table; of each property's names, given in lower case, the first that is a column counts."""
    (line, header), *rows = read_rows(path)
    header = [name.strip() for name in header]
    return Export(path, line, header, columns_of(header, properties), rows)


def columns_of(header: Sequence[str], properties: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The number of the column that holds each property, case ignored."""
    lower = [name.lower() for name in header]
    found = {name: next((word for word in words if word in lower), None) for name, words in properties.items()}
    return {name: lower.index(word) for name, word in found.items() if word is not None}


def read_cells(export: Export, runs: Mapping[int, str]) -> tuple[list[int], dict[str, list[str]], list[list[float]]]:
    """Lines, properties and quantities of an export's rows.

    Parameters
    ----------
    export : Export
    runs : mapping of int to str
        The numbers of the columns that hold quantities, and what messages call them.

    Raises
    ------
    InputFault
        Where a row ends early or goes on beyond the header, or a cell of `runs` holds no number.
    """
    width = max(*runs, *export.at.values())
    body = [(line, cells) for line, cells in export.rows if len(cells) > width]
    faults = width_faults(export.path, export.header, export.rows)
    early = [f"{export.path}, line {line}" for line, cells in export.rows if len(cells) <= width]
    if not faults:  # which would name these rows too
        again = "export the table again"
        faults = shortened(
            [Fault(at, "the row ends before its last column", again) for at in early], export.path, "rows"
        )
    numbers = [(line, [cells[at] for at in runs]) for line, cells in body]
    values, more = read_numbers(export.path, list(runs.values()), numbers)
    if faults or more:
        raise InputFault([*faults, *more])
    cells = {name: [row[at].strip() for _, row in body] for name, at in export.at.items()}
    return [line for line, _ in body], cells, values
