"""How alike units of one block are: a correlation per feature by REML, and the consensus of all.

The model of a feature is y = X b + block effect + error; the correlation is the block's share of the variance. What
is left of y beyond X has independent parts of variance s2 (1 + g l), with l the eigenvalues of the blocks' matrix
there, so the likelihood has one free parameter, searched for all features at once. The consensus is the trimmed mean
on Fisher's scale (Smyth, Michaud and Scott 2005, Bioinformatics 21:2067); the reference implementation is limma's
`duplicateCorrelation`.
"""

import numpy as np

from spotwise.stats.linear_model import distinct_rows

HIGHEST = 0.99
TRIM = 0.15
CHUNK = 4096  # patterns of missing values that are decomposed together


def consensus_correlation(values: np.ndarray, columns: np.ndarray, member: np.ndarray) -> tuple[float, np.ndarray]:
    """The correlation within blocks that all features agree on, and each feature's own.

    Parameters
    ----------
    values : array, shape (features, units)
        NaN where missing.
    columns : array, shape (units, rank)
        Basis of the design.
    member : array of bool, shape (blocks, units)

    Returns
    -------
    consensus : float
        NaN where no feature can tell block from error.
    correlation : array, shape (features,)
        NaN for a feature with too few units or blocks.
    """
    correlation = block_correlations(values, columns, member)
    told = np.sort(np.arctanh(correlation[np.isfinite(correlation)]))
    if not len(told):
        return np.nan, correlation
    cut = int(np.floor(len(told) * TRIM))
    return float(np.tanh(told[cut : len(told) - cut].mean())), correlation


def block_correlations(values: np.ndarray, columns: np.ndarray, member: np.ndarray) -> np.ndarray:
    """REML correlation of each feature; arguments as in `consensus_correlation`."""
    observed = np.isfinite(values)
    patterns, pattern = distinct_rows(observed)
    filled = np.where(observed, values, 0.0)
    correlation = np.full(len(values), np.nan)
    lowest = 1.0 / (1.0 - member.sum(axis=1).max()) + 0.01
    for start in range(0, len(patterns), CHUNK):
        chunk = patterns[start : start + CHUNK]
        eigenvalues, vectors = _spectra(chunk, columns, member)
        here = np.flatnonzero((pattern >= start) & (pattern < start + len(chunk)))
        own = pattern[here] - start
        free = eigenvalues[own] > -0.5
        parts = (filled[here, None, :] @ vectors[own])[:, 0, :] ** 2
        found = _maximise(np.where(free, parts, 0.0), np.where(free, eigenvalues[own], 0.0), free.sum(axis=1), lowest)
        correlation[here] = np.where(_told(chunk, columns, member)[own], found, np.nan)
    return correlation


def _told(patterns: np.ndarray, columns: np.ndarray, member: np.ndarray) -> np.ndarray:
    """Patterns with enough units beyond the model, and with some but not all units sharing blocks."""
    units = patterns.sum(axis=1)
    blocks = (patterns.astype(float) @ member.T > 0).sum(axis=1)
    return (units > columns.shape[1] + 2) & (blocks > 1) & (blocks < units - 1)


def _spectra(patterns: np.ndarray, columns: np.ndarray, member: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Eigenvalues and vectors of the blocks' matrix beyond the model; directions of the model itself have -1."""
    n = columns.shape[0]
    mask = patterns[:, :, None] * np.eye(n)
    seen = patterns[:, :, None] * columns
    normal = seen.transpose(0, 2, 1) @ seen
    free = mask - seen @ np.linalg.pinv(normal, rcond=1e-9, hermitian=True) @ seen.transpose(0, 2, 1)
    together = (member.T @ member.astype(float)) * patterns[:, :, None] * patterns[:, None, :]
    inside = free @ together @ free
    return np.linalg.eigh((inside + inside.transpose(0, 2, 1)) / 2 - (np.eye(n) - free))


def _maximise(parts: np.ndarray, eigenvalues: np.ndarray, df: np.ndarray, lowest: float) -> np.ndarray:
    """The correlation in (lowest, HIGHEST) of the greatest restricted likelihood, for each row of squared parts.

    A grid brackets the maximum, golden section narrows it.
    """
    grid = np.linspace(lowest, HIGHEST, 24)
    heights = np.stack([_likelihood(np.full(len(parts), rho), parts, eigenvalues, df) for rho in grid])
    best = np.clip(heights.argmax(axis=0), 1, len(grid) - 2)
    low, high = grid[best - 1], grid[best + 1]
    golden = (np.sqrt(5.0) - 1) / 2
    for _ in range(34):  # .1 * golden^34 = 8e-9
        left, right = high - golden * (high - low), low + golden * (high - low)
        rises = _likelihood(left, parts, eigenvalues, df) < _likelihood(right, parts, eigenvalues, df)
        low, high = np.where(rises, left, low), np.where(rises, high, right)
    return (low + high) / 2


def _likelihood(rho: np.ndarray, parts: np.ndarray, eigenvalues: np.ndarray, df: np.ndarray) -> np.ndarray:
    """Restricted log likelihood, up to a constant, with the variance at its best for each correlation."""
    variance = 1.0 - rho[:, None] + rho[:, None] * eigenvalues  # (1 - rho) s2 + rho s2 l, in units of s2
    variance = np.where(
        parts + np.abs(eigenvalues) > 0, np.maximum(variance, 1e-12), np.maximum(1.0 - rho[:, None], 1e-12)
    )
    outside = eigenvalues.shape[1] - df  # columns of the model, whose parts are zero
    logs = np.log(variance).sum(axis=1) - outside * np.log(np.maximum(1.0 - rho, 1e-12))
    with np.errstate(divide="ignore", invalid="ignore"):
        return -0.5 * (logs + df * np.log((parts / variance).sum(axis=1)))
