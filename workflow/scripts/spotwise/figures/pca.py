"""Units in the plane of their first two principal components."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from spotwise.figures.groups import Mark, group_legend
from spotwise.figures.style import GREY, INK, PALE, blank, frame, heading, look, new_figure
from spotwise.figures.text import counted


@look()
def draw_pca(
    scores: np.ndarray,
    share: np.ndarray,
    used: np.ndarray,
    group: Sequence[str],
    mark: Mapping[str, Mark],
    region: str,
) -> Figure:
    """One point a unit.

    Parameters
    ----------
    scores : array, shape (units, 2)
    share : array, shape (2,)
        Of the variance, each component's.
    used : array of bool, shape (features,)
        Which features entered.
    group : sequence of str, shape (units,)
    mark : mapping of group to Mark
    region : str
    """
    title = "Principal components"
    if len(scores) < 3 or not share[0] > 0:
        return blank(title, region, "Not drawn: they need three units and features that vary among them.")
    spread = np.ptp(scores, axis=0)
    figure = new_figure(140, 27 + 75 * np.clip(spread[1] / spread[0], 0.5, 1.0), f"{title}, {region}")
    axes = figure.add_subplot()
    heading(axes, title, f"{region}: {len(scores)} units, {used.sum()} of {counted(len(used), 'feature')}", 75)
    for draw in (axes.axhline, axes.axvline):
        draw(0, color=PALE, lw=0.6, zorder=0)
    for name in [name for name in mark if name in set(group)]:
        x, y = scores[[one == name for one in group]].T
        axes.plot(x, y, mark[name].shape, color=mark[name].colour, ms=4.5, mec=INK, mew=0.4)
    axes.set_aspect("equal", adjustable="datalim")  # distances between units count in all directions
    axes.margins(0.08)
    axes.set_xlabel(f"PC1 ({share[0]:.0%} of variance)")
    axes.set_ylabel(f"PC2 ({share[1]:.0%} of variance)")
    axes.tick_params(color=GREY)
    frame(figure, 13, 10, group_legend(figure, group, mark) + 4, 10)
    return figure
