"""Least squares for many features at once, each with its own set of missing values.

Features that miss the same units share their normal equations, so one small matrix is factorised for each pattern of
missing values, in one batch, and the standard error of a contrast is exact for each feature.
"""

from dataclasses import dataclass

import numpy as np

TOLERANCE = 1e-9
"""Singular values and eigenvalues below this share of the largest count as zero."""


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
        Which pattern of missing values each feature has.
    inverse : array, shape (patterns, rank, rank)
        Inverse (Moore-Penrose) of each pattern's normal matrix.
    range_of : array, shape (patterns, rank, rank)
        Projection on the space that each pattern's observed units span.
    """

    basis: Basis
    coefficients: np.ndarray
    variance: np.ndarray
    df: np.ndarray
    pattern: np.ndarray
    inverse: np.ndarray
    range_of: np.ndarray


def fit_features(values: np.ndarray, design: np.ndarray) -> Fit:
    """Fit one linear model to each feature, over the units in which it was observed.

    Parameters
    ----------
    values : array, shape (features, units)
        Log volumes; NaN where missing.
    design : array, shape (units, columns)
        Complete; need not be of full rank.
    """
    basis = basis_of(design)
    observed = np.isfinite(values)
    patterns, pattern = _patterns(observed)
    inverse, range_of = _inverses(patterns, basis.columns)
    filled = np.where(observed, values, 0.0)
    coefficients = _solve(filled @ basis.columns, inverse, pattern)
    residuals = np.where(observed, filled - coefficients @ basis.columns.T, 0.0)
    # one step of refinement: the normal equations lose digits that the residuals still hold
    step = _solve(residuals @ basis.columns, inverse, pattern)
    coefficients += step
    residuals -= np.where(observed, step @ basis.columns.T, 0.0)
    rank = np.rint(np.trace(range_of, axis1=1, axis2=2)).astype(int)
    df = observed.sum(axis=1) - rank[pattern]
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.where(df > 0, np.einsum("ij,ij->i", residuals, residuals) / df, np.nan)
    return Fit(basis, coefficients, variance, df, pattern, inverse, range_of)


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
        Where the weights lie outside the design's row space, so that not even complete features estimate it.
    """
    basis = fitted.basis
    if np.linalg.norm(weights - (weights @ basis.rows.T) @ basis.rows) > 1e-7 * max(1.0, np.linalg.norm(weights)):
        raise ValueError("the contrast is not estimable in this design")
    c = basis.from_design @ weights
    lost = np.linalg.norm(c - fitted.range_of @ c, axis=1) > 1e-7 * np.linalg.norm(c)
    unscaled = np.sqrt(np.maximum(np.einsum("i,pij,j->p", c, fitted.inverse, c), 0.0))
    unscaled[lost] = np.nan
    estimate = fitted.coefficients @ c
    estimate[lost[fitted.pattern]] = np.nan
    return estimate, unscaled[fitted.pattern]


def _patterns(observed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The distinct rows of a boolean matrix, and which of them each row is."""
    packed = np.ascontiguousarray(np.packbits(observed, axis=1))
    keys = packed.view([("", packed.dtype)] * packed.shape[1]).ravel()
    _, first, pattern = np.unique(keys, return_index=True, return_inverse=True)
    return observed[first], pattern.ravel()


def _inverses(patterns: np.ndarray, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Moore-Penrose inverse of each pattern's normal matrix, and the projection on its range."""
    rank = columns.shape[1]
    products = (columns[:, :, None] * columns[:, None, :]).reshape(len(columns), rank * rank)
    normal = (patterns.astype(float) @ products).reshape(-1, rank, rank)
    values, vectors = np.linalg.eigh(normal)
    kept = values > TOLERANCE  # the complete design's are all 1
    inverted = np.where(kept, 1.0 / np.where(kept, values, 1.0), 0.0)
    inverse = (vectors * inverted[:, None, :]) @ vectors.transpose(0, 2, 1)
    range_of = (vectors * kept[:, None, :]) @ vectors.transpose(0, 2, 1)
    return inverse, range_of


def _solve(right: np.ndarray, inverse: np.ndarray, pattern: np.ndarray) -> np.ndarray:
    return np.einsum("fij,fj->fi", inverse[pattern], right) if len(inverse) > 1 else right @ inverse[0]
