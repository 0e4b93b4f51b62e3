"""The called spots of a contrast, animal by animal."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from spotwise.figures.heat_map import Animals, heat_map
from spotwise.figures.style import blank, look
from spotwise.figures.text import counted

MOST = 30
"""Spots shown at most: the first ones, which have the smallest p."""


@look()
def draw_spot_map(
    values: np.ndarray, spots: Sequence[str], animals: Animals, contrast: str, region: str, tested: int
) -> Figure:
    """A row a called spot, a column an animal.

    Parameters
    ----------
    values : array, shape (spots, units)
        Log2, NaN where a spot was not seen.
    spots : sequence of str, shape (spots,)
        In the order in which they are drawn, smallest p first.
    animals : Animals
    contrast, region : str
    tested : int
        How many spots were testable.
    """
    if not len(spots):
        return blank(contrast, region, f"None of {counted(tested, 'tested spot')} is called, so there is none to show.")
    seen = np.isfinite(values[:MOST]).any(axis=1)
    values, rows = values[:MOST][seen], [name for name, is_seen in zip(spots, seen, strict=False) if is_seen]
    if not len(rows):
        return blank(contrast, region, "No called spot has a value.")
    shown = f"the {MOST} called spots of smallest p, of {len(spots)}"
    if len(spots) <= MOST:
        shown = counted(len(spots), "called spot")
    centred = values - np.nanmean(values, axis=1, keepdims=True)
    return heat_map(contrast, f"{region}: {shown}", centred, rows, animals, 3.0, "log₂ volume, from the spot's mean")
