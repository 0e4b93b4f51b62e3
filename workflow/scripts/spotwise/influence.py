"""How much each spot's result hangs on one animal."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from spotwise.design import Weights
from spotwise.differential import arm_counts
from spotwise.stats.influence import influence
from spotwise.views import View, Views


def worst_without_one(views: Views) -> dict[str, pd.DataFrame]:
    """The largest p that leaving out one animal gives, and which animal, for each contrast of a model.

    The contrasts of a view share the refits. Several units of one animal, or the animals of one block where its mean is
    the unit, are left out together.

    Returns
    -------
    dict of str to DataFrame
        worst_p, 1 where nothing can be tested without that animal and NaN where nothing can be with it; worst_animal.
    """
    found: dict[str, pd.DataFrame] = {}
    placed = {name: views.of(name) for name in views.model.weighed if views.can(name)}
    for view in {id(view): view for view, _ in placed.values()}.values():
        own = {name: weights for name, (at, weights) in placed.items() if at is view}
        found |= _worst(view, own, view.names)
    return found


def _worst(view: View, contrasts: Mapping[str, Weights], animals: Sequence[str]) -> dict[str, pd.DataFrame]:
    names, group = np.unique(np.asarray(animals, dtype=str), return_inverse=True)
    found = influence(
        view.values, view.spots.design, [np.array(weights.row) for weights in contrasts.values()],
        partial(view.spots.prior, covariate=view.fitted.covariate), group, view.fitted.weights, view.fitted.blocks,
        view.spots.lfc,
    )  # fmt: skip
    seen, tables = np.isfinite(view.values), {}
    for (name, weights), worst, at in zip(contrasts.items(), found.worst_p, found.worst_group, strict=True):
        needed = _needed(seen, weights, animals, names)
        at = np.where(needed >= 0, needed, at)
        worst = np.where((needed >= 0) & np.isfinite(worst), 1.0, worst)
        animal = np.where(np.isfinite(worst), names[at], "")
        tables[name] = pd.DataFrame({"worst_p": worst, "worst_animal": animal})
    return tables


def _needed(seen: np.ndarray, weights: Weights, animals: Sequence[str], names: np.ndarray) -> np.ndarray:
    """The first animal without which an arm has too few for a test, -1 where there is none; shape (features,)."""
    needed = np.full(len(seen), -1)
    for at in range(len(names))[::-1]:
        without = seen & (np.asarray(animals) != names[at])
        needed[~arm_counts(without, weights, animals)[2]] = at
    return needed


def of_testable(worst: pd.DataFrame, p_value: pd.Series) -> pd.DataFrame:
    """What `worst_without_one` found, empty where a feature is not testable: there is nothing to lose."""
    testable = p_value.notna().to_numpy()
    return worst.assign(
        worst_p=worst["worst_p"].where(testable), worst_animal=worst["worst_animal"].where(testable, "")
    )


def lost_without_one(tests: pd.DataFrame) -> pd.DataFrame:
    """How many of a contrast's calls would be lost without one animal, by animal.

    A call is lost where p without the animal is over the largest p that is called with all of them; that limit is not
    drawn anew without the animal.

    Parameters
    ----------
    tests : DataFrame
        A table of the columns of `differential.tsv`.

    Returns
    -------
    DataFrame
        animal, lost, called (calls by p, those by presence left out), largest_p (that is called); the animals with
        most lost calls first, and one row without an animal where no call would be lost.
    """
    called = tests[tests["call"].isin(["up", "down", "changed"])]
    largest = called["p_value"].max()
    lost = called.loc[called["worst_p"] > largest, "worst_animal"] if "worst_p" in called else pd.Series(dtype=str)
    by_animal = lost.groupby(lost).size().sort_values(ascending=False, kind="stable")
    table = pd.DataFrame({"animal": by_animal.index, "lost": by_animal.to_numpy()})
    table = table if len(table) else pd.DataFrame({"animal": [""], "lost": [0]})
    return table.assign(called=len(called), largest_p=largest)
