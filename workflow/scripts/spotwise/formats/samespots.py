"""Progenesis SameSpots CSV exports (TotalLab / Nonlinear Dynamics).

Three header rows: the block each run of columns belongs to (`Normalized Volume`, `Volume`), the group of each gel, and
the column names, of which the first three are `#` (the spot number), `Anova (p)` and `Fold`. The layout follows the
real exports of the S2P project (https://github.com/sing-group/S2P).
"""

from collections import Counter

from spotwise.delimited import read_rows
from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.numbers import notation_findings, read_numbers
from spotwise.formats.quantities import Format, Quantities
from spotwise.formats.widths import width_faults

BLOCKS = {"normalised": "Normalized Volume", "raw": "Volume"}
LEADING = ["#", "Anova (p)", "Fold"]


def sniff(head: str) -> str | None:
    """Why a file that begins so is a SameSpots export, or None."""
    lines = head.split("\n")
    named = [name for name in BLOCKS.values() if any(name in line for line in lines[:3])]
    if named and lines[0].lstrip('"')[:1] in ";,\t" and any(line.lstrip('"').startswith("#") for line in lines[1:5]):
        return f"one of its first lines names a block {quoted(named[0])}, and a line below begins with '#'"
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
    at, columns = _header(path, rows, block)
    line, header = rows[at]
    body = rows[at + 1 :]
    usual = (
        Counter(len(cells) for _, cells in body).most_common(1)[0][0] if body else 0
    )  # a cell may lack in the middle
    if short := [line for line, cells in body if len(cells) < max(usual, columns[-1] + 1)]:
        mend = "export the table again"
        raise InputFault([Fault(f"{path}, line {short[0]}", "the row ends before its last column", mend)])
    names = [header[i].strip() if i < len(header) else "" for i in columns]
    if unnamed := [i + 1 for i, name in zip(columns, names, strict=True) if not name]:
        raise InputFault([Fault(f"{path}, line {line}", f"columns {listed(unnamed)} have no name", "name each gel")])
    if uneven := width_faults(path, header, body):
        raise InputFault(uneven)
    values, faults = read_numbers(path, names, [(line, [cells[i] for i in columns]) for line, cells in body])
    if faults:
        raise InputFault(faults)
    return Quantities(
        entries=[cells[0].strip() for _, cells in body],
        lines=[line for line, _ in body],
        samples=names,
        values=values,
        normalised=block == "normalised",
        groups=_groups(rows[at - 1][1], columns) if at > 1 else [],
        findings=notation_findings([[cells[i] for i in columns] for _, cells in body]),
    )


def _groups(row: list[str], columns: list[int]) -> list[str]:
    """The group of each column, which stands above the first gel of it."""
    groups = []
    for at in columns:
        cell = row[at].strip() if at < len(row) else ""
        groups.append(cell or (groups[-1] if groups else ""))
    return groups


def _header(path: str, rows: list, block: str) -> tuple[int, list[int]]:
    """The number of the row that names the columns, and the columns of the block; a last one without cells is none."""
    at = next((i for i, (_, cells) in enumerate(rows[:5]) if cells[0].strip() == LEADING[0]), None)
    if at is None or at < 1:
        mend = "export from SameSpots with its header rows, or name another format"
        raise InputFault([Fault(path, "none of the first rows begins with '#' below a row of block names", mend)])
    blocks = [cell.strip() for cell in rows[0][1]]
    order = "the header rows name, in this order, blocks, groups, and columns; export the table again"
    if lower := [line for line, cells in rows[1:at] if set(BLOCKS.values()) & {cell.strip() for cell in cells}]:
        raise InputFault([Fault(f"{path}, line {lower[0]}", "the names of blocks stand below the first row", order)])
    if at + 1 < len(rows) and not any(cell.strip() for cell in rows[at + 1][1][: len(LEADING)]):
        raise InputFault([Fault(f"{path}, line {rows[at + 1][0]}", "no spot stands below the column names", order)])
    if BLOCKS[block] not in blocks:
        found = f"no block {quoted(BLOCKS[block])}; it names {listed(filter(None, blocks))}"
        raise InputFault([Fault(f"{path}, line {rows[0][0]}", found, "set `block` to one that the file holds")])
    first = blocks.index(BLOCKS[block])
    after = [i for i, cell in enumerate(blocks) if i > first and cell]
    last = after[0] if after else max(len(cells) for _, cells in rows)
    columns = list(range(first, last))
    while columns and not any(cells[columns[-1]].strip() for _, cells in rows[at:] if columns[-1] < len(cells)):
        columns.pop()
    if not columns:
        found = f"the block {quoted(BLOCKS[block])} holds no gel"
        raise InputFault([Fault(path, found, "export the table again")])
    return at, columns


SAMESPOTS = Format("samespots", sniff, read)
