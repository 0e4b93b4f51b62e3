"""Faults of the tables: quantities and identifications, held against the sheet and each other."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from spotwise.faults import Fault, InputFault, listed, nearest, quoted
from spotwise.formats.numbers import shortened
from spotwise.formats.quantities import Quantities
from spotwise.formats.registry import read_quantities
from spotwise.formats.rows import Rows, rows_of
from spotwise.formats.scale import looks_logged
from spotwise.identify.table import read_identifications
from spotwise.study.plan import region_names
from spotwise.study.sheet import Sheet

WHOLE = 20_000_000  # bytes; larger tables are read in their job alone
LARGEST_LOG2 = 200  # no volume is larger than 2 to this power


def region_faults(settings: Mapping, sheet: Sheet) -> list[Fault]:
    """Tables and the sheet must agree on the regions."""
    tables = settings["quantities"]
    named = [table.get("region") for table in tables]
    if not sheet.kept:
        return [Fault(sheet.path, "every sample is excluded", "empty the cells in the column exclude of some")]
    faults = [fault for at in range(len(tables)) for fault in _table_region_faults(at, tables, named, sheet)]
    if "region" not in sheet.columns:
        if len(tables) > 1:
            mend = "add a column `region` that says which table each sample stands in"
            faults.append(Fault(sheet.path, f"{len(tables)} tables, and the sheet has no region column", mend))
        return faults
    if lines := [str(row.line) for row in sheet.kept if not row.region]:
        faults.append(Fault(f"{sheet.path}, line {', '.join(lines[:8])}", "the region is empty", "fill it in"))
    if left := [region for region in sheet.levels("region") if any(named) and region not in named]:
        found = f"no table in `quantities` is for region {listed(left)}"
        faults.append(Fault(sheet.path, found, "add its table, or give its samples a reason in the column exclude"))
    return faults + ([] if any(named) else _shared_samples(sheet))


def _table_region_faults(at: int, tables: list[Mapping], named: list[str | None], sheet: Sheet) -> list[Fault]:
    where, region = f"configuration, quantities ({tables[at]['path']})", named[at]
    if region is None:
        mend = "say with `region` which region it holds"
        return [Fault(where, "this is one of several tables, and names no region", mend)] if len(tables) > 1 else []
    if region in named[:at]:
        return [Fault(where, f"region {quoted(region)} has a table already", "name each region once")]
    if "region" in sheet.columns and region not in sheet.levels("region"):
        if any(row.region == region for row in sheet.rows):
            mend = "empty the cells in the column exclude of some, or take the table out"
            return [Fault(where, f"every sample of region {quoted(region)} is excluded in {sheet.path}", mend)]
        found = f"no sample of {sheet.path} has region {quoted(region)}"
        return [Fault(where, found, nearest(region, sheet.levels("region")))]
    return []


def _shared_samples(sheet: Sheet) -> list[Fault]:
    """Samples that stand in two regions although one table holds all of them."""
    faults, first = [], {}
    for row in sheet.kept:
        if row.sample in first:
            found = f"sample {quoted(row.sample)} stands in line {first[row.sample]} for another region"
            faults.append(Fault(f"{sheet.path}, line {row.line}", found, "one gel of one table shows one region"))
        first.setdefault(row.sample, row.line)
    return shortened(faults, sheet.path, "samples")


def quantity_faults(settings: Mapping, sheet: Sheet | None) -> tuple[dict[str, set[str]], list[Fault]]:
    """The features of each region whose table could be read, and the faults of all tables."""
    spots, faults = {}, []
    for table in settings["quantities"]:
        path = Path(table["path"])
        if path.is_file() and path.stat().st_size > WHOLE:
            continue
        try:
            quantities = read_quantities(table["path"], table["format"], table["block"])
        except InputFault as error:
            faults += error.faults
            continue
        known = rows_of(quantities, table["rows"])
        faults += scale_faults(table, quantities) + row_faults(table, known) + trend_faults(settings, known)
        if sheet:
            faults += sample_faults(table, quantities, sheet)
        features = set(known.feature) - {""}
        for region in [table["region"]] if "region" in table else region_names(settings, sheet):
            spots[region] = features
    return spots, faults


def sample_faults(table: Mapping, quantities: Quantities, sheet: Sheet) -> list[Fault]:
    """Samples of the table without a row in the sheet, and the reverse; an excluded sample may be absent."""
    path, region = table["path"], table.get("region")
    rows = [row for row in sheet.rows if region is None or "region" not in sheet.columns or row.region == region]
    if not rows:
        return []  # that the sheet has no such region is a fault of its own
    known, measured = {row.sample for row in rows}, set(quantities.samples)
    at = f" of region {quoted(region)}" if region is not None else ""
    unknown, absent = [], []
    for sample in quantities.samples:
        if sample not in known:
            found = f"{sheet.path} has no row{at} for this sample"
            hint = _hint(sample, known - measured)
            mend = f"{hint}add a row for it (with a reason in the column exclude, if it is to be left out)"
            unknown.append(Fault(f"{path}, column {quoted(sample)}", found, mend))
    for row in rows:
        if row.sample not in measured and not row.excluded:
            where = f"{sheet.path}, line {row.line}"
            found = f"sample {quoted(row.sample)} has no column in {path}"
            hint = _hint(row.sample, measured - known)
            mend = f"{hint}correct the name, or give a reason in the column exclude"
            if row.sample.lower() in quantities.annotation:
                mend = f"a column of that name holds a property of the spots there (its {row.sample}); rename the gel"
            absent.append(Fault(where, found, mend))
    return shortened(unknown, path, "columns") + shortened(absent, sheet.path, "rows")


def _hint(name: str, others: set[str]) -> str:
    close = get_close_matches(name, sorted(others), n=1, cutoff=0.6)
    return f"did you mean {quoted(close[0])}? or " if close else ""


def scale_faults(table: Mapping, quantities: Quantities) -> list[Fault]:
    """Negative volumes, and logarithms that no volume can have; the first of a table."""
    logged = table["scale"] == "log2"
    for line, entry, values in zip(quantities.lines, quantities.entries, quantities.values, strict=True):
        for sample, value in zip(quantities.samples, values, strict=True):
            if abs(value) > LARGEST_LOG2 if logged else value < 0:
                where = f"{table['path']}, line {line}, spot {quoted(entry)}, column {quoted(sample)}"
                if logged:
                    return [Fault(where, f"{value:g} is no log2 of a volume", "set `scale: linear`")]
                return [Fault(where, f"{value:g} is no volume", "set `scale: log2` if the table holds logarithms")]
    if not logged and (why := looks_logged(quantities.values)):
        return [
            Fault(
                table["path"],
                f"the values look like logarithms: {why}",
                "set `scale: log2`, or give the volumes themselves",
            )
        ]
    return []


def row_faults(table: Mapping, known: Rows) -> list[Fault]:
    """A table without any feature that can be tested, as where no protein can be made of its peptides."""
    path = table["path"]
    if any(known.feature):
        return []
    if known.peptides and not any(known.protein):
        found = "no row names a protein, so that peptides can't be rolled up"
        return [Fault(path, found, "add a column `protein`, or set `rows: spots` to test each row by itself")]
    found = f"every row is of a contaminant or a decoy{', or shared by several proteins' if known.peptides else ''}"
    return [Fault(path, found, "check the columns of proteins, contaminants and decoys")]


def trend_faults(settings: Mapping, known: Rows) -> list[Fault]:
    """A prior that is to follow the number of peptides, where nothing counts them."""
    if settings.get("test", {}).get("trend") != "peptides" or known.peptides or settings["identifications"]:
        return []
    found = "the prior variance is to follow the number of peptides, and neither tables nor identifications count them"
    return [Fault("configuration, test.trend", found, "set it to auto")]


def identification_faults(settings: Mapping, spots: Mapping[str, set[str]], regions: list[str] | None) -> list[Fault]:
    """Lists that can't be read, name no region where they must, or share no spot with the region's table.

    `regions` is None where the tables of quantities don't say which regions there are.
    """
    faults = []
    for entry in settings["identifications"]:
        where, region = f"configuration, identifications ({entry['path']})", entry.get("region")
        if region is None and len(settings["quantities"]) > 1:
            found = "each region has its own spot numbers, and this list names no region"
            faults.append(Fault(where, found, "say with `region` which table its spots are of"))
        elif region is not None and regions is not None and region not in regions:
            faults.append(Fault(where, f"there is no region {quoted(region)}", nearest(region, regions)))
        faults += _list_faults(entry["path"], set().union(*spots.values()) if region is None else spots.get(region))
    return faults


def _list_faults(path: str, spots: set[str] | None) -> list[Fault]:
    try:
        named = [identification.spot for identification in read_identifications(path)]
    except InputFault as error:
        return error.faults
    if spots and not spots.intersection(named):
        found = f"none of its spots ({listed(named, 3)}) stands in the table of quantities ({listed(sorted(spots), 3)})"
        return [Fault(path, found, "check the spot numbers, and the region")]
    return []
