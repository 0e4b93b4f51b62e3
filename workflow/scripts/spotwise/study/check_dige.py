"""Faults of a DIGE study: gels, dyes and standards, and dyes that can't be told from what is compared."""

from collections.abc import Mapping

from spotwise.faults import Fault, nearest, quoted
from spotwise.formats.numbers import shortened
from spotwise.study.contrasts import Comparison
from spotwise.study.dye import dye_confounded, dye_faults
from spotwise.study.plan import Study
from spotwise.study.sheet import Row, Sheet

KEYS = ("gel", "dye", "standard")


def complete(dige: Mapping | None) -> bool:
    """Whether that block of the configuration is there, with all of its keys."""
    return bool(dige) and all(key in dige for key in KEYS)


def method_faults(method: str, asked: object) -> list[Fault]:
    """Normalisation by a standard, in a configuration that says nothing of gels and dyes; `asked` is its dige."""
    if method != "internal_standard" or asked is not None:
        return []
    found = "internal_standard needs to know the gel and dye of each sample"
    mend = "add dige: {gel: <column>, dye: <column>, standard: <its dye, as Cy2>}"
    return [Fault("configuration, normalisation.method", found, mend)]


def dige_faults(dige: Mapping[str, str], sheet: Sheet) -> list[Fault]:
    """What keeps samples from being held against the standard of their gel; excluded ones do not count."""
    columns = {key: dige[key] for key in ("gel", "dye")}
    lacking = {key: column for key, column in columns.items() if column not in sheet.columns}
    if lacking or dige["gel"] == dige["dye"]:
        alike = [Fault("configuration, dige", "gel and dye name one column", "name two columns of the sheet")]
        return [_lacking(f"dige.{key}", column, sheet) for key, column in lacking.items()] or alike
    faults = [fault for column in columns.values() for fault in _column_faults(column, sheet)]
    if dige["standard"] not in sheet.levels(dige["dye"]):
        found = f"no sample of {sheet.path} that is not excluded has {dige['dye']} = {quoted(dige['standard'])}"
        mend = nearest(dige["standard"], sheet.levels(dige["dye"]))
        return [*faults, Fault("configuration, dige.standard", found, mend)]
    regions = {} if faults else _by_region(sheet)
    return faults + [fault for region, rows in regions.items() for fault in _images(dige, region, rows, sheet)]


def _lacking(key: str, column: str, sheet: Sheet) -> Fault:
    found = f"{sheet.path} has no column {quoted(column)}"
    return Fault(f"configuration, {key}", found, nearest(column, sheet.columns))


def _column_faults(column: str, sheet: Sheet) -> list[Fault]:
    faults = []
    if "{" in column or "}" in column:
        mend = "rename it without { }, which mean something to Snakemake"
        faults.append(Fault(sheet.path, f"the column {quoted(column)} holds a curly bracket", mend))
    for row in [row for row in sheet.kept if not row.values[column]]:
        mend = "fill it in, those of the standard too, or give the sample a reason in the column exclude"
        faults.append(Fault(f"{sheet.path}, line {row.line}", f"the column {quoted(column)} is empty", mend))
    return shortened(faults, sheet.path, "lines")


def _by_region(sheet: Sheet) -> dict[str, list[Row]]:
    """Kept rows by region; a region that is empty has a fault of its own."""
    rows: dict[str, list[Row]] = {}
    for row in sheet.kept:
        if row.region or "region" not in sheet.columns:
            rows.setdefault(row.region, []).append(row)
    return rows


def _images(dige: Mapping[str, str], region: str, rows: list[Row], sheet: Sheet) -> list[Fault]:
    where = f"{sheet.path}, region {quoted(region)}" if region else sheet.path
    gel, dye = ([row.values[dige[key]] for row in rows] for key in ("gel", "dye"))
    mend = "give each gel one row for its standard and one for each sample's own dye; excluded rows don't count"
    faults = [Fault(where, found, mend) for found in dye_faults(gel, dye, dige["standard"])]
    return shortened(faults, where, "gels")


def confounded_faults(study: Study) -> list[Fault]:
    """Contrasts whose arms were labelled with dyes of their own, by region."""
    faults = []
    for region in study.regions if study.config.get("dige") else ():
        rows = [row.values for row in study.rows(region) if not row.excluded]
        for name, contrast in study.contrasts.items():
            if isinstance(contrast, Comparison) and (why := _confounded(contrast, study, rows)):
                mend = "swap the dyes in half of the gels; as they are, the contrast would be one of dyes: leave it out"
                faults.append(Fault(f"region {quoted(region)}, contrast {quoted(name)}", why, mend))
    return faults


def _confounded(contrast: Comparison, study: Study, rows: list[Mapping[str, str]]) -> str | None:
    """Why the dyes of a contrast's arms can't be told from them; cells of the model share one part of each dye."""
    beside = {c for term in study.model.terms if contrast.column in term for c in term}
    where = {column: level for column, level in contrast.where.items() if column in beside}
    fitted = [row for row in rows if all(row[column] == level for column, level in contrast.fit_on.items())]
    cells = [", ".join([row[contrast.column], *(row[column] for column in where)]) for row in fitted]
    arms = tuple(", ".join([level, *where.values()]) for level in (contrast.test, contrast.reference))
    return dye_confounded([row[study.config["dige"]["dye"]] for row in fitted], cells, arms=arms)
