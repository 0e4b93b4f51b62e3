"""Self-contained tests of gene sets: does any gene of the set change, genes going together as they do.

Rotation tests (Wu et al. 2010, Bioinformatics 26:2176) turn each gene's contrast effect and its residual effects by one
random rotation for all genes, which under no change leaves their joint law as it is, correlations between genes
included. Nothing is drawn here: the shares that an infinite number of rotations would give are computed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array
from scipy.special import stdtr

from spotwise.stats.set_members import membership

CHUNK = 256  # sets whose integrals are taken together
NODES = 160  # of each integral


@dataclass(frozen=True)
class RotationTest:
    """Tests of sets; each array has shape (sets,), NaN (or no text) where nothing can be said.

    Attributes
    ----------
    size : array of int
        Genes of the set that have an effect and residual effects.
    p_value : array
        Two-sided, of the mean effect.
    p_mixed : array
        Of the mean squared effect.
    direction : array of str
        up or down, the sign of the mean effect.
    """

    size: np.ndarray
    p_value: np.ndarray
    p_mixed: np.ndarray
    direction: np.ndarray


def rotation_test(
    effects: np.ndarray, residuals: np.ndarray, df: float | np.ndarray, sets: Sequence[np.ndarray]
) -> RotationTest:
    """Test each set against no change of any of its genes.

    Parameters
    ----------
    effects : array, shape (genes,)
        Standardised effects, of variance one under no change: z, or the estimate over its unscaled standard error and
        the gene's standard deviation. NaN for a gene that was not tested.
    residuals : array, shape (genes, units)
        Residual effects on the same scale, as `residual_effects` gives them, NaN where missing: their squares sum to
        about the gene's df.
    df : float or array, shape (genes,)
        Residual degrees of freedom, fewer for genes with missing values.
    sets : sequence of arrays of int
        Places of genes, each at most once in a set.

    Notes
    -----
    Given the same effects, p_value is that of limma's `fry(standardize="none")`, the reference implementation, and so
    are the moments and bounds of the mean squared effect over rotations. From these `fry` takes a beta distribution;
    p_mixed is the exact share.
    """
    df = np.broadcast_to(np.asarray(df, float), effects.shape)
    use = np.isfinite(effects) & (df > 0) & np.isfinite(residuals).any(axis=1)
    members = membership(sets, use)
    most = df[use].max(initial=0.0)
    table = np.zeros((len(effects), 1 + residuals.shape[1]))
    table[use, 0] = effects[use]
    table[use, 1:] = np.where(np.isfinite(residuals[use]), residuals[use], 0.0) * np.sqrt(most / df[use])[:, None]
    size, sums = np.diff(members.indptr), members @ table
    with np.errstate(invalid="ignore", divide="ignore"):
        t = sums[:, 0] / np.sqrt(np.einsum("su,su->s", sums[:, 1:], sums[:, 1:]) / most)
        p_value = 2.0 * stdtr(members @ np.where(use, df, 0.0) / size, -np.abs(t))
    direction = np.select([np.isnan(t), t > 0], ["", "up"], "down")
    return RotationTest(size, p_value, _mixed(table, members, 1 + int(round(most))), direction)


def _mixed(table: np.ndarray, members: csr_array, dimension: int) -> np.ndarray:
    """Share of rotations whose sum of squared effects is at least the one observed.

    It is r'Cr for a random direction r, with C the products of effects summed over genes; r'Cr >= q is the same as a
    sum of independent chi-squared variables, weighted by the eigenvalues of C less q, being at least zero.
    """
    excess = np.full((members.shape[0], dimension), np.nan)
    for at, (start, end) in enumerate(pairwise(members.indptr)):
        own = table.take(members.indices[start:end], axis=0)
        if len(own):
            values = np.linalg.eigvalsh(own.T @ own if len(own) > own.shape[1] else own @ own.T)[-dimension:]
            excess[at] = -(own[:, 0] @ own[:, 0])
            excess[at, -len(values) :] += values
    chunks = np.array_split(excess, 1 + len(excess) // CHUNK)
    return np.concatenate([positive_share(chunk) for chunk in chunks])


def positive_share(weights: np.ndarray) -> np.ndarray:
    """P(sum_k weights_k chi2_k >= 0), the chi2 independent with one degree of freedom each.

    The inversion integral of the moment generating function, along the parallel to the imaginary axis through the
    saddlepoint, so that small probabilities keep their digits.

    Parameters
    ----------
    weights : array, shape (forms, terms)

    Returns
    -------
    array, shape (forms,)
    """
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        scaled = weights / (2.0 * weights.max(axis=1, keepdims=True))  # the pole nearest above zero is at one
        at = np.clip(_saddlepoint(scaled), 0.1, None)[:, None]
        scale = np.minimum(at, 1.0 - at)
        reach = _reach(scaled)[:, None]
        nodes = reach * np.linspace(0.0, 1.0, NODES)
        along = at + 1j * scale * np.sinh(nodes)
        logs = np.log(1.0 - 2.0 * scaled[:, :, None] * along[:, None, :]).sum(axis=1)
        heights = (np.exp(-0.5 * logs) / along).real * np.cosh(nodes) * scale * reach / (NODES - 1)
        share = (heights.sum(axis=1) - heights[:, 0] / 2.0) / np.pi
    share = np.where(weights.min(axis=1) >= 0, 1.0, np.clip(share, 0.0, 1.0))
    return np.where(weights.max(axis=1) <= 0, np.where((weights == 0).all(axis=1), 1.0, 0.0), share)


def _saddlepoint(scaled: np.ndarray) -> np.ndarray:
    """Where in (0, 1) the cumulant generating function is least, by bisection; 0 where it only rises."""
    low, high = np.zeros(len(scaled)), np.ones(len(scaled))
    for _ in range(40):
        middle = (low + high) / 2.0
        falls = (scaled / (1.0 - 2.0 * scaled * middle[:, None])).sum(axis=1) < 0
        low, high = np.where(falls, middle, low), np.where(falls, high, middle)
    return low


def _reach(scaled: np.ndarray) -> np.ndarray:
    """How far the integral goes, as a logarithm: where all terms have set in, and their product has died away."""
    smallest = np.abs(scaled).min(axis=1, where=scaled != 0, initial=0.5)
    return 4.0 + 80.0 / scaled.shape[1] + np.minimum(-np.log(2.0 * smallest), 20.0)
