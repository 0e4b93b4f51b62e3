"""Peptides as MaxQuant writes them: `peptides.txt`, or `modificationSpecificPeptides.txt`.

One row a peptide, one column `Intensity <run>` a run, in which zero means missing.
"""

from spotwise.delimited import delimiter_of, read_rows
from spotwise.faults import Fault, InputFault
from spotwise.formats.numbers import read_numbers, shortened
from spotwise.formats.quantities import Format, Quantities, peptide_names

RUN = "intensity "
COLUMNS = {
    "peptide": ("sequence",),
    "modification": ("modifications",),
    "charge": ("charge", "charges"),
    "protein": ("proteins",),
    "razor": ("leading razor protein",),
    "gene": ("gene names",),
    "description": ("protein names",),
    "contaminant": ("potential contaminant", "contaminant"),
    "decoy": ("reverse",),
}
"""Properties of a peptide and the columns that hold them, case ignored; the first that is there counts."""


def sniff(head: str) -> str | None:
    """Why a file that begins so is a table of MaxQuant's peptides, or None."""
    line, *further = head.split("\n", 1)
    names = {name.strip(' "').lower() for name in line.split(delimiter_of(line))}
    runs = not further or any(name.startswith(RUN) for name in names)  # a header may be longer than what is looked at
    if {"sequence", "proteins"} <= names and "raw file" not in names and runs:
        return "its first line names columns 'Sequence', 'Proteins' and 'Intensity' of runs"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read MaxQuant's peptides; `block` has no meaning here, for there is one.

    Raises
    ------
    InputFault
        Where there is no column of sequences, of proteins, or of a run's intensity, a row ends early, or cells hold
        no numbers.
    """
    rows = read_rows(path)
    line, header = rows[0]
    header = [name.strip() for name in header]
    at = _columns(header)
    runs = [number for number, name in enumerate(header) if name.lower().startswith(RUN)]
    if faults := _header_faults(f"{path}, line {line}", at, runs):
        raise InputFault(faults)
    width = max(*runs, *at.values())
    body = [(line, cells) for line, cells in rows[1:] if len(cells) > width]
    early = [f"{path}, line {line}" for line, cells in rows[1:] if len(cells) <= width]
    faults = [Fault(where, "the row ends before its last column", "export the table again") for where in early]
    names = [header[number][len(RUN) :].strip() for number in runs]
    values, more = read_numbers(path, names, [(line, [cells[number] for number in runs]) for line, cells in body])
    if faults or more:
        raise InputFault([*shortened(faults, path, "rows"), *more])
    cells = {name: [cells[number].strip() for _, cells in body] for name, number in at.items()}
    razor = cells.pop("razor", cells["protein"])
    cells["protein"] = [named or one for named, one in zip(cells["protein"], razor, strict=True)]
    telling = [cells[name] for name in ("peptide", "modification", "charge") if name in cells]
    return Quantities(
        entries=peptide_names(*telling),
        lines=[line for line, _ in body],
        samples=names,
        values=values,
        annotation=cells,
        peptides=True,
    )


def _columns(header: list[str]) -> dict[str, int]:
    """The number of the column that holds each property."""
    lower = [name.lower() for name in header]
    found = {name: next((word for word in words if word in lower), None) for name, words in COLUMNS.items()}
    return {name: lower.index(word) for name, word in found.items() if word is not None}


def _header_faults(where: str, at: dict[str, int], runs: list[int]) -> list[Fault]:
    missing = [column for name, column in (("peptide", "Sequence"), ("protein", "Proteins")) if name not in at]
    mend = "give the file peptides.txt as MaxQuant wrote it, or name another format"
    faults = [Fault(where, f"no column '{column}'", mend) for column in missing]
    if not runs:
        mend = "set an experiment for each raw file in MaxQuant, so that it writes the intensity of each"
        faults.append(Fault(where, "no column 'Intensity' followed by the name of a run", mend))
    return faults


MAXQUANT = Format("maxquant", sniff, read)
