"""The raw p-values of a contrast: flat where nothing changed, with a peak at zero where something did."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from spotwise.figures.style import COLUMN, INK, SKY, blank, frame, heading, look, new_figure
from spotwise.figures.text import counted

BINS = 20


@look()
def draw_p_values(p: np.ndarray, contrast: str, region: str, by_presence: int = 0) -> Figure:
    """A histogram with the height that uniform p-values would have.

    Parameters
    ----------
    p : array, shape (features,)
        Raw p-values, NaN where a feature has none.
    contrast, region : str
    by_presence : int
        How many of those without a p-value were called because one arm alone shows them; the rest is not testable.
    """
    tested = p[np.isfinite(p)]
    rest = len(p) - len(tested) - by_presence
    if not len(tested) and not by_presence:
        return blank(contrast, region, f"None of {rest} features is testable.")
    without = f"{by_presence} called by presence, {rest} not testable"
    if not len(tested):
        return blank(contrast, region, f"No p-values to draw: {without}.")
    figure = new_figure(COLUMN, 66, f"Histogram of p-values, {contrast}, {region}")
    axes = figure.add_subplot()
    heading(axes, contrast, f"{region}: {counted(len(tested), 'feature')} tested", COLUMN - 15)
    counts, edges = np.histogram(tested, BINS, (0.0, 1.0))
    axes.bar(edges[:-1], counts, 1 / BINS, align="edge", color=SKY, edgecolor="white", lw=0.4)
    line = axes.axhline(len(tested) / BINS, color=INK, ls=(0, (4, 3)))
    axes.set_xlim(0, 1)
    axes.set_ylim(0, max(counts.max(), 1) * 1.05)
    axes.set_xlabel("raw p-value")
    axes.set_ylabel("features")
    labels = ["expected if nothing changed", f"without p: {without}"]
    figure.legend([line, Line2D([], [], ls="none")], labels, loc="lower left", handlelength=1.8)
    frame(figure, 13, 18, 3, 10)
    return figure
