"""Locally weighted regression (Cleveland 1979, JASA 74:829), for smooth trends that outliers can't bend."""

from collections.abc import Iterator, Sequence

import numpy as np

KEPT = 1 << 20
"""Up to so many weights of local lines are kept between rounds; more would outweigh the data, and are made anew."""


def lowess(x: np.ndarray, y: np.ndarray, span: float, rounds: int = 3, delta: float = 0.0) -> np.ndarray:
    """Fitted values of y on x; Cleveland's algorithm and, to rounding, R's `lowess`.

    Lines are fitted at anchors at least `delta` apart, and what lies between is interpolated, so the work does not
    grow with the square of the number of points.

    Parameters
    ----------
    x, y : arrays, shape (points,)
    span : float
        Share of the points that each local line sees.
    rounds : int
        How often the points are reweighted by their residuals.
    delta : float
        Distance below which no new line is fitted, in units of x.

    Returns
    -------
    array, shape (points,)
    """
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    at = anchors(x, delta)
    near = nearest(x, span)
    kept = list(windows(x, at, near)) if near * len(at) <= KEPT else None
    centred = (x - (x[0] + x[-1]) / 2) / (np.ptp(x) or 1.0)
    terms = np.stack([np.ones(len(x)), centred, centred * centred, y, centred * y])
    robust = np.ones(len(x))
    for _ in range(rounds + 1):
        weighted = terms * robust
        sums = [weighted[:, low:high] @ weight for low, high, weight in kept or windows(x, at, near)]
        smooth = np.interp(x, x[at], local_lines(np.array(sums).T, centred[at], y[at]))
        residual = np.abs(y - smooth)
        scale = 6.0 * np.median(residual)
        if scale <= 1e-7 * residual.mean():
            break
        robust = bisquare(residual / scale)
    fitted = np.empty(len(x))
    fitted[order] = smooth
    return fitted


def nearest(x: np.ndarray, span: float) -> int:
    """How many points a local line sees."""
    return max(2, min(len(x), int(span * len(x) + 1e-7)))


def anchors(x: np.ndarray, delta: float) -> np.ndarray:
    """Points at which lines are fitted: from each, the last point within delta, or else the next that differs."""
    within, beyond = np.searchsorted(x, x + delta, side="right") - 1, np.searchsorted(x, x, side="right")
    following = np.minimum(np.maximum(within, beyond), len(x) - 1)
    found = [0]
    while found[-1] < len(x) - 1:
        found.append(int(following[found[-1]]))
    return np.array(found)


def windows(x: np.ndarray, anchors: np.ndarray, near: int) -> Iterator[tuple[int, int, np.ndarray]]:
    """For each anchor the span of points it sees in a sorted x, and their tricube weights."""
    # the window of the nearest points begins where its far end is first no nearer than its start
    starts = np.searchsorted(x[:-near] + x[near:], 2 * x[anchors]) if near < len(x) else np.zeros(len(anchors), int)
    reach = np.maximum(x[anchors] - x[starts], x[starts + near - 1] - x[anchors])
    lows = np.searchsorted(x, x[anchors] - 0.999 * reach, side="left")
    highs = np.searchsorted(x, x[anchors] + 0.999 * reach, side="right")
    for at, low, high, far in zip(anchors, lows, highs, reach, strict=True):
        yield low, high, _tricube(np.abs(x[low:high] - x[at]), far)


def _tricube(distance: np.ndarray, reach: float) -> np.ndarray:
    if reach == 0:
        return np.ones(len(distance))
    share = distance / reach
    weight = 1.0 - share * share * share
    weight = weight * weight * weight
    weight[share <= 0.001] = 1.0
    return weight


def local_lines(sums: Sequence[np.ndarray], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Values of local lines at their anchors, whose own x and y are given.

    Parameters
    ----------
    sums : five arrays
        Over the points that each line sees, weighted sums of one, x, its square, y, and x times y; x on a range of 1.
    """
    total, *rest = sums
    alone = total <= 0
    mean, square, level, product = (term / np.where(alone, 1.0, total) for term in rest)
    spread = square - mean * mean
    close = spread <= 1e-6  # the points are too close to carry a slope
    slope = np.where(close, 0.0, (product - mean * level) / np.where(close, 1.0, spread))
    return np.where(alone, y, level + (x - mean) * slope)


def bisquare(u: np.ndarray) -> np.ndarray:
    """Weights of residuals, given as shares of the size from which none counts."""
    weight = (1.0 - u * u) ** 2
    weight[u > 0.999] = 0.0
    weight[u <= 0.001] = 1.0
    return weight
