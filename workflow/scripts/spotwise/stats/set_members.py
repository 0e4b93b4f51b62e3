"""Which genes each set holds, as a sparse matrix, so that one product sums over the genes of all sets."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array


def membership(sets: Sequence[np.ndarray], use: np.ndarray) -> csr_array:
    """One row for each set and one column for each gene, 1 where the set holds the gene.

    Parameters
    ----------
    sets : sequence of arrays of int
        Places of genes, each at most once in a set.
    use : array of bool, shape (genes,)
        The genes that count; the others are in no set.

    Returns
    -------
    sparse array, shape (sets, genes)
    """
    ends = np.cumsum([0, *(len(members) for members in sets)])
    gene = np.concatenate([np.empty(0, int), *sets]).astype(int)
    matrix = csr_array((use[gene].astype(float), gene, ends), shape=(len(sets), len(use)))
    matrix.eliminate_zeros()
    return matrix


def unit_length(residuals: np.ndarray) -> np.ndarray:
    """Residual effects of length one, 0 where missing; all 0 for a gene without any.

    The product of two genes is then what the correlation of their statistics is estimated by. Where values are missing
    that is less than the correlation of the genes: the statistics share only the units that show both.

    Parameters
    ----------
    residuals : array, shape (genes, units)
        NaN where missing.
    """
    filled = np.where(np.isfinite(residuals), residuals, 0.0)
    length = np.sqrt(np.einsum("gu,gu->g", filled, filled))
    return filled / np.where(length > 0, length, 1.0)[:, None]
