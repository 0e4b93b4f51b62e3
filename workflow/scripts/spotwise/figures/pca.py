"""Units in the plane of their first two principal components."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from spotwise.figures.groups import legend
from spotwise.figures.signs import Signs
from spotwise.figures.style import GREY, INK, PALE, blank, frame, heading, look, new_figure
from spotwise.figures.text import counted


@look()
def draw_pca(
    scores: np.ndarray,
    share: np.ndarray,
    used: np.ndarray,
    units: Sequence[Mapping[str, str]],
    signs: Signs,
    region: str,
) -> Figure:
    """One point a unit.

    Parameters
    ----------
    scores : array, shape (units, components)
        Of which the first two are drawn.
    share : array, shape (components,)
        Of the variance, each component's.
    used : array of bool, shape (features,)
        Which features entered.
    units : sequence of mapping, shape (units,)
        What the sheet says of each.
    signs : Signs
    region : str
    """
    title = "Principal components"
    if len(scores) < 3 or not share[0] > 0:
        return blank(title, region, "Not drawn: they need three units and features that vary among them.")
    spread = np.ptp(scores[:, :2], axis=0)
    figure = new_figure(140, 27 + 75 * np.clip(spread[1] / spread[0], 0.5, 1.0), f"{title}, {region}")
    axes = figure.add_subplot()
    heading(axes, title, f"{region}: {len(scores)} units, {used.sum()} of {counted(len(used), 'feature')}", 75)
    for draw in (axes.axhline, axes.axvline):
        draw(0, color=PALE, lw=0.6, zorder=0)
    mark = [signs.mark(unit) for unit in units]
    for one in dict.fromkeys(mark):
        x, y = scores[[other == one for other in mark], :2].T
        axes.plot(x, y, one.shape, color=one.colour, ms=4.5, mec=INK, mew=0.4)
    axes.set_aspect("equal", adjustable="datalim")  # distances between units count in all directions
    axes.margins(0.08)
    axes.set_xlabel(f"PC1 ({share[0]:.0%} of variance)")
    axes.set_ylabel(f"PC2 ({share[1]:.0%} of variance)")
    axes.tick_params(color=GREY)
    frame(figure, 13, 10, legend(figure, signs.entries(units)) + 4, 10)
    return figure
