"""Progenesis SameSpots CSV exports (TotalLab / Nonlinear Dynamics).

Three header rows: the block each run of columns belongs to (`Normalized Volume`, `Volume`), the group of each gel, and
the column names, of which the first three are `#` (the spot number), `Anova (p)` and `Fold`. The layout follows the
real exports of the S2P project (https://github.com/sing-group/S2P).
"""

from spotwise.delimited import read_rows
from spotwise.faults import Fault, InputFault, quoted
from spotwise.formats.numbers import read_numbers
from spotwise.formats.quantities import Format, Quantities

BLOCKS = {"normalised": "Normalized Volume", "raw": "Volume"}
LEADING = ["#", "Anova (p)", "Fold"]


def sniff(head: str) -> str | None:
    """Why a file that begins so is a SameSpots export, or None."""
    lines = head.split("\n")
    if BLOCKS["normalised"] in lines[0] and any(line.lstrip('"').startswith("#") for line in lines[1:5]):
        return f"its first line names a block {BLOCKS['normalised']!r}, and a line below begins with '#'"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read one block of a SameSpots export.

    Parameters
    ----------
    path : str
        The CSV file.
    block : {'normalised', 'raw'}
        Which volumes.

    Raises
    ------
    InputFault
        Where the header is not as exported, the block is missing, or cells hold no numbers.
    """
    rows = read_rows(path)
    start, names, columns = _header(path, rows, block)
    body = rows[start:]
    short = [line for line, cells in body if len(cells) <= max(columns)]
    if short:
        mend = "export the table again"
        raise InputFault([Fault(f"{path}, line {short[0]}", "the row ends before its last column", mend)])
    values, faults = read_numbers(path, names, [(line, [cells[at] for at in columns]) for line, cells in body])
    if faults:
        raise InputFault(faults)
    return Quantities(
        entries=[cells[0].strip() for _, cells in body],
        lines=[line for line, _ in body],
        samples=names,
        values=values,
        normalised=block == "normalised",
    )


def _header(path: str, rows: list, block: str) -> tuple[int, list[str], list[int]]:
    """Where the body begins, the sample names of the block, and their column numbers."""
    at = next((i for i, (_, cells) in enumerate(rows[:5]) if cells[0].strip() == LEADING[0]), None)
    if at is None or at < 1:
        mend = "export from SameSpots with its header rows, or name another format"
        raise InputFault([Fault(path, "none of the first rows begins with '#' below a row of block names", mend)])
    blocks = [cell.strip() for cell in rows[0][1]]
    if BLOCKS[block] not in blocks:
        found = f"line {rows[0][0]} names no block {quoted(BLOCKS[block])}"
        raise InputFault([Fault(path, found, "set `block` to the one that the file holds")])
    first = blocks.index(BLOCKS[block])
    after = [i for i, cell in enumerate(blocks) if i > first and cell]
    names = [cell.strip() for cell in rows[at][1]]
    last = after[0] if after else len(names)
    columns = [i for i in range(first, min(last, len(names))) if names[i]]
    return at + 1, [names[i] for i in columns], columns


SAMESPOTS = Format("samespots", sniff, read)
