"""What MaxQuant's tables have in common: the columns of peptides, and those of runs.

Every column is described at https://cox-labs.github.io/coxdocs/output_tables.html.
"""

from collections.abc import Mapping

from spotwise.faults import Fault
from spotwise.formats.export import Export

MARKS = {"gene": ("gene names",), "contaminant": ("potential contaminant", "contaminant"), "decoy": ("reverse",)}
PEPTIDE = MARKS | {
    "peptide": ("sequence",),
    "modification": ("modifications",),
    "charge": ("charge", "charges"),
    "protein": ("proteins",),
    "razor": ("leading razor protein",),
    "description": ("protein names",),
}
"""Properties of a peptide and the columns that hold them, case ignored; the first that is there counts."""
INTENSITY = "intensity "
LFQ = "lfq intensity "


def runs_after(export: Export, prefix: str) -> dict[int, str]:
    """The columns whose names begin so, and the runs that they go on with."""
    found = enumerate(export.header)
    return {at: name[len(prefix) :].strip() for at, name in found if name.lower().startswith(prefix)}


def run_faults(export: Export, runs: Mapping[int, str]) -> list[Fault]:
    """The fault of a table without any run."""
    mend = "set an experiment for each raw file in MaxQuant, so that it writes the intensity of each"
    found = "no column 'Intensity' followed by the name of a run"
    return [] if runs else [export.header_fault(found, mend)]


def proteins_of(cells: dict[str, list[str]]) -> list[str]:
    """The proteins of each peptide, for decoys, where MaxQuant names none, the leading razor protein."""
    return [named or one for named, one in zip(cells["protein"], cells.get("razor", cells["protein"]), strict=True)]
