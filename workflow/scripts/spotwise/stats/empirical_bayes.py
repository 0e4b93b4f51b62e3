"""Moderated tests: each feature's variance is drawn towards the prior (Smyth 2004, Stat Appl Genet Mol Biol 3:3)."""

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc, stdtr, stdtrit

from spotwise.stats.prior import Prior


def moderate(variance: np.ndarray, df: np.ndarray, prior: Prior) -> tuple[np.ndarray, np.ndarray]:
    """Posterior variances and their degrees of freedom.

    A feature without residual degrees of freedom takes the prior's. No feature's total exceeds the residual degrees
    of freedom of all features together, which is all that the data hold.
    """
    own = np.where(df > 0, variance, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mixed = (prior.df * prior.variance + df * own) / (prior.df + df)
    posterior = np.where(np.isinf(prior.df), prior.variance, mixed)
    return posterior, np.minimum(df + prior.df, df[np.isfinite(variance)].sum())


@dataclass(frozen=True)
class ModeratedT:
    """Moderated t-tests of one contrast; each array has shape (features,), NaN where nothing can be said."""

    se: np.ndarray
    t: np.ndarray
    df: np.ndarray
    p_value: np.ndarray


def moderated_t(estimate: np.ndarray, unscaled: np.ndarray, variance: np.ndarray, df: np.ndarray) -> ModeratedT:
    """Test contrasts against zero with moderated variances.

    Parameters
    ----------
    estimate, unscaled : arrays, shape (features,)
        As `linear_model.estimate_contrast` gives them.
    variance, df : arrays, shape (features,)
        As `moderate` gives them.
    """
    se = unscaled * np.sqrt(variance)
    with np.errstate(invalid="ignore", divide="ignore"):
        t = np.where((estimate == 0) & (se == 0), 0.0, estimate / se)
    return ModeratedT(se, t, np.where(np.isfinite(t), df, np.nan), np.minimum(1.0, 2.0 * stdtr(df, -np.abs(t))))


def interval(estimate: np.ndarray, se: np.ndarray, df: np.ndarray, confidence: float = 0.95) -> tuple:
    """Lower and upper ends of confidence intervals; arrays of shape (features,)."""
    half = stdtrit(df, 0.5 + confidence / 2) * se
    return estimate - half, estimate + half


def treat(estimate: np.ndarray, test: ModeratedT, lfc: float) -> tuple[np.ndarray, np.ndarray]:
    """Test against a change of at most `lfc` instead of none (TREAT; McCarthy and Smyth 2009, Bioinformatics 25:765).

    Returns
    -------
    t, p_value : arrays, shape (features,)
        t is zero within the margin. With `lfc` 0 both are those of the moderated t.
    """
    size = np.abs(estimate)
    with np.errstate(invalid="ignore", divide="ignore"):
        beyond, below = (size - lfc) / test.se, (size + lfc) / test.se
    p_value = stdtr(test.df, -beyond) + stdtr(test.df, -below)
    return np.sign(estimate) * np.maximum(beyond, 0.0), np.minimum(1.0, p_value)


def equivalent(estimate: np.ndarray, test: ModeratedT, margin: float) -> np.ndarray:
    """P that a change is not within the margin: the larger of two one-sided tests (Schuirmann 1987).

    Parameters
    ----------
    estimate : array, shape (features,)
    test : ModeratedT
    margin : float
        On the scale of the estimate, above zero.

    Returns
    -------
    array, shape (features,)
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        p_value = stdtr(test.df, (np.abs(estimate) - margin) / test.se)
    return np.where(test.se > 0, p_value, np.nan)  # a contrast of nothing with itself shows nothing


def moderated_f(quadratic: np.ndarray, rank: np.ndarray, variance: np.ndarray, df: np.ndarray) -> tuple:
    """Moderated F of several contrasts at once, and its p.

    Parameters
    ----------
    quadratic : array, shape (features,)
        The contrasts' estimates in the inverse of their unscaled covariance.
    rank : array, shape (features,)
        How many of the contrasts are independent.
    variance, df : arrays, shape (features,)
        As `moderate` gives them.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        f = quadratic / rank / variance
    return f, fdtrc(rank, df, f)
