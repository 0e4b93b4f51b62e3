"""How much a result hangs on one animal: the moderated test again without each in turn."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from spotwise.stats.contrast_test import contrast_test
from spotwise.stats.empirical_bayes import moderate
from spotwise.stats.linear_model import Blocks, fit_features
from spotwise.stats.prior import Prior

FindPrior = Callable[[np.ndarray, np.ndarray], Prior]
"""Variances and degrees of freedom, shape (features,), to the prior; as in the main analysis."""


@dataclass(frozen=True)
class Omission:
    """The tests without one animal; arrays of shape (contrasts, features).

    Attributes
    ----------
    group : int
        The animal left out.
    counts : array of bool, shape (features,)
        Features that were observed in the animal, so that leaving it out changes their own data.
    estimate, t, df, p_value : arrays
        NaN where the other animals cannot estimate the contrast.
    """

    group: int
    counts: np.ndarray
    estimate: np.ndarray
    t: np.ndarray
    df: np.ndarray
    p_value: np.ndarray


@dataclass(frozen=True)
class Influence:
    """The worst that leaving out one animal does; arrays of shape (contrasts, features).

    Attributes
    ----------
    worst_p : array
        The largest p without one of the animals that show the feature; 1 where the contrast cannot be tested without
        some animal, since then nothing is left of the result; NaN where it is not testable with all of them.
    worst_group : array of int
        The animal whose absence gives it, the first of equals; -1 where `worst_p` is NaN.
    rests_on_one : array of bool
        Whether `worst_p` is 1 because the contrast is not testable without `worst_group`.
    """

    worst_p: np.ndarray
    worst_group: np.ndarray
    rests_on_one: np.ndarray


def omissions(
    values: np.ndarray,
    design: np.ndarray,
    contrasts: Sequence[np.ndarray],
    prior: FindPrior,
    groups: np.ndarray | None = None,
    weights: np.ndarray | None = None,
    blocks: Blocks | None = None,
    lfc: float = 0.0,
) -> Iterator[Omission]:
    """Test every contrast without each animal in turn: exact fits, and a prior estimated anew.

    Normalisation, the correlation of blocks and the covariate of a prior's trend are not estimated again.

    Parameters
    ----------
    values : array, shape (features, units)
        NaN where missing.
    design : array, shape (units, columns)
    contrasts : sequence of arrays, each of shape (columns,), or (parts, columns) for a joint F
        Weights; their numeric columns stay at the mean over all units.
    prior : callable
    groups : array of int, shape (units,), optional
        The animal of each unit, from 0; each unit its own without it.
    weights : array, shape (units,) or (features, units), optional
    blocks : Blocks, optional
    lfc : float
        The change against which one contrast is tested (TREAT).

    Yields
    ------
    Omission
        One for each animal.
    """
    groups = np.arange(values.shape[1]) if groups is None else np.asarray(groups)
    observed = np.isfinite(values)
    for group in np.unique(groups):
        kept = groups != group
        some = None if weights is None else weights[..., kept]
        held = None if blocks is None else Blocks(blocks.member[:, kept], blocks.correlation)
        tests = _tests(values[:, kept], design[kept], contrasts, prior, some, held, lfc)
        yield Omission(int(group), observed[:, ~kept].any(axis=1), *tests)


def influence(
    values: np.ndarray,
    design: np.ndarray,
    contrasts: Sequence[np.ndarray],
    prior: FindPrior,
    groups: np.ndarray | None = None,
    weights: np.ndarray | None = None,
    blocks: Blocks | None = None,
    lfc: float = 0.0,
) -> Influence:
    """The largest p of each contrast and feature that leaving out one animal gives; arguments as in `omissions`.

    Raises
    ------
    ValueError
        Where the whole design cannot estimate a contrast.
    """
    full = _testable(values, design, contrasts, weights, blocks)
    worst = np.full(full.shape, -1.0)
    group, lost = np.full(full.shape, -1), np.zeros(full.shape, bool)
    for without in omissions(values, design, contrasts, prior, groups, weights, blocks, lfc):
        gone = np.isnan(without.p_value)
        worse = without.counts & (np.where(gone, 2.0, without.p_value) > worst)
        worst[worse] = np.where(gone, 2.0, without.p_value)[worse]
        group[worse], lost[worse] = without.group, gone[worse]
    testable = full & (group >= 0)
    return Influence(np.where(testable, np.minimum(worst, 1.0), np.nan), np.where(testable, group, -1), lost & testable)


def _testable(values, design, contrasts, weights, blocks) -> np.ndarray:
    """Whether each contrast can be tested in each feature with all units, shape (contrasts, features)."""
    fitted = fit_features(values, design, weights, blocks)
    variance = np.where(fitted.df > 0, 1.0, np.nan)  # whether there is a test does not hang on its size
    return np.array([np.isfinite(contrast_test(fitted, c, variance, fitted.df).p_value) for c in contrasts])


def _tests(values, design, contrasts, prior, weights, blocks, lfc) -> tuple[np.ndarray, ...]:
    """Estimate, t (or F), df and p of each contrast; NaN where it cannot be tested."""
    fitted = fit_features(values, design, weights, blocks)
    variance, df = moderate(fitted.variance, fitted.df, prior(fitted.variance, fitted.df))
    able = fitted.df > 0
    found = np.full((4, len(contrasts), len(values)), np.nan)
    for at, contrast in enumerate(contrasts):
        try:
            test = contrast_test(fitted, contrast, np.where(able, variance, np.nan), df, lfc)
        except ValueError:  # the remaining units do not span it
            continue
        found[:, at] = np.where(able, test.estimate, np.nan), test.statistic, test.df, test.p_value
    return tuple(found)
