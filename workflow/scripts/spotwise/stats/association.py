"""How much of a number, or of a grouping, another column of the sample sheet tells."""

import numpy as np
from scipy.special import chdtrc, fdtrc


def explained_by_levels(y: np.ndarray, level: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One-way analysis of variance.

    Parameters
    ----------
    y : array, shape (units, variables)
    level : array of int, shape (units,)
        Each of 0, 1, ... up to the largest occurs.

    Returns
    -------
    r2, p_value : arrays, shape (variables,)
        Share of the variance that lies between levels, and p of F; NaN where there is one level, no unit beyond them,
        or no variance.
    """
    member = (level[:, None] == np.arange(level.max(initial=-1) + 1)).astype(float)
    centred = y - y.mean(axis=0)
    means = (member.T @ centred) / member.sum(axis=0)[:, None]
    return _tested((member.sum(axis=0)[:, None] * means**2).sum(axis=0), centred, member.shape[1] - 1)


def explained_by_number(y: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Linear regression on one number, shape (units,); else as `explained_by_levels`."""
    centred, x = y - y.mean(axis=0), x - x.mean()
    square = x @ x
    return _tested((x @ centred) ** 2 / square if square else np.full(y.shape[1], np.nan), centred, 1)


def _tested(between: np.ndarray, centred: np.ndarray, df: int) -> tuple[np.ndarray, np.ndarray]:
    total, rest = (centred**2).sum(axis=0), len(centred) - 1 - df
    if df < 1 or rest < 1:
        return np.full(len(total), np.nan), np.full(len(total), np.nan)
    r2 = np.minimum(1.0, np.divide(between, total, out=np.full(len(total), np.nan), where=total > 0))
    with np.errstate(divide="ignore"):
        return r2, fdtrc(df, rest, r2 / df / ((1 - r2) / rest))


def independence(one: np.ndarray, other: np.ndarray) -> float:
    """P of independence of two groupings: chi-squared with (n - 1) / n, better than without in small tables.

    Campbell 2007 (Stat Med 26:3661) for two by two. NaN where one of them has a single level.

    Parameters
    ----------
    one, other : arrays of int, shape (units,)
        Each of 0, 1, ... up to the largest occurs.
    """
    counts = cross_table(one, other)
    n, df = counts.sum(), (counts.shape[0] - 1) * (counts.shape[1] - 1)
    if df < 1:
        return float("nan")
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0) / n
    return float(chdtrc(df, ((counts - expected) ** 2 / expected).sum() * (n - 1) / n))


def cross_table(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Units of each level of `one`, down, and of `other`, across."""
    counts = np.zeros((one.max(initial=-1) + 1, other.max(initial=-1) + 1), int)
    np.add.at(counts, (one, other), 1)
    return counts


def determines(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether the level of `one` tells that of `other`, and some level of `one` holds two units or more."""
    counts = cross_table(one, other)
    return bool(((counts > 0).sum(axis=1) == 1).all() and (counts.sum(axis=1) > 1).any())
