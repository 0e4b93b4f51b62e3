"""A plain wide table: the first column names the spots, each further column is a gel or run.

Columns whose names are those of a spot's own properties (see `ANNOTATION`) are kept aside as such.
"""

from spotwise.delimited import delimiter_of, read_rows
from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.numbers import read_numbers, shortened
from spotwise.formats.quantities import Format, Quantities

ANNOTATION = {"protein", "accession", "gene", "description", "peptide", "charge", "pi", "mr", "x", "y"}


def sniff(head: str) -> str | None:
    """Why a file that begins so is a wide table, or None."""
    line = head.split("\n", 1)[0]
    first, *further = line.split(delimiter_of(line))
    if further and first.strip(' "'):
        return "its first line names columns, the first of them too"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read a wide table; `block` has no meaning here, for there is one.

    Raises
    ------
    InputFault
        Where there is no header or row, a row is too short or long, or cells hold no numbers.
    """
    rows = read_rows(path)
    if len(rows) < 2 or len(rows[0][1]) < 2:
        found = "there is no table of several rows and columns"
        raise InputFault([Fault(path, found, "write a header row, then one row a spot, one column a gel")])
    header = [cell.strip() for cell in rows[0][1]]
    while header and not header[-1]:
        header.pop()
    body, faults = _body(path, rows[0][0], header, rows[1:])
    is_sample = [at for at in range(1, len(header)) if header[at].lower() not in ANNOTATION]
    names = [header[at] for at in is_sample]
    values, more = read_numbers(path, names, [(line, [cells[at] for at in is_sample]) for line, cells in body])
    if faults or more:
        raise InputFault([*faults, *more])
    aside = {header[at].lower(): at for at in range(1, len(header)) if at not in is_sample}
    return Quantities(
        entries=[cells[0].strip() for _, cells in body],
        lines=[line for line, _ in body],
        samples=names,
        values=values,
        annotation={name: [cells[at].strip() for _, cells in body] for name, at in aside.items()},
    )


def _body(path: str, line: int, header: list[str], rows: list) -> tuple[list, list[Fault]]:
    """Rows padded to the header's width, and a fault for each cell beyond it or column without a name."""
    faults, body = [], []
    if unnamed := [at + 1 for at, name in enumerate(header) if not name and at > 0]:
        found = f"columns {listed(unnamed)} have no name"
        faults.append(Fault(f"{path}, line {line}", found, "name them or remove them"))
    for line, cells in rows:
        if any(cell.strip() for cell in cells[len(header) :]):
            found = f"{len(cells)} cells under {len(header)} column names"
            mend = "put cells that hold the delimiter in quotes, decimal commas too"
            faults.append(Fault(f"{path}, line {line}", found, mend))
        body.append((line, [*cells, *[""] * len(header)][: len(header)]))
    return body, shortened(faults, path, "rows")


WIDE = Format("wide", sniff, read)
