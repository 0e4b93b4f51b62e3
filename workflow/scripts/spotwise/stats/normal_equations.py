"""What least squares asks of each feature: its normal matrix, that matrix's inverse, and its right-hand side.

Features that miss the same units share their normal matrix. In a block of n units the inverse covariance is that of
independent units less a share of the block's sums, so no matrix of units x units is formed for a feature (Searle,
Casella and McCulloch 1992, appendix M).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

TOLERANCE = 1e-9
"""Singular values and eigenvalues below this share of the largest count as zero."""

AT_ONCE = 1 << 16
"""Numbers in the arrays that are worked on at once: half a megabyte stays in a processor's cache, and in bounds."""


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
class Rows:
    """How the units count in some features (or patterns of missing values).

    Attributes
    ----------
    roots : array, shape (features or 1, units)
        Square roots of weights, 0 where missing. Times them, units vary alike.
    blocks : Blocks or None
    """

    roots: np.ndarray
    blocks: Blocks | None

    @cached_property
    def _share(self) -> np.ndarray:
        """What each block takes off its sums, shape (features or 1, blocks)."""
        return self.blocks.shrinkage((self.roots > 0) @ self.blocks.member.T.astype(float))

    def whiten(self, scaled: np.ndarray) -> np.ndarray:
        """The inverse correlation of units times values.

        Parameters
        ----------
        scaled : array, shape (features, units)
            Values times `roots`, so zero where missing. There what comes back says nothing.
        """
        if self.blocks is None:
            return scaled
        member = self.blocks.member.astype(float)
        return (scaled - ((scaled @ member.T) * self._share) @ member) / (1.0 - self.blocks.correlation)

    def normal(self, columns: np.ndarray) -> np.ndarray:
        """Normal matrices of a model, shape (features, rank, rank)."""
        rank = columns.shape[1]
        products = (columns[:, :, None] * columns[:, None, :]).reshape(-1, rank * rank)
        normal = (self.roots**2 @ products).reshape(-1, rank, rank)
        if self.blocks is None:
            return normal
        sums = np.stack([self.roots[:, m] @ columns[m] for m in self.blocks.member], axis=1)
        taken = (sums * self._share[:, :, None]).transpose(0, 2, 1) @ sums
        return (normal - taken) / (1.0 - self.blocks.correlation)


@dataclass(frozen=True)
class Patterns:
    """The different ways in which units count: missing values, and weights.

    Attributes
    ----------
    seen : array of bool, shape (patterns, units)
    weights : array, shape (units,) or (patterns, units)
        Inverse variances.
    blocks : Blocks or None
    """

    seen: np.ndarray
    weights: np.ndarray
    blocks: Blocks | None

    def rows(self, at: np.ndarray | slice) -> Rows:
        """Some of them, written out."""
        weights = self.weights if self.weights.ndim == 1 else self.weights[at]
        return Rows(np.where(self.seen[at], np.sqrt(weights), 0.0), self.blocks)

    def inverses(self, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Inverses (Moore-Penrose where singular) of a model's normal matrices, and their ranks.

        Parameters
        ----------
        columns : array, shape (units, rank)

        Returns
        -------
        inverse : array, shape (patterns, rank, rank)
        rank : array of int, shape (patterns,)
        """
        size = columns.shape[1]
        inverse, rank = np.empty((len(self.seen), size, size)), np.empty(len(self.seen), int)
        for some in chunks(len(self.seen), max(len(columns), size * size)):
            inverse[some], rank[some] = _inverses(self.rows(some).normal(columns))
        return inverse, rank


def chunks(count: int, size: int) -> Iterator[slice]:
    """Slices of so many items that what is worked on at once stays small, each item being `size` numbers."""
    step = max(1, AT_ONCE // max(1, size))
    return (slice(start, min(start + step, count)) for start in range(0, count, step))


def distinct_rows(observed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The distinct rows of a boolean matrix, and which of them each row is."""
    packed = np.packbits(observed, axis=1)
    wide = np.zeros((len(packed), -(-packed.shape[1] // 8) * 8), np.uint8)
    wide[:, : packed.shape[1]] = packed
    keys = wide.view(np.uint64)
    keys = keys.ravel() if keys.shape[1] == 1 else wide.view([("", np.uint64)] * keys.shape[1]).ravel()
    _, first, pattern = np.unique(keys, return_index=True, return_inverse=True)
    return observed[first], pattern.ravel()


def each_times(matrices: np.ndarray, own: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """Vectors, shape (features, n), each times its own of some matrices, shape (matrices, n, n)."""
    if len(matrices) == 1:
        return vectors @ matrices[0].T
    found = np.empty(vectors.shape)
    for some in chunks(len(vectors), matrices[0].size):
        found[some] = (matrices[own[some]] @ vectors[some, :, None])[:, :, 0]
    return found


def _inverses(normal: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    size = normal.shape[1]
    scale = np.trace(normal, axis1=1, axis2=2) / size
    rank = np.full(len(normal), size)
    inverse, pivots = _gauss_jordan(normal)
    doubtful = ~(pivots > 1e-6 * scale)
    if doubtful.any():
        values, vectors = np.linalg.eigh(normal[doubtful])
        kept = values > TOLERANCE * scale[doubtful, None]
        inverted = np.where(kept, 1.0 / np.where(kept, values, 1.0), 0.0)
        inverse[doubtful] = (vectors * inverted[:, None, :]) @ vectors.transpose(0, 2, 1)
        rank[doubtful] = kept.sum(axis=1)
    return inverse, rank


def _gauss_jordan(normal: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Inverses of many small positive definite matrices at once, and the least pivot of each.

    The matrices lie along the last axis, so each step is a few passes over all of them; without pivoting, which
    positive definite matrices do not need.
    """
    a = np.array(normal.transpose(1, 2, 0), order="C")  # a copy: it is worked on in place
    least = np.full(a.shape[2], np.inf)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for k in range(len(a)):
            column = a[:, k].copy()
            pivot = column[k].copy()
            least = np.minimum(least, np.where(np.isnan(pivot), -np.inf, pivot))
            a[:, k], a[k, k], column[k] = 0.0, 1.0, 0.0
            a[k] /= pivot
            a -= column[:, None] * a[k]
    return np.ascontiguousarray(a.transpose(2, 0, 1)), least
