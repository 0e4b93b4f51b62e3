"""Least squares for many features at once, each with its own missing values, weights and correlated blocks.

Features that miss the same units (or share their weights) share their normal equations: one small matrix is
factorised for each such pattern, all in one batch, and the standard error of a contrast is exact for each feature.
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
class Blocks:
    """Units that are not independent: those of one block have errors of one correlation.

    Attributes
    ----------
    member : array of bool, shape (blocks, units)
    correlation : float
    """

    member: np.ndarray
    correlation: float

    def shrinkage(self, counts: np.ndarray) -> np.ndarray:
        """What a block of some number of units takes off each sum: rho / (1 + (n - 1) rho)."""
        return self.correlation / (1.0 + (counts - 1.0) * self.correlation)


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
        for at in np.flatnonzero(~able):
            projected = self.inverse[at] @ np.linalg.pinv(self.inverse[at], rcond=TOLERANCE, hermitian=True) @ c
            able[at] = np.linalg.norm(c - projected) <= 1e-7 * np.linalg.norm(c)
        return able


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
    roots, pattern = _patterns(observed, weights)
    system = _System(basis.columns, roots, blocks)
    inverse, rank = _inverses(system.normal())
    filled = values if observed.all() else np.where(observed, values, 0.0)
    coefficients = _solve(system.right(filled, pattern), inverse, pattern)
    residuals = filled - coefficients @ basis.columns.T
    # one step of refinement: the normal equations lose digits that the residuals still hold
    step = _solve(system.right(residuals, pattern), inverse, pattern)
    coefficients += step
    residuals -= step @ basis.columns.T
    df = observed.sum(axis=1) - rank[pattern]
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.where(df > 0, system.square(residuals, pattern) / df, np.nan)
    return Fit(basis, coefficients, variance, df, pattern, inverse, rank == basis.columns.shape[1])


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


class _System:
    """Sums over units of the weighted, block-whitened model; `roots` are square roots of weights, 0 where missing.

    In a block of n units the inverse covariance is that of independent units less a share of the block's sums, so no
    matrix of units x units is ever formed (Searle, Casella and McCulloch 1992, appendix M).
    """

    def __init__(self, columns: np.ndarray, roots: np.ndarray, blocks: Blocks | None) -> None:
        self.columns, self.roots, self.blocks = columns, roots, blocks
        self.plain = blocks is None and len(roots) == 1 and (roots == 1).all()
        self.scale = 1.0 if blocks is None else 1.0 - blocks.correlation
        if blocks is not None:
            members = [(m, blocks.shrinkage((roots[:, m] > 0).sum(axis=1))) for m in blocks.member]
            self.parts = [(m, share, roots[:, m] @ columns[m]) for m, share in members]

    def normal(self) -> np.ndarray:
        """Normal matrix of each pattern, shape (patterns, rank, rank)."""
        rank = self.columns.shape[1]
        products = (self.columns[:, :, None] * self.columns[:, None, :]).reshape(-1, rank * rank)
        normal = (self.roots**2 @ products).reshape(-1, rank, rank)
        for _, share, sums in self.parts if self.blocks else ():
            normal -= share[:, None, None] * sums[:, :, None] * sums[:, None, :]
        return normal / self.scale

    def right(self, values: np.ndarray, pattern: np.ndarray) -> np.ndarray:
        """Right-hand side for each feature, shape (features, rank)."""
        if self.plain:
            return values @ self.columns
        roots = self.roots[pattern]
        right = (roots**2 * values) @ self.columns
        for m, share, sums in self.parts if self.blocks else ():
            right -= (share[pattern] * (roots[:, m] * values[:, m]).sum(axis=1))[:, None] * sums[pattern]
        return right / self.scale

    def square(self, residuals: np.ndarray, pattern: np.ndarray) -> np.ndarray:
        """Weighted sum of squares of each feature, shape (features,)."""
        if not self.plain:
            residuals = self.roots[pattern] * residuals
        square = np.einsum("ij,ij->i", residuals, residuals)
        for m, share, _ in self.parts if self.blocks else ():
            square -= share[pattern] * residuals[:, m].sum(axis=1) ** 2
        return square / self.scale


def _patterns(observed: np.ndarray, weights: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """Distinct rows of square roots of weights (0 where missing), and which of them each feature has."""
    if weights is not None and weights.ndim == 2:
        return np.sqrt(np.where(observed, weights, 0.0)), np.arange(len(observed))
    roots = np.ones(observed.shape[1]) if weights is None else np.sqrt(weights)
    if observed.all():
        return roots[None], np.zeros(len(observed), int)
    rows, pattern = distinct_rows(observed)
    return roots * rows, pattern


def distinct_rows(observed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The distinct rows of a boolean matrix, and which of them each row is."""
    packed = np.packbits(observed, axis=1)
    wide = np.zeros((len(packed), -(-packed.shape[1] // 8) * 8), np.uint8)
    wide[:, : packed.shape[1]] = packed
    keys = wide.view(np.uint64)
    keys = keys.ravel() if keys.shape[1] == 1 else wide.view([("", np.uint64)] * keys.shape[1]).ravel()
    _, first, pattern = np.unique(keys, return_index=True, return_inverse=True)
    return observed[first], pattern.ravel()


def _inverses(normal: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Inverse (Moore-Penrose where singular) and rank of each normal matrix."""
    size = normal.shape[1]
    scale = np.trace(normal, axis1=1, axis2=2).max() / size
    rank = np.full(len(normal), size)
    inverse, pivots = _gauss_jordan(normal)
    doubtful = ~(pivots > 1e-6 * scale)
    if doubtful.any():
        values, vectors = np.linalg.eigh(normal[doubtful])
        kept = values > TOLERANCE * scale
        inverted = np.where(kept, 1.0 / np.where(kept, values, 1.0), 0.0)
        inverse[doubtful] = (vectors * inverted[:, None, :]) @ vectors.transpose(0, 2, 1)
        rank[doubtful] = kept.sum(axis=1)
    return inverse, rank


def _gauss_jordan(normal: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Inverses of many small positive definite matrices at once, and the least pivot of each.

    The matrices lie along the last axis, so each of the size^2 steps is one pass over all of them; without pivoting,
    which positive definite matrices do not need.
    """
    a = np.array(normal.transpose(1, 2, 0), order="C")  # a copy: it is worked on in place
    least = np.full(a.shape[2], np.inf)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for k in range(len(a)):
            pivot = a[k, k].copy()
            np.minimum(least, np.where(np.isnan(pivot), -np.inf, pivot), out=least)
            a[k, k] = 1.0
            a[k] /= pivot
            for i in range(len(a)):
                if i != k:
                    factor = a[i, k].copy()
                    a[i, k] = 0.0
                    a[i] -= factor * a[k]
    return np.ascontiguousarray(a.transpose(2, 0, 1)), least


def _solve(right: np.ndarray, inverse: np.ndarray, pattern: np.ndarray) -> np.ndarray:
    if len(inverse) == 1:
        return right @ inverse[0]
    return (inverse[pattern] @ right[:, :, None])[:, :, 0]
