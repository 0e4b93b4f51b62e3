"""Least squares for many features at once, each with its own missing values, weights and correlated blocks.

Features that miss the same units (or share their weights) share their normal equations: one small matrix is inverted
for each such pattern, many at a time, and the standard error of a contrast is exact for each feature.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from spotwise.stats.normal_equations import TOLERANCE, Blocks, Patterns, Rows, chunks, distinct_rows, each_times


@dataclass(frozen=True)
class Basis:
    """An orthonormal basis of a design's column space.

    Attributes
    ----------
    columns : array, shape (units, rank)
    from_design : array, shape (rank, design columns)
        Turns the weights of a contrast on the design into weights on the basis.
    rows : array, shape (rank, design columns)
        Orthonormal basis of the design's row space.
    """

    columns: np.ndarray
    from_design: np.ndarray
    rows: np.ndarray

    def weights(self, design_weights: np.ndarray) -> np.ndarray:
        """Weights of a contrast on the basis.

        Raises
        ------
        ValueError
            Where they lie outside the design's row space, so that not even complete features estimate them.
        """
        rest = design_weights - (design_weights @ self.rows.T) @ self.rows
        if np.linalg.norm(rest) > 1e-7 * max(1.0, np.linalg.norm(design_weights)):
            raise ValueError("the contrast is not estimable in this design")
        return self.from_design @ design_weights


def basis_of(design: np.ndarray) -> Basis:
    """The basis of a design that need not be of full rank, shape (units, columns)."""
    scale = np.linalg.norm(design, axis=0)
    scale[scale == 0] = 1.0
    u, s, vt = np.linalg.svd(design / scale, full_matrices=False)
    rank = int(np.sum(s > TOLERANCE * s[0]))
    # design @ b = u @ (s vt scale b), so weights c on b are weights (c / scale) v / s on u's coefficients
    from_design = (vt[:rank] / scale) / s[:rank, None]
    rows = np.linalg.qr((vt[:rank] * scale).T)[0].T
    return Basis(u[:, :rank], from_design, rows)


@dataclass(frozen=True)
class Fit:
    """Least-squares fits of many features.

    Attributes
    ----------
    basis : Basis
    coefficients : array, shape (features, rank)
        On the basis; of least norm where a feature's observed units leave the model less rank.
    variance : array, shape (features,)
        Residual variance; NaN without residual degrees of freedom.
    df : array, shape (features,)
        Residual degrees of freedom.
    pattern : array of int, shape (features,)
        Which pattern of missing values and weights each feature has.
    inverse : array, shape (patterns, rank, rank)
        Inverse (Moore-Penrose) of each pattern's normal matrix.
    complete : array of bool, shape (patterns,)
        Whether the pattern's units span the whole model.
    """

    basis: Basis
    coefficients: np.ndarray
    variance: np.ndarray
    df: np.ndarray
    pattern: np.ndarray
    inverse: np.ndarray
    complete: np.ndarray

    def estimable(self, c: np.ndarray) -> np.ndarray:
        """Which patterns can estimate a contrast on the basis: those whose normal matrix has it in its range."""
        able = self.complete.copy()
        outside = c - self._ranges @ c
        able[~able] = np.linalg.norm(outside, axis=1) <= 1e-7 * np.linalg.norm(c)
        return able

    @cached_property
    def _ranges(self) -> np.ndarray:
        """Projections onto the range of the normal matrix, for each pattern that is not complete."""
        inverse = self.inverse[~self.complete]
        return inverse @ np.linalg.pinv(inverse, rcond=TOLERANCE, hermitian=True)


def fit_features(
    values: np.ndarray, design: np.ndarray, weights: np.ndarray | None = None, blocks: Blocks | None = None
) -> Fit:
    """Fit one linear model to each feature, over the units in which it was observed.

    Parameters
    ----------
    values : array, shape (features, units)
        Log volumes; NaN where missing.
    design : array, shape (units, columns)
        Complete; need not be of full rank.
    weights : array, shape (units,) or (features, units), optional
        Inverse variances of units, or of observations.
    blocks : Blocks, optional
        Then the fit is by generalised least squares.
    """
    basis = basis_of(design)
    observed = np.isfinite(values)
    patterns, pattern = _patterns(observed, weights, blocks)
    inverse, rank = patterns.inverses(basis.columns)
    size = basis.columns.shape[1]
    coefficients, square = np.empty((len(values), size)), np.empty(len(values))
    for some in chunks(len(values), max(values.shape[1], size * size)):
        own = pattern[some] if len(inverse) > 1 else np.zeros(1, int)
        filled = np.where(observed[some], values[some], 0.0)
        coefficients[some], square[some] = _fit(filled, basis.columns, patterns.rows(own), inverse, own)
    df = observed.sum(axis=1) - rank[pattern]
    variance = np.divide(square, df, out=np.full(len(df), np.nan), where=df > 0)
    return Fit(basis, coefficients, variance, df, pattern, inverse, rank == size)


def _patterns(observed: np.ndarray, weights: np.ndarray | None, blocks: Blocks | None) -> tuple[Patterns, np.ndarray]:
    """The ways in which units count, and which of them each feature has."""
    if weights is not None and weights.ndim == 2:
        return Patterns(observed, weights, blocks), np.arange(len(observed))
    weights = np.ones(observed.shape[1]) if weights is None else weights
    if observed.all():
        return Patterns(np.ones((1, len(weights)), bool), weights, blocks), np.zeros(len(observed), int)
    seen, pattern = distinct_rows(observed)
    return Patterns(seen, weights, blocks), pattern


def _fit(
    filled: np.ndarray, columns: np.ndarray, rows: Rows, inverse: np.ndarray, own: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients and weighted sums of squared residuals of a few features, whose missing values are zero."""

    def best(scaled: np.ndarray) -> np.ndarray:
        return each_times(inverse, own, (rows.roots * rows.whiten(scaled)) @ columns)

    scaled = rows.roots * filled
    coefficients = best(scaled)
    residuals = scaled - rows.roots * (coefficients @ columns.T)
    # one step of refinement: the normal equations lose digits that the residuals still hold
    step = best(residuals)
    residuals -= rows.roots * (step @ columns.T)
    return coefficients + step, np.einsum("fu,fu->f", rows.whiten(residuals), residuals)


def estimate_contrast(fitted: Fit, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Estimate of a contrast and its unscaled standard error, NaN where the observed units cannot estimate it.

    Parameters
    ----------
    fitted : Fit
    weights : array, shape (design columns,)

    Returns
    -------
    estimate, unscaled : arrays, shape (features,)
        The standard error of the estimate is `unscaled` times the residual standard deviation.

    Raises
    ------
    ValueError
        Where the weights lie outside the design's row space.
    """
    c = fitted.basis.weights(weights)
    unscaled = np.sqrt(np.maximum((fitted.inverse @ c) @ c, 0.0))
    estimate = fitted.coefficients @ c
    if not fitted.complete.all():
        able = fitted.estimable(c)
        unscaled[~able] = np.nan
        estimate[~able[fitted.pattern]] = np.nan
    return estimate, unscaled[fitted.pattern]


def quadratic_form(fitted: Fit, weights: np.ndarray) -> tuple[np.ndarray, int]:
    """The size of several contrasts at once: their estimates in the inverse of their unscaled covariance.

    Parameters
    ----------
    fitted : Fit
    weights : array, shape (contrasts, design columns)
        They need not be independent.

    Returns
    -------
    quadratic : array, shape (features,)
        NaN where a feature cannot estimate one of them.
    rank : int
        How many of the contrasts are independent.
    """
    c = np.array([fitted.basis.weights(row) for row in weights])
    u, s, vt = np.linalg.svd(c, full_matrices=False)
    independent = vt[s > TOLERANCE * s.max()]
    estimates = fitted.coefficients @ independent.T
    covariance = independent @ fitted.inverse @ independent.T
    able = np.all([fitted.estimable(row) for row in independent], axis=0)
    inverse = np.full_like(covariance, np.nan)
    inverse[able] = np.linalg.inv(covariance[able])
    return np.einsum("fi,fij,fj->f", estimates, inverse[fitted.pattern], estimates), len(independent)
