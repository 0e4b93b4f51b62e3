"""A plain wide table: the first column names the spots or peptides, each further column is a gel or run.

Columns whose names are those of a row's own properties (see `PROPERTIES`) are kept aside as such. Rows are peptides
where a column gives their sequence beside one of proteins, or where several rows name one protein and nothing tells
that they are spots.
"""

from spotwise.delimited import delimiter_of, read_rows
from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.export import columns_of
from spotwise.formats.numbers import read_numbers, shortened
from spotwise.formats.quantities import Format, Quantities, peptide_names

PROPERTIES = {
    "protein": ("accession", "protein", "proteins"),
    "peptide": ("peptide", "sequence", "peptide sequence"),
    "modification": ("modified sequence", "modifications"),
    "charge": ("charge",),
    "gene": ("gene", "gene name", "gene names", "gene.name", "gene symbol"),
    "description": ("description", "protein name", "protein names", "protein.name", "protein description"),
    "contaminant": ("contaminant", "potential contaminant"),
    "decoy": ("decoy", "reverse"),
    "pi": ("pi",),
    "mr": ("mr",),
    "x": ("x",),
    "y": ("y",),
}
"""Properties of a row and the columns that hold them, case ignored; the first that is there counts."""
OF_SPOTS = ("x", "y", "pi", "mr")
"""Properties that spots have and peptides do not."""


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
    at = columns_of(header, PROPERTIES)
    aside = {number for words in PROPERTIES.values() for number, name in enumerate(header) if name.lower() in words}
    is_sample = [number for number in range(1, len(header)) if number not in aside]
    names = [header[number] for number in is_sample]
    values, more = read_numbers(path, names, [(line, [cells[number] for number in is_sample]) for line, cells in body])
    if faults or more:
        raise InputFault([*faults, *more])
    cells = {name: [cells[number].strip() for _, cells in body] for name, number in at.items()}
    first = [cells[0].strip() for _, cells in body]
    return Quantities(
        entries=_names(first, cells) if 0 in at.values() else first,
        lines=[line for line, _ in body],
        samples=names,
        values=values,
        annotation=cells,
        peptides=_are_peptides(header[0], first, cells),
    )


def _names(first: list[str], cells: dict[str, list[str]]) -> list[str]:
    """Names of rows whose first column is a property: that of peptides is their sequence, wherever it stands."""
    if "peptide" not in cells:
        return first
    return peptide_names(*(cells[name] for name in ("peptide", "modification", "charge") if name in cells))


def _are_peptides(header: str, first: list[str], cells: dict[str, list[str]]) -> bool:
    """Whether rows seem to be peptides; several spots of one protein, as in a charge train, have numbers or places."""
    if "protein" not in cells or "peptide" in cells:
        return "protein" in cells
    spots = header.lower().startswith(("spot", "ssp", "#")) or all(name.isdecimal() for name in first)
    named = [cell for cell in cells["protein"] if cell]
    return not spots and not any(name in cells for name in OF_SPOTS) and len(set(named)) < len(named)


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
