"""Whether faint spots vary more than others, and the variance to which the test draws each spot's own."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, NullLocator

from spotwise.figures.style import BLUE, COLUMN, VERMILLION, blank, frame, heading, look, new_figure
from spotwise.figures.text import counted

MANY = 2000
"""Points from which on they are drawn as pixels: the SVG would be too large for a report."""

COARSE, FINE = (1.0, 2.0, 5.0), (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0)
"""Numbers, times powers of ten, that the scale of standard deviations names: few where it is long."""


@look()
def draw_mean_variance(table: pd.DataFrame, follows: str, region: str) -> Figure:
    """A point a spot: its residual standard deviation over what the trend follows, and the trend itself.

    Parameters
    ----------
    table : DataFrame
        The rows of `variances.tsv`.
    follows : str
        What the x axis shows.
    region : str
    """
    title = "Variance over mean"
    own = table[(table["variance"] > 0) & np.isfinite(table["x"])]
    if not len(own):
        return blank(title, region, "Not drawn: no spot has a variance about the model.")
    figure = new_figure(COLUMN, 74, f"{title}, {region}")
    axes = figure.add_subplot()
    heading(axes, title, f"{region}: {counted(len(own), 'spot')}", COLUMN - 16)
    sd = np.sqrt(own["variance"].to_numpy())
    axes.plot(own["x"], sd, ".", ms=2, mew=0, color=BLUE, alpha=0.5, rasterized=len(own) > MANY)
    line = own[np.isfinite(own["prior_variance"])].sort_values("x", kind="stable")
    axes.plot(line["x"], np.sqrt(line["prior_variance"]), color=VERMILLION, lw=1.4)
    axes.set_yscale("log")
    _ticks(axes, *axes.get_ylim())
    axes.set_xlabel(follows)
    axes.set_ylabel("residual SD, log₂")
    handles = [Line2D([], [], ls="none", marker=".", color=BLUE), Line2D([], [], color=VERMILLION, lw=1.4)]
    figure.legend(handles, ["a spot", _worth(line)], loc="lower left", handlelength=1.6)
    frame(figure, 14, 20, 3, 10)
    return figure


def _worth(line: pd.DataFrame) -> str:
    """What the line is, and the degrees of freedom that it counts for."""
    df = line["prior_df"].median()
    worth = "without end" if np.isinf(df) else "not known" if np.isnan(df) else f"{df:.3g}"
    return f"the prior that each is drawn to (degrees of freedom: {worth})"


def _ticks(axes: Axes, low: float, high: float) -> None:
    """Plain numbers, where the logarithmic scale has room for them; the ends, where none lies within."""
    powers = 10.0 ** np.arange(np.floor(np.log10(low)), np.log10(high) + 1)
    ticks = powers if len(powers) > 4 else np.outer(powers, FINE if high < 6 * low else COARSE).ravel()
    ticks = ticks[(ticks >= low) & (ticks <= high)]
    ticks = ticks if len(ticks) > 1 else np.array([low, high])
    axes.yaxis.set_major_locator(FixedLocator(ticks))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.2g}")
    axes.yaxis.set_minor_locator(NullLocator())
