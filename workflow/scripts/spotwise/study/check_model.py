"""Faults of the model: its formula, its columns, and what each region's animals can estimate."""

import re
from collections.abc import Mapping, Sequence

from spotwise.faults import Fault, nearest, quoted
from spotwise.formats.numbers import MISSING
from spotwise.study.contrasts import Contrast, columns_of
from spotwise.study.estimable import weigh
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
    faults = [_unknown(c, design, sheet) for c in model.columns if c not in sheet.columns and c not in compared]
    for column in compared:
        if column in sheet.columns and column not in model.columns:
            mend = f"add {column} to it, or leave the formula empty"
            faults.append(Fault(FORMULA, f"a contrast names {quoted(column)}, the formula lacks it", mend))
    named = {key: design[key] for key in ("subject", "block") if design[key] is not None}
    for key, column in named.items():
        if column not in sheet.columns:
            found = f"{sheet.path} has no column {quoted(column)}"
            faults.append(Fault(f"configuration, design.{key}", found, nearest(column, sheet.columns)))
    used = [column for column in dict.fromkeys((*model.columns, *named.values())) if column in sheet.columns]
    for column in used:
        if "{" in column or "}" in column:
            mend = "rename it without { }, which mean something to Snakemake"
            faults.append(Fault(sheet.path, f"the column {quoted(column)} holds a curly bracket", mend))
    levels = {*compared, *named.values()}
    faults += [fault for column in used for fault in _cell_faults(column, column in levels, sheet)]
    return (None if faults else model), faults


def _unknown(column: str, design: Mapping, sheet: Sheet) -> Fault:
    key = "covariates" if column in design["covariates"] else "formula"
    found = f"{sheet.path} has no column {quoted(column)}"
    return Fault(f"configuration, design.{key}", found, nearest(column, sheet.columns))


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
    """A fault for each region in which no contrast can be estimated."""
    faults = []
    for region in study.regions:
        weighed = weigh(study.contrasts, study.model.terms, study.design_units(region))
        reasons = {name: found for name, found in weighed.items() if isinstance(found, str)}
        if len(reasons) == len(study.contrasts) and study.design_units(region):
            told = (
                dict.fromkeys(reasons.values()) if len(set(reasons.values())) == 1 else map(": ".join, reasons.items())
            )
            found = f"no contrast can be estimated: {'; '.join(told)}"
            mend = "add animals to the sheet, change design.formula or the contrasts, or leave the region out"
            faults.append(Fault(f"region {quoted(region)}", found, mend))
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
