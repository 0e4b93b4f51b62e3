"""Test the contrasts of one region and write each as a table of features."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from spotwise.design import Weights
from spotwise.stats.empirical_bayes import interval, moderate, moderated_t
from spotwise.stats.linear_model import Fit, estimate_contrast, fit_features
from spotwise.stats.multiplicity import benjamini_hochberg
from spotwise.stats.prior import Prior, fit_prior

LEAST = 2  # observed animals that each arm needs


@dataclass(frozen=True)
class RegionFit:
    """The moderated fit of a region: model, prior, and posterior variances with their df, shape (features,)."""

    fit: Fit
    prior: Prior
    variance: np.ndarray
    df: np.ndarray


def fit_region(values: np.ndarray, design: np.ndarray, tested: np.ndarray) -> RegionFit:
    """Fit every feature that is tested; the others stay NaN and do not enter the prior.

    Parameters
    ----------
    values : array, shape (features, units)
    design : array, shape (units, columns)
    tested : array of bool, shape (features,)
    """
    fitted = fit_features(np.where(tested[:, None], values, np.nan), design)
    prior = fit_prior(fitted.variance, fitted.df)
    variance, df = moderate(fitted.variance, fitted.df, prior)
    return RegionFit(fitted, prior, variance, df)


def differential(region: RegionFit, values: np.ndarray, weights: Weights | None, fdr: float) -> pd.DataFrame:
    """Test one contrast.

    Parameters
    ----------
    region : RegionFit
    values : array, shape (features, units)
        The log2 volumes that `region` was fitted to.
    weights : Weights or None
        None where the region cannot estimate the contrast: then no feature is testable.
    fdr : float

    Returns
    -------
    DataFrame
        One row a feature with the statistics of `differential.tsv`; NaN where it is not testable.
    """
    seen = np.isfinite(values)
    if weights is None:
        return _untestable(seen)
    estimate, unscaled = estimate_contrast(region.fit, np.array(weights.row))
    n_test, n_reference, complete = _counts(seen, weights)
    testable = complete & (n_test >= LEAST) & (n_reference >= LEAST) & np.isfinite(estimate) & (region.fit.df > 0)
    estimate = np.where(testable, estimate, np.nan)
    test = moderated_t(estimate, unscaled, region.variance, region.df)
    ci_low, ci_high = interval(estimate, test.se, test.df)
    adjusted = benjamini_hochberg(test.p_value)
    call = np.select([~testable, adjusted > fdr, estimate > 0], ["not_testable", "inconclusive", "up"], "down")
    mean = np.where(testable, np.where(seen, values, 0.0).sum(axis=1) / np.maximum(seen.sum(axis=1), 1), np.nan)
    return pd.DataFrame(
        {
            "log2fc": estimate, "ci_low": ci_low, "ci_high": ci_high, "mean": mean,
            "se": np.where(testable, test.se, np.nan), "t": test.t, "df": test.df,
            "p_value": test.p_value, "adj_p_value": adjusted,
            "n_test": n_test, "n_reference": n_reference, "call": call,
        }
    )  # fmt: skip


def _untestable(seen: np.ndarray) -> pd.DataFrame:
    frame = pd.DataFrame(np.nan, range(len(seen)), ["log2fc", "ci_low", "ci_high", "mean", "se", "t", "df"])
    return frame.assign(p_value=np.nan, adj_p_value=np.nan, n_test=0, n_reference=0, call="not_testable")


def _counts(seen: np.ndarray, weights: Weights) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Observed units of each arm, and whether every stratum has one in both."""
    arms = [[seen[:, list(arm)].sum(axis=1) for arm in (s.test, s.reference)] for s in weights.strata]
    complete = np.all([count > 0 for pair in arms for count in pair], axis=0)
    return (
        _observed(seen, [s.test for s in weights.strata]),
        _observed(seen, [s.reference for s in weights.strata]),
        complete,
    )


def _observed(seen: np.ndarray, arms: Sequence[tuple[int, ...]]) -> np.ndarray:
    """Observed units over the strata of an arm, each unit once."""
    return seen[:, sorted({at for arm in arms for at in arm})].sum(axis=1)


def model_facts(region: RegionFit, normalisation: dict, groups: Sequence[str]) -> dict:
    """The facts of `model.json`: what was taken, and why."""
    return {
        "normalisation": normalisation,
        "test": "moderated t (Smyth 2004)",
        "prior_df": "inf" if np.isinf(region.prior.df[0]) else float(region.prior.df[0]),
        "prior_variance": float(region.prior.variance[0]),
        "rank": region.fit.basis.columns.shape[1],
        "units_by_group": {group: list(groups).count(group) for group in sorted(set(groups))},
    }
