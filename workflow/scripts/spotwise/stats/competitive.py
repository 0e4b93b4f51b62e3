"""Competitive tests of gene sets that allow for genes that go together: camera (Wu and Smyth 2012, NAR 40:e133).

The mean statistic of a set's genes is compared with that of all others, its variance inflated by the mean correlation
of the set's genes, which their residuals show. A second test does so with the size of the statistics, without their
sign: a set of which half rises and half falls shows in that one alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array
from scipy.special import stdtr

from spotwise.stats.set_members import membership, unit_length


@dataclass(frozen=True)
class Camera:
    """Tests of sets; each array has shape (sets,), NaN (or no text) where nothing can be said.

    Attributes
    ----------
    size : array of int
        Genes of the set that have a statistic.
    correlation : array
        Mean over pairs of the set's genes. A negative one is shown, but deflates no variance.
    p_directional : array
        Whether the set's statistics are larger, or smaller, than the others'.
    p_any : array
        Whether they are larger without their sign; 1 where they are smaller.
    p_value : array
        Twice the lesser of the two, at most 1.
    direction : array of str
        up or down as the set's mean lies above or below the others'; mixed where p_any lies below
        the square of p_directional: where all rise together the two tests find about the same.
    """

    size: np.ndarray
    correlation: np.ndarray
    p_directional: np.ndarray
    p_any: np.ndarray
    p_value: np.ndarray
    direction: np.ndarray


def camera(
    z: np.ndarray,
    residuals: np.ndarray,
    df: float,
    sets: Sequence[np.ndarray],
    magnitude: np.ndarray | None = None,
) -> Camera:
    """Test each set against all genes outside it.

    On complete data p_directional is that of limma's `camera(inter.gene.cor=NA)`, the reference implementation, where
    z are the normal scores of its moderated t. p_any has no reference: the genes' statistics without sign are
    correlated by about the square of the genes' correlation, estimated by the mean square less the 1 / df that chance
    gives.

    Parameters
    ----------
    z : array, shape (genes,)
        Signed normal scores; NaN for a gene that was not tested, which is neither in a set nor outside.
    residuals : array, shape (genes, units)
        As `residual_effects` gives them; on any scale, NaN where missing.
    df : float
        Residual degrees of freedom of a complete gene.
    sets : sequence of arrays of int
        Places of genes, each at most once in a set.
    magnitude : array, shape (genes,), optional
        What counts as the size of z, where that is not |z|: for a gene whose parts change in opposite directions.
    """
    tested = np.isfinite(z)
    members = membership(sets, tested)
    correlation, square = set_correlation(residuals, members)
    degrees = min(df, tested.sum() - 2)
    t = _two_sample(z, tested, members, correlation)
    t_any = _two_sample(np.abs(z) if magnitude is None else magnitude, tested, members, square - 1.0 / df)
    p_directional = 2.0 * stdtr(degrees, -np.abs(t))
    p_any = np.minimum(1.0, 2.0 * stdtr(degrees, -t_any))
    direction = np.select([np.isnan(t), p_any < p_directional**2, t > 0], ["", "mixed", "up"], "down")
    p_value = np.minimum(1.0, 2.0 * np.minimum(p_directional, p_any))
    return Camera(np.diff(members.indptr), correlation, p_directional, p_any, p_value, direction)


def set_correlation(residuals: np.ndarray, members: csr_array) -> tuple[np.ndarray, np.ndarray]:
    """Mean correlation, and mean squared correlation, over the pairs of each set's genes.

    Sums over genes give both: the sum of u_i'u_j over pairs by the squared length of the sum of the u, that of
    (u_i'u_j)^2 by the squares of the sum of the u u'.

    Parameters
    ----------
    residuals : array, shape (genes, units)
        On any scale, NaN where missing; genes without any do not count.
    members : sparse array, shape (sets, genes)

    Returns
    -------
    correlation, square : arrays, shape (sets,)
        NaN for a set with fewer than two genes that count.
    """
    unit = unit_length(residuals)
    genes = members @ unit.any(axis=1).astype(float)
    sums = members @ unit
    square = np.empty(len(genes))
    for at, (start, end) in enumerate(pairwise(members.indptr)):
        own = unit.take(members.indices[start:end], axis=0)
        products = (own.T @ own if len(own) > own.shape[1] else own @ own.T).ravel()
        square[at] = products @ products
    pairs = np.where(genes > 1, genes * (genes - 1), np.nan)
    return (np.einsum("su,su->s", sums, sums) - genes) / pairs, (square - genes) / pairs


def _two_sample(values: np.ndarray, tested: np.ndarray, members: csr_array, correlation: np.ndarray) -> np.ndarray:
    """t of the values in each set against those outside, with the variance of the set's mean inflated."""
    size, genes = np.diff(members.indptr), tested.sum()
    deviations = np.where(tested, values - values[tested].mean(), 0.0) if genes else np.zeros(len(values))
    inside = members @ deviations
    inflation = np.where(size > 1, np.maximum(1.0, 1.0 + (size - 1) * correlation), 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        difference = inside / size + inside / (genes - size)  # the deviations of all sum to zero
        between = inside * difference
        pooled = (deviations @ deviations - between) / (genes - 2)
        return difference / np.sqrt(pooled * (inflation / size + 1.0 / (genes - size)))
