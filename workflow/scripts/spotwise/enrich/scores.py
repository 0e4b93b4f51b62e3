"""What a contrast says of each gene-set symbol: a score, and the residuals that tell which genes go together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.special import ndtri

LARGEST = 37.0  # the normal score of the least p that a double holds


@dataclass(frozen=True)
class Scores:
    """Genes with a test; arrays of shape (genes,) unless said.

    Attributes
    ----------
    symbols : list of str
        Sorted.
    z : array
        Signed normal score of the p; 0 where a gene's spots went opposite ways, NaN in a test without direction.
    size : array
        The normal score of the p without a sign, for the mixed ones too.
    residuals : array, shape (genes, units)
        Mean of the standardised residuals of each gene's spots; NaN where none was seen.
    df : float
        Residual degrees of freedom of complete features.
    """

    symbols: list[str]
    z: np.ndarray
    size: np.ndarray
    residuals: np.ndarray
    df: float

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each symbol stands."""
        return {symbol: at for at, symbol in enumerate(self.symbols)}

    def places(self, genes: Iterable[str]) -> np.ndarray:
        """Where the genes of a set stand, in order; those without a test are left out."""
        return np.array(sorted(self.place[gene] for gene in genes if gene in self.place), int)


def scores_of(
    genes: pd.DataFrame, symbol: Mapping[str, str], carrier: pd.Series, effects: np.ndarray, df: float
) -> Scores:
    """The scores of a contrast's genes by the symbols that gene sets know them under.

    Parameters
    ----------
    genes : DataFrame
        `genes.tsv` of the contrast. Genes of one symbol are averaged.
    symbol : mapping of str to str
        Gene to symbol, empty where it has none.
    carrier : Series of str, shape (features,)
        The gene whose statistics each feature carries; empty where it carries none, or could not be tested.
    effects : array, shape (features, units)
        Standardised residuals; NaN where missing.
    df : float
        Residual degrees of freedom of complete features.
    """
    known = genes.assign(symbol=[symbol.get(gene, "") for gene in genes["gene"]])
    known = known[(known["symbol"] != "") & known["p_value"].notna()]
    size = np.minimum(-ndtri(known["p_value"].to_numpy(float) / 2), LARGEST)
    by_symbol = known.assign(size=size).groupby("symbol", sort=True)[["z", "size"]].mean()
    symbols = list(by_symbol.index)
    of_gene = dict(zip(known["gene"], known["symbol"], strict=True))
    residuals = _means(effects, [of_gene.get(gene, "") for gene in carrier], symbols)
    return Scores(symbols, by_symbol["z"].to_numpy(), by_symbol["size"].to_numpy(), residuals, df)


def _means(effects: np.ndarray, owner: list[str], symbols: list[str]) -> np.ndarray:
    """Means over the features of each symbol of what was observed, shape (symbols, units)."""
    place = {symbol: at for at, symbol in enumerate(symbols)}
    used = np.array([at for at, symbol in enumerate(owner) if symbol in place], int)
    to = np.array([place[owner[at]] for at in used], int)
    seen = np.isfinite(effects[used])
    sums, counts = (np.zeros((len(symbols), effects.shape[1])) for _ in range(2))
    np.add.at(sums, to, np.where(seen, effects[used], 0.0))
    np.add.at(counts, to, seen)
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
