"""The priors of many tables of variances at once: what `fit_prior` and `fit_robust_prior` give for each of them.

Relabelling asks for a thousand priors of variances that hardly differ. All tables share their features and covariate,
so the windows of the smooth trend are the same for all, and its local lines are matrix products.
"""

from collections.abc import Callable

import numpy as np
from scipy.special import betaincinv, betaln, digamma, fdtr, fdtrc, polygamma

from spotwise.stats.lowess import anchors, bisquare, local_lines, nearest, windows
from spotwise.stats.prior import Prior, fit_prior, inverse_trigamma, spline_df
from spotwise.stats.robust_prior import (
    LEAST,
    LOWER,
    NODE_WEIGHTS,
    NODES,
    SPAN,
    UPPER,
    _log_f_upper,
    _winsorised_moments,
    _with_equal_df,
    fit_robust_prior,
)
from spotwise.stats.splines import natural_spline

LINKS, STEPS = 65, 8  # values of d2 / (1 + d2) between which a root is first looked for, and steps towards it then
NEARLY_ONE = 1 - 1e-9
NODES_TAIL, NODES_DF = 40, 24  # at which the tail of an F distribution, and its change with df, are evaluated


def fit_priors(
    variance: np.ndarray, df: np.ndarray, covariate: np.ndarray | None = None, robust: bool = False
) -> Prior:
    """Priors of many tables.

    Parameters
    ----------
    variance, df : arrays, shape (tables, features)
    covariate : array, shape (features,), optional
    robust : bool

    Returns
    -------
    Prior
        Its arrays of shape (tables, features): to rounding what `fit_prior` gives for each row, and what
        `fit_robust_prior` gives to about 1e-8 where it is `robust`.
    """
    found = Prior(np.empty(variance.shape), np.empty(variance.shape))
    regular = _regular(variance, df, covariate)
    for row in np.flatnonzero(~regular):
        one = (fit_robust_prior if robust else fit_prior)(variance[row], df[row], covariate)
        found.variance[row], found.df[row] = one.variance, one.df
    if regular.any():
        fit = _robust if robust else _plain
        found.variance[regular], found.df[regular] = fit(variance[regular], df[regular].astype(float), covariate)
    return found


def _regular(variance: np.ndarray, df: np.ndarray, covariate: np.ndarray | None) -> np.ndarray:
    """Tables in which every feature counts, with the commonest largest df; the others are fitted one by one."""
    if variance.shape[1] < 10 or (covariate is not None and not np.isfinite(covariate).all()):
        return np.zeros(len(variance), bool)
    largest = df.max(axis=1)
    kinds, counts = np.unique(largest, return_counts=True)
    every = np.isfinite(variance).all(axis=1) & (df > 0).all(axis=1) & (np.median(variance, axis=1) > 0)
    return every & (largest == kinds[np.argmax(counts)])


def _plain(variance: np.ndarray, df: np.ndarray, covariate: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    n = variance.shape[1]
    s2 = np.maximum(variance, 1e-5 * np.median(variance, axis=1, keepdims=True))
    e = np.log(s2) + _by_value(df, lambda d: np.log(d / 2) - digamma(d / 2))
    if covariate is None:
        predicted, rank = np.broadcast_to(e.mean(axis=1, keepdims=True), e.shape), 1
    else:
        u, s, _ = np.linalg.svd(
            natural_spline(covariate, min(spline_df(n), len(np.unique(covariate)))), full_matrices=False
        )
        u = u[:, s > 1e-12 * s[0]]
        predicted, rank = (e @ u) @ u.T, u.shape[1]
    excess = ((e - predicted) ** 2).sum(axis=1) / (n - rank)
    excess -= _by_value(df, lambda d: polygamma(1, d / 2)).mean(axis=1)
    half = np.array([inverse_trigamma(value) if value > 0 else np.inf for value in excess])[:, None]
    own = np.isfinite(half)
    with np.errstate(invalid="ignore"):
        shift = np.where(own, digamma(half) - np.log(half), 0.0)
    common = s2.mean(axis=1, keepdims=True) if covariate is None else np.exp(predicted)
    return np.where(own, np.exp(predicted + shift), common), np.broadcast_to(2 * half, s2.shape)


def _by_value(values: np.ndarray, function) -> np.ndarray:
    """A function of values of which few are distinct."""
    distinct, which = np.unique(values, return_inverse=True)
    return function(distinct)[which].reshape(values.shape)


def _robust(variance: np.ndarray, df: np.ndarray, covariate: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    scale, own = (part.copy() for part in _plain(variance, df, covariate))
    lowest, d1 = own[:, 0].copy(), df.max()
    s2 = np.maximum(variance, LEAST * np.median(variance, axis=1, keepdims=True))
    if (df < d1).any():
        s2 = _with_equal_dfs(s2, df, d1, scale, lowest)
    z = np.log(s2)
    trend = _trimmed_means(z) if covariate is None else smooth(covariate, z, SPAN, 3, 0.01 * np.ptp(covariate))
    residual = z - trend
    low, high = np.quantile(residual, [LOWER, 1 - UPPER], axis=1)[:, :, None]
    winsorised = np.clip(residual, low, high)
    d2, expected = _prior_df(winsorised.var(axis=1, ddof=1), d1, lowest)
    fitted = ~np.isnan(d2)
    centre = trend + winsorised.mean(axis=1, keepdims=True) - expected[:, None]
    scale[fitted] = np.exp(centre[fitted])
    own[fitted] = _feature_dfs((z - centre)[fitted], d1, d2[fitted])
    return scale, own


def _with_equal_dfs(s2: np.ndarray, df: np.ndarray, d1: float, scale: np.ndarray, d2: np.ndarray) -> np.ndarray:
    """Variances of fewer df at the quantile that they would have with the most df, as in `robust_prior`.

    On logarithms that is a smooth function for each df, which a polynomial takes over for the many features.
    """
    s2 = s2.copy()
    usual = (df == np.median(df, axis=0)).all(axis=1)
    for row in np.flatnonzero(~usual):
        s2[row] = _with_equal_df(s2[row], df[row], d1, scale[row], d2[row])
    if usual.any():
        common = df[np.argmax(usual)]
        for own in np.unique(common[common < d1]):
            at = np.ix_(usual, common == own)
            moved = _interpolated(
                lambda y, own=own: _moved(y, own, d1, d2[usual]), np.log(s2[at] / scale[at]), NODES_DF
            )
            s2[at] = np.exp(moved) * scale[at]
    return s2


def _moved(log_f: np.ndarray, own: float, d1: float, d2: np.ndarray) -> np.ndarray:
    """Log F variables on d1 df at the quantiles of those on `own` df; a row for each prior df, finite or not."""
    f, moved = np.exp(log_f), np.empty(log_f.shape)
    finite = np.isfinite(d2)
    unlimited = [_with_equal_df(row, np.full(len(row), own), d1, np.ones(len(row)), np.inf) for row in f[~finite]]
    if unlimited:
        moved[~finite] = np.log(unlimited)
    f, b = f[finite], np.broadcast_to(d2[finite, None] / 2, f[finite].shape)
    above = fdtrc(own, 2 * b, f)
    upper = above < 0.5
    ratio = np.empty(f.shape)
    rest = betaincinv(b[upper], d1 / 2, above[upper])
    ratio[upper] = (1 - rest) / np.maximum(rest, np.finfo(float).tiny)
    part = betaincinv(d1 / 2, b[~upper], fdtr(own, 2 * b[~upper], f[~upper]))
    ratio[~upper] = part / (1 - part)
    moved[finite] = np.log(2 * b / d1) + np.log(ratio)
    return moved


def _trimmed_means(z: np.ndarray) -> np.ndarray:
    cut = int(np.floor(z.shape[1] * UPPER))
    return np.sort(z, axis=1)[:, cut : z.shape[1] - cut].mean(axis=1, keepdims=True)


def smooth(x: np.ndarray, y: np.ndarray, span: float, rounds: int, delta: float) -> np.ndarray:
    """`lowess` of many y on one x.

    Parameters
    ----------
    x : array, shape (points,)
    y : array, shape (curves, points)
    span, rounds, delta : as in `lowess`

    Returns
    -------
    array, shape (curves, points)
    """
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[:, order]
    at = anchors(x, delta)
    tricube = np.zeros((len(x), len(at)))
    for line, (low, high, weight) in enumerate(windows(x, at, nearest(x, span))):
        tricube[low:high, line] = weight
    between = np.array([np.interp(x, x[at], unit) for unit in np.eye(len(at))])
    centred = (x - (x[0] + x[-1]) / 2) / (np.ptp(x) or 1.0)
    robust, going = np.ones(y.shape), np.ones(len(y), bool)
    smoothed = np.empty(y.shape)
    for _ in range(rounds + 1):
        w, some = robust[going], y[going]
        sums = [term @ tricube for term in (w, w * centred, w * centred**2, w * some, w * (centred * some))]
        smoothed[going] = local_lines(sums, centred[at], some[:, at]) @ between
        residual = np.abs(y - smoothed)
        scale = 6.0 * np.median(residual, axis=1)
        going &= scale >= 1e-7 * residual.mean(axis=1)
        if not going.any():
            break
        robust[going] = bisquare(residual[going] / scale[going, None])
    fitted = np.empty(y.shape)
    fitted[:, order] = smoothed
    return fitted


def _prior_df(spread: np.ndarray, d1: float, lowest: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Prior df at which winsorised log F variables vary as found, and their mean; NaN where the plain fit stands."""
    mean, most = _winsorised_moments(d1, np.inf)
    infinite = spread <= most
    d2, expected = np.where(infinite, np.inf, np.nan), np.full(len(spread), mean)
    finite = np.flatnonzero(~infinite & np.isfinite(lowest))
    if len(finite):
        least = lowest[finite] / (1 + lowest[finite])
        link = np.maximum(_links(np.log(spread[finite]), d1, np.log(most), least.min()), least)
        d2[finite] = link / (1 - link)
        expected[finite] = _moments(d1, link)[0]
    return d2, expected


def _links(log_spread: np.ndarray, d1: float, at_one: float, lowest: float) -> np.ndarray:
    """Where the log variance of winsorised log F variables, which falls with the link, has some values.

    Bracketed by a table, then by false position; an end that stays twice counts half (Illinois; Dowell and Jarratt
    1971). Values above that of the lowest link give the lowest.
    """
    grid = np.linspace(lowest, 1.0, LINKS)
    table = np.r_[np.log(_moments(d1, grid[:-1])[1]), at_one]
    right = np.clip(np.searchsorted(-table, -log_spread), 1, LINKS - 1)
    low, high = grid[right - 1], grid[right]
    f_low, f_high = table[right - 1] - log_spread, table[right] - log_spread
    stayed = np.zeros(len(low))  # 1 where the low end moved last, -1 where the high one did
    link = low
    for _ in range(STEPS):
        gap = np.maximum(f_low - f_high, np.finfo(float).tiny)
        link = np.clip(low + (high - low) * f_low / gap, low, np.minimum(high, NEARLY_ONE))
        f = np.log(_moments(d1, link)[1]) - log_spread
        above = f > 0
        f_low, f_high = (
            np.where(above, f, np.where(stayed < 0, f_low / 2, f_low)),
            np.where(above, np.where(stayed > 0, f_high / 2, f_high), f),
        )
        low, high = np.where(above, link, low), np.where(above, high, link)
        stayed = np.where(above, 1, -1)
    return link


def _moments(d1: float, link: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance of winsorised log F variables, as in `robust_prior`, for many finite prior df."""
    d2 = (link / (1 - link))[:, None]
    low = betaincinv(d1 / 2, d2 / 2, LOWER)
    high = 1 - betaincinv(d2 / 2, d1 / 2, UPPER)
    edges = np.concatenate([d2 * low / (d1 * (1 - low)), d2 * high / (d1 * (1 - high))], axis=1)
    start, end = (edges / (1 + edges)).T[:, :, None]
    nodes = start + (end - start) * (0.5 + NODES)
    f = nodes / (1 - nodes)
    log = np.log(f)
    density = d1 / 2 * np.log(d1 / d2) + (d1 / 2 - 1) * log - (d1 + d2) / 2 * np.log1p(d1 * f / d2)
    mass = NODE_WEIGHTS * (end - start) * np.exp(density - betaln(d1 / 2, d2 / 2)) / (1 - nodes) ** 2
    tails = np.array([LOWER, UPPER])
    mean = (mass * log).sum(axis=1) + np.log(edges) @ tails
    away = (log - mean[:, None]) ** 2, (np.log(edges) - mean[:, None]) ** 2
    return mean, (mass * away[0]).sum(axis=1) + away[1] @ tails


def _feature_dfs(log_f: np.ndarray, d1: float, d2: np.ndarray) -> np.ndarray:
    """Prior df of each feature of each table, as in `robust_prior`; among equal F the first counts as the smaller."""
    n = log_f.shape[1]
    order = np.argsort(-log_f, axis=1, kind="stable")
    falling = np.take_along_axis(log_f, order, axis=1)
    tail = _log_tails(falling, d1, d2)
    typical = np.exp(np.minimum(tail - (np.log(np.arange(n) + 0.5) - np.log(n)), 0.0))
    ordered = np.empty(log_f.shape)
    finite = np.isfinite(d2)
    ordered[~finite] = np.where(typical[~finite] < 1, typical[~finite] * n * d1, np.inf)
    ordered[finite] = _mixed(typical[finite], falling[finite, 0], tail[finite, 0], d1, d2[finite])
    own = np.empty(log_f.shape)
    np.put_along_axis(own, order, np.maximum.accumulate(ordered, axis=1), axis=1)
    return own


def _mixed(typical: np.ndarray, largest: np.ndarray, tail: np.ndarray, d1: float, d2: np.ndarray) -> np.ndarray:
    """Prior df between that of an outlier and the common one; the first ones pooled until their mean rises."""
    with np.errstate(divide="ignore"):
        first = np.log(0.5) / tail * d2
        outlier = np.log(0.5) / _log_upper(np.exp(largest), d1, first) * first
    outlier = np.where(np.isinf(tail), 0.0, outlier)[:, None]
    ordered = typical * d2[:, None] + (1 - typical) * outlier
    count = np.arange(1, ordered.shape[1] + 1)
    means = np.cumsum(ordered, axis=1) / count
    least = np.argmin(means, axis=1)[:, None]
    return np.where(count <= least + 1, np.take_along_axis(means, least, axis=1), ordered)


def _log_upper(f: np.ndarray, d1: float, d2: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore"):
        return np.log(fdtrc(d1, d2, f))


def _log_tails(log_f: np.ndarray, d1: float, d2: np.ndarray) -> np.ndarray:
    """Log upper tails of each table's F values, sorted downwards; exact for the hundredth at either end."""
    end = max(1, log_f.shape[1] // 100)
    parts = [log_f[:, :end], log_f[:, end:-end], log_f[:, -end:]]
    parts[0], parts[2] = _exact_tails(parts[0], d1, d2), _exact_tails(parts[2], d1, d2)
    parts[1] = np.minimum(_interpolated(lambda y: _exact_tails(y, d1, d2), parts[1], NODES_TAIL), 0.0)
    return np.concatenate(parts, axis=1)


def _exact_tails(log_f: np.ndarray, d1: float, d2: np.ndarray) -> np.ndarray:
    tails = np.empty(log_f.shape)
    finite = np.isfinite(d2)
    tails[finite] = _log_upper(np.exp(log_f[finite]), d1, d2[finite, None])
    tails[~finite] = _log_f_upper(np.exp(log_f[~finite]), d1, np.inf)
    return tails


def _interpolated(exact: Callable[[np.ndarray], np.ndarray], x: np.ndarray, nodes: int) -> np.ndarray:
    """A smooth function of each row of x, by the polynomial through its values at the row's Chebyshev nodes.

    The function itself is used where that is no more work, and for a table in which some value is not finite.
    """
    if x.shape[1] <= nodes:
        return exact(x)
    high, low = x.max(axis=1, keepdims=True), x.min(axis=1, keepdims=True)
    middle, half = (high + low) / 2, (high - low) / 2
    angles = np.pi * (np.arange(nodes) + 0.5) / nodes
    values = exact(middle + half * np.cos(angles))
    series = np.cos(np.outer(np.arange(nodes), angles)) * (2 / nodes)
    series[0] /= 2
    known = np.isfinite(values).all(axis=1, keepdims=True)
    position = np.clip((x - middle) / np.where(half > 0, half, 1.0), -1.0, 1.0)
    found = _chebyshev(np.where(known, values, 0.0) @ series.T, position)
    return found if known.all() else np.where(known, found, exact(x))


def _chebyshev(series: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Values of each row's Chebyshev series at the row's points (Clenshaw 1955)."""
    twice = 2 * x
    one, two = np.zeros(x.shape), np.zeros(x.shape)
    for k in range(series.shape[1] - 1, 0, -1):
        one, two = twice * one - two + series[:, k, None], one
    return x * one - two + series[:, :1]
