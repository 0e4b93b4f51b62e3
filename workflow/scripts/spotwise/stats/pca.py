"""Principal components of log volumes with missing values."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Components:
    """The first principal components, two unless more were asked for.

    Attributes
    ----------
    scores : array, shape (units, components)
        Zero in a component that the data do not have.
    share : array, shape (components,)
        Of the variance of what entered, each component's; zeros where nothing varies.
    used : array of bool, shape (features,)
        Which features entered.
    """

    scores: np.ndarray
    share: np.ndarray
    used: np.ndarray


def principal_components(log2: np.ndarray, components: int = 2) -> Components:
    """Components of the units, from features seen in at least half of them.

    Features are centred, not scaled. A missing value takes its feature's mean, so it moves its unit in no direction.
    The sign of a component is such that the unit with the largest score has a positive one (the first of equals),
    which does not depend on the order of features.

    Parameters
    ----------
    log2 : array, shape (features, units)
        NaN where missing.
    components : int
        How many are kept.
    """
    seen = np.isfinite(log2)
    counts = seen.sum(axis=1)
    used = (counts > 0) & (2 * counts >= log2.shape[1])
    seen, counts = seen[used], counts[used]
    filled = np.where(seen, log2[used], 0.0)
    centred = np.where(seen, filled - (filled.sum(axis=1) / counts)[:, None], 0.0)
    _, s, vt = np.linalg.svd(centred, full_matrices=False)
    # what rounding leaves of identical values is no variance
    s = np.where(s > 1e-12 * max(1.0, np.abs(filled).max(initial=0.0)) * np.sqrt(centred.size), s, 0.0)
    total = (s**2).sum()
    scores, share = np.zeros((log2.shape[1], components)), np.zeros(components)
    for at in range(min(components, len(s)) if total else 0):
        scores[:, at] = _signed(vt[at] * s[at])
        share[at] = s[at] ** 2 / total
    return Components(scores, share, used)


def _signed(scores: np.ndarray) -> np.ndarray:
    """Scores with the sign that makes the largest positive; nearly equal ones count as equal, whatever the rounding."""
    size = np.abs(scores)
    first = np.flatnonzero(size >= size.max() * (1 - 1e-9))[0]
    return scores if scores[first] >= 0 else -scores
