"""Sets that hold the very same measured genes are one question, and are tested once."""

from collections.abc import Collection, Sequence

from spotwise.enrich.gene_sets import GeneSet


def collapse(
    sets: Sequence[GeneSet], preferred: Collection[str] = ()
) -> tuple[list[GeneSet], dict[tuple[str, str], list[str]]]:
    """Sets that differ in their genes, and the ids of those left out for each that stands for others.

    Parameters
    ----------
    sets : sequence of GeneSet
        Reduced to the measured genes.
    preferred : collection of str
        Ids that stand for their group.

    Returns
    -------
    kept : list of GeneSet
        Of each group of a collection a preferred one or else the first by id, in the order of `sets`.
    same : dict of (str, str) to list of str
        The other ids of a group by the collection and id that are kept, sorted.
    """
    groups: dict[tuple, list[GeneSet]] = {}
    for one in sets:
        groups.setdefault((one.collection, one.genes), []).append(one)
    first = {key: min(group, key=lambda one: (one.id not in preferred, one.id)) for key, group in groups.items()}
    kept = [one for one in sets if first[one.collection, one.genes] is one]
    same = {
        (first[key].collection, first[key].id): sorted(one.id for one in group if one is not first[key])
        for key, group in groups.items()
        if len(group) > 1
    }
    return kept, same
