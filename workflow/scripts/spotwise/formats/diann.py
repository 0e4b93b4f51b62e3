"""Tables of DIA-NN: `report.pr_matrix.tsv` and `report.pg_matrix.tsv`, and the long `report.tsv`.

The matrices have one row a precursor, or a protein group, and one column a run, whose header is the path of the raw
file, on Windows too: `S:\\data\\B0254_x.raw` is sample `B0254_x`, the last part of the path without its extension. The
report has one row a precursor and run; there `Run` says that name, or else `File.Name` the path. Empty cells, and rows
that are not there, are missing. A precursor is of its `Protein.Group`, the proteins that DIA-NN inferred, and not of
every protein of `Protein.Ids`. Columns and filters are described at https://github.com/vdemichev/DiaNN (Output, and
Main output reference). The matrices hold what passed DIA-NN's filters; of a report, `Q.Value` alone is held against 1%.
"""

import re

from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.export import Export, names_of, read_cells, read_export
from spotwise.formats.numbers import shortened
from spotwise.formats.quantities import NAN, Format, Quantities

PROPERTIES = {
    "peptide": "Stripped.Sequence",
    "modification": "Modified.Sequence",
    "charge": "Precursor.Charge",
    "protein": "Protein.Group",
    "gene": "Genes",
    "description": "First.Protein.Description",
    "decoy": "Decoy",
}
COLUMNS = PROPERTIES | {
    "precursor": "Precursor.Id",
    "run": "Run",
    "file": "File.Name",
    "q": "Q.Value",
    "normalised": "Precursor.Normalised",
    "raw": "Precursor.Quantity",
}
"""Properties of a row and the columns that hold them, case ignored."""
FURTHER = ("Protein.Ids", "Protein.Names", "Proteotypic", "Precursor.Id", "N.Sequences", "N.Proteotypic.Sequences")
FRAGPIPE = ("All Mapped Proteins", "All Mapped Genes")
ASIDE = {name.lower() for name in (*PROPERTIES.values(), *FURTHER, *FRAGPIPE)}
"""Columns of the matrices that are no runs; FragPipe adds two to DIA-NN's own."""
EXTENSION = re.compile(r"\.(raw|d|wiff2?|mzml|mzxml|dia|htrms)$", re.IGNORECASE)
MOST_Q = 0.01


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
        Where a column is missing, a row ends early, cells hold no numbers, raw quantities are asked of a matrix, or
        rows of a report have a Q.Value above 1%, say the same precursor and run, or disagree on a protein group.
    """
    export = read_export(path, {name: (column.lower(),) for name, column in COLUMNS.items()})
    return _report(export, block) if {"run", "file"} & export.at.keys() else _matrix(export, block)


def _ask_for(export: Export, *names: str) -> None:
    if missing := [COLUMNS[name] for name in names if name not in export.at]:
        found = f"no column {listed(missing)}; the header is {listed(export.header, 12)}"
        mend = "give the file as DIA-NN wrote it, or name another format"
        raise InputFault([Fault(f"{export.path}, line {export.line}", found, mend)])


def _run_of(path: str) -> str:
    """The last part of a path, Windows's or not, without the extension of raw files."""
    return EXTENSION.sub("", re.split(r"[\\/]", path.rstrip("\\/"))[-1])


def _matrix(export: Export, block: str) -> Quantities:
    peptides = bool({"precursor", "peptide", "modification"} & export.at.keys())
    _ask_for(export, "protein", *(("peptide", "precursor") if peptides else ()))
    runs = {at: _run_of(name) for at, name in enumerate(export.header) if name and name.lower() not in ASIDE}
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


def _report(export: Export, block: str) -> Quantities:
    _ask_for(export, "protein", "peptide", "precursor", "q", block)
    lines, cells, values = read_cells(export, {export.at[name]: COLUMNS[name] for name in (block, "q")})
    runs = cells["run"] if "run" in cells else [_run_of(cell) for cell in cells["file"]]
    faults = _filter_faults(export.path, lines, [q for _, q in values])
    if faults := faults + _row_faults(export.path, lines, runs, cells["precursor"], cells["protein"]):
        raise InputFault(faults)
    samples = {run: at for at, run in enumerate(dict.fromkeys(runs))}
    first: dict[str, int] = {}
    table: dict[str, list[float]] = {}
    for at, (precursor, run, (quantity, _)) in enumerate(zip(cells["precursor"], runs, values, strict=True)):
        first.setdefault(precursor, at)
        table.setdefault(precursor, [NAN] * len(samples))[samples[run]] = quantity
    return Quantities(
        entries=list(first),
        lines=[lines[at] for at in first.values()],
        samples=list(samples),
        values=list(table.values()),
        annotation={name: [cells[name][at] for at in first.values()] for name in PROPERTIES if name in cells},
        normalised=block == "normalised",
        peptides=True,
    )


def _filter_faults(path: str, lines: list[int], qs: list[float]) -> list[Fault]:
    """A report that was written at another threshold: its user is to say what is kept, for nothing is dropped here."""
    above = [line for line, q in zip(lines, qs, strict=True) if not q <= MOST_Q]  # NaN too
    if not above:
        return []
    found = f"{len(above)} of {len(lines)} rows have no Q.Value of {MOST_Q} or less, the first in line {above[0]}"
    mend = f"keep the rows of Q.Value <= {MOST_Q}, or have DIA-NN write the report at a precursor FDR of 1%"
    return [Fault(path, found, mend)]


def _row_faults(
    path: str, lines: list[int], runs: list[str], precursors: list[str], proteins: list[str]
) -> list[Fault]:
    """Rows without a run, rows that say the same precursor and run, and precursors of two protein groups."""
    faults, seen, group = [], {}, {}
    for line, run, precursor, protein in zip(lines, runs, precursors, proteins, strict=True):
        where = f"{path}, line {line}"
        if not run:
            faults.append(Fault(where, "the row names no run", "export the table again"))
        elif (precursor, run) in seen:
            found = f"precursor {quoted(precursor)} of run {quoted(run)} stands in line {seen[precursor, run]} already"
            faults.append(Fault(where, found, "keep one of the rows"))
        elif group.setdefault(precursor, protein) != protein:
            found = (
                f"precursor {quoted(precursor)} is of {quoted(protein)} here and of {quoted(group[precursor])} above"
            )
            faults.append(Fault(where, found, "give the report of one search"))
        seen.setdefault((precursor, run), line)
    return shortened(faults, path, "rows")


DIANN = Format("diann", sniff, read)
