"""How high each focus stands in each animal; no p belongs to it."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from spotwise.figures.groups import Mark
from spotwise.figures.heat_map import Animals, heat_map
from spotwise.figures.style import blank, look
from spotwise.figures.text import counted


@look()
def draw_activity(
    values: np.ndarray,
    foci: Sequence[str],
    units: Sequence[str],
    group: Sequence[str],
    mark: Mapping[str, Mark],
    region: str,
) -> Figure:
    """A row a focus, a column an animal.

    Parameters
    ----------
    values : array, shape (foci, units)
        Mean z of the focus's genes, as `focus_activity` gives it; NaN where none was seen.
    foci : sequence of str, shape (foci,)
    units, group : sequences of str, shape (units,)
    mark : mapping of group to Mark, in the order in which groups are drawn
    region : str
    """
    title = "Foci by animal"
    if not np.isfinite(values).any():
        return blank(title, region, "No focus holds a gene with values that vary.")
    animals, meaning = Animals(units, group, mark), "mean z of the focus's genes"
    return heat_map(title, f"{region}: {counted(len(units), 'animal')}", values, foci, animals, 6.5, meaning)
