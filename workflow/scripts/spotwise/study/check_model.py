"""Faults of the model: its formula, its columns, and what each region's animals can estimate."""

from collections.abc import Mapping

from spotwise.faults import Fault, nearest, quoted
from spotwise.study.contrasts import Contrast, columns_of
from spotwise.study.estimable import weigh
from spotwise.study.formula import FormulaError
from spotwise.study.plan import Model, Study, make_model
from spotwise.study.sheet import Sheet


def model_faults(design: Mapping, contrasts: Mapping[str, Contrast], sheet: Sheet) -> tuple[Model | None, list[Fault]]:
    """The model, or None where the formula or its columns are at fault, and the faults."""
    try:
        model = make_model(design, contrasts, sheet)
    except FormulaError as error:
        allowed = "a formula holds column names, `names in backticks`, 0 1 + - : * and brackets, and nothing else"
        return None, [Fault("configuration, design.formula", str(error), allowed)]
    faults = [_unknown(column, design, sheet) for column in model.columns if column not in sheet.columns]
    for column in columns_of(contrasts):
        if column in sheet.columns and column not in model.columns:
            mend = f"add {column} to it, or leave the formula empty"
            faults.append(
                Fault("configuration, design.formula", f"a contrast names {quoted(column)}, the formula lacks it", mend)
            )
    subject = design["subject"]
    if subject is not None and subject not in sheet.columns:
        found = f"{sheet.path} has no column {quoted(subject)}"
        faults.append(Fault("configuration, design.subject", found, nearest(subject, sheet.columns)))
    used = [column for column in (*model.columns, subject) if column in sheet.columns]
    faults += _empty_cells(dict.fromkeys(used), sheet)
    return (None if faults else model), faults


def _unknown(column: str, design: Mapping, sheet: Sheet) -> Fault:
    key = "covariates" if column in design["covariates"] else "formula" if design["formula"] else "contrasts"
    found = f"{sheet.path} has no column {quoted(column)}"
    return Fault(f"configuration, design.{key}", found, nearest(column, sheet.columns))


def _empty_cells(columns: Mapping, sheet: Sheet) -> list[Fault]:
    faults = []
    for column in columns:
        if lines := [row.line for row in sheet.kept if not row.values[column]]:
            where = f"{sheet.path}, line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines[:8]))}"
            mend = "fill it in, or give the sample a reason in the column exclude"
            faults.append(Fault(where, f"the column {quoted(column)} of the model is empty", mend))
    return faults


def estimability_faults(study: Study) -> list[Fault]:
    """A fault for each region in which no contrast can be estimated."""
    faults = []
    for region in study.regions:
        weighed = weigh(study.contrasts, study.model.terms, study.design_units(region))
        reasons = {name: found for name, found in weighed.items() if isinstance(found, str)}
        if len(reasons) == len(study.contrasts):
            found = "no contrast can be estimated: " + "; ".join(f"{name}: {why}" for name, why in reasons.items())
            mend = "add animals to the sheet, change design.formula or the contrasts, or leave the region out"
            faults.append(Fault(f"region {quoted(region)}", found, mend))
    return faults
