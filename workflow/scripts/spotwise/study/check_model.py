"""Faults of the model: its formula, its columns, and what each region's animals can estimate."""

import re
from collections.abc import Mapping, Sequence

from spotwise.design import Weights
from spotwise.faults import Fault, nearest, quoted
from spotwise.formats.numbers import MISSING
from spotwise.study.aliased import Alias, aliases
from spotwise.study.contrasts import Contrast, chosen_by, columns_of, slopes_of
from spotwise.study.estimable import fittings, groupings_of, weigh
from spotwise.study.formula import FormulaError, parse
from spotwise.study.plan import NUMBER, Model, Study, make_model
from spotwise.study.sheet import Sheet

FORMULA = "configuration, design.formula"
DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")


def model_faults(
    design: Mapping, contrasts: Mapping[str, Contrast], sheet: Sheet | None
) -> tuple[Model | None, list[Fault]]:
    """The model, or None where there is no sheet, or the formula or its columns are at fault; and the faults."""
    try:
        parse(design["formula"] or "0")
    except FormulaError as error:
        allowed = "a formula holds column names, `names in backticks`, 0 1 + - : * and brackets, and nothing else"
        return None, [Fault(FORMULA, str(error), allowed)]
    if sheet is None:
        return None, []
    model, compared = make_model(design, contrasts, sheet), columns_of(contrasts)
    contrasted = {*compared, *(slope.column for slope in slopes_of(contrasts))}  # lacking, they have a fault already
    faults = [_unknown(c, design, sheet) for c in model.columns if c not in sheet.columns and c not in contrasted]
    for column in compared:
        if column in sheet.columns and column not in model.columns:
            mend = f"add {column} to it, or leave the formula empty"
            faults.append(Fault(FORMULA, f"a contrast names {quoted(column)}, the formula lacks it", mend))
    faults += [fault for slope in slopes_of(contrasts) for fault in _slope_faults(slope.column, model, sheet)]
    named = {key: design[key] for key in ("subject", "block") if design[key] is not None}
    for key, column in named.items():
        if column not in sheet.columns:
            found = f"{sheet.path} has no column {quoted(column)}"
            faults.append(Fault(f"configuration, design.{key}", found, nearest(column, sheet.columns)))
    used = dict.fromkeys((*model.columns, *named.values(), *chosen_by(contrasts)))
    used = [column for column in used if column in sheet.columns]
    for column in used:
        if "{" in column or "}" in column:
            mend = "rename it without { }, which mean something to Snakemake"
            faults.append(Fault(sheet.path, f"the column {quoted(column)} holds a curly bracket", mend))
    levels = {*compared, *named.values(), *chosen_by(contrasts)}
    faults += [fault for column in used for fault in _cell_faults(column, column in levels, sheet)]
    return (None if faults else model), faults


def _unknown(column: str, design: Mapping, sheet: Sheet) -> Fault:
    key = "covariates" if column in design["covariates"] else "formula"
    found = f"{sheet.path} has no column {quoted(column)}"
    return Fault(f"configuration, design.{key}", found, nearest(column, sheet.columns))


def _slope_faults(column: str, model: Model, sheet: Sheet) -> list[Fault]:
    """A slope runs along a column of numbers that the model holds."""
    if column not in sheet.columns:
        return []  # a fault of the contrast already
    if column not in model.columns:
        return [Fault(FORMULA, f"a contrast names {quoted(column)}, the formula lacks it", f"add {column} to it")]
    if column in model.numeric:
        return []
    text = next((level for level in sheet.levels(column) if not NUMBER.fullmatch(level)), None)
    found = f"it holds {quoted(text)}" if text else "other contrasts compare its levels"
    mend = "write numbers there" if text else "compare levels, or ask for a slope, not both"
    return [Fault(f"{sheet.path}, column {quoted(column)}", f"a slope runs along it, and {found}", mend)]


def _cell_faults(column: str, compared: bool, sheet: Sheet) -> list[Fault]:
    """Empty cells, and in a column of numbers those that are none and would turn all of them into levels."""
    cells = {row.line: row.values[column] for row in sheet.kept}
    mend = "fill it in, or give the sample a reason in the column exclude"
    faults = []
    if empty := [line for line, cell in cells.items() if not cell]:
        faults.append(Fault(_lines(sheet, empty), f"the column {quoted(column)} of the model is empty", mend))
    numbers = [cell for cell in cells.values() if NUMBER.fullmatch(cell)]
    commas = [line for line, cell in cells.items() if DECIMAL_COMMA.fullmatch(cell)]
    absent = [line for line, cell in cells.items() if cell and cell in MISSING]
    if compared or len(numbers) + len(commas) + len(absent) + len(empty) < len(cells):
        return faults
    if commas:
        found = f"the column {quoted(column)} has decimal commas, as in {quoted(cells[commas[0]])}"
        faults.append(Fault(_lines(sheet, commas), found, "write decimal points"))
    if absent and len(absent) < len(cells):
        found = f"the column {quoted(column)} of the model says {quoted(cells[absent[0]])}"
        faults.append(Fault(_lines(sheet, absent), found, mend))
    return faults


def _lines(sheet: Sheet, lines: list[int]) -> str:
    further = ", ..." if len(lines) > 8 else ""
    return f"{sheet.path}, line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines[:8]))}{further}"


def estimability_faults(study: Study) -> list[Fault]:
    """Columns that can't be told apart, regions that can estimate nothing, contrasts that no region can estimate."""
    faults, reasons = [], {}
    for region in study.regions:
        units, subjects = study.design_units(region), [unit.subject for unit in study.units(region)]
        if not units:
            continue  # that every sample is excluded is a fault of its own
        if found := aliases(study.model.terms, units):
            faults += [_alias_fault(region, alias) for alias in found]
            continue
        weighed: dict[str, Weights | str] = {}
        for fit in fittings(study.contrasts, units):
            own, animals = [units[at] for at in fit.at], [subjects[at] for at in fit.at]
            groupings = groupings_of(own, animals, study.block)
            weighed |= weigh(fit.contrasts, study.model.terms, own, groupings)
        reasons[region] = {name: weighed[name] for name in study.contrasts if isinstance(weighed[name], str)}
        if len(reasons[region]) == len(study.contrasts):
            told = reasons[region].values()
            told = dict.fromkeys(told) if len(set(told)) == 1 else map(": ".join, reasons[region].items())
            found = f"no contrast can be estimated: {'; '.join(told)}"
            mend = "add animals to the sheet, change design.formula or the contrasts, or leave the region out"
            faults.append(Fault(f"region {quoted(region)}", found, mend))
    return faults or _contrast_faults(study, reasons)


def _alias_fault(region: str, alias: Alias) -> Fault:
    others = " and ".join(map(quoted, alias.others)) or "the other columns"
    found = f"the columns {quoted(alias.column)} and {others} can't be told apart: one follows from the other"
    mend = "take one of them out of the model (design.formula, covariates, or the contrasts)"
    return Fault(f"region {quoted(region)}, the model", found, mend)


def _contrast_faults(study: Study, reasons: Mapping[str, Mapping[str, str]]) -> list[Fault]:
    """Contrasts that no region can estimate."""
    faults = []
    for name in study.contrasts:
        if reasons and all(name in here for here in reasons.values()):
            told = "; ".join(f"{region}: {here[name]}" for region, here in reasons.items())
            mend = "add animals to the sheet, change the contrast or design.formula, or take the contrast out"
            where = f"configuration, design.contrasts.{name}"
            faults.append(Fault(where, f"no region can estimate it: {told}", mend))
    return faults


def outcome_faults(outcomes: Sequence[str], sheet: Sheet) -> list[Fault]:
    """Outcomes that the sheet lacks, or that hold no number at all."""
    faults = []
    for outcome in outcomes:
        if outcome not in sheet.columns:
            found = f"{sheet.path} has no column {quoted(outcome)}"
            faults.append(Fault("configuration, outcomes", found, nearest(outcome, sheet.columns)))
        elif not any(NUMBER.fullmatch(level) for level in sheet.levels(outcome)):
            found = f"the column {quoted(outcome)} of {sheet.path} holds no number"
            faults.append(Fault("configuration, outcomes", found, "name columns of measurements"))
    return faults
