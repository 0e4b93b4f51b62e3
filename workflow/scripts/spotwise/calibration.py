"""How many calls each threshold would give if the arms did not differ, measured by relabelling the study's own data."""

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from spotwise.design import Weights, comparison, slope
from spotwise.differential import Settings, arm_counts
from spotwise.model import RegionModel
from spotwise.stats.many_priors import fit_priors
from spotwise.stats.permutation import THRESHOLDS, Calls, null_calls
from spotwise.stats.relabelling import relabellings
from spotwise.study.contrasts import Comparison, Contrast, Difference, Simple, Slope, simple_parts
from spotwise.views import View, Views

FOLD = 1.5
DRAWN = 100  # relabellings drawn where there are more than LISTED
LISTED = 1000


def calibrate(views: Views, name: str, settings: Settings, rng: np.random.Generator) -> pd.DataFrame:
    """The rows of `calls.tsv` of one contrast: observed and expected calls by threshold.

    Parameters
    ----------
    views : Views
        Of the features that are tested.
    name : str
        The contrast. One that compares different columns with each other has no expectation, and one that the region
        can't estimate no rows.
    settings : Settings
    rng : Generator
    """
    if not views.can(name) or settings.lfc > 0:  # relabelling tests against no change at all
        return pd.DataFrame()
    view, weights = views.of(name)
    source = _relabelled(views, name, weights, view, rng)
    calls = null_calls(
        view.values,
        view.spots.design,
        np.array(weights.row),
        source,
        partial(fit_priors, covariate=view.fitted.covariate, robust=settings.robust),
        nulls=_nulls(views.model, name) if view is views.whole else None,  # means hold no strata
        testable=arm_counts(np.isfinite(view.values), weights, view.names)[2],
        unit_weights=view.fitted.weights,
        blocks=view.fitted.blocks,
        fold=FOLD,
        fdr=settings.fdr,
    )
    return _rows(calls, settings.fdr).assign(contrast=name, relabellings=len(source))


def _rows(calls: Calls, fdr: float) -> pd.DataFrame:
    names = [threshold if threshold != "BH" else f"BH {fdr:g}".replace("0.", ".") for threshold in THRESHOLDS]
    labels = [name + fold for name in names for fold in ("", f" and fold {FOLD:g}")]
    return pd.DataFrame({"threshold": labels, "observed": calls.observed.ravel(), "expected": calls.expected.ravel()})


def _relabelled(views: Views, name: str, weights: Weights, view: View, rng: np.random.Generator) -> np.ndarray:
    """Permutations of the view's units, shape (relabellings, units): all where they are few, else a sample."""
    n = view.values.shape[1]
    if not _exchangeable(name, views.model.contrasts):
        return np.empty((0, n), int)
    labels, strata = np.full(n, -1), np.zeros(n, int)
    numbers: dict[tuple, int] = {}
    places = {side: label for label, side in enumerate(sorted(set(weights.sides.values())))}
    for stratum in weights.strata:
        own = [*stratum.test, *stratum.reference]
        strata[own] = numbers.setdefault(tuple(sorted(stratum.levels.items())), len(numbers))
        labels[own] = [places[weights.sides[at]] for at in own]
    blocks = None if view.fitted.blocks is None else view.fitted.blocks.member.argmax(axis=0)
    found = relabellings(labels, strata, blocks, LISTED, rng)
    return found.source if found.complete else found.source[:DRAWN]


def _exchangeable(name: str, contrasts: Mapping[str, Contrast]) -> bool:
    """Whether units could have changed places: parts run along one column, those of a difference between two arms."""
    parts = simple_parts(name, contrasts)
    if isinstance(contrasts[name], Difference):
        return len({(type(part), part.column, *_arms(part)) for part in parts}) == 1
    return len({(type(part), part.column) for part in parts}) == 1


def _arms(part: Simple) -> tuple[str, ...]:
    return (part.test, part.reference) if isinstance(part, Comparison) else ()


def _nulls(model: RegionModel, name: str) -> np.ndarray | None:
    """What is zero under the null: the difference in each stratum of a comparison, else the contrast itself."""
    asked = model.contrasts[name]
    if isinstance(asked, Difference):
        return None
    rows = []
    for part in simple_parts(name, model.contrasts):
        whole = _of_part(part, model, {})
        rows += [_of_part(part, model, stratum.levels).row for stratum in whole.strata]
    return np.array(rows)


def _of_part(part: Simple, model: RegionModel, levels: Mapping[str, str]) -> Weights:
    where = dict(part.where) | dict(levels)
    if isinstance(part, Slope):
        return slope(model.design, model.units, part.column, part.per, where)
    return comparison(model.design, model.units, part.column, part.test, part.reference, where)
