"""From spots to genes: Simes over the spots of a gene, direction from the spot that attains it.

A gene counts once however many spots it has, so a protein that fills a charge train is not called more easily for it.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtri

from spotwise.stats.multiplicity import benjamini_hochberg, holm, simes


@dataclass(frozen=True)
class Genes:
    """Tests of genes; each array has shape (genes,).

    `lead` is the spot that attains Simes; `direction` is up, down, mixed or ns; `z` the signed normal score of the p,
    zero for mixed genes.
    """

    n_features: np.ndarray
    lead: np.ndarray
    log2fc: np.ndarray
    log2fc_mean: np.ndarray
    z: np.ndarray
    p_value: np.ndarray
    adj_p_value: np.ndarray
    direction: np.ndarray


def combine(p: np.ndarray, log2fc: np.ndarray, gene: np.ndarray, n_genes: int, fdr: float) -> Genes:
    """Combine the spots of each gene.

    Parameters
    ----------
    p, log2fc : arrays, shape (spots,)
        Of tested spots alone.
    gene : array of int, shape (spots,)
        The gene of each spot, 0 to n_genes - 1; each gene has at least one.
    n_genes : int
    fdr : float
        At which genes are called, and two spots of opposite sign count as changed.
    """
    p_value, lead = simes(p, gene, n_genes)
    adjusted = benjamini_hochberg(p_value)
    passed = holm(p, gene, n_genes) <= fdr
    up = np.bincount(gene, passed & (log2fc > 0), minlength=n_genes) > 0
    down = np.bincount(gene, passed & (log2fc < 0), minlength=n_genes) > 0
    called = adjusted <= fdr
    mixed = called & up & down
    direction = np.select([~called, mixed, log2fc[lead] > 0], ["ns", "mixed", "up"], "down")
    n_features = np.bincount(gene, minlength=n_genes)
    z = np.where(mixed, 0.0, np.sign(log2fc[lead]) * -ndtri(np.maximum(p_value, 1e-300) / 2))
    mean = np.bincount(gene, log2fc, minlength=n_genes) / n_features
    return Genes(n_features, lead, log2fc[lead], mean, z, p_value, adjusted, direction)


def gene_table(tests: pd.DataFrame, primary_gene: pd.Series, fdr: float) -> pd.DataFrame:
    """The rows of `genes.tsv`, in the order in which genes first appear.

    Parameters
    ----------
    tests : DataFrame
        A table of the columns of `differential.tsv`.
    primary_gene : Series of str
        The gene that carries each feature's statistics; empty where nothing was identified.
    fdr : float
    """
    spots = tests.assign(primary=primary_gene)
    spots = spots[(spots["primary"] != "") & (spots["call"] != "not_testable")].reset_index(drop=True)
    gene, names = pd.factorize(spots["primary"])
    genes = combine(spots["p_value"].to_numpy(), spots["log2fc"].to_numpy(), gene, len(names), fdr)
    columns = {name: getattr(genes, name) for name in ("n_features", "log2fc", "log2fc_mean", "z", "p_value")}
    lead = spots["feature"].to_numpy()[genes.lead]
    further = {"adj_p_value": genes.adj_p_value, "direction": genes.direction}
    return pd.DataFrame({"gene": names, "lead_feature": lead, **columns, **further})
