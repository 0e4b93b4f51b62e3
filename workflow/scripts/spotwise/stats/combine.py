"""Several p-values of one hypothesis joined into one, whatever their dependence."""

import numpy as np

MOST = 0.99  # a p above counts as this one: the transform of a p of one is minus infinity, which no small p outweighs


def cauchy(p: np.ndarray) -> np.ndarray:
    """Cauchy combination with equal weights (Liu and Xie 2020, J Am Stat Assoc 115:393).

    Parameters
    ----------
    p : array, shape (parts, tests)
        NaN where a part has nothing to say; the others then speak without it.

    Returns
    -------
    array, shape (tests,)
        Never outside the parts, so that equal parts give their own p; NaN where all are.
    """
    spoken = np.isfinite(p)
    with np.errstate(divide="ignore", over="ignore"):
        # the tangent of (1/2 - p) pi, which keeps its digits for a small p
        scores = np.where(spoken, 1.0 / np.tan(np.pi * np.where(spoken, np.minimum(p, MOST), 0.5)), 0.0)
        mean = scores.sum(axis=0) / np.maximum(spoken.sum(axis=0), 1)
        joined = np.where(mean > 0, np.arctan(1.0 / mean) / np.pi, 0.5 - np.arctan(mean) / np.pi)
    least = np.where(spoken, p, np.inf).min(axis=0)
    most = np.where(spoken, p, -np.inf).max(axis=0)
    return np.where(spoken.any(axis=0), np.clip(joined, least, most), np.nan)
