"""How high the genes of a focus stand in each animal: a picture's numbers, without a test."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd


def gene_z(values: np.ndarray) -> np.ndarray:
    """Each gene's values less its mean, in its standard deviations (n - 1) over the units in which it was seen.

    Parameters
    ----------
    values : array, shape (genes, units)
        Log2; NaN where missing.

    Returns
    -------
    array, shape (genes, units)
        NaN where missing, and throughout a gene that was seen less than twice or never varied.
    """
    seen = np.isfinite(values)
    n = seen.sum(axis=1, keepdims=True)
    mean = np.where(seen, values, 0).sum(axis=1, keepdims=True) / np.maximum(n, 1)
    apart = np.where(seen, values - mean, 0)
    sd = np.sqrt((apart**2).sum(axis=1, keepdims=True) / np.maximum(n - 1, 1))
    varied = sd > 1e-12 * np.maximum(np.abs(mean), 1)  # equal values leave a rounding error
    return np.where(seen & varied, apart / np.where(varied, sd, 1), np.nan)


def symbol_values(values: pd.DataFrame, carrier: Sequence[str], symbol: Mapping[str, str]) -> pd.DataFrame:
    """The values of each gene-set symbol: the mean over its spots, each about its own mean.

    Parameters
    ----------
    values : DataFrame of float, features x units
        Log2; NaN where missing.
    carrier : sequence of str, shape (features,)
        The gene whose statistics each feature carries; empty where it carries none.
    symbol : mapping of str to str
        Gene to symbol, empty where it has none.
    """
    names = np.array([symbol.get(gene, "") for gene in carrier], dtype=object)
    centred = values.sub(values.mean(axis=1), axis=0).set_axis(names, axis=0)
    return centred[names != ""].groupby(level=0, sort=True).mean()


def focus_activity(values: pd.DataFrame, foci: Mapping[str, Collection[str]]) -> pd.DataFrame:
    """Mean z of each focus in each unit: every gene counts alike, whatever its abundance and spread.

    It shows by eye what a test says in one number, animal by animal. As the genes of a focus vary together, and z are
    taken over all groups, the table holds no p. (The mean of z as a score of a pathway: Lee et al. 2008, PLoS Comput
    Biol 4:e1000217, there divided by the root of the number of genes.)

    Parameters
    ----------
    values : DataFrame of float, genes x units
        Log2, indexed by gene; NaN where missing.
    foci : mapping of focus to its genes
        Those not measured do not count.

    Returns
    -------
    DataFrame, foci x units
        NaN where none of the genes was seen in the unit.
    """
    z = gene_z(values.to_numpy(float))
    member = np.array([values.index.isin(list(genes)) for genes in foci.values()], float).reshape(len(foci), len(z))
    seen = np.isfinite(z)
    count = member @ seen.astype(float)
    mean = np.where(count > 0, member @ np.where(seen, z, 0) / np.maximum(count, 1), np.nan)
    return pd.DataFrame(mean, pd.Index(list(foci), name="focus"), values.columns)
