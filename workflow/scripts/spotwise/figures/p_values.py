"""The raw p-values of a contrast: flat where nothing changed, with a peak at zero where something did."""

import numpy as np
from matplotlib.figure import Figure

from spotwise.figures.placing import legend
from spotwise.figures.style import COLUMN, INK, SKY, VERMILLION, blank, frame, heading, look, new_figure
from spotwise.figures.text import counted

BINS = 20


@look()
def draw_p_values(
    p: np.ndarray, contrast: str, region: str, by_presence: int = 0, nulls: float | None = None
) -> Figure:
    """A histogram with the height that uniform p-values would have, and that of the share without a change.

    Parameters
    ----------
    p : array, shape (features,)
        Raw p-values, NaN where a feature has none.
    contrast, region : str
    by_presence : int
        How many of those without a p-value were called because one arm alone shows them; the rest is not testable.
    nulls : float, optional
        The estimated share of features that do not change, from 0 to 1.
    """
    tested = p[np.isfinite(p)]
    rest = len(p) - len(tested) - by_presence
    if not len(tested) and not by_presence:
        return blank(contrast, region, f"None of {rest} features is testable.")
    without = f"{by_presence} called by presence, {rest} not testable"
    if not len(tested):
        return blank(contrast, region, f"No p-values to draw: {without}.")
    figure = new_figure(COLUMN, 70, f"Histogram of p-values, {contrast}, {region}")
    axes = figure.add_subplot()
    heading(axes, contrast, f"{region}: {counted(len(tested), 'feature')} tested", COLUMN - 15)
    counts, edges = np.histogram(tested, BINS, (0.0, 1.0))
    axes.bar(edges[:-1], counts, 1 / BINS, align="edge", color=SKY, edgecolor="white", lw=0.4)
    flat = len(tested) / BINS
    lines = {"expected if nothing changed": axes.axhline(flat, color=INK, ls=(0, (4, 3)))}
    if nulls is not None and np.isfinite(nulls):
        label = f"expected if {_percent(nulls)} did not change, as is estimated"
        lines[label] = axes.axhline(flat * nulls, color=VERMILLION)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, max(counts.max(), flat) * 1.05)
    axes.set_xlabel("raw p-value")
    axes.set_ylabel("features")
    entries = [(line, label) for label, line in lines.items()] + [(None, f"without p: {without}")]
    frame(figure, 13, 9 + legend(figure, entries, 1), 3, 10)
    return figure


def _percent(share: float) -> str:
    """A share of almost all, or of almost none, is not rounded to all or none."""
    percent = round(100 * share)
    return f"{percent}%" if 0 < percent < 100 or share in (0, 1) else "over 99%" if percent else "under 1%"
