"""Contrasts as asked for: typed, and held against the sample sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from spotwise.faults import Fault, nearest, quoted
from spotwise.study.sheet import Sheet


@dataclass(frozen=True)
class Comparison:
    """Two levels of a column, `test` minus `reference`, within the levels of other columns that `where` names.

    `fit_on` names the animals, {column: level}, to which the model is fitted; empty takes all.
    """

    column: str
    test: str
    reference: str
    where: Mapping[str, str] = field(default_factory=dict)
    fit_on: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Slope:
    """The change for each `per` units of a column of numbers; `where` and `fit_on` as in a comparison."""

    column: str
    per: float = 1.0
    where: Mapping[str, str] = field(default_factory=dict)
    fit_on: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """One contrast minus another."""

    minuend: str
    subtrahend: str

    @property
    def parts(self) -> tuple[str, ...]:
        return self.minuend, self.subtrahend


@dataclass(frozen=True)
class AnyOf:
    """Whether any of several contrasts is other than zero: their common F-test."""

    parts: tuple[str, ...]


Simple = Comparison | Slope
Contrast = Comparison | Slope | Difference | AnyOf

FORMS = {
    frozenset({"column", "test", "reference"}): lambda keys: Comparison(
        keys["column"], keys["test"], keys["reference"], keys.get("where", {}), keys.get("fit_on", {})
    ),
    frozenset({"slope"}): lambda keys: Slope(
        keys["slope"], keys.get("per", 1), keys.get("where", {}), keys.get("fit_on", {})
    ),
    frozenset({"difference"}): lambda keys: Difference(*keys["difference"]),
    frozenset({"any_of"}): lambda keys: AnyOf(tuple(dict.fromkeys(keys["any_of"]))),
}
"""How each kind of contrast is made, by the keys that it needs."""

FURTHER = {Comparison: {"where", "fit_on"}, Slope: {"per", "where", "fit_on"}, Difference: set(), AnyOf: set()}
"""The keys that each kind may have besides."""


def parse_contrasts(asked: Mapping[str, Mapping]) -> tuple[dict[str, Contrast], list[Fault]]:
    """Contrasts by name, in the order given, and a fault for each whose keys do not make one; None is passed over."""
    contrasts, faults = {}, []
    for name, keys in asked.items():
        if keys is None:
            continue
        keys = {key: value for key, value in keys.items() if value not in (None, {})}
        made = [make(keys) for needs, make in FORMS.items() if needs <= set(keys)]
        if len(made) == 1 and set(keys) <= FURTHER[type(made[0])].union(*(n for n in FORMS if n <= set(keys))):
            contrasts[name] = made[0]
        else:
            found = f"the keys {', '.join(sorted(keys)) or '(none)'} make no contrast"
            mend = (
                "write {column, test, reference} or {slope, per}, if need be with where or fit_on, "
                "or {difference: [one, other]}, or {any_of: [one, other, ...]}"
            )
            faults.append(Fault(f"configuration, design.contrasts.{name}", found, mend))
    return contrasts, faults


def columns_of(contrasts: Mapping[str, Contrast]) -> list[str]:
    """The columns of levels that contrasts name, each once, in the order of their naming."""
    named = []
    for contrast in contrasts.values():
        if isinstance(contrast, Comparison):
            named += [contrast.column, *contrast.where]
        elif isinstance(contrast, Slope):
            named += contrast.where
    return list(dict.fromkeys(named))


def slopes_of(contrasts: Mapping[str, Contrast]) -> list[Slope]:
    """The slopes among contrasts."""
    return [contrast for contrast in contrasts.values() if isinstance(contrast, Slope)]


def chosen_by(contrasts: Mapping[str, Contrast]) -> list[str]:
    """The columns whose levels choose the animals of a fit, each once."""
    return list(dict.fromkeys(c for one in contrasts.values() if isinstance(one, Simple) for c in one.fit_on))


def simple_parts(name: str, contrasts: Mapping[str, Contrast]) -> list[Simple]:
    """The comparisons and slopes that a contrast is made of: itself, or those of its parts, in their order."""
    contrast = contrasts[name]
    if isinstance(contrast, Simple):
        return [contrast]
    return [simple for part in contrast.parts for simple in simple_parts(part, contrasts)]


def fitted_on(name: str, contrasts: Mapping[str, Contrast]) -> dict[str, str]:
    """The animals, {column: level}, to which the model of a contrast is fitted; empty where to all."""
    return dict(simple_parts(name, contrasts)[0].fit_on)


def contrast_faults(
    contrasts: Mapping[str, Contrast], asked: Mapping[str, Mapping], sheet: Sheet | None
) -> list[Fault]:
    """Columns that the sheet lacks, levels that no kept sample has, contrasts of unknown contrasts."""
    faults = []
    for name, contrast in contrasts.items():
        where = f"configuration, design.contrasts.{name}"
        if isinstance(contrast, Difference | AnyOf):
            faults += _joint_faults(where, contrast, contrasts, asked)
        elif sheet is not None:
            faults += _simple_faults(where, contrast, sheet)
    return faults


def _joint_faults(where: str, contrast: Difference | AnyOf, contrasts: Mapping, asked: Mapping) -> list[Fault]:
    faults = []
    allowed = Simple if isinstance(contrast, Difference) else Simple | Difference
    for part in contrast.parts:
        if part not in asked:
            faults.append(Fault(where, f"no contrast is called {quoted(part)}", nearest(part, asked)))
        elif not isinstance(contrasts.get(part), allowed | None):
            mend = "name contrasts of the form {column, test, reference} or {slope, per}"
            kind = "a difference" if isinstance(contrasts[part], Difference) else "a test of several contrasts"
            faults.append(Fault(where, f"{quoted(part)} is {kind} itself", mend))
    if not faults and all(part in contrasts for part in contrast.parts):
        faults += _fit_faults(where, contrast, contrasts)
    return faults


def _fit_faults(where: str, contrast: Difference | AnyOf, contrasts: Mapping) -> list[Fault]:
    """Contrasts can be taken together where one model holds all of them."""
    try:
        fits = [dict(simple.fit_on) for part in contrast.parts for simple in simple_parts(part, contrasts)]
    except KeyError:  # a part that is at fault itself
        return []
    if all(fit == fits[0] for fit in fits):
        return []
    return [Fault(where, "its parts are fitted on different animals", "give all of them the same fit_on")]


def _simple_faults(where: str, contrast: Simple, sheet: Sheet) -> list[Fault]:
    faults, levels = [], [*contrast.where.items(), *contrast.fit_on.items()]
    if isinstance(contrast, Comparison):
        levels = [(contrast.column, contrast.test), (contrast.column, contrast.reference), *levels]
    elif contrast.column not in sheet.columns:
        faults.append(_no_column(where, contrast.column, sheet))
    for key in ("where", "fit_on"):
        if contrast.column in getattr(contrast, key):
            found = f"`{key}` fixes {quoted(contrast.column)}, which is compared"
            faults.append(Fault(where, found, f"take it out of {key}"))
    for column, level in dict.fromkeys(levels):
        if column not in sheet.columns:
            faults.append(_no_column(where, column, sheet))
        elif level not in sheet.levels(column):
            found = f"no sample of {sheet.path} that is not excluded has {column} = {quoted(level)}"
            faults.append(Fault(where, found, nearest(level, sheet.levels(column))))
    return list(dict.fromkeys(faults))


def _no_column(where: str, column: str, sheet: Sheet) -> Fault:
    return Fault(where, f"{sheet.path} has no column {quoted(column)}", nearest(column, sheet.columns))
