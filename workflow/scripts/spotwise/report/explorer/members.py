"""Which of a study's genes are in a focus or a term."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from spotwise.formats.gmt import cells_of, collection_of, read_lines

FOCUS = "focus"


def members(
    paths: Sequence[str | Path],
    terms: Collection[tuple[str, str]],
    focus: Mapping[str, Sequence[str]],
    symbols: Collection[str],
) -> dict[tuple[str, str], list[str]]:
    """The genes of each term, under its collection and id, and of each focus, under `FOCUS` and its name.

    Parameters
    ----------
    paths : sequence of path
        The GMT files.
    terms : collection of (str, str)
        Collection and id of the terms that are asked for.
    focus : mapping of str to sequence of str
        The ids of each focus's terms, wherever they stand.
    symbols : collection of str
        The study's genes. With several files, capitals are let pass: collections of man and mouse stand side by side.
    """
    wanted = {id_ for _, id_ in terms} | {id_ for ids in focus.values() for id_ in ids}
    folded = {symbol.upper(): symbol for symbol in symbols} if len(paths) > 1 else {}
    own, found = set(symbols), {}
    for path in paths:
        collection = collection_of(path)
        for _, id_, _, cells in read_lines(path):
            if id_ in wanted:
                cells = cells_of(cells)
                genes = found.setdefault((collection, id_), set())
                genes |= own.intersection(cells)
                genes.update(folded[one] for one in map(str.upper, set(cells) - own if folded else ()) if one in folded)
    foci = {
        (FOCUS, name): set().union(*(genes for (_, id_), genes in found.items() if id_ in ids))
        for name, ids in focus.items()
    }
    asked = {key: genes for key, genes in found.items() if key in set(terms)} | foci
    return {key: sorted(genes) for key, genes in asked.items()}
