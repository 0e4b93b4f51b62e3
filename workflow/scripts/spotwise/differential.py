"""Test the contrasts of one region and write each as a table of features."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from spotwise.design import LEAST, LEAST_SLOPE, Weights
from spotwise.stats.block_correlation import consensus_correlation
from spotwise.stats.contrast_test import contrast_test
from spotwise.stats.empirical_bayes import equivalent, interval, moderate
from spotwise.stats.linear_model import Blocks, Fit, basis_of, fit_features
from spotwise.stats.multiplicity import benjamini_hochberg
from spotwise.stats.presence import Presence, presence
from spotwise.stats.prior import Prior, fit_prior
from spotwise.stats.robust_prior import fit_robust_prior

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
    gel_weights : bool
        Whether each unit gets a weight by how well it follows the model.
    """

    trend: str | bool = False
    robust: bool = False
    lfc: float = 0.0
    fdr: float = 0.05
    equivalence: float = 2.0
    gel_weights: bool = False


UNMODERATED = Settings(trend=False, robust=False)
"""For those who ask a view for its least-squares fit alone."""


@dataclass(frozen=True)
class RegionFit:
    """The moderated fit of a region's features.

    Attributes
    ----------
    fit : Fit
    prior : Prior
    variance, df : arrays, shape (features,)
        Of the posterior.
    covariate : array, shape (features,), or None
        What the prior variance follows; None without a trend.
    blocks : Blocks or None
    weights : array, shape (units,), or None
    """

    fit: Fit
    prior: Prior
    variance: np.ndarray
    df: np.ndarray
    covariate: np.ndarray | None = None
    blocks: Blocks | None = None
    weights: np.ndarray | None = None


def fit_region(
    values: np.ndarray,
    design: np.ndarray,
    tested: np.ndarray,
    settings: Settings,
    covariate: np.ndarray | None = None,
    member: np.ndarray | None = None,
) -> RegionFit:
    """Fit every feature that is tested; the others stay NaN and do not enter the prior.

    Parameters
    ----------
    values : array, shape (features, units)
    design : array, shape (units, columns)
    tested : array of bool, shape (features,)
    settings : Settings
    covariate : array, shape (features,), optional
        What the trend follows; the mean of what was observed without it.
    member : array of bool, shape (blocks, units), optional
        Units that are not independent; their correlation is estimated, and 0 where no feature can tell it.
    """
    values = np.where(tested[:, None], values, np.nan)
    weights = _gel_weights(values, design) if settings.gel_weights else None
    alone = member is None or member.sum(axis=1).max() < 2  # blocks of one animal each say nothing
    blocks = None if alone else _correlated(values, design, member, weights)
    fitted = fit_features(values, design, weights, blocks)
    trend = tested.sum() >= TREND_FROM if settings.trend == "auto" else settings.trend
    covariate = (observed_mean(values) if covariate is None else covariate) if trend else None
    fit = fit_robust_prior if settings.robust else fit_prior
    prior = fit(fitted.variance, fitted.df, covariate)
    variance, df = moderate(fitted.variance, fitted.df, prior)
    return RegionFit(fitted, prior, variance, df, covariate, blocks, weights)


def _gel_weights(values: np.ndarray, design: np.ndarray) -> np.ndarray:
    from spotwise.stats.array_weights import array_weights

    return array_weights(values, design)


def _correlated(values: np.ndarray, design: np.ndarray, member: np.ndarray, weights: np.ndarray | None) -> Blocks:
    """Blocks with the correlation that features agree on, found where all units vary alike."""
    root = np.ones(len(design)) if weights is None else np.sqrt(weights)
    consensus, _ = consensus_correlation(values * root, basis_of(design * root[:, None]).columns, member)
    return Blocks(member, consensus if np.isfinite(consensus) else 0.0)


def observed_mean(values: np.ndarray) -> np.ndarray:
    """Mean of what was observed, shape (features,); NaN where nothing was."""
    seen = np.isfinite(values)
    count = seen.sum(axis=1)
    return np.where(count > 0, np.where(seen, values, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)


def differential(
    region: RegionFit,
    values: np.ndarray,
    weights: Weights | None,
    settings: Settings,
    animals: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Test one contrast.

    Parameters
    ----------
    region : RegionFit
    values : array, shape (features, units)
        The log2 volumes that `region` was fitted to.
    weights : Weights or None
        None where the region cannot estimate the contrast: then no feature is testable.
    settings : Settings
    animals : sequence of str, optional
        The animal of each unit, where animals may have several.

    Returns
    -------
    DataFrame
        One row a feature with the statistics of `differential.tsv`; NaN where it is not testable.
    """
    seen = np.isfinite(values)
    if weights is None:
        return _untestable(seen)
    n_test, n_reference, enough = arm_counts(seen, weights, animals)
    variance = np.where(enough & (region.df > 0), region.variance, np.nan)
    test = contrast_test(region.fit, np.array(weights.row), variance, region.df, settings.lfc)
    testable = np.isfinite(test.p_value)
    estimate = np.where(testable, test.estimate, np.nan)
    ci_low, ci_high = interval(estimate, test.se, test.df)
    # a fold for each `per` units is as large as those are many, so a slope has no margin of its own
    able = any(stratum.reference for stratum in weights.strata)
    p_equivalent = equivalent(estimate, test, np.log2(settings.equivalence) if able else np.nan)
    found = presence_of(seen, weights)
    table = pd.DataFrame(
        {
            "log2fc": estimate, "ci_low": ci_low, "ci_high": ci_high,
            "mean": np.where(testable, observed_mean(values), np.nan),
            "se": np.where(testable, test.se, np.nan), "t": test.statistic, "df": test.df,
            "p_value": test.p_value, "adj_p_value": benjamini_hochberg(test.p_value),
            "p_equivalent": p_equivalent, "adj_p_equivalent": benjamini_hochberg(p_equivalent),
            "presence_p": found.p_value, "presence_adj_p": benjamini_hochberg(found.p_value),
            "n_test": n_test, "n_reference": n_reference,
        }
    )  # fmt: skip
    table = table.assign(call=_calls(table, testable, found.excess, settings.fdr))
    return table.assign(f=table["t"], t=np.nan) if weights.joint else table


def _calls(table: pd.DataFrame, testable: np.ndarray, excess: np.ndarray, fdr: float) -> np.ndarray:
    """The call of each feature: a change before equivalence; presence where there is nothing to estimate."""
    present = ~testable & (table["presence_adj_p"] <= fdr)
    changed = table["adj_p_value"] <= fdr
    conditions = {
        "only_in_test": present & (excess > 0) & (table["n_reference"] == 0),
        "only_in_reference": present & (excess < 0) & (table["n_test"] == 0),
        "not_testable": ~testable,
        "up": changed & (table["log2fc"] > 0),
        "down": changed & (table["log2fc"] < 0),
        "changed": changed,  # several contrasts at once have no direction
        "unchanged": table["adj_p_equivalent"] <= fdr,
    }
    return np.select(list(conditions.values()), list(conditions), "inconclusive")


def presence_of(seen: np.ndarray, weights: Weights) -> Presence:
    """Whether features are seen more often in one arm, within strata; no test but of a comparison."""
    if not weights.compares:
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


def arm_counts(
    seen: np.ndarray, weights: Weights, animals: Sequence[str] | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Observed units of each arm, each unit once, and whether they are enough for a test.

    Parameters
    ----------
    seen : array of bool, shape (features, units)
    weights : Weights
    animals : sequence of str, optional
        The animal of each unit; each unit is one without it.

    Returns
    -------
    n_test, n_reference : arrays of int, shape (features,)
        A slope has no reference.
    enough : array of bool, shape (features,)
        Whether every stratum has a unit in each of its arms, and each arm as many animals as a variance or a slope
        asks for.
    """
    test, reference = _arms(weights)
    enough = np.all([seen[:, list(arm)].any(axis=1) for arm in (*test, *reference) if arm], axis=0)
    units = [sorted({at for arm in arms for at in arm}) for arms in (test, reference)]
    n_animals = [_animals(seen[:, own], [animals[at] for at in own] if animals else own) for own in units]
    least = (LEAST, LEAST) if units[1] else (LEAST_SLOPE, 0)
    for found, needed in zip(n_animals, least, strict=True):
        enough = enough & (found >= needed)
    return seen[:, units[0]].sum(axis=1), seen[:, units[1]].sum(axis=1), enough


def _animals(seen: np.ndarray, labels: Sequence) -> np.ndarray:
    """How many animals show each feature in some of their units, shape (features,)."""
    names = list(dict.fromkeys(labels))
    member = np.array([[label == name for name in names] for label in labels]).reshape(len(labels), len(names))
    return (seen.astype(float) @ member > 0).sum(axis=1)


def _followed(settings: Settings) -> str:
    return "number of peptides" if settings.trend == "peptides" else "mean log2 volume"


def model_facts(region: RegionFit, normalisation: dict, units: pd.DataFrame, settings: Settings) -> dict:
    """The facts of `model.json`: what was taken, and why; a prior that differs between features by its median."""
    df, groups = float(np.median(region.prior.df)), units["group"].to_list()
    weights = None if region.weights is None else dict(zip(units["unit"], region.weights.tolist(), strict=True))
    return {
        "normalisation": normalisation,
        "test": "moderated t (Smyth 2004)" if settings.lfc == 0 else "TREAT (McCarthy and Smyth 2009)",
        "trend": region.covariate is not None,
        "trend_follows": _followed(settings) if region.covariate is not None else None,
        "robust": settings.robust,
        "prior_df": "inf" if np.isinf(df) else df,
        "prior_variance": float(np.nanmedian(region.prior.variance)),
        "block_correlation": None if region.blocks is None else region.blocks.correlation,
        "gel_weights": weights,
        "rank": region.fit.basis.columns.shape[1],
        "units_by_group": {group: groups.count(group) for group in sorted(set(groups))},
    }
