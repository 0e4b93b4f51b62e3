"""A plain wide table: the first column names the spots, each further column is a gel or run.

Columns whose names are those of a spot's own properties (see `ANNOTATION`) are kept aside as such.
"""

from spotwise.delimited import read_rows, rows_of
from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.numbers import read_numbers
from spotwise.formats.quantities import Format, Quantities

ANNOTATION = {"protein", "accession", "gene", "description", "peptide", "charge", "pi", "mr", "x", "y"}


def sniff(head: str) -> str | None:
    """Why a file that begins so is a wide table, or None."""
    rows = rows_of(head.split("\n", 1)[0])
    if rows and len(rows[0][1]) > 1 and rows[0][1][0].strip():
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
        raise InputFault(
            [Fault(path, "no table was found", "write a header row, then one row a spot, one column a gel")]
        )
    header = [cell.strip() for cell in rows[0][1]]
    while header and not header[-1]:
        header.pop()
    body, faults = _body(path, header, rows[1:])
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


def _body(path: str, header: list[str], rows: list) -> tuple[list, list[Fault]]:
    """Rows padded to the header's width, and a fault for each cell beyond it or column without a name."""
    faults, body = [], []
    if unnamed := [at + 1 for at, name in enumerate(header) if not name and at > 0]:
        faults.append(Fault(f"{path}, line 1", f"columns {listed(unnamed)} have no name", "name them or remove them"))
    for line, cells in rows:
        if any(cell.strip() for cell in cells[len(header) :]):
            found = f"{len(cells)} cells under {len(header)} column names"
            faults.append(
                Fault(f"{path}, line {line}", found, "a decimal comma in a comma-separated file needs quotes")
            )
        body.append((line, [*cells, *[""] * len(header)][: len(header)]))
    return body, faults[:5]


WIDE = Format("wide", sniff, read)
