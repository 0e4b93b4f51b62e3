"""Which terms tell the same story: clusters of terms that share their hits or their members; nothing is left out."""

from collections.abc import Collection, Sequence

import numpy as np

HITS_SHARED, MEMBERS_SHARED = 0.75, 0.5
CUT = 0.05
"""P up to which terms are put together; a term above it stands alone."""


def clusters(
    ids: Sequence[str],
    p: np.ndarray,
    members: Sequence[Collection[str]],
    hits: Sequence[Collection[str]] | None = None,
    preferred: Collection[str] = (),
) -> tuple[list[str], list[bool]]:
    """The cluster of each term, named after the term that stands for it.

    From the smallest p on (terms that the user asked about first), each term joins the first cluster with whose
    representative it shares 75% of the smaller one's hits, or half of all members (Jaccard); or else founds one.

    Parameters
    ----------
    ids : sequence of str
    p : array, shape (terms,)
    members : sequence of collections of genes
        Of each term.
    hits : sequence of collections of genes, optional
        The changed ones; without them members alone decide.
    preferred : collection of str
        Ids of terms that stand for their cluster whatever their p, as long as it is small.

    Returns
    -------
    cluster : list of str
    representative : list of bool
    """
    cluster = list(ids)
    small = np.flatnonzero(p <= CUT)
    order = sorted(small, key=lambda at: (ids[at] not in preferred, p[at], ids[at]))
    alike = _alike([members[at] for at in order], None if hits is None else [hits[at] for at in order])
    founder = np.zeros(len(order), bool)
    for number, at in enumerate(order):
        joined = alike[number] & founder
        if joined.any():
            cluster[at] = ids[order[joined.argmax()]]
        else:
            founder[number] = True
    return cluster, [name == own for name, own in zip(cluster, ids, strict=True)]


def _alike(members: Sequence[Collection[str]], hits: Sequence[Collection[str]] | None) -> np.ndarray:
    """Which terms share enough of their members or hits with which, shape (terms, terms)."""
    both, size = _shared(members)
    alike = both >= MEMBERS_SHARED * (size[:, None] + size - both)
    if hits is not None:
        both, size = _shared(hits)
        least = np.minimum(size[:, None], size)
        alike |= (least > 0) & (both >= HITS_SHARED * least)
    return alike


def _shared(collections: Sequence[Collection[str]]) -> tuple[np.ndarray, np.ndarray]:
    """How many genes each two collections share, and how many each holds."""
    place = {gene: at for at, gene in enumerate(sorted(set().union(*collections)))}
    rows = np.zeros((len(collections), len(place)), np.float32)  # exact for counts, and a product is fast
    for row, genes in zip(rows, collections, strict=True):
        row[[place[gene] for gene in genes]] = 1
    return rows @ rows.T, rows.sum(axis=1)
