"""P-values of many tests: Benjamini-Hochberg, Simes and Holm, NaN where there was no test."""

import numpy as np


def benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    """Adjusted p-values (Benjamini and Hochberg 1995).

    Parameters
    ----------
    p : array of float, shape (tests,)
        NaN where nothing was tested; those do not count.

    Returns
    -------
    array of float, shape (tests,)
    """
    p = np.asarray(p, float)
    tested = np.flatnonzero(np.isfinite(p))
    adjusted = np.full(p.shape, np.nan)
    order = tested[np.argsort(p[tested], kind="stable")[::-1]]
    ranks = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(1.0, np.minimum.accumulate(p[order] * len(order) / ranks))
    return adjusted


def simes(p: np.ndarray, group: np.ndarray, n_groups: int) -> tuple[np.ndarray, np.ndarray]:
    """Simes' p of each group of tests: the least of p_(i) m / i over its m sorted p-values (Simes 1986).

    Parameters
    ----------
    p : array of float, shape (tests,)
        Without NaN.
    group : array of int, shape (tests,)
        The group of each test, 0 to n_groups - 1.
    n_groups : int

    Returns
    -------
    p_value : array of float, shape (n_groups,)
        NaN for a group without tests.
    attained_by : array of int, shape (n_groups,)
        The test at which the least is reached (the first of equals); -1 for a group without tests.
    """
    order = np.lexsort((p, group))
    sizes = np.bincount(group, minlength=n_groups)
    starts = np.cumsum(sizes) - sizes
    rank = np.arange(len(p)) - np.repeat(starts, sizes) + 1
    scaled = p[order] * np.repeat(sizes, sizes) / rank
    p_value, attained_by = np.full(n_groups, np.nan), np.full(n_groups, -1)
    best = np.lexsort((scaled, group[order]))[starts[sizes > 0]]
    p_value[sizes > 0], attained_by[sizes > 0] = scaled[best], order[best]
    return p_value, attained_by


def holm(p: np.ndarray, group: np.ndarray, n_groups: int) -> np.ndarray:
    """Adjusted p-values within each group of tests (Holm 1979); arguments as in `simes`."""
    order = np.lexsort((p, group))
    sizes = np.bincount(group, minlength=n_groups)
    rank = np.arange(len(p)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    scaled = np.minimum(1.0, p[order] * (np.repeat(sizes, sizes) - rank))
    # a running maximum within groups: each group is lifted above the one before it
    lift = 2.0 * group[order]
    adjusted = np.empty(len(p))
    adjusted[order] = np.maximum.accumulate(scaled + lift) - lift
    return adjusted
