"""Precursors as MaxQuant finds them: `evidence.txt`, one row a feature of one raw file.

A precursor is a modified sequence at one charge. It may stand in several rows of one run, as where its elution peak
was split; they are added up, as MaxQuant does for `peptides.txt`. Columns are described at
https://cox-labs.github.io/coxdocs/output_tables.html.
"""

from spotwise.faults import Fault, InputFault
from spotwise.formats.export import names_of, read_cells, read_export
from spotwise.formats.maxquant_columns import PEPTIDE, proteins_of
from spotwise.formats.numbers import shortened
from spotwise.formats.quantities import NAN, Format, Quantities, peptide_names

COLUMNS = PEPTIDE | {
    "modification": ("modified sequence",),
    "charge": ("charge",),
    "raw": ("raw file",),
    "experiment": ("experiment",),
    "intensity": ("intensity",),
}
NEEDED = {
    "peptide": "Sequence",
    "modification": "Modified sequence",
    "charge": "Charge",
    "protein": "Proteins",
    "raw": "Raw file",
    "intensity": "Intensity",
}
OF_ROWS = ("razor", "raw", "experiment", "intensity")


def sniff(head: str) -> str | None:
    """Why a file that begins so is MaxQuant's evidence, or None."""
    if {"sequence", "modified sequence", "charge", "raw file", "intensity", "proteins"} <= set(names_of(head)[0]):
        return "its first line names columns 'Modified sequence', 'Charge', 'Raw file' and 'Intensity'"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read MaxQuant's evidence as precursors x runs; `block` has no meaning here, for there is one.

    Runs are the experiments where every row names one, so that the fractions of a sample are added up; else the raw
    files. They stand in the order of their names.

    Raises
    ------
    InputFault
        Where a column is missing, a row ends early or names no run, or cells hold no numbers.
    """
    export = read_export(path, COLUMNS)
    if faults := export.missing(NEEDED, "give the file evidence.txt as MaxQuant wrote it, or name another format"):
        raise InputFault(faults)
    lines, cells, intensities = read_cells(export, {export.at["intensity"]: "Intensity"})
    runs = _runs(path, lines, cells)
    samples = sorted(set(runs))
    column = {run: at for at, run in enumerate(samples)}
    keys = list(zip(cells["modification"], cells["charge"], strict=True))
    first: dict[tuple[str, str], int] = {}
    for at, key in enumerate(keys):
        first.setdefault(key, at)
    values = {key: [NAN] * len(samples) for key in first}
    for key, run, (intensity,) in zip(keys, runs, intensities, strict=True):
        values[key][column[run]] = _sum(values[key][column[run]], intensity)
    cells["protein"] = proteins_of(cells)
    own = {name: [cells[name][at] for at in first.values()] for name in cells if name not in OF_ROWS}
    own["modification"] = [name.strip("_") for name in own["modification"]]
    return Quantities(
        entries=peptide_names(own["modification"], own["charge"]),
        lines=[lines[at] for at in first.values()],
        samples=samples,
        values=list(values.values()),
        annotation=own,
        peptides=True,
        findings=_partial(cells.get("experiment", [])),
    )


def _runs(path: str, lines: list[int], cells: dict[str, list[str]]) -> list[str]:
    """The run of each row: its experiment if all have one, else its raw file."""
    experiments = cells.get("experiment", [""])
    runs = experiments if all(experiments) else cells["raw"]
    mend = "export the table again"
    empty = [line for line, run in zip(lines, runs, strict=True) if not run]
    if faults := [Fault(f"{path}, line {line}", "the row names no raw file", mend) for line in empty]:
        raise InputFault(shortened(faults, path, "rows"))
    return runs


def _partial(experiments: list[str]) -> list[tuple[str, str]]:
    empty = experiments.count("")
    if empty in (0, len(experiments)):
        return []
    what = f"the column Experiment is empty in {empty} of {len(experiments)} rows"
    return [(what, "raw files are taken for runs; fill it in to have the runs of an experiment added up")]


def _sum(one: float, other: float) -> float:
    """The sum of what is there; NaN, which no number equals, where neither is."""
    seen = [value for value in (one, other) if value == value]
    return sum(seen) if seen else NAN


MAXQUANT_EVIDENCE = Format("maxquant_evidence", sniff, read, one_block=True)
