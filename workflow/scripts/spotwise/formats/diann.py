"""Tables of DIA-NN: `report.pr_matrix.tsv` and `report.pg_matrix.tsv` here, and the long report (diann_report.py).

The matrices have one row a precursor, or a protein group, and one column a run, whose header is the path of the raw
file, on Windows too: `S:\\data\\B0254_x.raw` is sample `B0254_x`, the last part of the path without its extension.
Empty cells are missing. A precursor is of its `Protein.Group`, the proteins that DIA-NN inferred, and not of every
protein of `Protein.Ids`. Columns and filters are described at https://github.com/vdemichev/DiaNN (Output, and Main
output reference); the matrices hold what passed DIA-NN's filters. A real `report.tsv` of 1.9 was at hand; the layout
of `report.parquet` and of the matrices is that of the documentation.
"""

from spotwise.delimited import begins
from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.diann_report import read_report
from spotwise.formats.export import Export, names_of, read_cells, read_export
from spotwise.formats.quantities import Format, Quantities
from spotwise.formats.runs import run_name
from spotwise.formats.stream import open_stream
from spotwise.workbooks import MAGIC

PROPERTIES = {
    "peptide": "Stripped.Sequence",
    "modification": "Modified.Sequence",
    "charge": "Precursor.Charge",
    "protein": "Protein.Group",
    "gene": "Genes",
    "description": "First.Protein.Description",
    "decoy": "Decoy",
}
COLUMNS = PROPERTIES | {"precursor": "Precursor.Id"}
"""Properties of a row and the columns that hold them, case ignored."""
FURTHER = ("Protein.Ids", "Protein.Names", "Proteotypic", "Precursor.Id", "N.Sequences", "N.Proteotypic.Sequences")
FRAGPIPE = ("All Mapped Proteins", "All Mapped Genes")
ASIDE = {name.lower() for name in (*PROPERTIES.values(), *FURTHER, *FRAGPIPE)}
"""Columns of the matrices that are no runs; FragPipe adds two to DIA-NN's own."""
RUN = {"run", "file.name"}
"""A column of either is in reports, and in no matrix."""


def sniff(head: str) -> str | None:
    """Why a file that begins so is a table of DIA-NN, or None."""
    names = set(names_of(head)[0])
    for column in ("Precursor.Id", "First.Protein.Description"):
        if {"protein.group", column.lower()} <= names:
            return f"its first line names columns 'Protein.Group' and '{column}'"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read a report or a matrix of DIA-NN, whichever the header says.

    Parameters
    ----------
    path : str
    block : {'normalised', 'raw'}
        Of a report, Precursor.Normalised or Precursor.Quantity; a matrix holds normalised quantities alone.

    Raises
    ------
    InputFault
        Where a column is missing, a row ends early, cells hold no numbers, or raw quantities are asked of a matrix; of
        a report also as `read_report` says.
    """
    workbook = begins(path, *MAGIC)
    if not workbook and RUN & {name.lower() for name in open_stream(path).names}:
        return read_report(path, block)
    export = read_export(path, {name: (column.lower(),) for name, column in COLUMNS.items()})
    if RUN & {name.lower() for name in export.header}:
        raise InputFault([export.header_fault("a report in a workbook", "give report.parquet or report.tsv itself")])
    return _matrix(export, block)


def _ask_for(export: Export, *names: str) -> None:
    if missing := [COLUMNS[name] for name in names if name not in export.at]:
        found = f"no column {listed(missing)}; the header is {listed(export.header, 12)}"
        mend = "give the file as DIA-NN wrote it, or name another format"
        raise InputFault([Fault(f"{export.path}, line {export.line}", found, mend)])


def _matrix(export: Export, block: str) -> Quantities:
    peptides = bool({"precursor", "peptide", "modification"} & export.at.keys())
    _ask_for(export, "protein", *(("peptide", "precursor") if peptides else ()))
    runs = {at: run_name(name) for at, name in enumerate(export.header) if name and name.lower() not in ASIDE}
    where = f"{export.path}, line {export.line}"
    if not runs:
        raise InputFault([Fault(where, "no column of a run", "export the table again")])
    if block == "raw":
        mend = "set `block: normalised`, or give report.tsv, which holds both"
        raise InputFault([Fault(where, "a matrix of DIA-NN holds normalised quantities alone", mend)])
    lines, cells, values = read_cells(export, runs)
    return Quantities(
        entries=cells["precursor" if peptides else "protein"],
        lines=lines,
        samples=list(runs.values()),
        values=values,
        annotation={name: cells[name] for name in PROPERTIES if name in cells},
        normalised=True,
        peptides=peptides,
    )


DIANN = Format("diann", sniff, read)
