"""Reports of Spectronaut: the long report, and the pivot report.

The long report has one row a precursor and run, or a protein group and run; with columns of fragments (`F.`) a
precursor stands in as many rows, all with its one quantity, which Spectronaut made without the fragments that it
excludes (`F.ExcludedFromQuantification`). The pivot report has one row a protein group or precursor, and for each run
columns such as `[1] <run>.raw.PG.Quantity`. `Filtered`, `NaN` and empty cells are missing.

No real export was at hand. Columns follow the user manual's list of report columns
(https://biognosys.com/software/spectronaut/) and what MSstats asks of such a report
(https://rdrr.io/bioc/MSstats/man/SpectronauttoMSstatsFormat.html); a column that neither names is an error.
"""

import re
from dataclasses import replace

from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.export import Export, names_of, read_cells, read_export
from spotwise.formats.pivot import empty_faults, first_rows, pivot, protein_faults, repeat_faults
from spotwise.formats.quantities import NAN, Format, Quantities
from spotwise.formats.runs import run_name
from spotwise.formats.sequences import plain_sequence

COLUMNS = {
    "protein": ("pg.proteingroups", "pg.proteinaccessions"),
    "gene": ("pg.genes",),
    "description": ("pg.proteindescriptions",),
    "precursor": ("eg.precursorid",),
    "modification": ("eg.modifiedsequence", "eg.modifiedpeptide"),
    "peptide": ("pep.strippedsequence", "eg.strippedsequence"),
    "charge": ("fg.charge",),
    "decoy": ("eg.isdecoy",),
    "run": ("r.filename", "r.raw file name"),
    "imputed": ("eg.isimputed",),
}
"""Properties of a row and the columns that hold them, case ignored; the first that is there counts."""
QUANTITIES = {
    (True, "normalised"): ("EG.TotalQuantity (Settings)", "FG.Quantity", "FG.MS2Quantity"),
    (True, "raw"): ("FG.MS2RawQuantity", "FG.MS1RawQuantity"),
    (False, "normalised"): ("PG.Quantity",),
    (False, "raw"): (),
}
"""Quantities of precursors, or of protein groups, in each block; the first that is there counts."""
PREFIX = re.compile(r"(R|E|PG|PEP|PTM|EG|FG|F)\.\S", re.IGNORECASE)
OF_RUN = re.compile(r"\[\d+\] (?P<run>.+)\.(?P<quantity>(?:PG|PEP|EG|FG)\.[^.]+)")
"""A column of a run in a pivot report."""
OF_ENTRIES = ("protein", "gene", "description", "peptide", "modification", "charge", "decoy")
WORDS = {"filtered", "profiled", "nan"}
MOST_Q = 0.01
MEND = "export the report again with this column, or name another format"


def sniff(head: str) -> str | None:
    """Why a file that begins so is a report of Spectronaut, or None."""
    names = names_of(head)[0]
    for column in ("PG.ProteinGroups", "PG.ProteinAccessions", "EG.PrecursorId"):
        if column.lower() in names:
            return f"its first line names a column '{column}'"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read a report, long or pivot, whichever the header says; rows are protein groups where no precursor is named.

    In a long report, quantities whose EG.Qvalue (PG.Qvalue for protein groups) is not at most 1%, and those that
    Spectronaut imputed, are taken as missing, and counted in the findings. A pivot report holds what passed
    Spectronaut's own filter.

    Parameters
    ----------
    path : str
    block : {'normalised', 'raw'}
        EG.TotalQuantity (Settings), FG.Quantity or FG.MS2Quantity, the first that is there, or FG.MS2RawQuantity or
        FG.MS1RawQuantity; of protein groups PG.Quantity, which is normalised.

    Raises
    ------
    InputFault
        Where a column is missing or unknown, a row ends early, cells hold no numbers, or rows of one precursor and
        run differ.
    """
    export = read_export(path, COLUMNS)
    _known_or_fault(export)
    peptides = "precursor" in export.at or {"modification", "charge"} <= export.at.keys()
    return _long(export, block, peptides) if "run" in export.at else _pivot(export, block, peptides)


def _known_or_fault(export: Export) -> None:
    unknown = [name for name in export.header if name and not PREFIX.match(name) and not OF_RUN.fullmatch(name)]
    if faults := export.missing({"protein": "PG.ProteinGroups"}, MEND):
        raise InputFault(faults)
    if unknown:
        mend = "export the report again without them, or name another format"
        raise InputFault([export.header_fault(f"columns that no report has: {listed(unknown)}", mend)])


def _quantity(export: Export, block: str, peptides: bool, names: list[str]) -> str:
    """The quantity to read, as the manual writes it, of those that `names`, in lower case, hold."""
    words = QUANTITIES[peptides, block]
    if found := next((word for word in words if word.lower() in names), None):
        return found
    if not words:
        found = "a report of protein groups has no raw quantities"
        mend = "set `block: normalised`, or export precursors with FG.MS2RawQuantity"
        raise InputFault([Fault(f"{export.path}, line {export.line}", found, mend)])
    raise InputFault([export.header_fault(f"no column of {listed(words)}", MEND)])


def _without_words(export: Export, columns: list[int]) -> Export:
    """The table with the words for no quantity taken out of some columns."""
    rows = [(line, list(cells)) for line, cells in export.rows]
    for _, cells in rows:
        for at in columns:
            if at < len(cells) and cells[at].strip().lower() in WORDS:
                cells[at] = ""
    return replace(export, rows=rows)


def _pivot(export: Export, block: str, peptides: bool) -> Quantities:
    columns = {at: match for at, name in enumerate(export.header) if (match := OF_RUN.fullmatch(name))}
    named = [match["quantity"].lower() for match in columns.values()]
    if not columns:
        mend = "export the long report with R.FileName, or the pivot report with a quantity of each run"
        raise InputFault([export.header_fault("no column of a run", mend)])
    quantity = _quantity(export, block, peptides, named)
    runs = {at: match["run"] for at, match in columns.items() if match["quantity"].lower() == quantity.lower()}
    lines, cells, values = read_cells(_without_words(export, list(runs)), runs)
    return Quantities(
        entries=_entries(cells, peptides),
        lines=lines,
        samples=[run_name(name) for name in runs.values()],
        values=values,
        annotation=_annotation(cells, peptides),
        normalised=block == "normalised",
        peptides=peptides,
    )


def _long(export: Export, block: str, peptides: bool) -> Quantities:
    lower = [name.lower() for name in export.header]
    quantity, q = _quantity(export, block, peptides, lower), "EG.Qvalue" if peptides else "PG.Qvalue"
    if q.lower() not in lower:
        raise InputFault([export.header_fault(f"no column '{q}'", MEND)])
    columns = {lower.index(name.lower()): name for name in (quantity, q)}
    lines, cells, numbers = read_cells(_without_words(export, list(columns)), columns)
    entries = _entries(cells, peptides)
    runs = [run_name(name) for name in cells["run"]]
    values, findings = _sure(numbers, q, cells.get("imputed", [""] * len(lines)))
    _, samples, matrix, repeats = pivot(entries, runs, values)
    differ = [(one, other) for one, other in repeats if str(values[one]) != str(values[other])]  # NaN equals no NaN
    faults = empty_faults(export.path, lines, cells["run"], "run")
    faults += repeat_faults(export.path, lines, entries, runs, differ, "keep the row of the quantity that holds")
    if faults := faults + protein_faults(export.path, lines, entries, cells["protein"]):
        raise InputFault(faults)
    first = first_rows(entries)
    own = {name: [column[row] for row in first] for name, column in cells.items()}
    return Quantities(
        entries=[entries[row] for row in first],
        lines=[lines[row] for row in first],
        samples=samples,
        values=matrix,
        annotation=_annotation(own, peptides),
        normalised=block == "normalised",
        peptides=peptides,
        findings=findings,
    )


def _sure(numbers: list[list[float]], q: str, imputed: list[str]) -> tuple[list[float], list[tuple[str, str]]]:
    """Quantities that were identified at 1% and measured, NaN for the others, and how many those are."""
    unsure = [not q_value <= MOST_Q for _, q_value in numbers]  # NaN too
    made = [said.lower() == "true" for said in imputed]
    values = [NAN if any(no) else value for (value, _), *no in zip(numbers, unsure, made, strict=True)]
    told = {f"rows have no {q} of {MOST_Q} or less": sum(unsure), "rows hold imputed quantities": sum(made)}
    consequence = "their quantities are taken as missing"
    return values, [(f"{count} of {len(numbers)} {what}", consequence) for what, count in told.items() if count]


def _entries(cells: dict[str, list[str]], peptides: bool) -> list[str]:
    """Precursors as Spectronaut names them: `_AC[Carbamidomethyl (C)]K_.2`; else protein groups."""
    if not peptides:
        return cells["protein"]
    if "precursor" in cells:
        return cells["precursor"]
    return [".".join(filter(None, part)) for part in zip(cells["modification"], cells["charge"], strict=True)]


def _annotation(cells: dict[str, list[str]], peptides: bool) -> dict[str, list[str]]:
    if not peptides:
        return {name: cells[name] for name in ("protein", "gene", "description", "decoy") if name in cells}
    plain = {"peptide": [plain_sequence(name) for name in _entries(cells, peptides)]}
    return {name: column for name, column in (plain | cells).items() if name in OF_ENTRIES}


SPECTRONAUT = Format("spectronaut", sniff, read)
