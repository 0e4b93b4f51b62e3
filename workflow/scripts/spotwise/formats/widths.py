"""Rows that are longer or shorter than their header, whose cells may stand under another column's name."""

from collections.abc import Sequence

from spotwise.faults import Fault
from spotwise.formats.numbers import shortened

LONG = "put cells that hold the delimiter in quotes, decimal commas too"
SHORT = "give each row as many cells as the header, empty ones too, or export the table again"


def width_faults(path: str, header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> list[Fault]:
    """Rows with text beyond the last named column, and rows that end before it while most do not.

    Where most rows end early, their last cells were empty and somebody left them out. Where few do, nobody can tell
    which of their cells is missing.

    Parameters
    ----------
    path : str
        The file, for messages.
    header : sequence of str
    rows : sequence of (int, sequence of str)
        Line of the file and its cells.
    """
    width = max((at for at, name in enumerate(header, 1) if name.strip()), default=0)
    whole = sum(len(cells) >= width for _, cells in rows) * 2 >= len(rows)
    faults = []
    for line, cells in rows:
        where, n = f"{path}, line {line}", len(cells)
        if n > width and any(cell.strip() for cell in cells[width:]):
            faults.append(Fault(where, f"{n} cells under {width} column names", LONG))
        elif whole and n < width:
            found = f"the row ends before its last column: {n} cells under {width} column names"
            faults.append(Fault(where, found, SHORT))
    return shortened(faults, path, "rows")
