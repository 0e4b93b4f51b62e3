"""Cyclic loess: what a sample differs from the mean sample by, as a smooth function of volume, is taken out."""

import numpy as np

from spotwise.normalisation.shifts import row_means
from spotwise.stats.lowess import lowess

SAME = 0.01  # share of the range of volumes within which one local line serves


def loess(log2: np.ndarray, iterations: int = 3, span: float = 0.7) -> np.ndarray:
    """Each sample less its smooth difference from the mean of all samples, several times over.

    Ballman et al. 2004 (Bioinformatics 20:2778), Bolstad et al. 2003 (Bioinformatics 19:185). The reference is
    limma's `normalizeCyclicLoess(method="fast")`.

    Parameters
    ----------
    log2 : array, shape (features, samples)
    iterations : int
        How often the mean sample is taken anew.
    span : float
        Share of a sample's features that each local line sees.

    Returns
    -------
    array, shape (features, samples)
        NaN where the value was missing.
    """
    values, seen = log2.copy(), np.isfinite(log2)
    for _ in range(iterations):
        means = row_means(values)
        for at in np.flatnonzero(seen.any(axis=0)):
            shown = seen[:, at]
            values[shown, at] -= _smooth(means[shown], values[shown, at] - means[shown], span)
    return values


def _smooth(mean: np.ndarray, difference: np.ndarray, span: float) -> np.ndarray:
    """The difference as a smooth function of the mean; itself where it is the same for all."""
    if np.ptp(difference) == 0:
        return difference
    return lowess(mean, difference, span, 3, SAME * np.ptp(mean))
