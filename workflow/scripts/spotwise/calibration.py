"""How many calls each threshold would give if the arms did not differ, measured by relabelling the study's own data."""

from functools import partial

import numpy as np
import pandas as pd

from spotwise.design import Weights, comparison
from spotwise.differential import Settings, observed_mean
from spotwise.model import RegionModel
from spotwise.stats.many_priors import fit_priors
from spotwise.stats.permutation import THRESHOLDS, Calls, null_calls
from spotwise.stats.relabelling import relabellings
from spotwise.study.contrasts import Comparison
from spotwise.views import View, Views

FOLD = 1.5
DRAWN = 100  # relabellings drawn where there are more than LISTED
LISTED = 1000


def calibrate(
    views: Views, model: RegionModel, name: str, settings: Settings, rng: np.random.Generator
) -> pd.DataFrame:
    """The rows of `calls.tsv` of one contrast: observed and expected calls by threshold.

    Parameters
    ----------
    views : Views
        Of the features that are tested.
    model : RegionModel
    name : str
        The contrast. One that compares different columns with each other has no expectation, and one that the region
        can't estimate no rows.
    settings : Settings
    rng : Generator
    """
    if isinstance(model.weighed[name], str) or settings.lfc > 0:  # relabelling tests against no change at all
        return pd.DataFrame()
    view, weights = views.of(model.weighed[name])
    source = _relabelled(model, name, weights, view, rng)
    covariate = observed_mean(view.values) if view.fitted.trend else None
    calls = null_calls(
        view.values,
        view.spots.design,
        np.array(weights.row),
        source,
        partial(fit_priors, covariate=covariate, robust=settings.robust),
        nulls=_nulls(model, name, weights),
        blocks=view.fitted.blocks,
        fold=FOLD,
        fdr=settings.fdr,
    )
    return _rows(calls, settings.fdr).assign(contrast=name, relabellings=len(source))


def _rows(calls: Calls, fdr: float) -> pd.DataFrame:
    names = [threshold if threshold != "BH" else f"BH {fdr:g}".replace("0.", ".") for threshold in THRESHOLDS]
    labels = [name + fold for name in names for fold in ("", f" and fold {FOLD:g}")]
    return pd.DataFrame({"threshold": labels, "observed": calls.observed.ravel(), "expected": calls.expected.ravel()})


def _relabelled(model: RegionModel, name: str, weights: Weights, view: View, rng: np.random.Generator) -> np.ndarray:
    """Permutations of the view's units, shape (relabellings, units): all where they are few, else a sample."""
    n = view.values.shape[1]
    labels, strata = np.full(n, -1), np.zeros(n, int)
    contrast = model.contrasts[name]
    parts = [contrast] if isinstance(contrast, Comparison) else [model.contrasts[part] for part in contrast.parts]
    if len({(part.column, part.test, part.reference) for part in parts}) > 1:
        return np.empty((0, n), int)
    for number, stratum in enumerate(weights.strata):
        for label, arm in enumerate((stratum.reference, stratum.test)):
            labels[list(arm)], strata[list(arm)] = label, number
    blocks = None if view.fitted.blocks is None else view.fitted.blocks.member.argmax(axis=0)
    found = relabellings(labels, strata, blocks, LISTED, rng)
    return found.source if found.complete else found.source[:DRAWN]


def _nulls(model: RegionModel, name: str, weights: Weights) -> np.ndarray | None:
    """What is zero under the null: the difference in each stratum of a comparison, else the contrast itself."""
    asked = model.contrasts[name]
    if not isinstance(asked, Comparison):
        return None
    pair = asked.column, asked.test, asked.reference
    return np.array([comparison(model.design, model.units, *pair, stratum.levels).row for stratum in weights.strata])
