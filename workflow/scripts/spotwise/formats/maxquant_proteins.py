"""Protein groups as MaxQuant writes them: `proteinGroups.txt`.

One row a group, and for each run a column `Intensity <run>` and, where label-free quantification was asked for, one
`LFQ intensity <run>`, which MaxQuant has normalised (Cox et al. 2014, MCP 13:2513). Zero means missing. Columns are
described at https://cox-labs.github.io/coxdocs/output_tables.html.
"""

from spotwise.faults import InputFault
from spotwise.formats.export import names_of, read_cells, read_export
from spotwise.formats.maxquant_columns import INTENSITY, LFQ, MARKS, run_faults, runs_after
from spotwise.formats.proteins import accessions
from spotwise.formats.quantities import Format, Quantities

COLUMNS = MARKS | {
    "protein": ("majority protein ids", "protein ids"),
    "description": ("protein names", "fasta headers"),
    "site": ("only identified by site",),
}


def sniff(head: str) -> str | None:
    """Why a file that begins so is a table of MaxQuant's protein groups, or None."""
    names, cut = names_of(head)
    runs = cut or any(name.startswith((INTENSITY, LFQ)) for name in names)
    if {"protein ids", "majority protein ids"} <= set(names) and runs:
        return "its first line names columns 'Protein IDs', 'Majority protein IDs' and 'Intensity' of runs"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read MaxQuant's protein groups, each named by its majority proteins.

    Parameters
    ----------
    path : str
    block : {'normalised', 'raw'}
        LFQ intensities, where the table has them, or intensities as they were measured.

    Raises
    ------
    InputFault
        Where there is no column of proteins or of a run's intensity, a row ends early, or cells hold no numbers.
    """
    export = read_export(path, COLUMNS)
    lfq = runs_after(export, LFQ) if block == "normalised" else {}
    runs = lfq or runs_after(export, INTENSITY)
    mend = "give the file proteinGroups.txt as MaxQuant wrote it, or name another format"
    if faults := export.missing({"protein": "Majority protein IDs"}, mend) + run_faults(export, runs):
        raise InputFault(faults)
    lines, cells, values = read_cells(export, runs)
    return Quantities(
        entries=[accessions(cell) for cell in cells["protein"]],
        lines=lines,
        samples=list(runs.values()),
        values=values,
        annotation=cells,
        normalised=bool(lfq),
    )


MAXQUANT_PROTEINS = Format("maxquant_proteins", sniff, read)
