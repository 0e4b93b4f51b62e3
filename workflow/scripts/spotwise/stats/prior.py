"""The prior of variances: one scaled inverse chi-squared distribution that all features share (Smyth 2004).

`fit_prior` is the moment estimate on the log scale, with a trend on a covariate if wanted; it is that of limma up to
3.60 (`legacy=TRUE` in later ones), the reference implementation that the tests hold it against.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, polygamma

from spotwise.stats.splines import natural_spline


@dataclass(frozen=True)
class Prior:
    """What the features' variances are drawn to.

    Attributes
    ----------
    variance : array, shape (features,)
        The prior variance; the same for all without a trend.
    df : array, shape (features,)
        How many degrees of freedom it is worth; infinite where the features show no variance of their own, the same
        for all unless the prior is robust.
    """

    variance: np.ndarray
    df: np.ndarray


def fit_prior(variance: np.ndarray, df: np.ndarray, covariate: np.ndarray | None = None) -> Prior:
    """Prior from the moments of the log variances (Smyth 2004, section 6.2).

    Parameters
    ----------
    variance, df : arrays, shape (features,)
        Residual variances and their degrees of freedom; features without either do not count.
    covariate : array, shape (features,), optional
        What the prior variance follows, by a natural spline: mean log volume, or the number of peptides.

    Returns
    -------
    Prior
        NaN with 0 df where no feature has a variance; a feature without covariate has NaN and 0 df too.
    """
    s2, d, x = usable(variance, df, covariate)
    if len(s2) == 0:
        return Prior(np.full(len(variance), np.nan), np.zeros(len(variance)))
    if len(s2) == 1:
        return Prior(np.full(len(variance), s2[0]), np.zeros(len(variance)))
    e = np.log(s2) - digamma(d / 2) + np.log(d / 2)
    excess, predict = _trend(e, x, covariate, len(variance))
    kinds, counts = np.unique(d, return_counts=True)
    excess -= polygamma(1, kinds / 2) @ counts / len(d)
    if excess > 0:
        half = inverse_trigamma(excess)
        return Prior(np.exp(predict + digamma(half) - np.log(half)), np.full(len(variance), 2 * half))
    # no variance of their own: without a trend the best estimate of the common one is the mean
    common = np.exp(predict) if covariate is not None else np.full(len(variance), s2.mean())
    return Prior(common, np.full(len(variance), np.inf))


def usable(variance: np.ndarray, df: np.ndarray, covariate: np.ndarray | None) -> tuple:
    """Variances, df and covariate of the features that count; a variance of zero becomes 1e-5 of the median."""
    use = (df > 0) & np.isfinite(variance)
    if covariate is not None:
        use &= np.isfinite(covariate)
    s2 = variance[use]
    middle = np.median(s2) if len(s2) else 1.0
    s2 = np.maximum(s2, 1e-5 * (middle if middle > 0 else 1.0))
    return s2, df[use].astype(float), None if covariate is None else covariate[use]


def spline_df(n: int) -> int:
    """Dimension of the trend for n features."""
    return 1 + (n >= 3) + (n >= 6) + (n >= 30)


def _trend(e: np.ndarray, x: np.ndarray | None, covariate: np.ndarray | None, n: int) -> tuple[float, np.ndarray]:
    """Residual variance of e about its trend, and the trend's value for each of n features."""
    if x is None:
        mean = e.mean()
        return np.sum((e - mean) ** 2) / (len(e) - 1), np.full(n, mean)
    df = min(spline_df(len(e)), len(np.unique(x)))
    basis = natural_spline(x, df)
    coefficients, _, rank, _ = np.linalg.lstsq(basis, e, rcond=1e-12)
    fitted = basis @ coefficients
    everywhere = fitted if len(x) == n else natural_spline(x, df, at=covariate) @ coefficients
    return np.sum((e - fitted) ** 2) / (len(e) - rank), everywhere


def inverse_trigamma(value: float) -> float:
    """The x > 0 at which the trigamma function has a value, by Newton's method on 1/trigamma (Smyth 2004, appendix)."""
    if value > 1e7:
        return value**-0.5
    if value < 1e-6:
        return 1.0 / value
    x = 0.5 + 1.0 / value
    for _ in range(50):
        trigamma = polygamma(1, x)
        step = trigamma * (1.0 - trigamma / value) / polygamma(2, x)
        x += step
        if -step < 1e-10 * x:
            break
    return float(x)
