"""A prior of variances that a few hypervariable features cannot spoil (Phipson et al. 2016, Ann Appl Stat 10:946).

The prior is fitted to winsorised log variances. A feature whose variance is larger than the prior explains keeps
fewer prior degrees of freedom, down to hardly any, so that its own variance speaks for it. The reference
implementation is `squeezeVar(robust=TRUE)` of limma up to 3.60.
"""

from collections.abc import Callable

import numpy as np
from scipy.special import betaincinv, betaln, chdtrc, fdtr, fdtrc, gammainccinv, gammaincinv, gammaln

from spotwise.stats.lowess import lowess
from spotwise.stats.prior import Prior, fit_prior

LOWER, UPPER = 0.05, 0.1  # shares winsorised below and above
SPAN = 0.4  # of the trend's local lines
LEAST = 1e-12  # of the median, for the logarithm of a variance of zero
NODES, NODE_WEIGHTS = (half / 2 for half in np.polynomial.legendre.leggauss(128))


def fit_robust_prior(variance: np.ndarray, df: np.ndarray, covariate: np.ndarray | None = None) -> Prior:
    """Robust prior, with degrees of freedom of each feature's own; arguments as in `fit_prior`."""
    plain = fit_prior(variance, df, covariate)
    use = (df > 0) & np.isfinite(variance)
    x = None if covariate is None else covariate[use]
    if use.sum() < 3 or np.median(variance[use]) <= 0:
        return plain
    s2 = np.maximum(variance[use], LEAST * np.median(variance[use]))
    d1, d2 = df[use].max(), plain.df[0]
    z = np.log(_with_equal_df(s2, df[use], d1, plain.variance[use], d2))
    centre, d2 = _fit(z, x, d1, d2)
    if d2 is None:
        return plain
    own = _feature_df(np.exp(z - centre), d1, d2)
    return _for_all(np.exp(centre), own, d2, use, x, covariate)


def _fit(z: np.ndarray, x: np.ndarray | None, d1: float, lowest: float) -> tuple[np.ndarray, float | None]:
    """Log prior variances and prior df from winsorised residuals; no df where the plain fit must stand."""
    trend = _trimmed_mean(z) if x is None else lowess(x, z, SPAN, rounds=3, delta=0.01 * np.ptp(x))
    residual = z - trend
    winsorised = np.clip(residual, *np.quantile(residual, [LOWER, 1 - UPPER]))
    mean, spread = winsorised.mean(), winsorised.var(ddof=1)

    def beyond(link: float) -> float:
        with np.errstate(divide="ignore"):  # variances that do not differ at all lie below any prior
            return np.log(spread / _winsorised_moments(d1, _unlink(link))[1])

    if beyond(1.0) <= 0:
        d2 = np.inf
    elif np.isinf(lowest):
        return trend, None
    else:
        low = lowest / (1 + lowest)
        d2 = lowest if beyond(low) >= 0 else _unlink(_root(beyond, low, 1.0))
    return trend + mean - _winsorised_moments(d1, d2)[0] + np.zeros(len(z)), d2


def _root(rises: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that is negative at `low` and positive at `high` passes zero, by bisection to the last bit."""
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if rises(middle) < 0 else (low, middle)
    return middle


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks from 1, equal values sharing their mean rank."""
    ordered = np.sort(values)
    return (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right") + 1) / 2


def _unlink(link: float) -> float:
    return link / (1 - link) if link < 1 else np.inf


def _trimmed_mean(z: np.ndarray) -> float:
    cut = int(np.floor(len(z) * UPPER))
    return np.sort(z)[cut : len(z) - cut].mean()


def _winsorised_moments(d1: float, d2: float) -> tuple[float, float]:
    """Mean and variance of the winsorised logarithm of an F variable, by Gauss-Legendre quadrature on f / (1 + f)."""
    edges = np.array([_f_quantile(LOWER, d1, d2), _f_upper_quantile(UPPER, d1, d2)])
    low, high = edges / (1 + edges)
    nodes = low + (high - low) * (0.5 + NODES)
    f = nodes / (1 - nodes)
    mass = NODE_WEIGHTS * (high - low) * np.exp(_log_f_density(f, d1, d2)) / (1 - nodes) ** 2
    tails = np.array([LOWER, UPPER])
    mean = mass @ np.log(f) + tails @ np.log(edges)
    return mean, mass @ (np.log(f) - mean) ** 2 + tails @ (np.log(edges) - mean) ** 2


def _feature_df(f: np.ndarray, d1: float, d2: float) -> np.ndarray:
    """Prior df of each feature: fewer where its F is larger than so many features should show."""
    n = len(f)
    tail = _log_f_upper(f, d1, d2)
    empirical = np.log(n - _ranks(f) + 0.5) - np.log(n)
    typical = np.exp(np.minimum(tail - empirical, 0.0))
    own = np.full(n, float(d2))
    if (typical == 1).all():
        return own
    order = np.argsort(tail, kind="stable")
    if np.isinf(d2):
        own[typical < 1] = typical[typical < 1] * n * d1
        own[order] = np.maximum.accumulate(own[order])
        return own
    outlier = _outlier_df(f.max(), tail.min(), d1, d2)
    ordered = (typical * d2 + (1 - typical) * outlier)[order]
    means = np.cumsum(ordered) / np.arange(1, n + 1)
    least = int(np.argmin(means))
    ordered[: least + 1] = means[least]
    own[order] = np.maximum.accumulate(ordered)
    return own


def _outlier_df(largest: float, log_tail: float, d1: float, d2: float) -> float:
    """The df that would make the largest F a median one; its log tail is close to linear in the df."""
    if np.isinf(log_tail):
        return 0.0
    first = np.log(0.5) / log_tail * d2
    return float(np.log(0.5) / _log_f_upper(np.array([largest]), d1, first)[0] * first)


def _with_equal_df(s2: np.ndarray, df: np.ndarray, d1: float, scale: np.ndarray, d2: float) -> np.ndarray:
    """Variances of fewer df, moved to the quantile that they would have with the most df of all."""
    fewer = df < d1 - 1e-14
    f, own = s2[fewer] / scale[fewer], df[fewer]
    above = _f_upper(f, own, d2)
    upper = above < 0.5  # each tail from its own side
    moved = np.empty(len(f))
    moved[upper] = _f_upper_quantile(above[upper], d1, d2)
    moved[~upper] = _f_quantile(_f_lower(f[~upper], own[~upper], d2), d1, d2)
    s2 = s2.copy()
    s2[fewer] = moved * scale[fewer]
    return s2


def _for_all(scale: np.ndarray, own: np.ndarray, d2: float, use: np.ndarray, x, covariate) -> Prior:
    """The prior for every feature: one without a variance takes that of its covariate, and the common df."""
    variance, df = np.full(len(use), np.nan), np.full(len(use), float(d2))
    variance[use], df[use] = scale, own
    if x is None:
        variance[~use] = scale[0]
    else:
        order = np.argsort(x, kind="stable")
        variance[~use] = np.exp(np.interp(covariate[~use], x[order], np.log(scale[order])))
    return Prior(variance, df)


# The F distribution, each tail from its own side so that it keeps its digits; d2 may be infinite.


def _f_lower(f: np.ndarray, d1, d2: float) -> np.ndarray:
    return 1 - chdtrc(d1, d1 * f) if np.isinf(d2) else fdtr(d1, d2, f)


def _f_upper(f: np.ndarray, d1, d2: float) -> np.ndarray:
    return chdtrc(d1, d1 * f) if np.isinf(d2) else fdtrc(d1, d2, f)


def _log_f_upper(f: np.ndarray, d1: float, d2: float) -> np.ndarray:
    """Log of the upper tail, -inf where it is below what a float holds."""
    with np.errstate(divide="ignore"):
        return np.log(_f_upper(f, d1, d2))


def _f_quantile(p, d1: float, d2: float):
    if np.isinf(d2):
        return gammaincinv(d1 / 2, p) * 2 / d1
    share = betaincinv(d1 / 2, d2 / 2, p)
    return d2 * share / (d1 * (1 - share))


def _f_upper_quantile(p, d1: float, d2: float):
    if np.isinf(d2):
        return gammainccinv(d1 / 2, p) * 2 / d1
    rest = betaincinv(d2 / 2, d1 / 2, p)  # 1 - share, by the symmetry of the beta distribution
    return d2 * (1 - rest) / (d1 * rest)


def _log_f_density(f: np.ndarray, d1: float, d2: float) -> np.ndarray:
    if np.isinf(d2):
        return d1 / 2 * np.log(d1 / 2) + (d1 / 2 - 1) * np.log(f) - d1 * f / 2 - gammaln(d1 / 2)
    log = d1 / 2 * np.log(d1 / d2) + (d1 / 2 - 1) * np.log(f) - (d1 + d2) / 2 * np.log1p(d1 * f / d2)
    return log - betaln(d1 / 2, d2 / 2)
