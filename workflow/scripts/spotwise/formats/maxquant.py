"""Peptides as MaxQuant writes them: `peptides.txt`, or `modificationSpecificPeptides.txt`.

One row a peptide, one column `Intensity <run>` a run, in which zero means missing
(https://cox-labs.github.io/coxdocs/output_tables.html).
"""

from spotwise.faults import InputFault
from spotwise.formats.export import names_of, read_cells, read_export
from spotwise.formats.maxquant_columns import INTENSITY, PEPTIDE, proteins_of, run_faults, runs_after
from spotwise.formats.quantities import Format, Quantities, peptide_names

RAZOR = "leading razor protein"
NEEDED = {"peptide": "Sequence", "protein": "Proteins"}


def sniff(head: str) -> str | None:
    """Why a file that begins so is a table of MaxQuant's peptides, or None."""
    names, cut = names_of(head)
    runs = cut or any(name.startswith(INTENSITY) for name in names)  # a header may be longer than what is looked at
    if {"sequence", "proteins"} <= set(names) and "raw file" not in names:
        if runs:
            return "its first line names columns 'Sequence', 'Proteins' and 'Intensity' of runs"
        if RAZOR in names:  # that runs are missing is then a fault
            return "its first line names columns 'Sequence', 'Proteins' and 'Leading razor protein'"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read MaxQuant's peptides; `block` has no meaning here, for there is one.

    Raises
    ------
    InputFault
        Where there is no column of sequences, of proteins, or of a run's intensity, a row ends early, or cells hold
        no numbers.
    """
    export = read_export(path, PEPTIDE)
    runs = runs_after(export, INTENSITY)
    faults = export.missing(NEEDED, "give the file peptides.txt as MaxQuant wrote it, or name another format")
    if faults := faults + run_faults(export, runs):
        raise InputFault(faults)
    lines, cells, values = read_cells(export, runs)
    cells["protein"] = proteins_of(cells)
    cells.pop("razor", None)
    telling = [cells[name] for name in ("peptide", "modification", "charge") if name in cells]
    return Quantities(
        entries=peptide_names(*telling),
        lines=lines,
        samples=list(runs.values()),
        values=values,
        annotation=cells,
        peptides=True,
    )


MAXQUANT = Format("maxquant", sniff, read, one_block=True)
