"""Over-representation of called genes in gene sets, against the genes that could have been called."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.special import betaln

from spotwise.enrich.background import Background
from spotwise.enrich.gene_sets import GeneSet
from spotwise.stats.multiplicity import benjamini_hochberg

DIRECTIONS = ("any", "up", "down")


def eligible(sets: Sequence[GeneSet], measured: Collection[str], min_size: int, max_fraction: float) -> list[GeneSet]:
    """Sets reduced to the measured genes, where at least `min_size` and at most a share of those remain.

    What is eligible is settled before anyone looks at which genes were called.
    """
    measured, largest = set(measured), max_fraction * len(measured)
    within = [GeneSet(s.id, s.name, s.collection, tuple(g for g in s.genes if g in measured)) for s in sets]
    return [s for s in within if min_size <= len(s.genes) <= largest]


def p_values(
    query: Collection[str], sets: Mapping[str, Collection[str]], measured: Collection[str]
) -> dict[str, float]:
    """P of at least the overlap seen, for each set, by gseapy's hypergeometric test; every gene must be in `measured`.

    gseapy leaves out the sets without a hit; their p is 1. It also reads meaning into names (numbers, upper case), so
    sets and genes go to it under names of ours.
    """
    p, query = dict.fromkeys(sets, 1.0), set(query)
    hit = {f"S{at}": name for at, name in enumerate(sets) if not query.isdisjoint(sets[name])}
    if not hit:
        return p
    import gseapy

    token = {gene: f"G{at}" for at, gene in enumerate(sorted(measured))}
    found = gseapy.enrich(
        gene_list=sorted(token[gene] for gene in query),
        gene_sets={number: sorted(token[gene] for gene in sets[name]) for number, name in hit.items()},
        background=sorted(token.values()),
        outdir=None,
        no_plot=True,
    ).results
    return p | {hit[term]: float(value) for term, value in zip(found["Term"], found["P-value"], strict=True)}


def attainable(set_size: np.ndarray, query_size: int, background_size: int) -> np.ndarray:
    """The least p that sets of some sizes could have reached: that of the largest overlap possible.

    Parameters
    ----------
    set_size : array of int, shape (sets,)
    query_size, background_size : int
    """
    most = np.minimum(set_size, query_size)
    least = np.maximum(set_size, query_size)
    # all of the smaller among the larger: choose(least, most) / choose(background, most)
    return np.where(
        most == 0, 1.0, np.minimum(1.0, np.exp(_log_choose(least, most) - _log_choose(background_size, most)))
    )


def _log_choose(n: np.ndarray | int, k: np.ndarray) -> np.ndarray:
    n = np.asarray(n, float)
    return -np.log1p(n) - betaln(n - k + 1, k + 1)


def ora(sets: Sequence[GeneSet], background: Background) -> pd.DataFrame:
    """The rows of `ora.tsv`: every eligible set in each direction, BH over all of a collection and direction.

    Without a valid background there are counts and names, and no p.
    """
    frames = []
    for collection in dict.fromkeys(s.collection for s in sets):
        members = [s for s in sets if s.collection == collection]
        for direction in DIRECTIONS:
            frames.append(_test(members, background, getattr(background, direction)).assign(direction=direction))
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def _test(sets: Sequence[GeneSet], background: Background, query: frozenset[str]) -> pd.DataFrame:
    hits = [[gene for gene in s.genes if gene in query] for s in sets]
    n, size = len(background.measured), np.array([len(s.genes) for s in sets])
    overlap = np.array([len(hit) for hit in hits])
    frame = pd.DataFrame(
        {
            "term_id": [s.id for s in sets], "term": [s.name for s in sets], "collection": [s.collection for s in sets],
            "overlap": overlap, "set_size": size, "query_size": len(query), "background_size": n,
            "expected": size * len(query) / n, "odds_ratio": _odds(overlap, size, len(query), n),
            "genes": [";".join(hit) for hit in hits],
        }
    )  # fmt: skip
    if not background.valid:
        return frame.assign(n_tests=0)
    p = p_values(query, {s.id: s.genes for s in sets}, background.measured)
    p = np.array([p[s.id] for s in sets])
    least = attainable(size, len(query), n)
    return frame.assign(p_value=p, p_attainable=least, adj_p_value=benjamini_hochberg(p), n_tests=len(sets))


def _odds(overlap: np.ndarray, size: np.ndarray, query: int, n: int) -> np.ndarray:
    """Sample odds ratio; infinite where a margin is used up, NaN where nothing is called."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return overlap * (n - size - query + overlap) / ((size - overlap) * (query - overlap))
