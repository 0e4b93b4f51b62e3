"""How alike the gels of a region are, which of them stand apart, and which lie with another group."""

import numpy as np

FAR = 3.5
"""Robust z from which on a value stands apart (Iglewicz and Hoaglin 1993)."""

FEWEST = 5
"""Values that a robust z needs."""

NOISIER = 2.0
"""How many times the usual distance from its neighbours, 1 - r, a gel that stands apart has at least."""

NEIGHBOURS = 3
"""Gels that a gel is judged by: those most like it, so that a large effect or batch does not make it stand apart."""

TOLD_APART, AGAINST, BACK = 0.1, 1 / 6, 0.75
"""What groups that correlations tell apart show: the median gel's excess of correlation with its own, the largest
share of gels with a negative excess, and how far, in medians, a gel of another group lies on the negative side."""


def seen_in_half(log2: np.ndarray) -> np.ndarray:
    """Which features were seen in at least half of the gels, shape (features,)."""
    counts = np.isfinite(log2).sum(axis=1)
    return (counts > 0) & (2 * counts >= log2.shape[1])


def gel_correlations(log2: np.ndarray, centred: bool) -> np.ndarray:
    """Pearson correlation of each two gels over what both show, from features seen in at least half of the gels.

    Parameters
    ----------
    log2 : array, shape (features, gels)
        NaN where missing.
    centred : bool
        Whether each feature's mean over the gels goes first: what is left is what tells gels apart. With it, gels
        that differ by chance alone correlate by about -1 / (gels - 1).

    Returns
    -------
    array, shape (gels, gels)
        NaN where two gels share fewer than three features, or one of them does not vary.
    """
    log2 = log2[seen_in_half(log2)]
    seen = np.isfinite(log2)
    filled = np.where(seen, log2, 0.0)
    # a common level goes before squares are summed, which would lose the digits that differ
    axis = 1 if centred else None
    shift = filled.sum(axis=axis, keepdims=True) / np.maximum(1, seen.sum(axis=axis, keepdims=True))
    x, s = np.where(seen, filled - shift, 0.0), seen.astype(float)
    n, total, square = s.T @ s, x.T @ s, (x**2).T @ s
    with np.errstate(invalid="ignore", divide="ignore"):
        covariance = x.T @ x - total * total.T / n
        spread = square - total**2 / n
        # what rounding leaves of gels that do not vary is no variance
        spread = np.where((n > 2) & (spread > 1e-12 * np.maximum(square, 1e-12)), spread, np.nan)
        r = covariance / np.sqrt(spread * spread.T)
    return np.clip(r, -1.0, 1.0)


def strangers(subject: np.ndarray) -> np.ndarray:
    """Which two gels are of different animals, shape (gels, gels); technical gels would vouch for each other."""
    return subject[:, None] != subject[None, :]


def median_with(r: np.ndarray, among: np.ndarray) -> np.ndarray:
    """Median correlation of each gel with those that `among`, shape (gels, gels), picks; NaN with none."""
    found = np.full(len(r), np.nan)
    for at, (row, own) in enumerate(zip(r, among & np.isfinite(r), strict=True)):
        if own.any():
            found[at] = np.median(row[own])
    return found


def with_nearest(r: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Mean correlation of each gel with the three gels of other animals most like it; NaN with fewer."""
    if len(r) < NEIGHBOURS:
        return np.full(len(r), np.nan)
    found = np.sort(np.where(others & np.isfinite(r), r, -np.inf), axis=1)[:, -NEIGHBOURS:].mean(axis=1)
    return np.where(np.isfinite(found), found, np.nan)


def mean_by_level(r: np.ndarray, level: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Mean correlation of each gel with those of each level that are of other animals.

    Parameters
    ----------
    r : array, shape (gels, gels)
    level : array of int, shape (gels,)
        -1 where it has none.
    others : array of bool, shape (gels, gels)

    Returns
    -------
    array, shape (gels, levels)
        NaN where there are fewer than two such gels.
    """
    member = (level[:, None] == np.arange(level.max() + 1)).astype(float)
    use = others & np.isfinite(r)
    counts = use @ member
    sums = np.where(use, r, 0.0) @ member
    return np.where(counts >= 2, sums / np.maximum(counts, 1), np.nan)


def robust_z(values: np.ndarray, least: float) -> np.ndarray:
    """Distance from the median in units of 1.4826 MAD, which is at least `least`; NaN with fewer than five values."""
    seen = values[np.isfinite(values)]
    if len(seen) < FEWEST:
        return np.full(len(values), np.nan)
    middle = np.median(seen)
    return (values - middle) / max(least, 1.4826 * np.median(np.abs(seen - middle)))


def stands_apart(nearest: np.ndarray) -> np.ndarray:
    """Which gels agree far less with their neighbours than gels of this region do.

    Both on the scale of 1 - r, to which the noise of a gel is proportional: a robust z of its logarithm over 3.5, and
    twice the median. tests/stats/test_sample_correlation.py measures how often gels of equal make are named.

    Parameters
    ----------
    nearest : array, shape (gels,)
        As `with_nearest` gives it, of correlations that are not centred; NaN where there is none.
    """
    distance = np.maximum(1.0 - nearest, 1e-9)
    with np.errstate(invalid="ignore"):
        far = robust_z(np.log(distance), 0.05) > FAR
        return far & (distance > NOISIER * np.nanmedian(distance)) if far.any() else far


def lies_elsewhere(by_level: np.ndarray, level: np.ndarray) -> np.ndarray:
    """The level with which a gel lies rather than with its own, -1 where it lies with its own or none can tell.

    A gel's excess is its correlation with its own level less that with the nearest other one. Levels are told apart
    where the median excess is at least 0.1 and at most a sixth of the gels has a negative one. A gel of the others
    has a negative excess at least three quarters as large as the median, and a robust z below -3.5.

    Parameters
    ----------
    by_level : array, shape (gels, levels)
        As `mean_by_level` gives it, of centred correlations.
    level : array of int, shape (gels,)
        -1 where it has none.
    """
    found, at = np.full(len(level), -1), np.arange(len(level))
    own = np.where(level >= 0, by_level[at, level], np.nan)
    other = np.where(np.isnan(by_level) | (np.arange(by_level.shape[1]) == level[:, None]), -np.inf, by_level)
    nearest = other.argmax(axis=1)
    excess = own - other[at, nearest]
    judged = np.isfinite(excess)
    if judged.sum() <= FEWEST:
        return found
    middle, against = np.median(excess[judged]), np.mean(excess[judged] < 0)
    if middle < TOLD_APART or against > AGAINST:
        return found
    there = judged & (excess <= -BACK * middle) & (robust_z(np.where(judged, excess, np.nan), 0.02) < -FAR)
    return np.where(there, nearest, found)
