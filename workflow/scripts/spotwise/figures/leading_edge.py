"""The genes that make a focus's enrichment, animal by animal."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from spotwise.figures.groups import Mark
from spotwise.figures.heat_map import Animals, heat_map
from spotwise.figures.style import blank, look
from spotwise.figures.text import counted

MOST = 60
"""Genes shown at most: the first ones, which are the most extreme."""


@look()
def draw_leading_edge(
    values: np.ndarray,
    genes: Sequence[str],
    units: Sequence[str],
    group: Sequence[str],
    mark: Mapping[str, Mark],
    focus: str,
    contrast: str,
    region: str,
) -> Figure:
    """A row a gene of the leading edge, a column an animal.

    Parameters
    ----------
    values : array, shape (genes, units)
        z of each gene over the animals, NaN where missing.
    genes : sequence of str, shape (genes,)
        In the order in which they are drawn, the most extreme first.
    units, group : sequences of str, shape (units,)
    mark : mapping of group to Mark, in the order in which groups are drawn
    focus, contrast, region : str
    """
    title, where = f"Leading edge of {focus}", f"{region}, {contrast}"
    if not np.isfinite(values[:MOST]).any():
        return blank(title, where, "No gene of it holds values that vary.")
    shown = counted(len(genes), "gene") if len(genes) <= MOST else f"the {MOST} most extreme of {len(genes)} genes"
    animals, meaning = Animals(units, group, mark), "standard deviations from the gene's mean"
    return heat_map(title, f"{where}: {shown}", values[:MOST], genes[:MOST], animals, 3.2, meaning)
