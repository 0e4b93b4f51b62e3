"""Locally weighted regression (Cleveland 1979, JASA 74:829), for smooth trends that outliers can't bend."""

import numpy as np


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
    anchors = _anchors(x, delta)
    windows = _windows(x, anchors, max(2, min(len(x), int(span * len(x) + 1e-7))))
    centred = (x - (x[0] + x[-1]) / 2) / (np.ptp(x) or 1.0)
    moments = centred, centred * centred, y, centred * y
    robust = np.ones(len(x))
    for _ in range(rounds + 1):
        lines = [_line(moments, at, window, robust) for at, window in zip(anchors, windows, strict=True)]
        smooth = np.interp(x, x[anchors], lines)
        residual = np.abs(y - smooth)
        scale = 6.0 * np.median(residual)
        if scale <= 1e-7 * residual.mean():
            break
        robust = _bisquare(residual / scale)
    fitted = np.empty(len(x))
    fitted[order] = smooth
    return fitted


def _anchors(x: np.ndarray, delta: float) -> np.ndarray:
    """Points at which lines are fitted: from each, the last point within delta, or else the next that differs."""
    anchors, at, last = [0], 0, len(x) - 1
    while at < last:
        within = np.searchsorted(x, x[at] + delta, side="right") - 1
        beyond = np.searchsorted(x, x[at], side="right")
        at = min(max(within, beyond), last)
        anchors.append(at)
    return np.unique(anchors)


Window = tuple[int, int, np.ndarray]


def _windows(x: np.ndarray, anchors: np.ndarray, near: int) -> list[Window]:
    """For each anchor the span of points it sees in a sorted x, and their tricube weights."""
    # the window of the nearest points begins where its far end is first no nearer than its start
    starts = np.searchsorted(x[:-near] + x[near:], 2 * x[anchors]) if near < len(x) else np.zeros(len(anchors), int)
    reach = np.maximum(x[anchors] - x[starts], x[starts + near - 1] - x[anchors])
    lows = np.searchsorted(x, x[anchors] - 0.999 * reach, side="left")
    highs = np.searchsorted(x, x[anchors] + 0.999 * reach, side="right")
    return [
        (low, high, _tricube(np.abs(x[low:high] - x[at]), far))
        for at, low, high, far in zip(anchors, lows, highs, reach, strict=True)
    ]


def _tricube(distance: np.ndarray, reach: float) -> np.ndarray:
    if reach == 0:
        return np.ones(len(distance))
    share = distance / reach
    weight = 1.0 - share * share * share
    weight = weight * weight * weight
    weight[share <= 0.001] = 1.0
    return weight


def _line(moments: tuple[np.ndarray, ...], at: int, window: Window, robust: np.ndarray) -> float:
    """The local line's value at one point; moments are x on a range of 1, its square, y, and x times y."""
    low, high, weight = window
    weight = weight * robust[low:high]
    total = weight.sum()
    if total <= 0:
        return float(moments[2][at])
    mean, square, level, product = (weight @ moment[low:high] / total for moment in moments)
    spread = square - mean * mean
    if spread <= 1e-6:  # the points are too close to carry a slope
        return float(level)
    return float(level + (moments[0][at] - mean) * (product - mean * level) / spread)


def _bisquare(u: np.ndarray) -> np.ndarray:
    weight = (1.0 - u * u) ** 2
    weight[u > 0.999] = 0.0
    weight[u <= 0.001] = 1.0
    return weight
