"""A first sample sheet for tables that have none: their own sample names, and columns to fill in."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spotwise.delimited import parted
from spotwise.faults import Fault, InputFault, quoted
from spotwise.formats.quantities import Quantities
from spotwise.formats.registry import detect, read_quantities
from spotwise.formats.rows import rows_of
from spotwise.formats.scale import looks_logged
from spotwise.study.groups import groups_of_names

FROM_FILE, FROM_NAMES = "the groups that the file names", "the words by which its sample names differ"


@dataclass(frozen=True)
class Recognised:
    """What a table turned out to be.

    Attributes
    ----------
    path : str
        As given; `file#sheet` names a sheet of a workbook.
    region : str or None
        What the table's region is called for now; None where there is one table.
    format, why : str
        The format and what it was known by.
    block : str
        The block that was read: normalised values where the file holds them.
    logged : str or None
        Why the values seem to be logarithms.
    peptides : bool
        Whether rows are peptides.
    quantities : Quantities
    groups : list of str
        A guess at the group of each sample, or none.
    source : str
        Where the guess comes from.
    """

    path: str
    region: str | None
    format: str
    why: str
    block: str
    logged: str | None
    peptides: bool
    quantities: Quantities
    groups: list[str]
    source: str


def recognise(paths: Sequence[str]) -> list[Recognised]:
    """Read each table with `format: auto`; several tables are regions, called after their files.

    Raises
    ------
    InputFault
        With the faults of all tables.
    """
    tables, faults = [], []
    regions = _regions(paths) if len(paths) > 1 else [None]
    for path, region in zip(paths, regions, strict=True):
        try:
            tables.append(_recognise(path, region))
        except InputFault as error:
            faults += error.faults
    for at, path in enumerate(paths):
        if path in paths[:at]:
            faults.append(Fault(path, "the table is named twice", "name each table once"))
        if marks := [mark for mark in "{}<>" if mark in path]:
            found = f"the path holds {quoted(marks[0])}, which means something to Snakemake"
            faults.append(Fault(path, found, "rename the file or its folder"))
    if faults:
        raise InputFault(dict.fromkeys(faults))
    return tables


def _recognise(path: str, region: str | None) -> Recognised:
    name, why = detect(path)
    block = "normalised"
    try:
        quantities = read_quantities(path, name, block)
    except InputFault as fault:
        block = "raw"
        try:
            quantities = read_quantities(path, name, block)
        except InputFault:
            raise fault from None
    groups, source = quantities.groups, FROM_FILE
    if len(set(groups)) < 2 or "" in groups:
        groups, source = groups_of_names(quantities.samples), FROM_NAMES
    logged, peptides = looks_logged(quantities.values), rows_of(quantities).peptides
    return Recognised(path, region, name, why, block, logged, peptides, quantities, groups, source)


def _regions(paths: Sequence[str]) -> list[str]:
    """The names of files without endings, or of sheets; of alike ones, with the folder before them, or numbered."""
    names = [parted(path)[1] or Path(path).name.split(".")[0] or Path(path).name for path in paths]
    alike = [name for name in names if [other.lower() for other in names].count(name.lower()) > 1]
    names = [f"{Path(p).parent.name} {n}".strip() if n in alike else n for p, n in zip(paths, names, strict=True)]
    lower = [name.lower() for name in names]
    return [f"{name} {at + 1}" if lower.count(name.lower()) > 1 else name for at, name in enumerate(names)]


def sheet_text(tables: Sequence[Recognised]) -> str:
    """A sample sheet (TSV): one row a sample; animal and exclude are empty, treatment where nothing tells."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    several = len(tables) > 1
    writer.writerow(["sample", *["region"] * several, "animal", "treatment", "exclude"])
    for table in tables:
        groups = table.groups or [""] * len(table.quantities.samples)
        for sample, group in zip(table.quantities.samples, groups, strict=True):
            writer.writerow([sample, *[table.region] * several, "", group, ""])
    return text.getvalue()
