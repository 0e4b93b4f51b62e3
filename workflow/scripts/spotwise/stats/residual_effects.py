"""What the model leaves of each feature, on a scale on which features can be compared and correlated."""

import numpy as np

from spotwise.stats.linear_model import Blocks, fit_features

FLAT = 1e-24  # a variance below this share of the largest squared value is rounding


def residual_effects(
    values: np.ndarray, design: np.ndarray, weights: np.ndarray | None = None, blocks: Blocks | None = None
) -> np.ndarray:
    """Standardised residuals, whitened where units differ in weight or go together in blocks.

    Parameters
    ----------
    values, design, weights, blocks
        As `linear_model.fit_features` takes them.

    Returns
    -------
    array, shape (features, units)
        Residuals over the feature's residual standard deviation, so that their squares sum to its residual degrees of
        freedom; NaN where missing, and throughout for a feature without residual degrees of freedom or variance. On
        complete data they lie in the residual space of the (whitened) design: sums of products of features are the
        same as those of the residual effects of a QR decomposition.
    """
    fitted = fit_features(values, design, weights, blocks)
    observed = np.isfinite(values)
    residuals = np.where(observed, values - fitted.coefficients @ fitted.basis.columns.T, 0.0)
    if weights is not None:
        residuals *= np.sqrt(weights)
    if blocks is not None:
        _whiten(residuals, observed if weights is None else observed & (weights > 0), blocks)
    largest = np.max(np.abs(values), where=observed, initial=0.0)
    told = (fitted.df > 0) & (fitted.variance > FLAT * largest**2)
    sd = np.sqrt(np.where(told, fitted.variance, np.nan))
    return np.where(observed, residuals / sd[:, None], np.nan)


def _whiten(residuals: np.ndarray, observed: np.ndarray, blocks: Blocks) -> None:
    """Multiply by the symmetric root of the inverse correlation, in place; what is missing is 0 and stays so.

    In a block of n units the correlation matrix has the eigenvalue 1 + (n - 1) rho for their mean, 1 - rho for all
    else: so the mean is shrunk, and all divided by the root of 1 - rho.
    """
    rho = blocks.correlation
    for member in blocks.member:
        seen = observed[:, member]
        counts = seen.sum(axis=1)
        mean = residuals[:, member].sum(axis=1) / np.maximum(counts, 1)
        keep = np.sqrt((1.0 - rho) / np.maximum(1.0 + (counts - 1.0) * rho, 1e-12))
        residuals[:, member] -= np.where(seen, ((1.0 - keep) * mean)[:, None], 0.0)
    residuals /= np.sqrt(1.0 - rho)
