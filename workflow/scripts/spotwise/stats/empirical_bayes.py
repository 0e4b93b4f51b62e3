"""Empirical Bayes moderation of variances (Smyth 2004, Stat Appl Genet Mol Biol 3:3).

Each feature's variance is drawn towards a value that all features share. The prior is that of limma up to 3.60
(`legacy=TRUE` in later ones), the reference implementation that the tests hold this against.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, polygamma, stdtr, stdtrit


@dataclass(frozen=True)
class Prior:
    """A scaled inverse chi-squared prior of the variances.

    Attributes
    ----------
    variance : float
        The value to which variances are drawn.
    df : float
        How many degrees of freedom that value is worth; infinite where the features show one common variance.
    """

    variance: float
    df: float


def fit_prior(variance: np.ndarray, df: np.ndarray) -> Prior:
    """Prior from the moments of the log variances (Smyth 2004, section 6.2).

    Parameters
    ----------
    variance, df : arrays, shape (features,)
        Residual variances and their degrees of freedom; features without either are left out. Variances of zero
        count as 1e-5 of the median, for their logarithm.

    Returns
    -------
    Prior
        Of NaN and 0 df without any feature; with one alone its own variance and 0 df.
    """
    use = (df > 0) & np.isfinite(variance)
    s2, df = variance[use], df[use].astype(float)
    if len(s2) < 2:
        return Prior(float(s2[0]) if len(s2) else np.nan, 0.0)
    middle = np.median(s2) or 1.0
    s2 = np.maximum(s2, 1e-5 * middle)
    e = np.log(s2) - digamma(df / 2) + np.log(df / 2)
    mean = e.mean()
    excess = np.sum((e - mean) ** 2) / (len(e) - 1) - polygamma(1, df / 2).mean()
    if excess <= 0:
        return Prior(float(s2.mean()), np.inf)  # one common variance, whose estimate is the mean
    half = inverse_trigamma(excess)
    return Prior(float(np.exp(mean + digamma(half) - np.log(half))), float(2 * half))


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


def moderate(variance: np.ndarray, df: np.ndarray, prior: Prior) -> tuple[np.ndarray, np.ndarray]:
    """Posterior variances and their degrees of freedom.

    A feature without residual degrees of freedom takes the prior's. No feature's total exceeds the residual degrees
    of freedom of all features together, which is all that the data hold.
    """
    own = np.where(df > 0, variance, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        posterior = np.where(
            np.isinf(prior.df), prior.variance, (prior.df * prior.variance + df * own) / (prior.df + df)
        )
    return posterior, np.minimum(df + prior.df, df[np.isfinite(variance)].sum())


@dataclass(frozen=True)
class ModeratedT:
    """Moderated t-tests of one contrast; each array has shape (features,), NaN where nothing can be said."""

    se: np.ndarray
    t: np.ndarray
    df: np.ndarray
    p_value: np.ndarray
    ci_low: np.ndarray
    ci_high: np.ndarray


def moderated_t(
    estimate: np.ndarray, unscaled: np.ndarray, variance: np.ndarray, df: np.ndarray, confidence: float = 0.95
) -> ModeratedT:
    """Test contrasts against zero with moderated variances.

    Parameters
    ----------
    estimate, unscaled : arrays, shape (features,)
        As `linear_model.estimate_contrast` gives them.
    variance, df : arrays, shape (features,)
        As `moderate` gives them.
    confidence : float
        Of the intervals.
    """
    se = unscaled * np.sqrt(variance)
    with np.errstate(invalid="ignore", divide="ignore"):
        t = np.where((estimate == 0) & (se == 0), 0.0, estimate / se)
    p_value = np.minimum(1.0, 2.0 * stdtr(df, -np.abs(t)))
    half = stdtrit(df, 0.5 + confidence / 2) * se
    return ModeratedT(se, t, np.where(np.isfinite(t), df, np.nan), p_value, estimate - half, estimate + half)
