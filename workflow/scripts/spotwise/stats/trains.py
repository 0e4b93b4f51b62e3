"""Whether a treatment moves the spots of one gene by different amounts: the test of a charge train that shifts.

The spots of one animal are held against each other, so what its gel, its loading and the gene's own amount do to all of
them alike drops out. Two models are compared by their sums of squares, which is exact whatever is missing; the
denominator is pooled over the spots and units of a gene, and moderated over genes. Spots are weighted by their
precision against the other spots of the gene alone: weights that carried the gene's own scale would level the
denominators out, and the moderation would then take genes for more alike than they are.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from spotwise.stats.empirical_bayes import moderate, moderated_f
from spotwise.stats.gene_means import by_size, pseudo_inverses
from spotwise.stats.linear_model import TOLERANCE, basis_of
from spotwise.stats.prior import Prior, fit_prior


@dataclass(frozen=True)
class Trains:
    """Tests of spot x contrast within genes; each array has shape (genes,), NaN for a gene without a test.

    `rank` is the numerator's degrees of freedom (spots less one, where every difference can be estimated), `variance`
    and `df` those of the moderated denominator.
    """

    f: np.ndarray
    rank: np.ndarray
    variance: np.ndarray
    df: np.ndarray
    p_value: np.ndarray


def train_test(
    values: np.ndarray,
    weights: np.ndarray,
    weight_df: np.ndarray,
    gene: np.ndarray,
    n_genes: int,
    design: np.ndarray,
    contrast: np.ndarray,
    unit_weights: np.ndarray | None = None,
    prior: Callable[[np.ndarray, np.ndarray], Prior] = fit_prior,
) -> Trains:
    """F-test of each gene: that a contrast is the same in all its spots.

    Parameters
    ----------
    values : array, shape (spots, units)
        Log volumes; NaN where missing.
    weights, weight_df : arrays, shape (spots,)
        Inverse variances of spots, and the degrees of freedom of those.
    gene : array of int, shape (spots,)
        The gene of each spot, 0 to n_genes - 1; genes of one spot have no test.
    n_genes : int
    design : array, shape (units, columns)
    contrast : array, shape (columns,) or (contrasts, columns)
        With several, that each of them is.
    unit_weights : array, shape (units,), optional
        Inverse variances of units.
    prior : function of variances and df
        Fits the prior of the genes' variances.

    Raises
    ------
    ValueError
        Where the contrast lies outside the design's row space.
    """
    basis = basis_of(design)
    asked = np.array([basis.weights(row) for row in np.atleast_2d(contrast)])
    _, s, vt = np.linalg.svd(asked)
    without = basis.columns @ vt[np.sum(s > TOLERANCE * max(1.0, s[0])) :].T  # where the contrasts are zero
    weights = _within_gene(weights, gene, n_genes)
    quadratic, variance = np.full(n_genes, np.nan), np.full(n_genes, np.nan)
    rank, df = np.zeros(n_genes, int), np.zeros(n_genes, int)
    units = np.ones(values.shape[1]) if unit_weights is None else unit_weights
    for genes, spots in by_size(gene, n_genes, least=2):
        seen = np.isfinite(values[spots])
        share = seen * weights[spots][:, :, None] * units
        y = np.where(seen, values[spots], 0.0)
        free, free_rank = _left_over(y, share, basis.columns)
        bound, bound_rank = _left_over(y, share, without)
        df[genes] = np.maximum(seen.sum(axis=1) - 1, 0).sum(axis=1) - free_rank
        rank[genes] = free_rank - bound_rank
        quadratic[genes] = np.maximum(bound - free, 0.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            variance[genes] = np.where(df[genes] > 0, free / df[genes], np.nan)
    posterior, total = moderate(variance, df, prior(variance, df))
    tested = (rank > 0) & (total > 0)
    rank = np.where(tested, rank, np.nan)
    quadratic = quadratic / _welch(weights, weight_df, gene, n_genes)
    f, p_value = moderated_f(quadratic, rank, posterior, np.where(tested, total, np.nan))
    return Trains(f, rank, posterior, np.where(tested, total, np.nan), p_value)


def _within_gene(weights: np.ndarray, gene: np.ndarray, n_genes: int) -> np.ndarray:
    """Weights relative to their geometric mean in each gene."""
    logs = np.log(weights)
    mean = np.bincount(gene, logs, minlength=n_genes) / np.maximum(np.bincount(gene, minlength=n_genes), 1)
    return np.exp(logs - mean[gene])


def _welch(weights: np.ndarray, df: np.ndarray, gene: np.ndarray, n_genes: int) -> np.ndarray:
    """By how much estimated weights make F too large (Welch 1951, Biometrika 38:330); nothing with two spots."""
    size = np.bincount(gene, minlength=n_genes)
    share = weights / np.bincount(gene, weights, minlength=n_genes)[gene]
    rest = np.bincount(gene, (1.0 - share) ** 2 / df, minlength=n_genes)
    return 1.0 + 2.0 * np.maximum(size - 2, 0) / np.maximum(size**2 - 1, 1) * rest


def _left_over(y: np.ndarray, share: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sum of squares that spots of their own coefficients leave beside a free mean of each unit, and the fit's rank.

    Parameters
    ----------
    y, share : arrays, shape (genes, spots, units)
        Values, 0 where missing, and weights, 0 where missing.
    x : array, shape (units, columns)
    """
    n, size, _ = y.shape
    columns = x.shape[1]
    total = share.sum(axis=1)
    root = np.sqrt(np.where(total > 0, total, 1.0))
    # the units' means are eliminated: what is left of the normal equations is theirs less the part of each unit's sums
    sums = (share / root[:, None])[:, :, None, :] * x.T[None, None]
    sums = sums.reshape(n, size * columns, -1)
    normal = -sums @ sums.transpose(0, 2, 1)
    blocks = normal.reshape(n, size, columns, size, columns)
    at = np.arange(size)
    products = (x[:, :, None] * x[:, None, :]).reshape(len(x), -1)
    blocks[:, at, :, at, :] += (share @ products).reshape(n, size, columns, columns).transpose(1, 0, 2, 3)
    inverse, rank = pseudo_inverses(normal)
    residual = y
    for _ in range(2):  # the second time is a refinement: the normal equations lose digits that residuals still hold
        within = share * (residual - ((share * residual).sum(axis=1) / root**2)[:, None])
        step = (inverse @ (within @ x).reshape(n, -1, 1)).reshape(n, size, columns)
        residual = residual - step @ x.T
    residual = residual - ((share * residual).sum(axis=1) / root**2)[:, None]
    return (share * residual**2).sum(axis=(1, 2)), rank
