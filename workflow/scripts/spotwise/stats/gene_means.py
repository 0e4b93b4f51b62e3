"""What a gene's spots have in common: their precision-weighted mean in each unit, a missing spot not shifting it.

Genes of as many spots are worked on together, as one batch of small matrices.
"""

from collections.abc import Iterator

import numpy as np

TOLERANCE = 1e-9
"""Eigenvalues below this share of the largest count as zero."""

LEAST = 1e-5  # of the median, for the precision of a variance of zero


def precisions(variance: np.ndarray) -> np.ndarray:
    """Inverse variances; one of zero counts as a small share of the median."""
    middle = np.median(variance) if len(variance) else 1.0
    return 1.0 / np.maximum(variance, LEAST * (middle if middle > 0 else 1.0))


def estimation_penalty(weights: np.ndarray, df: np.ndarray, gene: np.ndarray, n_genes: int) -> np.ndarray:
    """By how much more a weighted mean varies than its residuals show, where its weights were estimated from them.

    The spots whose residuals happen to be small are weighted up, which makes the mean's residuals small too
    (Meier 1953, Biometrics 9:59).

    Parameters
    ----------
    weights, df : arrays, shape (spots,)
        Inverse variances, and the degrees of freedom of those.
    gene : array of int, shape (spots,)
    n_genes : int

    Returns
    -------
    array, shape (genes,)
        A factor of the variance, at least one.
    """
    share = weights / np.bincount(gene, weights, minlength=n_genes)[gene]
    return 1.0 + 4.0 * np.bincount(gene, share * (1.0 - share) / df, minlength=n_genes)


def by_size(gene: np.ndarray, n_genes: int, least: int = 1) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Genes of as many spots, for each number of spots from `least`.

    Parameters
    ----------
    gene : array of int, shape (spots,)
        The gene of each spot, 0 to n_genes - 1.
    n_genes : int
    least : int

    Yields
    ------
    genes : array of int, shape (genes,)
    spots : array of int, shape (genes, size)
        The spots of each, in their order.
    """
    order, sizes = np.argsort(gene, kind="stable"), np.bincount(gene, minlength=n_genes)
    starts = np.cumsum(sizes) - sizes
    for size in np.unique(sizes[sizes >= least]):
        genes = np.flatnonzero(sizes == size)
        yield genes, order[starts[genes][:, None] + np.arange(size)]


def pseudo_inverses(matrices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Moore-Penrose inverses and ranks of symmetric matrices without negative eigenvalues, shape (n, size, size)."""
    if matrices.shape[1] == 0:
        return matrices, np.zeros(len(matrices), int)
    values, vectors = np.linalg.eigh(matrices)
    kept = values > TOLERANCE * np.maximum(values[:, -1:], np.finfo(float).tiny)
    inverted = np.where(kept, 1.0 / np.where(kept, values, 1.0), 0.0)
    return (vectors * inverted[:, None, :]) @ vectors.transpose(0, 2, 1), kept.sum(axis=1)


def gene_means(values: np.ndarray, weights: np.ndarray, gene: np.ndarray, n_genes: int) -> np.ndarray:
    """Weighted mean of each gene's spots in each unit, over the spots seen there, each less its own level.

    The levels are those of the additive model, a spot's level plus a unit's mean, fitted by weighted least squares:
    where nothing is missing they are the spots' means, and where a spot is missing in some units its level is judged
    by the other spots of the others. The levels of a gene's spots that share no unit are their means.

    Parameters
    ----------
    values : array, shape (spots, units)
        Log volumes; NaN where missing.
    weights : array, shape (spots,)
        Precisions.
    gene : array of int, shape (spots,)
        The gene of each spot, 0 to n_genes - 1.
    n_genes : int

    Returns
    -------
    array, shape (genes, units)
        Around zero; NaN where a unit shows none of a gene's spots.
    """
    means = np.full((n_genes, values.shape[1]), np.nan)
    for genes, spots in by_size(gene, n_genes):
        seen = np.isfinite(values[spots])
        y = np.where(seen, values[spots], 0.0)
        y = np.where(seen, y - (y.sum(axis=2) / np.maximum(seen.sum(axis=2), 1))[:, :, None], 0.0)
        share = seen * weights[spots][:, :, None]
        total = share.sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            part = np.where(total[:, None] > 0, share / total[:, None], 0.0)
            normal = -share @ part.transpose(0, 2, 1)
            at = np.arange(spots.shape[1])
            normal[:, at, at] += share.sum(axis=2)
            right = (share * (y - (part * y).sum(axis=1, keepdims=True))).sum(axis=2)
            level = (pseudo_inverses(normal)[0] @ right[:, :, None])[:, :, 0]
            means[genes] = np.where(total > 0, (part * (y - level[:, :, None])).sum(axis=1), np.nan)
    return means
