"""Faults of the tables: quantities and identifications, held against the sheet and each other."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from spotwise.faults import Fault, InputFault, listed, nearest, quoted
from spotwise.formats.quantities import Quantities
from spotwise.formats.registry import read_quantities
from spotwise.identify.table import read_identifications
from spotwise.study.plan import region_names
from spotwise.study.sheet import Sheet

WHOLE = 20_000_000  # bytes; larger tables are read in their job alone


def region_faults(settings: Mapping, sheet: Sheet) -> list[Fault]:
    """Tables and the sheet must agree on the regions."""
    tables, faults = settings["quantities"], []
    named = [table.get("region") for table in tables]
    known = sheet.levels("region") if "region" in sheet.columns else []
    for at, (table, region) in enumerate(zip(tables, named, strict=True), start=1):
        where = f"configuration, quantities[{at}] ({table['path']})"
        if region is None and len(tables) > 1:
            faults.append(Fault(where, "several tables, and this one names no region", "add `region`"))
        elif region is not None and named.index(region) < at - 1:
            faults.append(Fault(where, f"region {quoted(region)} has a table already", "name each region once"))
        elif region is not None and known and region not in known:
            faults.append(
                Fault(where, f"no sample of {sheet.path} has region {quoted(region)}", nearest(region, known))
            )
    if len(tables) > 1 and "region" not in sheet.columns:
        mend = "add a column `region` that says which table each sample stands in"
        faults.append(Fault(sheet.path, f"{len(tables)} tables, and the sheet has no region column", mend))
    faults += _regionless_rows(sheet, set(filter(None, named)))
    return faults


def _regionless_rows(sheet: Sheet, named: set[str]) -> list[Fault]:
    if "region" not in sheet.columns:
        return []
    faults = []
    if lines := [str(row.line) for row in sheet.kept if not row.region]:
        faults.append(Fault(f"{sheet.path}, line {', '.join(lines[:8])}", "the region is empty", "fill it in"))
    if left := [region for region in sheet.levels("region") if named and region not in named]:
        found = f"no table in `quantities` is for region {listed(left)}"
        faults.append(Fault(sheet.path, found, "add its table, or give its samples a reason in the column exclude"))
    return faults


def quantity_faults(settings: Mapping, sheet: Sheet) -> tuple[dict[str, set[str]], list[Fault]]:
    """The spots of each region whose table could be read, and the faults of all tables."""
    spots, faults = {}, []
    regions = region_names(settings, sheet)
    for table in settings["quantities"]:
        path = Path(table["path"])
        if path.is_file() and path.stat().st_size > WHOLE:
            continue
        try:
            quantities = read_quantities(table["path"], table["format"], table["block"])
        except InputFault as error:
            faults += error.faults
            continue
        except (OSError, ValueError) as error:  # csv.Error and UnicodeError among them
            faults.append(Fault(table["path"], f"the file can't be read ({error})", "check the file and its format"))
            continue
        faults += sample_faults(table, quantities, sheet) + scale_faults(table, quantities)
        for region in [table["region"]] if "region" in table else regions:
            spots[region] = set(quantities.entries)
    return spots, faults


def sample_faults(table: Mapping, quantities: Quantities, sheet: Sheet) -> list[Fault]:
    """Samples of the table without a row in the sheet, and the reverse; an excluded sample may be absent."""
    path, region = table["path"], table.get("region")
    rows = [row for row in sheet.rows if region is None or "region" not in sheet.columns or row.region == region]
    known, measured = {row.sample for row in rows}, set(quantities.samples)
    at = f" of region {quoted(region)}" if region is not None else ""
    faults = []
    for sample in quantities.samples:
        if sample not in known:
            found = f"{sheet.path} has no row{at} for this sample"
            hint = _hint(sample, known - measured)
            mend = f"add a row for it ({hint}a reason in the column exclude leaves it out)"
            faults.append(Fault(f"{path}, column {quoted(sample)}", found, mend))
    for row in rows:
        if row.sample not in measured and not row.excluded:
            where = f"{sheet.path}, line {row.line}"
            found = f"sample {quoted(row.sample)} has no column in {path}"
            hint = _hint(row.sample, measured - known)
            faults.append(Fault(where, found, f"{hint}correct the name, or give a reason in the column exclude"))
    return faults


def _hint(name: str, others: set[str]) -> str:
    close = get_close_matches(name, sorted(others), n=1, cutoff=0.6)
    return f"did you mean {quoted(close[0])}? or " if close else ""


def scale_faults(table: Mapping, quantities: Quantities) -> list[Fault]:
    """Negative volumes, and logarithms that no volume can have."""
    path, logged = table["path"], table["scale"] == "log2"
    for line, entry, values in zip(quantities.lines, quantities.entries, quantities.values, strict=True):
        for sample, value in zip(quantities.samples, values, strict=True):
            where = f"{path}, line {line}, spot {quoted(entry)}, column {quoted(sample)}"
            if value < 0 and not logged:
                return [Fault(where, f"{value:g} is no volume", "set `scale: log2` if the table holds logarithms")]
            if value > 200 and logged:
                return [Fault(where, f"{value:g} is no log2 of a volume", "set `scale: linear`")]
    return []


def identification_faults(settings: Mapping, spots: Mapping[str, set[str]]) -> list[Fault]:
    """Lists that can't be read, name no region where they must, or share no spot with the region's table."""
    faults, shared = [], len(settings["quantities"]) == 1
    for at, entry in enumerate(settings["identifications"], start=1):
        where = f"configuration, identifications[{at}] ({entry['path']})"
        region = entry.get("region")
        if region is None and not shared:
            faults.append(
                Fault(where, "each region has its own spot numbers, and this list names none", "add `region`")
            )
        elif region is not None and spots and region not in spots:
            faults.append(Fault(where, f"there is no region {quoted(region)}", nearest(region, spots)))
        faults += _list_faults(where, entry["path"], spots.get(region) or set().union(*spots.values()))
    return faults


def _list_faults(where: str, path: str, spots: set[str]) -> list[Fault]:
    if not Path(path).is_file():
        return [Fault(where, "there is no such file", "correct the path")]
    try:
        named = [identification.spot for identification in read_identifications(path)]
    except InputFault as error:
        return error.faults
    if spots and named and not spots.intersection(named):
        found = f"none of its spots ({listed(named, 3)}) stands in the table of quantities ({listed(sorted(spots), 3)})"
        return [Fault(where, found, "check the spot numbers, and the region")]
    return []
