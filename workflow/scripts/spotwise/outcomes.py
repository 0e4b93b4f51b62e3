"""What was measured on the animals themselves (behaviour, an assay), tested by the contrasts of the proteome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from spotwise.design import Unit
from spotwise.differential import UNMODERATED
from spotwise.faults import listed
from spotwise.model import model_on
from spotwise.problems import Problem
from spotwise.stats.contrast_test import contrast_test
from spotwise.stats.empirical_bayes import equivalent, interval
from spotwise.stats.multiplicity import benjamini_hochberg
from spotwise.study.contrasts import Contrast, simple_parts
from spotwise.study.estimable import fittings
from spotwise.study.plan import NUMBER, Model
from spotwise.views import Views

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
    block : str, optional
        The column of blocks, where an animal is in one.
    """

    names: tuple[str, ...]
    units: tuple[Unit, ...]
    values: Mapping[tuple[str, str], np.ndarray]
    terms: tuple[tuple[str, ...], ...]
    block: str | None = None


def animals_of(
    rows: Sequence[Mapping[str, str]],
    subject: str | None,
    outcomes: Sequence[str],
    model: Model,
    further: Sequence[str] = (),
    block: str | None = None,
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
    further : sequence of str
        Columns outside the model that choose the animals of a contrast.
    block : str, optional
        The column of blocks.

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
    fixed = [c for c in model.columns if _one_each(c, members)]
    if varying := [c for c in model.columns if c not in fixed]:
        what = f"{listed(varying)} changes between the gels of one animal"
        problems.append(Problem("outcomes", "design", what, "left out of the model of the animals' measurements"))
    beside = [c for c in dict.fromkeys((*further, *([block] if block else []))) if _one_each(c, members)]
    units = tuple({c: model.value(c, own[0][c]) for c in (*fixed, *beside)} for own in members.values())
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
    return Animals(tuple(members), units, values, terms, block if block in beside else None), problems


def _one_each(column: str, members: Mapping[str, Sequence[Mapping[str, str]]]) -> bool:
    """Whether a column has one value in all rows of each animal."""
    return all(len({row[column] for row in own}) == 1 for own in members.values())


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

    Ordinary t-tests (F for several contrasts at once): a handful of outcomes of different kinds have no variance in
    common to be moderated by. The means of the arms are the equally weighted means over the contrast's strata. An
    outcome that stands in the model itself is left out of its own. Blocks are taken as for spots, with the correlation
    that the outcome itself shows.

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
    for outcome, region in animals.values:
        found = _tests(animals, (outcome, region), contrasts, equivalence_sd)
        for name in contrasts:
            row = {"outcome": outcome, "region": region, "contrast": name}
            if isinstance(found[name], str):
                where = ", ".join(part for part in (outcome, region, name) if part)
                problems.append(Problem("outcomes", where, found[name], "not testable"))
            else:
                row |= found[name]
            rows.append(row)
    return _adjusted(pd.DataFrame(rows).reindex(columns=list(COLUMNS)), fdr), problems


def _adjusted(table: pd.DataFrame, fdr: float) -> pd.DataFrame:
    numeric = [column for column in COLUMNS if column not in ("outcome", "region", "contrast", "call")]
    table[numeric] = table[numeric].astype(float)
    for of, adjusted in (("p_value", "adj_p_value"), ("p_equivalent", "adj_p_equivalent")):
        table[adjusted] = table.groupby("contrast", sort=False)[of].transform(
            lambda p: benjamini_hochberg(p.to_numpy())
        )
    table[["n_test", "n_reference"]] = table[["n_test", "n_reference"]].fillna(0)
    return table.assign(call=_calls(table, fdr))


def _tests(
    animals: Animals, of: tuple[str, str], contrasts: Mapping[str, Contrast], margin: float
) -> dict[str, dict | str]:
    """The row of each contrast of one outcome, or why there is none."""
    (outcome, _), values = of, animals.values[of]
    kept = np.flatnonzero(np.isfinite(values))
    units, subjects = [animals.units[at] for at in kept], [animals.names[at] for at in kept]
    terms = [term for term in animals.terms if outcome not in term]
    modelled = {column for term in terms for column in term}
    found: dict[str, dict | str] = {}
    for name in contrasts:
        needed, chosen = _columns(name, contrasts)
        if outcome in needed:
            found[name] = "the outcome is what the contrast compares"
        elif not needed <= modelled or not chosen <= set(animals.units[0]):
            found[name] = "the animals have no one value of a column that it compares"
    able = {name: contrast for name, contrast in contrasts.items() if name not in found}
    for fit in fittings(able, units):
        model = model_on(fit.at, fit.contrasts, terms, units, subjects, animals.block)
        views = Views(values[None, kept[fit.at]], model, np.array([True]), UNMODERATED)
        for name, weights in model.weighed.items():
            found[name] = weights if isinstance(weights, str) else _tested(views, name, margin)
    return found


def _columns(name: str, contrasts: Mapping[str, Contrast]) -> tuple[set[str], set[str]]:
    """The columns that a contrast compares and those that choose its animals."""
    parts = simple_parts(name, contrasts)
    return {c for part in parts for c in (part.column, *part.where)}, {c for part in parts for c in part.fit_on}


def _tested(views: Views, name: str, margin: float) -> dict:
    view, weights = views.of(name)
    fitted = view.fitted.fit
    test = contrast_test(fitted, np.array(weights.row), fitted.variance, fitted.df)
    sd = np.sqrt(views.whole.fitted.fit.variance)  # of animals, whatever is tested
    ci_low, ci_high = interval(test.estimate, test.se, test.df)
    found = {
        "estimate": test.estimate, "ci_low": ci_low, "ci_high": ci_high, "se": test.se, "t": test.statistic,
        "df": test.df, "p_value": test.p_value, "p_equivalent": equivalent(test.estimate, test, margin * sd), "sd": sd,
    }  # fmt: skip
    row = {name: float(value[0]) for name, value in found.items()}
    if weights.joint:
        row["t"] = np.nan
    for arm in ("test", "reference"):
        members = [list(getattr(stratum, arm)) for stratum in weights.strata]
        row[f"n_{arm}"] = len({at for member in members for at in member})
        if weights.compares:
            row[f"mean_{arm}"] = float(np.mean([view.values[0, member].mean() for member in members]))
    return row


def _calls(table: pd.DataFrame, fdr: float) -> np.ndarray:
    changed = table["adj_p_value"] <= fdr
    conditions = [
        table["p_value"].isna(), changed & (table["estimate"] > 0), changed & (table["estimate"] < 0), changed,
        table["adj_p_equivalent"] <= fdr,
    ]  # fmt: skip
    return np.select(conditions, ["not_testable", "up", "down", "changed", "unchanged"], "inconclusive")
