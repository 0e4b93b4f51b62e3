"""The running sum of each supported focus, and the genes that lead it: a picture's numbers, without a test."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from spotwise.enrich.prerank import ranked, running_sum


@dataclass(frozen=True)
class RunningSum:
    """What a ranking of genes says of one focus.

    Attributes
    ----------
    focus : str
    hits : array of int, shape (genes of the focus,)
        Their places in the ranking, from 0.
    running : array, shape (ranked genes,)
        The sum after each of them.
    nes, p : float
        As the ranked list's test gave them; NaN where it was not run.
    verdict : str
    """

    focus: str
    hits: np.ndarray
    running: np.ndarray
    nes: float
    p: float
    verdict: str

    @property
    def peak(self) -> int:
        """The place at which the sum is furthest from zero."""
        return int(np.abs(self.running).argmax())

    @property
    def es(self) -> float:
        """The enrichment score: the sum there."""
        return float(self.running[self.peak])

    @property
    def leading(self) -> np.ndarray:
        """The places of the genes between an end of the ranking and the peak, the most extreme first."""
        return self.hits[self.hits <= self.peak] if self.es >= 0 else self.hits[self.hits > self.peak][::-1]


def symbol_ranking(genes: pd.DataFrame, symbol: Mapping[str, str]) -> pd.Series:
    """The z of `genes.tsv` by gene-set symbol, from the highest to the lowest; empty in a test without direction."""
    by_symbol = genes.set_axis([symbol.get(gene, "") for gene in genes["gene"]], axis=0)["z"]
    return ranked(by_symbol[by_symbol.index != ""])


def why_unranked(supported: pd.DataFrame, ranking: pd.Series, valid: bool) -> str:
    """Why no running sum is drawn, as far as no focus need be looked at; empty where nothing forbids it.

    Parameters
    ----------
    supported : DataFrame
        The rows of supported foci.
    ranking : Series
        As `symbol_ranking` gives it.
    valid : bool
        Whether the region's own genes are a background.
    """
    if supported.empty:
        return "No focus is supported here."
    if not valid:
        return "The ranked genes are no background, so the ranking says nothing."
    return "" if ranking.any() else "The test gives genes no direction, so they can't be ranked."


def running_sums(ranking: pd.Series, foci: pd.DataFrame, sets: Mapping[str, Collection[str]]) -> list[RunningSum]:
    """The running sum of each focus that has ranked genes within it and outside it, that of the least p first.

    Parameters
    ----------
    ranking : Series, shape (genes,)
        As `symbol_ranking` gives it.
    foci : DataFrame
        Rows of `overview/focus.tsv`, of one region and contrast.
    sets : mapping of str to collection of str
        The genes of each focus.
    """
    found = []
    for row in foci.sort_values("p_value", kind="stable").itertuples():
        genes = sets[row.focus]
        hits = np.flatnonzero(ranking.index.isin(list(genes)))
        if 0 < len(hits) < len(ranking):
            running = running_sum(ranking, genes)
            found.append(RunningSum(row.focus, hits, running, row.gsea_nes, row.gsea_p_value, row.verdict))
    return found
