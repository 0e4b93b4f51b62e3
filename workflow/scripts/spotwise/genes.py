"""From spots to genes: Simes over the spots of a gene, joined with the test of their mean; and the test of its train.

A gene counts once however many spots it has, so a protein that fills a charge train is not called more easily for it.
Simes hears the one spot that changes, the mean the change that all spots share and none shows alone. Fold and direction
are those of the spot that attains Simes.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtri

from spotwise.stats.combine import cauchy
from spotwise.stats.contrast_test import ContrastTest, contrast_test
from spotwise.stats.empirical_bayes import moderate
from spotwise.stats.gene_means import estimation_penalty, gene_means, precisions
from spotwise.stats.linear_model import Blocks, fit_features
from spotwise.stats.multiplicity import benjamini_hochberg, holm, simes
from spotwise.stats.prior import Prior, fit_prior
from spotwise.stats.trains import train_test


@dataclass(frozen=True)
class SpotModel:
    """What the spots of a region were fitted with, for the tests that take a gene's spots together.

    Attributes
    ----------
    values : array, shape (features, units)
        Log2 volumes; NaN where missing.
    design : array, shape (units, columns)
    variance, df : arrays, shape (features,)
        Moderated residual variances and their degrees of freedom.
    prior : function of variances, df and a covariate
        Fits the priors of the gene means' variances and of the trains': `fit_prior` or `fit_robust_prior`.
    unit_weights : array, shape (units,), optional
    blocks : Blocks, optional
    lfc : float
        The change against which spots are tested (TREAT); the mean is tested against the same.
    """

    values: np.ndarray
    design: np.ndarray
    variance: np.ndarray
    df: np.ndarray
    prior: Callable[..., Prior] = fit_prior
    unit_weights: np.ndarray | None = None
    blocks: Blocks | None = None
    lfc: float = 0.0


@dataclass(frozen=True)
class Genes:
    """Tests of genes; each array has shape (genes,).

    `lead` is the spot that attains Simes; `direction` is up, down, changed (a test without direction), mixed or ns; `z`
    the signed normal score of the p, zero for mixed genes and NaN without direction.
    """

    n_features: np.ndarray
    lead: np.ndarray
    log2fc: np.ndarray
    log2fc_mean: np.ndarray
    z: np.ndarray
    p_value: np.ndarray
    adj_p_value: np.ndarray
    direction: np.ndarray
    simes_p_value: np.ndarray
    mean_p_value: np.ndarray
    train_p_value: np.ndarray
    train_adj_p_value: np.ndarray


def combine(
    p: np.ndarray,
    log2fc: np.ndarray,
    gene: np.ndarray,
    n_genes: int,
    fdr: float,
    mean_p: np.ndarray | None = None,
    train_p: np.ndarray | None = None,
) -> Genes:
    """Combine the spots of each gene.

    Parameters
    ----------
    p, log2fc : arrays, shape (spots,)
        Of tested spots alone; the fold is NaN in a test without direction.
    gene : array of int, shape (spots,)
        The gene of each spot, 0 to n_genes - 1; each gene has at least one.
    n_genes : int
    fdr : float
        At which genes and trains are called, and a spot counts as changed beside its gene's other spots (Holm).
    mean_p : array, shape (genes,), optional
        P of the mean of each gene's spots; NaN where there is none. A gene of one spot keeps that spot's p, of which
        the mean would only be a second opinion.
    train_p : array, shape (genes,), optional
        P that a gene's spots change alike; NaN where there is none.
    """
    none = np.full(n_genes, np.nan)
    n_features = np.bincount(gene, minlength=n_genes)
    single, lead = simes(p, gene, n_genes)
    mean_p = none if mean_p is None else mean_p
    train_p = none if train_p is None else train_p
    p_value = np.where(n_features == 1, single, cauchy(np.array([single, mean_p])))
    adjusted, train_adjusted = benjamini_hochberg(p_value), benjamini_hochberg(train_p)
    passed = holm(p, gene, n_genes) <= fdr
    up = np.bincount(gene, passed & (log2fc > 0), minlength=n_genes) > 0
    down = np.bincount(gene, passed & (log2fc < 0), minlength=n_genes) > 0
    called = adjusted <= fdr
    mixed = called & up & down & (train_adjusted <= fdr)
    fold = log2fc[lead]
    direction = np.select([~called, mixed, np.isnan(fold), fold > 0], ["ns", "mixed", "changed", "up"], default="down")
    z = np.where(mixed, 0.0, np.sign(fold) * -ndtri(np.maximum(p_value, 1e-300) / 2))
    mean = np.bincount(gene, log2fc, minlength=n_genes) / n_features
    return Genes(
        n_features, lead, fold, mean, z, p_value, adjusted, direction, single,
        np.where(n_features == 1, np.nan, mean_p), train_p, train_adjusted,
    )  # fmt: skip


def mean_test(model: SpotModel, used: np.ndarray, gene: np.ndarray, n_genes: int, contrast: np.ndarray) -> ContrastTest:
    """Moderated test of the precision-weighted mean of each gene's spots.

    The prior variance follows the number of spots, since a mean of many varies less.

    Parameters
    ----------
    model : SpotModel
    used : array of int, shape (spots,)
        The features that are spots of a gene, each with a variance.
    gene : array of int, shape (spots,)
        The gene of each, 0 to n_genes - 1.
    n_genes : int
    contrast : array, shape (columns,) or (contrasts, columns)
    """
    weights = precisions(model.variance[used])
    means = gene_means(model.values[used], weights, gene, n_genes)
    fitted = fit_features(means, model.design, model.unit_weights, model.blocks)
    residual = fitted.variance * estimation_penalty(weights, model.df[used], gene, n_genes)
    size = np.log2(np.bincount(gene, minlength=n_genes))
    prior = model.prior(residual, fitted.df, size if np.ptp(size) > 0 else None)
    variance, df = moderate(residual, fitted.df, prior)
    return contrast_test(fitted, contrast, variance, df, model.lfc)


def gene_table(
    tests: pd.DataFrame, primary_gene: pd.Series, fdr: float, model: SpotModel, contrast: np.ndarray | None
) -> pd.DataFrame:
    """The rows of `genes.tsv`, in the order in which genes first appear.

    Parameters
    ----------
    tests : DataFrame
        A table of the columns of `differential.tsv`.
    primary_gene : Series of str
        The gene that carries each feature's statistics; empty where nothing was identified.
    fdr : float
    model : SpotModel
        Of the features of `tests`, in their order.
    contrast : array, shape (columns,) or (contrasts, columns), or None
        Weights on the columns of the model's design; None where no feature is testable.

    Returns
    -------
    DataFrame
        With p_equivalent, the largest over a gene's spots: a gene is unchanged where each of them is.
    """
    used = np.flatnonzero((primary_gene.to_numpy() != "") & tests["p_value"].notna().to_numpy())
    spots = tests.iloc[used]
    gene, names = pd.factorize(primary_gene.iloc[used])
    mean_p, train_p = _together(model, used, gene, len(names), contrast)
    log2fc = spots["log2fc"].to_numpy(float)
    genes = combine(spots["p_value"].to_numpy(float), log2fc, gene, len(names), fdr, mean_p, train_p)
    equivalent = _largest(spots.get("p_equivalent"), gene, len(names))
    columns = {name: getattr(genes, name) for name in Genes.__dataclass_fields__ if name != "lead"}
    return pd.DataFrame(
        {
            "gene": names,
            "lead_feature": spots["feature"].to_numpy()[genes.lead],
            **columns,
            "p_equivalent": equivalent,
            "adj_p_equivalent": benjamini_hochberg(equivalent),
        }
    )


def _together(model, used: np.ndarray, gene: np.ndarray, n_genes: int, contrast) -> tuple[np.ndarray, np.ndarray]:
    """P of the mean and of the train of each gene of several spots, NaN for the others."""
    sizes = np.bincount(gene, minlength=n_genes)
    several = np.flatnonzero(sizes > 1)
    mean_p, train_p = np.full(n_genes, np.nan), np.full(n_genes, np.nan)
    if len(several) == 0:
        return mean_p, train_p
    kept = sizes[gene] > 1
    at, used = np.searchsorted(several, gene[kept]), used[kept]
    mean_p[several] = mean_test(model, used, at, len(several), contrast).p_value
    train_p[several] = _trains(model, used, at, len(several), contrast)
    return mean_p, train_p


def _trains(model: SpotModel, used: np.ndarray, gene: np.ndarray, n_genes: int, contrast: np.ndarray) -> np.ndarray:
    """P of each gene's train; with blocks, by what differs within them, for their own part in each spot is one more."""
    design, contrast = model.design, np.atleast_2d(contrast)
    if model.blocks is not None:
        design = np.hstack([design, model.blocks.member.T])
        contrast = np.hstack([contrast, np.zeros((len(contrast), len(model.blocks.member)))])
    try:
        return train_test(
            model.values[used], precisions(model.variance[used]), model.df[used], gene, n_genes,
            design, contrast, model.unit_weights, model.prior,
        ).p_value  # fmt: skip
    except ValueError:  # nothing of the contrast is left within blocks
        return np.full(n_genes, np.nan)


def _largest(p: pd.Series | None, gene: np.ndarray, n_genes: int) -> np.ndarray:
    """The largest p of each gene, NaN where a spot has none."""
    largest = np.full(n_genes, np.nan if p is None else -np.inf)
    if p is not None:
        with np.errstate(invalid="ignore"):  # a test without direction knows no equivalence
            np.maximum.at(largest, gene, p.to_numpy(float))
    return largest
