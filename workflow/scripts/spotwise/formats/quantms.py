"""MSstats's long table of features, as quantms and OpenMS write it: `*_msstats_in.csv`.

One row a feature and run. A feature is a fragment ion of a precursor, or the precursor itself where fragments are not
told apart (an empty FragmentIon); OpenMS adds `Reference`, the file of spectra. MSstats has the columns described at
https://bioconductor.org/packages/release/bioc/vignettes/MSstatsConvert/inst/doc/msstats_data_format.html, and any of
its converters writes the same table without `Reference`. A real export of quantms was at hand.

Each fragment ion is an entry of its own. To add up the fragments of a precursor would make its sum depend on which of
them were seen in a run; MSstats does not add them up either, but summarises all features of a protein.
"""

from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.export import Export, names_of, read_cells, read_export
from spotwise.formats.numbers import MISSING
from spotwise.formats.pivot import empty_faults, first_rows, pivot, protein_faults, repeat_faults
from spotwise.formats.quantities import Format, Quantities, peptide_names
from spotwise.formats.runs import run_name
from spotwise.formats.sequences import plain_sequence

NEEDED = {
    "protein": "ProteinName",
    "modification": "PeptideSequence",
    "charge": "PrecursorCharge",
    "fragment": "FragmentIon",
    "product": "ProductCharge",
    "label": "IsotopeLabelType",
    "run": "Run",
    "intensity": "Intensity",
}
COLUMNS = NEEDED | {"file": "Reference", "fraction": "Fraction"}
MEND = "give the file as quantms or an MSstats converter wrote it, or name another format"
REPEATED = "keep one of the rows, or have OpenMS's MSstatsConverter summarise over retention times (max)"


def sniff(head: str) -> str | None:
    """Why a file that begins so is a table for MSstats, or None."""
    if {column.lower() for column in NEEDED.values()} <= set(names_of(head)[0]):
        return "its first line names columns 'ProteinName', 'PeptideSequence', 'FragmentIon' and 'IsotopeLabelType'"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read features x runs; `block` has no meaning here, for there is one, from before MSstats normalises.

    Runs are the last part of `Reference`, without its extension, where every row has one, else `Run`.

    Raises
    ------
    InputFault
        Where a column is missing, a row ends early or names no run, cells hold no numbers, a feature of a run stands
        twice, or the table holds several labels or fractions.
    """
    export = read_export(path, {name: (column.lower(),) for name, column in COLUMNS.items()})
    if faults := export.missing(NEEDED, MEND):
        raise InputFault(faults)
    lines, cells, numbers = read_cells(export, {export.at["intensity"]: "Intensity"})
    runs = _runs(cells)
    parts = _parts(cells)
    entries = ["\t".join(feature) for feature in zip(*parts, strict=True)]
    names, samples, values, repeats = pivot(entries, runs, [number for (number,) in numbers])
    told = [feature.strip().replace("\t", " ") for feature in entries]
    faults = _several_faults(export, cells) + empty_faults(path, lines, runs, "run")
    faults += repeat_faults(path, lines, told, runs, repeats, REPEATED)
    if faults := faults + protein_faults(path, lines, told, cells["protein"]):
        raise InputFault(faults)
    first = first_rows(entries)
    own = {name: [cells[name][row] for row in first] for name in ("protein", "modification", "charge")}
    return Quantities(
        entries=peptide_names(*([part[row] for row in first] for part in parts)),
        lines=[lines[row] for row in first],
        samples=samples,
        values=values,
        annotation=own | {"peptide": [plain_sequence(name) for name in own["modification"]]},
        peptides=True,
    )


def _runs(cells: dict[str, list[str]]) -> list[str]:
    files = cells.get("file", [""])
    return [run_name(name) for name in files] if all(files) else cells["run"]


def _parts(cells: dict[str, list[str]]) -> list[list[str]]:
    """What makes a feature: sequence, charge, and the fragment with its charge where one is named."""
    fragments = [
        "" if ion in MISSING else f"{ion} {'' if charge in MISSING else charge}".strip()
        for ion, charge in zip(cells["fragment"], cells["product"], strict=True)
    ]
    return [cells["modification"], cells["charge"], fragments]


def _several_faults(export: Export, cells: dict[str, list[str]]) -> list[Fault]:
    """Labels and fractions, of which one sample has several: how they make one quantity is not for a reader to say."""
    mends = {
        "label": "keep the rows of one label, or their ratios",
        "fraction": "merge the fractions of each sample first, and write one row a feature and sample",
    }
    faults = []
    for name, mend in mends.items():
        if len(several := sorted(set(cells.get(name, [])))) > 1:
            where = f"{export.path}, column {COLUMNS[name]!r}"
            faults.append(Fault(where, f"the table holds several {name}s: {listed(several)}", mend))
    return faults


QUANTMS = Format("quantms", sniff, read, one_block=True)
