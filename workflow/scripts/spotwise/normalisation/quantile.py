"""Quantile normalisation: every sample is given the same distribution."""

import numpy as np


def quantile(log2: np.ndarray) -> np.ndarray:
    """Each value replaced by the mean, over samples, of the quantile at which it stands in its own sample.

    Bolstad et al. 2003 (Bioinformatics 19:185). A sample with missing values gives and takes its quantiles by
    interpolation between the values it shows, so all of its missing values are taken as missing at random; tied
    values share the quantile of their mean rank. The reference is limma's `normalizeQuantiles(ties=TRUE)`.

    Parameters
    ----------
    log2 : array, shape (features, samples)

    Returns
    -------
    array, shape (features, samples)
        NaN where the value was missing.
    """
    features, samples = log2.shape
    normalised = np.full(log2.shape, np.nan)
    shown = [np.flatnonzero(np.isfinite(log2[:, at])) for at in range(samples)]
    held = [at for at in range(samples) if len(shown[at])]
    if not held:
        return normalised
    grid = np.linspace(0.0, 1.0, features)
    profiles = [np.interp(grid, _positions(len(shown[at])), np.sort(log2[shown[at], at])) for at in held]
    profile = np.mean(profiles, axis=0)
    for at in held:
        normalised[shown[at], at] = np.interp(_standing(log2[shown[at], at]), grid, profile)
    return normalised


def _positions(count: int) -> np.ndarray:
    """Where sorted values stand between 0 and 1; a value alone stands in the middle."""
    return np.linspace(0.0, 1.0, count) if count > 1 else np.array([0.5])


def _standing(values: np.ndarray) -> np.ndarray:
    """Where each value stands between 0 and 1 among all; tied values at their mean rank."""
    if len(values) == 1:
        return np.array([0.5])
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts + 1) / 2
    return ranks[inverse] / (len(values) - 1)
