"""Contrasts as asked for: typed, and held against the sample sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from spotwise.faults import Fault, nearest, quoted
from spotwise.study.sheet import Sheet


@dataclass(frozen=True)
class Comparison:
    """Two levels of a column, `test` minus `reference`, within the levels of other columns that `where` names."""

    column: str
    test: str
    reference: str
    where: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        return [self.column, *self.where]


@dataclass(frozen=True)
class Difference:
    """One comparison minus another."""

    minuend: str
    subtrahend: str

    @property
    def parts(self) -> tuple[str, str]:
        return self.minuend, self.subtrahend


Contrast = Comparison | Difference


def parse_contrasts(asked: Mapping[str, Mapping]) -> tuple[dict[str, Contrast], list[Fault]]:
    """Contrasts by name, in the order given, and a fault for each whose keys do not make one; None is passed over."""
    contrasts, faults = {}, []
    for name, keys in asked.items():
        if keys is None:
            continue
        where = f"configuration, design.contrasts.{name}"
        given = {key for key in keys if keys[key] not in (None, {})}
        if given == {"difference"}:
            contrasts[name] = Difference(*keys["difference"])
        elif {"column", "test", "reference"} <= given <= {"column", "test", "reference", "where"}:
            contrasts[name] = Comparison(keys["column"], keys["test"], keys["reference"], keys.get("where", {}))
        else:
            found = f"the keys {', '.join(sorted(given)) or '(none)'} make no contrast"
            mend = "write {column, test, reference}, if need be with where, or {difference: [one, other]}"
            faults.append(Fault(where, found, mend))
    return contrasts, faults


def columns_of(contrasts: Mapping[str, Contrast]) -> list[str]:
    """The columns that comparisons name, each once, in the order of their naming."""
    named = [
        column for contrast in contrasts.values() if isinstance(contrast, Comparison) for column in contrast.columns
    ]
    return list(dict.fromkeys(named))


def contrast_faults(
    contrasts: Mapping[str, Contrast], asked: Mapping[str, Mapping], sheet: Sheet | None
) -> list[Fault]:
    """Columns that the sheet lacks, levels that no kept sample has, differences of unknown contrasts."""
    faults = []
    for name, contrast in contrasts.items():
        where = f"configuration, design.contrasts.{name}"
        if isinstance(contrast, Difference):
            faults += _difference_faults(where, contrast, contrasts, asked)
        elif sheet is not None:
            faults += _comparison_faults(where, contrast, sheet)
    return faults


def _difference_faults(where: str, contrast: Difference, contrasts: Mapping, asked: Mapping) -> list[Fault]:
    faults = []
    for part in (contrast.minuend, contrast.subtrahend):
        if part not in asked:
            faults.append(Fault(where, f"no contrast is called {quoted(part)}", nearest(part, asked)))
        elif isinstance(contrasts.get(part), Difference):
            mend = "name two contrasts of the form {column, test, reference}"
            faults.append(Fault(where, f"{quoted(part)} is a difference itself", mend))
    return faults


def _comparison_faults(where: str, contrast: Comparison, sheet: Sheet) -> list[Fault]:
    faults = []
    levels = [(contrast.column, contrast.test), (contrast.column, contrast.reference), *contrast.where.items()]
    if contrast.column in contrast.where:
        faults.append(
            Fault(where, f"`where` fixes {quoted(contrast.column)}, which is compared", "take it out of where")
        )
    for column, level in dict.fromkeys(levels):
        if column not in sheet.columns:
            faults.append(Fault(where, f"{sheet.path} has no column {quoted(column)}", nearest(column, sheet.columns)))
        elif level not in sheet.levels(column):
            found = f"no sample of {sheet.path} that is not excluded has {column} = {quoted(level)}"
            faults.append(Fault(where, found, nearest(level, sheet.levels(column))))
    return list(dict.fromkeys(faults))
