"""One contrast, or several at once, of fitted features: the test that each stage makes of them."""

from dataclasses import dataclass

import numpy as np

from spotwise.stats.empirical_bayes import moderated_f, moderated_t, treat
from spotwise.stats.linear_model import Fit, estimate_contrast, quadratic_form


@dataclass(frozen=True)
class ContrastTest:
    """Tests of features; each array has shape (features,), NaN where nothing can be said.

    `statistic` is the t. With several contrasts the test is an F, which is the statistic then, with `df` those of its
    denominator: it has no estimate and no standard error.
    """

    estimate: np.ndarray
    se: np.ndarray
    statistic: np.ndarray
    df: np.ndarray
    p_value: np.ndarray


def contrast_test(
    fitted: Fit, contrast: np.ndarray, variance: np.ndarray, df: np.ndarray, lfc: float = 0.0
) -> ContrastTest:
    """Test a contrast against zero, or against a change of at most `lfc`; several contrasts against zero.

    Parameters
    ----------
    fitted : Fit
    contrast : array, shape (columns,) or (contrasts, columns)
    variance, df : arrays, shape (features,)
        Residual variances and their degrees of freedom, moderated or not.
    lfc : float
    """
    if contrast.ndim == 2:
        quadratic, rank = quadratic_form(fitted, contrast)
        f, p_value = moderated_f(quadratic, np.full(len(df), rank), variance, df)
        none = np.full(len(df), np.nan)
        return ContrastTest(none, none, f, np.where(np.isfinite(f), df, np.nan), p_value)
    estimate, unscaled = estimate_contrast(fitted, contrast)
    test = moderated_t(estimate, unscaled, variance, df)
    t, p_value = treat(estimate, test, lfc) if lfc > 0 else (test.t, test.p_value)
    return ContrastTest(estimate, test.se, t, test.df, p_value)
