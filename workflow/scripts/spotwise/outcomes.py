"""What was measured on the animals themselves (behaviour, an assay), tested by the contrasts of the proteome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from spotwise.design import Unit, Weights, make_design
from spotwise.faults import listed
from spotwise.problems import Problem
from spotwise.stats.contrast_test import contrast_test
from spotwise.stats.empirical_bayes import ModeratedT, equivalent, interval
from spotwise.stats.linear_model import fit_features
from spotwise.stats.multiplicity import benjamini_hochberg
from spotwise.study.contrasts import Contrast, columns_of
from spotwise.study.estimable import weigh
from spotwise.study.plan import NUMBER, Model

EQUIVALENCE_SD = 0.5
"""Within how many residual standard deviations a difference counts as none: a medium effect. With no difference at all
it takes about 70 animals an arm to show that with 80% power."""

COLUMNS = (
    "outcome", "region", "contrast", "estimate", "ci_low", "ci_high", "se", "t", "df", "p_value", "adj_p_value",
    "p_equivalent", "adj_p_equivalent", "sd", "mean_test", "mean_reference", "n_test", "n_reference", "call",
)  # fmt: skip


@dataclass(frozen=True)
class Animals:
    """One row an animal.

    Attributes
    ----------
    names : tuple of str
    units : tuple of mapping
        Values by the model's columns that an animal has one value of.
    values : mapping of (outcome, region) to array, shape (animals,)
        NaN where an animal was not measured; the region is empty where a measurement is of the whole animal.
    terms : tuple of tuple of str
        The model's terms in those columns.
    """

    names: tuple[str, ...]
    units: tuple[Unit, ...]
    values: Mapping[tuple[str, str], np.ndarray]
    terms: tuple[tuple[str, ...], ...]


def animals_of(
    rows: Sequence[Mapping[str, str]], subject: str | None, outcomes: Sequence[str], model: Model
) -> tuple[Animals, list[Problem]]:
    """Animals from the sheet's rows that are not excluded, over all regions.

    A measurement on which the regions of most animals differ is one of the tissue (an assay of each region), and makes
    an outcome of each region; any other has one value an animal.

    Parameters
    ----------
    rows : sequence of mapping
        Values by the sheet's columns.
    subject : str or None
        The column that names the animal; None makes each sample one.
    outcomes : sequence of str
        Columns of the sheet.
    model : Model

    Returns
    -------
    Animals
        Without the terms of columns that change within an animal (a gel's batch).
    list of Problem
        Values that are no number, or that the rows of one animal disagree on: the animal is then left out of that
        outcome.
    """
    members: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        members.setdefault(row[subject or "sample"], []).append(row)
    problems = []
    fixed = [c for c in model.columns if all(len({row[c] for row in own}) == 1 for own in members.values())]
    if varying := [c for c in model.columns if c not in fixed]:
        what = f"{listed(varying)} changes between the gels of one animal"
        problems.append(Problem("outcomes", "design", what, "left out of the model of the animals' measurements"))
    units = tuple({c: model.value(c, own[0][c]) for c in fixed} for own in members.values())
    values = {}
    for outcome in outcomes:
        regions = list(dict.fromkeys(row.get("region", "") for row in rows)) if _of_tissue(outcome, members) else [""]
        for region in regions:
            cells = {
                name: [row[outcome] for row in own if row[outcome] and region in ("", row.get("region", ""))]
                for name, own in members.items()
            }
            read = [_number(given) for given in cells.values()]
            values[outcome, region] = np.array([np.nan if value is None else value for value in read], float)
            problems += _unread(f"{outcome}, {region}" if region else outcome, cells, read)
    terms = tuple(term for term in model.terms if set(term) <= set(fixed))
    return Animals(tuple(members), units, values, terms), problems


def _of_tissue(outcome: str, members: Mapping[str, Sequence[Mapping[str, str]]]) -> bool:
    """Whether the regions of most animals that have several differ."""
    differ = []
    for own in members.values():
        by_region: dict[str, set[str]] = {}
        for row in own:
            if row[outcome]:
                by_region.setdefault(row.get("region", ""), set()).add(row[outcome])
        if len(by_region) > 1:
            differ.append(len({_number(list(given)) for given in by_region.values()}) > 1)
    return 2 * sum(differ) > len(differ)


def _number(cells: Sequence[str]) -> float | None:
    """The number that cells agree on, NaN without any, None where they do not or are none."""
    if not all(NUMBER.fullmatch(cell) for cell in cells):
        return None
    numbers = {float(cell) for cell in cells}
    return (numbers.pop() if numbers else np.nan) if len(numbers) < 2 else None


def _unread(where: str, cells: Mapping[str, Sequence[str]], read: Sequence[float | None]) -> list[Problem]:
    shown = [
        f"{name} ({', '.join(dict.fromkeys(given))})"
        for (name, given), value in zip(cells.items(), read, strict=True)
        if value is None
    ]
    what = f"no number, or rows of one animal that disagree: {listed(shown)}"
    return [Problem("outcomes", where, what, "these animals are left out of this outcome")] if shown else []


def outcome_table(
    animals: Animals, contrasts: Mapping[str, Contrast], fdr: float, equivalence_sd: float = EQUIVALENCE_SD
) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows of `overview/outcomes.tsv`: every outcome and contrast.

    Ordinary t-tests: a handful of outcomes of different kinds have no variance in common to be moderated by. The means
    of the arms are the equally weighted means over the contrast's strata. An outcome that stands in the model itself
    is left out of its own.

    Parameters
    ----------
    animals : Animals
    contrasts : mapping of str to Contrast
    fdr : float
        P-values are adjusted over the outcomes of a contrast.
    equivalence_sd : float
        Within how many residual standard deviations a difference counts as none.

    Returns
    -------
    DataFrame
    list of Problem
        Contrasts that an outcome's animals cannot estimate.
    """
    rows, problems = [], []
    for (outcome, region), values in animals.values.items():
        kept = np.flatnonzero(np.isfinite(values))
        units = [animals.units[at] for at in kept]
        terms = [term for term in animals.terms if outcome not in term]
        modelled = {column for term in terms for column in term}
        able = {name: c for name, c in contrasts.items() if _columns(c, contrasts) <= modelled}
        weighed = weigh(able, terms, units)
        for name in contrasts:
            found = weighed.get(name, "the animals have no one value of a column that it compares")
            if outcome in _columns(contrasts[name], contrasts):
                found = "the outcome is what the contrast compares"
            row = {"outcome": outcome, "region": region, "contrast": name}
            if isinstance(found, str):
                where = ", ".join(part for part in (outcome, region, name) if part)
                problems.append(Problem("outcomes", where, found, "not testable"))
            else:
                row |= _tested(values[kept], terms, units, found, equivalence_sd)
            rows.append(row)
    table = pd.DataFrame(rows).reindex(columns=list(COLUMNS))
    numeric = [column for column in COLUMNS if column not in ("outcome", "region", "contrast", "call")]
    table[numeric] = table[numeric].astype(float)
    for of, adjusted in (("p_value", "adj_p_value"), ("p_equivalent", "adj_p_equivalent")):
        table[adjusted] = table.groupby("contrast", sort=False)[of].transform(
            lambda p: benjamini_hochberg(p.to_numpy())
        )
    table[["n_test", "n_reference"]] = table[["n_test", "n_reference"]].fillna(0)
    return table.assign(call=_calls(table, fdr)), problems


def _columns(contrast: Contrast, contrasts: Mapping[str, Contrast]) -> set[str]:
    """The columns of a contrast, or of the two that it is the difference of."""
    parts = {name for name in vars(contrast).values() if isinstance(name, str) and name in contrasts}
    return set(columns_of({"": contrast} | {name: contrasts[name] for name in parts}))


def _tested(values: np.ndarray, terms: Sequence, units: Sequence[Unit], weights: Weights, margin: float) -> dict:
    design = make_design(terms, units)
    fitted = fit_features(values[None], np.array([design.row(unit) for unit in units]))
    test = contrast_test(fitted, np.array(weights.row), fitted.variance, fitted.df)
    sd = np.sqrt(fitted.variance)
    with np.errstate(invalid="ignore", divide="ignore"):
        t = np.where((test.estimate == 0) & (test.se == 0), 0.0, test.estimate / test.se)
    ci_low, ci_high = interval(test.estimate, test.se, test.df)
    p_equivalent = equivalent(test.estimate, ModeratedT(test.se, t, test.df, test.p_value), margin * sd)
    found = {
        "estimate": test.estimate, "ci_low": ci_low, "ci_high": ci_high, "se": test.se, "t": t, "df": test.df,
        "p_value": test.p_value, "p_equivalent": p_equivalent, "sd": sd,
    }  # fmt: skip
    row = {name: float(value[0]) for name, value in found.items()}
    for arm in ("test", "reference"):
        members = [list(getattr(stratum, arm)) for stratum in weights.strata]
        row[f"n_{arm}"] = len({at for member in members for at in member})
        if weights.parts == 1:
            row[f"mean_{arm}"] = float(np.mean([values[member].mean() for member in members]))
    return row


def _calls(table: pd.DataFrame, fdr: float) -> np.ndarray:
    changed = table["adj_p_value"] <= fdr
    conditions = [
        table["p_value"].isna(), changed & (table["estimate"] > 0), changed & (table["estimate"] < 0), changed,
        table["adj_p_equivalent"] <= fdr,
    ]  # fmt: skip
    return np.select(conditions, ["not_testable", "up", "down", "changed", "unchanged"], "inconclusive")
