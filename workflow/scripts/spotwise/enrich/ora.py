"""Over-representation of called genes in gene sets, against the genes that could have been called."""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from spotwise.enrich.background import Background
from spotwise.enrich.gene_sets import GeneSet
from spotwise.stats.hypergeometric import attainable, two_sided, upper_tail
from spotwise.stats.multiplicity import benjamini_hochberg

DIRECTIONS = ("any", "up", "down")


def eligible(sets: Sequence[GeneSet], measured: Collection[str], min_size: int, max_fraction: float) -> list[GeneSet]:
    """Sets reduced to the measured genes, where at least `min_size` and at most a share of those remain.

    What is eligible is settled before anyone looks at which genes were called.
    """
    largest = max_fraction * len(set(measured))
    return [s for s in within(sets, measured) if min_size <= len(s.genes) <= largest]


def within(sets: Sequence[GeneSet], genes: Collection[str]) -> list[GeneSet]:
    """Sets reduced to some genes, without those that hold none of them."""
    genes, found = set(genes), []
    for one in sets:
        if genes.issuperset(one.genes):
            found.append(one)
        elif kept := [gene for gene in one.genes if gene in genes]:
            found.append(GeneSet(one.id, one.name, one.collection, tuple(kept)))
    return [one for one in found if one.genes]


def ora(sets: Sequence[GeneSet], background: Background) -> pd.DataFrame:
    """The rows of `ora.tsv`: every eligible set in each direction, BH over all of a collection and direction.

    Without a valid background there are counts and names, and no p but that of up against down among changed genes,
    which needs none.
    """
    frames = []
    for collection in dict.fromkeys(s.collection for s in sets):
        members = [s for s in sets if s.collection == collection]
        called = [sorted(background.any.intersection(s.genes)) for s in members]
        for direction in DIRECTIONS:
            frames.append(_test(members, called, background, direction))
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def _test(sets: Sequence[GeneSet], called: Sequence[list[str]], background: Background, direction: str) -> pd.DataFrame:
    query = getattr(background, direction)
    hits = called if direction == "any" else [sorted(query.intersection(genes)) for genes in called]
    n, size = len(background.measured), np.array([len(s.genes) for s in sets])
    overlap = np.array([len(hit) for hit in hits])
    frame = pd.DataFrame(
        {
            "term_id": [s.id for s in sets], "term": [s.name for s in sets], "collection": [s.collection for s in sets],
            "overlap": overlap, "set_size": size, "query_size": len(query), "background_size": n,
            "expected": size * len(query) / n, "odds_ratio": _odds(overlap, size, len(query), n),
            "genes": [";".join(hit) for hit in hits], "direction": direction,
        }
    )  # fmt: skip
    if direction == "any":
        frame["p_up_against_down"] = up_against_down(hits, background)
    if not background.valid:
        return frame.assign(n_tests=0)
    p = upper_tail(overlap, size, len(query), n)
    least = attainable(size, len(query), n)
    return frame.assign(p_value=p, p_attainable=least, adj_p_value=benjamini_hochberg(p), n_tests=len(sets))


def up_against_down(hits: Sequence[Collection[str]], background: Background) -> np.ndarray:
    """P that the changed genes of sets went up as often as the other changed genes (Fisher's exact test, two-sided).

    It compares changed genes with each other, so it needs no background.

    Parameters
    ----------
    hits : sequence of collections of genes
        The changed genes of each set; those without one direction do not count.
    """
    up = np.array([len(background.up.intersection(hit)) for hit in hits])
    down = np.array([len(background.down.intersection(hit)) for hit in hits])
    n_up, n_down = len(background.up), len(background.down)
    if n_up + n_down == 0:  # nothing changed, or the test knows no direction
        return np.full(len(hits), np.nan)
    # sets of the same counts have the same p, and most share their counts
    pairs, at = np.unique(np.stack([up, up + down], axis=1), axis=0, return_inverse=True)
    return two_sided(pairs[:, 0], pairs[:, 1], n_up, n_up + n_down)[at.ravel()]


def _odds(overlap: np.ndarray, size: np.ndarray, query: int, n: int) -> np.ndarray:
    """Sample odds ratio; infinite where a margin is used up, NaN where nothing is called."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return overlap * (n - size - query + overlap) / ((size - overlap) * (query - overlap))
