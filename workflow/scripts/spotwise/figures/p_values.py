"""The raw p-values of a contrast: flat where nothing changed, with a peak at zero where something did."""

import numpy as np
from matplotlib.figure import Figure

from spotwise.figures.style import COLUMN, INK, SKY, blank, frame, heading, look, new_figure
from spotwise.figures.text import counted

BINS = 20


@look()
def draw_p_values(p: np.ndarray, contrast: str, region: str) -> Figure:
    """A histogram with the height that uniform p-values would have.

    Parameters
    ----------
    p : array, shape (features,)
        Raw p-values, NaN where a feature is not testable.
    contrast, region : str
    """
    tested = p[np.isfinite(p)]
    rest = len(p) - len(tested)
    if not len(tested):
        return blank(contrast, region, f"None of {rest} features is testable.")
    figure = new_figure(COLUMN, 62, f"Histogram of p-values, {contrast}, {region}")
    axes = figure.add_subplot()
    heading(axes, contrast, f"{region}: {counted(len(tested), 'feature')} tested, {rest} not testable", COLUMN - 15)
    counts, edges = np.histogram(tested, BINS, (0.0, 1.0))
    axes.bar(edges[:-1], counts, 1 / BINS, align="edge", color=SKY, edgecolor="white", lw=0.4)
    axes.axhline(len(tested) / BINS, color=INK, ls=(0, (4, 3)), label="expected if nothing changed")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, max(counts.max(), 1) * 1.05)
    axes.set_xlabel("raw p-value")
    axes.set_ylabel("features")
    figure.legend(loc="lower left", handlelength=1.8)
    frame(figure, 13, 14, 3, 10)
    return figure
