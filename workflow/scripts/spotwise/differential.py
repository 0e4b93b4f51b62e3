"""Test the contrasts of one region and write each as a table of features."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from spotwise.design import Weights
from spotwise.stats.block_correlation import consensus_correlation
from spotwise.stats.empirical_bayes import equivalent, interval, moderate, moderated_t, treat
from spotwise.stats.linear_model import Blocks, Fit, basis_of, estimate_contrast, fit_features
from spotwise.stats.multiplicity import benjamini_hochberg
from spotwise.stats.presence import Presence, presence
from spotwise.stats.prior import Prior, fit_prior
from spotwise.stats.robust_prior import fit_robust_prior

LEAST = 2  # observed animals that each arm needs
TREND_FROM = 100  # features, for `auto`
FEW = 50  # features, below which a prior is shaky


@dataclass(frozen=True)
class Settings:
    """How spots are judged; the keys of `test` in the configuration.

    Attributes
    ----------
    trend : {'auto', True, False}
        Whether the prior variance follows the mean log volume; auto from 100 features on.
    robust : bool
        Whether hypervariable features are kept from spoiling the prior.
    lfc : float
        Log2 change within which the null hypothesis holds (TREAT); 0 is the moderated t.
    fdr : float
    equivalence : float
        The fold within which a change counts as none.
    """

    trend: str | bool = False
    robust: bool = False
    lfc: float = 0.0
    fdr: float = 0.05
    equivalence: float = 2.0


@dataclass(frozen=True)
class RegionFit:
    """The moderated fit of a region: model, prior, and posterior variances with their df, shape (features,)."""

    fit: Fit
    prior: Prior
    variance: np.ndarray
    df: np.ndarray
    trend: bool
    blocks: Blocks | None = None


def fit_region(
    values: np.ndarray, design: np.ndarray, tested: np.ndarray, settings: Settings, member: np.ndarray | None = None
) -> RegionFit:
    """Fit every feature that is tested; the others stay NaN and do not enter the prior.

    Parameters
    ----------
    values : array, shape (features, units)
    design : array, shape (units, columns)
    tested : array of bool, shape (features,)
    settings : Settings
    member : array of bool, shape (blocks, units), optional
        Units that are not independent; their correlation is estimated, and 0 where no feature can tell it.
    """
    values = np.where(tested[:, None], values, np.nan)
    blocks = None if member is None else _correlated(values, design, member)
    fitted = fit_features(values, design, blocks=blocks)
    trend = bool(tested.sum() >= TREND_FROM if settings.trend == "auto" else settings.trend)
    fit = fit_robust_prior if settings.robust else fit_prior
    prior = fit(fitted.variance, fitted.df, observed_mean(values) if trend else None)
    variance, df = moderate(fitted.variance, fitted.df, prior)
    return RegionFit(fitted, prior, variance, df, trend, blocks)


def _correlated(values: np.ndarray, design: np.ndarray, member: np.ndarray) -> Blocks:
    consensus, _ = consensus_correlation(values, basis_of(design).columns, member)
    return Blocks(member, consensus if np.isfinite(consensus) else 0.0)


def observed_mean(values: np.ndarray) -> np.ndarray:
    """Mean of what was observed, shape (features,); NaN where nothing was."""
    seen = np.isfinite(values)
    count = seen.sum(axis=1)
    return np.where(count > 0, np.where(seen, values, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)


def differential(region: RegionFit, values: np.ndarray, weights: Weights | None, settings: Settings) -> pd.DataFrame:
    """Test one contrast.

    Parameters
    ----------
    region : RegionFit
    values : array, shape (features, units)
        The log2 volumes that `region` was fitted to.
    weights : Weights or None
        None where the region cannot estimate the contrast: then no feature is testable.
    settings : Settings

    Returns
    -------
    DataFrame
        One row a feature with the statistics of `differential.tsv`; NaN where it is not testable.
    """
    seen = np.isfinite(values)
    if weights is None:
        return _untestable(seen)
    estimate, unscaled = estimate_contrast(region.fit, np.array(weights.row))
    n_test, n_reference, complete = arm_counts(seen, weights)
    testable = complete & (n_test >= LEAST) & (n_reference >= LEAST) & np.isfinite(estimate) & (region.df > 0)
    estimate = np.where(testable, estimate, np.nan)
    test = moderated_t(estimate, unscaled, region.variance, region.df)
    t, p_value = treat(estimate, test, settings.lfc) if settings.lfc > 0 else (test.t, test.p_value)
    ci_low, ci_high = interval(estimate, test.se, test.df)
    p_equivalent = equivalent(estimate, test, np.log2(settings.equivalence))
    found = presence_of(seen, weights)
    table = pd.DataFrame(
        {
            "log2fc": estimate, "ci_low": ci_low, "ci_high": ci_high,
            "mean": np.where(testable, observed_mean(values), np.nan),
            "se": np.where(testable, test.se, np.nan), "t": t, "df": test.df,
            "p_value": p_value, "adj_p_value": benjamini_hochberg(p_value),
            "p_equivalent": p_equivalent, "adj_p_equivalent": benjamini_hochberg(p_equivalent),
            "presence_p": found.p_value, "presence_adj_p": benjamini_hochberg(found.p_value),
            "n_test": n_test, "n_reference": n_reference,
        }
    )  # fmt: skip
    return table.assign(call=_calls(table, testable, found.excess, settings.fdr))


def _calls(table: pd.DataFrame, testable: np.ndarray, excess: np.ndarray, fdr: float) -> np.ndarray:
    """The call of each feature: a change before equivalence; presence where there is nothing to estimate."""
    present = ~testable & (table["presence_adj_p"] <= fdr)
    changed = table["adj_p_value"] <= fdr
    conditions = {
        "only_in_test": present & (excess > 0) & (table["n_reference"] == 0),
        "only_in_reference": present & (excess < 0) & (table["n_test"] == 0),
        "not_testable": ~testable,
        "up": changed & (table["log2fc"] > 0),
        "down": changed,
        "unchanged": table["adj_p_equivalent"] <= fdr,
    }
    return np.select(list(conditions.values()), list(conditions), "inconclusive")


def presence_of(seen: np.ndarray, weights: Weights) -> Presence:
    """Whether features are seen more often in one arm, within strata; no test for a difference of contrasts."""
    if weights.parts > 1:
        nothing = np.full(len(seen), np.nan)
        return Presence(nothing, nothing, nothing)
    counts = [np.stack([seen[:, list(arm)].sum(axis=1) for arm in arms], axis=1) for arms in _arms(weights)]
    sizes = [np.array([len(arm) for arm in arms]) for arms in _arms(weights)]
    return presence(counts[0], sizes[0], counts[1], sizes[1])


def _arms(weights: Weights) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    return [s.test for s in weights.strata], [s.reference for s in weights.strata]


def _untestable(seen: np.ndarray) -> pd.DataFrame:
    frame = pd.DataFrame(np.nan, range(len(seen)), ["log2fc", "ci_low", "ci_high", "mean", "se", "t", "df"])
    return frame.assign(p_value=np.nan, adj_p_value=np.nan, n_test=0, n_reference=0, call="not_testable")


def arm_counts(seen: np.ndarray, weights: Weights) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Observed units of each arm, each unit once, and whether every stratum has one in both.

    Parameters
    ----------
    seen : array of bool, shape (features, units)
    weights : Weights

    Returns
    -------
    n_test, n_reference, complete : arrays, shape (features,)
    """
    test, reference = _arms(weights)
    complete = np.all([seen[:, list(arm)].any(axis=1) for arm in (*test, *reference)], axis=0)
    units = [sorted({at for arm in arms for at in arm}) for arms in (test, reference)]
    return seen[:, units[0]].sum(axis=1), seen[:, units[1]].sum(axis=1), complete


def model_facts(region: RegionFit, normalisation: dict, groups: Sequence[str], settings: Settings) -> dict:
    """The facts of `model.json`: what was taken, and why; a prior that differs between features by its median."""
    df = float(np.median(region.prior.df))
    return {
        "normalisation": normalisation,
        "test": "moderated t (Smyth 2004)" if settings.lfc == 0 else "TREAT (McCarthy and Smyth 2009)",
        "trend": region.trend,
        "robust": settings.robust,
        "prior_df": "inf" if np.isinf(df) else df,
        "prior_variance": float(np.nanmedian(region.prior.variance)),
        "block_correlation": None if region.blocks is None else region.blocks.correlation,
        "rank": region.fit.basis.columns.shape[1],
        "units_by_group": {group: list(groups).count(group) for group in sorted(set(groups))},
    }
