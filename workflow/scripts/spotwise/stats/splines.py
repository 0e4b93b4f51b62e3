"""Natural cubic splines, as a basis to regress on."""

import numpy as np


def natural_spline(x: np.ndarray, df: int, at: np.ndarray | None = None) -> np.ndarray:
    """Basis of the natural cubic splines of a covariate, the constant included.

    The space is that of R's `ns(x, df, intercept=TRUE)`: boundary knots at the range, interior ones at equally spaced
    quantiles. The basis is the truncated powers of Hastie, Tibshirani and Friedman (2009, section 5.2.1) on x scaled
    to 0..1; every basis of one space gives the same fit.

    Parameters
    ----------
    x : array, shape (features,)
    df : int
        Dimension, at least 1; fewer where knots coincide, as columns then do.
    at : array, shape (points,), optional
        Where to evaluate the splines whose knots x gives; at x itself without it.

    Returns
    -------
    array, shape (points, df)
    """
    low, high = x.min(), x.max()
    at = x if at is None else at
    if df == 1 or high == low:
        return np.ones((len(at), 1))
    scaled, at = (x - low) / (high - low), (at - low) / (high - low)
    knots = np.unique(np.r_[0.0, np.quantile(scaled, np.arange(1, df - 1) / (df - 1)), 1.0])
    above = np.maximum(at[:, None] - knots, 0.0) ** 3
    slopes = (above[:, :-1] - above[:, -1:]) / (knots[-1] - knots[:-1])
    return np.column_stack([np.ones(len(at)), at, slopes[:, :-1] - slopes[:, -1:]])
