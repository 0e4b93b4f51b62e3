"""Faults of the tables: quantities and identifications, held against the sheet and each other."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from spotwise.delimited import begins, read_rows, tables_in
from spotwise.faults import Fault, InputFault, listed, nearest, quoted
from spotwise.formats.numbers import shortened
from spotwise.formats.quantities import Quantities
from spotwise.formats.registry import detect, place_of, quantities_of
from spotwise.formats.rows import Rows, rows_of
from spotwise.formats.samples import matched, near, only
from spotwise.formats.scale import looks_linear, looks_logged
from spotwise.identify.registry import list_region_faults, read_list
from spotwise.study.plan import region_names
from spotwise.study.sheet import Row, Sheet

WHOLE = 20_000_000  # bytes; larger tables are read in their job alone
PACKED = 5  # how much larger than its file a workbook or gzipped table is taken to be
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
        if _is_large(table["path"]):
            continue
        names = {row.sample for row in rows_for(table, sheet)} if sheet else set()
        try:
            quantities = quantities_of(table, names)
        except InputFault as error:
            faults += orientation_faults(table, names) or _sheet_faults(table) + error.faults
            continue
        if names.isdisjoint(quantities.samples) and (other := _other_table(table, names)):
            faults += other
            continue
        own = only(quantities, names)
        known = rows_of(quantities, table["rows"], settings["contaminants"]["keep"])
        faults += scale_faults(table, own if own.samples else quantities)
        faults += row_faults(table, known) + trend_faults(settings, known)
        if names:
            faults += sample_faults(table, quantities, sheet)
        features = set(known.feature) - {""}
        for region in [table["region"]] if "region" in table else region_names(settings, sheet):
            spots[region] = features
    return spots, faults


def _is_large(path: str) -> bool:
    if not Path(path).is_file():
        return False
    packed = PACKED if begins(path, b"PK", b"\x1f\x8b") else 1
    return Path(path).stat().st_size * packed > WHOLE


def rows_for(table: Mapping, sheet: Sheet) -> list[Row]:
    """The rows of the sheet that a table may hold; none where the sheet lacks its region, which is another fault."""
    region = table.get("region")
    return [row for row in sheet.rows if region is None or "region" not in sheet.columns or row.region == region]


def sample_faults(table: Mapping, quantities: Quantities, sheet: Sheet) -> list[Fault]:
    """Rows of the sheet without a column, which only an excluded sample may lack."""
    path, rows = table["path"], rows_for(table, sheet)
    known, measured = {row.sample for row in rows}, set(quantities.samples)
    faults = []
    for row in rows:
        if row.sample not in measured and not row.excluded:
            where = f"{sheet.path}, line {row.line}"
            found = f"sample {quoted(row.sample)} has no column in {path}"
            close = near(row.sample, measured - known)
            hint = f"did you mean {quoted(close)}? or " if close else ""
            mend = f"{hint}correct the name, or give a reason in the column exclude"
            if row.sample.lower() in quantities.annotation:
                mend = f"a column of that name holds a property of the spots there (its {row.sample}); rename the gel"
            elif row.sample in quantities.aside:
                mend = "a column of that name holds text and no number; give its volumes, or a reason to exclude it"
            faults.append(Fault(where, found, mend))
    return shortened(faults, sheet.path, "rows")


def _other_table(table: Mapping, names: Collection[str]) -> list[Fault]:
    """What may have been meant by a table that holds none of the sheet's samples."""
    return orientation_faults(table, names) or (_sheet_faults(table) if names else [])


def _sheet_faults(table: Mapping) -> list[Fault]:
    """A workbook whose first table is not the one that is meant, as it can't be read or holds no sample."""
    if len(sheets := tables_in(place_of(table))) < 2:
        return []
    found = f"sheets {listed(sheets)} hold tables, and in the first no sample of the sample sheet was found"
    return [Fault(table["path"], found, "name the one that is meant: `sheet` in `quantities`")]


def orientation_faults(table: Mapping, names: Collection[str]) -> list[Fault]:
    """A wide table that stands the other way than the configuration says, as the names of its samples tell."""
    if table["format"] not in ("auto", "wide") or not names:
        return []
    try:
        if table["format"] == "auto" and detect(place_of(table))[0] != "wide":
            return []  # as a long table, whose first column names samples too
        rows = [cells for _, cells in read_rows(place_of(table))]
    except InputFault:
        return []
    held = {
        "samples_in_columns": len(matched([name.strip() for name in rows[0]], names)),
        "samples_in_rows": len(matched([cells[0].strip() for cells in rows], names)),
    }
    asked = table.get("orientation", "samples_in_columns")
    other = next(way for way in held if way != asked)
    if held[other] < 2 or held[asked] >= held[other]:
        return []
    lie = {"samples_in_columns": "its header names", "samples_in_rows": "its first column names"}[other]
    found = f"{lie} {held[other]} samples of the sheet"
    return [Fault(table["path"], found, f"set `orientation: {other}` in `quantities`")]


def scale_faults(table: Mapping, quantities: Quantities) -> list[Fault]:
    """Negative volumes, and logarithms that no volume can have; the first of a table."""
    logged = table["scale"] == "log2"
    if not _has_volumes(quantities.values, logged):
        found = "every cell is missing" if logged else "every cell is zero or missing"
        return [Fault(table["path"], found, "export the table again, or check `format` and `block`")]
    if at := _first_beyond(quantities.values, logged):
        row, column = at
        spot, sample, value = quantities.entries[row], quantities.samples[column], quantities.values[row][column]
        where = f"{table['path']}, line {quantities.lines[row]}, spot {quoted(spot)}, column {quoted(sample)}"
        if logged:
            return [Fault(where, f"{value:g} is no log2 of a volume", "set `scale: linear`")]
        return [Fault(where, f"{value:g} is no volume", "set `scale: log2` if the table holds logarithms")]
    if logged and (why := looks_linear(quantities.values)):
        return [
            Fault(table["path"], f"the values look like volumes and not like logarithms: {why}", "set `scale: linear`")
        ]
    if not logged and (why := looks_logged(quantities.values)):
        return [
            Fault(
                table["path"],
                f"the values look like logarithms: {why}",
                "set `scale: log2`, or give the volumes themselves",
            )
        ]
    return []


def _has_volumes(values: Sequence[Sequence[float]], logged: bool) -> bool:
    """Whether any cell holds a value, on a linear scale other than zero."""
    if hasattr(values, "argmax"):
        seen = values == values  # which a missing one is not
        return bool((seen if logged else seen & (values != 0)).any())
    return any(value == value and (logged or value != 0) for cells in values for value in cells)


def _first_beyond(values: Sequence[Sequence[float]], logged: bool) -> tuple[int, int] | None:
    """Row and column of the first value that the scale can't have; tables that stream in come as one array."""
    if hasattr(values, "argmax"):
        beyond = abs(values) > LARGEST_LOG2 if logged else values < 0
        return divmod(int(beyond.argmax()), beyond.shape[1]) if beyond.any() else None
    for row, cells in enumerate(values):
        for column, value in enumerate(cells):
            if abs(value) > LARGEST_LOG2 if logged else value < 0:
                return row, column
    return None


def row_faults(table: Mapping, known: Rows) -> list[Fault]:
    """Flags that say neither yes nor no; a table without a feature to test, as where no protein is made of peptides."""
    path = table["path"]
    if known.unclear:
        mend = "write + for yes, and leave the cell empty for no"
        faults = [
            Fault(f"{path}, line {line}, column {quoted(column)}", f"{quoted(flag)} is neither yes nor no", mend)
            for line, column, flag in known.unclear
        ]
        return shortened(faults, path, "cells")
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
    faults, shared = _repeated_lists(settings["identifications"]), len(settings["quantities"]) == 1
    keep = {"keep": settings["contaminants"]["keep"]}
    for entry in settings["identifications"]:
        where, region = f"configuration, identifications ({entry['path']})", entry.get("region")
        if region is not None and regions is not None and region not in regions:
            faults.append(Fault(where, f"there is no region {quoted(region)}", nearest(region, regions)))
        if not _is_large(entry["path"]):
            of_all = set().union(*spots.values())
            known = of_all if region is None else spots.get(region)
            faults += _list_faults({**entry, **keep}, known, regions, shared)
    return faults


def _repeated_lists(entries: Sequence[Mapping]) -> list[Fault]:
    """Lists that are named twice for the same spots, and would count twice."""
    faults, met = [], set()
    for entry in entries:
        key = (Path(entry["path"]).resolve(), *(entry.get(name) for name in ("region", "spot", "plate")))
        if key in met:
            where = f"configuration, identifications ({entry['path']})"
            faults.append(Fault(where, "the list is named above already", "take one of its entries out"))
        met.add(key)
    return faults


def _is_large(path: str) -> bool:
    """Whether a table is left to its job."""
    return Path(path).is_file() and Path(path).stat().st_size > WHOLE


def _list_faults(entry: Mapping, spots: set[str] | None, regions: list[str] | None, shared: bool) -> list[Fault]:
    try:
        found = read_list(entry, spots or None)
    except InputFault as error:
        return error.faults
    faults = list_region_faults(found, entry, regions, shared) if regions is not None else []
    region = entry.get("region")
    own = found.identifications if region is None else found.of_region(region, regions or ())
    if not faults and spots and own and not spots.intersection(one.spot for one in own):
        named = listed(dict.fromkeys(one.spot for one in own), 3)
        what = f"none of its spots ({named}) stands in the table of quantities ({listed(sorted(spots), 3)})"
        return [Fault(entry["path"], what, "check the spot numbers, and the region")]
    return faults
