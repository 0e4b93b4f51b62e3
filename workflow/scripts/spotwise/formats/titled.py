"""Tables below lines of title, as gel image software writes them."""

import re
from collections.abc import Mapping, Sequence

from spotwise.delimited import delimiter_of, read_rows
from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.export import Export, columns_of

MOST = 20  # lines of title
WIDE = 3  # words in a row that make a header
NUMBER = re.compile(r"[+-]?[\d.,]*\d[\d.,]*", re.ASCII)


def header_in(head: str, keys: Sequence[str]) -> str | None:
    """The first of `keys`, given in lower case, that is a column in one of the first lines, as written there."""
    lines = [line.split(delimiter_of(line)) for line in head.split("\n")[:MOST]]
    rows = [[cell.strip(' "') for cell in cells] for cells in lines]
    at = _header_row(rows, keys)
    return None if at is None else next(cell for cell in rows[at] if cell.lower() in keys)


def _header_row(rows: Sequence[Sequence[str]], keys: Sequence[str]) -> int | None:
    """The number of the first row with one of `keys`, unless another header, words over numbers, stands above it.

    A row with the key alone is a title.
    """
    for at, cells in enumerate(rows):
        words = [cell for cell in cells if cell]
        if len(words) > 1 and {word.lower() for word in words} & set(keys):
            return at
        below = rows[at + 1] if at + 1 < len(rows) else []
        if len(set(words)) >= WIDE and sum(bool(NUMBER.fullmatch(cell)) for cell in below) > 1:
            return None
    return None


def read_titled(path: str, keys: Sequence[str], properties: Mapping[str, Sequence[str]]) -> tuple[str, Export]:
    """The title, and the table below it, whose header is the first line with one of `keys` as a column.

    Raises
    ------
    InputFault
        Where none of the first lines has such a column.
    """
    rows = read_rows(path)
    names = [[cell.strip() for cell in cells] for _, cells in rows[:MOST]]
    at = _header_row(names, keys)
    if at is None:
        found = f"no column {listed(keys)} in the first lines; the first is {listed(names[0], 12)}"
        mend = "export the table with its header; remove lines above it that hold other delimiters; or set `format`"
        raise InputFault([Fault(path, found, mend)])
    header = names[at]
    while not header[-1]:
        header.pop()
    title = " ".join(filter(None, (cell for cells in names[:at] for cell in cells)))
    return title, Export(path, rows[at][0], header, columns_of(header, properties), rows[at + 1 :])
