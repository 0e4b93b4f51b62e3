"""Tables below lines of title, as gel image software writes them."""

from collections.abc import Mapping, Sequence

from spotwise.delimited import delimiter_of, read_rows
from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.export import Export, columns_of

MOST = 20  # lines of title


def header_in(head: str, keys: Sequence[str]) -> str | None:
    """The first of `keys`, given in lower case, that is a column in one of the first lines, as written there."""
    for line in head.split("\n")[:MOST]:
        cells = [cell.strip(' "') for cell in line.split(delimiter_of(line))]
        if found := next((cell for cell in cells if cell.lower() in keys), None):
            return found
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
    at = next((i for i, cells in enumerate(names) if {cell.lower() for cell in cells} & set(keys)), None)
    if at is None:
        found = f"no column {listed(keys)} in the first lines; the first is {listed(names[0], 12)}"
        mend = "export the table with its header; remove lines above it that hold other delimiters; or set `format`"
        raise InputFault([Fault(path, found, mend)])
    header = names[at]
    while not header[-1]:
        header.pop()
    title = " ".join(filter(None, (cell for cells in names[:at] for cell in cells)))
    return title, Export(path, rows[at][0], header, columns_of(header, properties), rows[at + 1 :])
