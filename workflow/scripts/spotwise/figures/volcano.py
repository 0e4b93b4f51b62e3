"""Fold change against p-value of every feature, with the called ones named."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from spotwise.figures.calls import BY_TEST, call_legend, draw_points, name_called, without_points
from spotwise.figures.style import INK, PALE, heading, look, new_figure

NAMED = 15
"""Features that are named at most."""

LEAST_P = 1e-300
"""A p-value below what a double holds is drawn here."""


@look()
def draw_volcano(table: pd.DataFrame, contrast: str, region: str, fdr: float) -> Figure:
    """Log2 fold change against -log10 of the raw p-value.

    Parameters
    ----------
    table : DataFrame
        feature, primary_gene, log2fc, p_value, call; one row a feature.
    contrast, region : str
    fdr : float
        The adjusted p-value at which features are called.
    """
    if (empty := without_points(table, contrast, region)) is not None:
        return empty
    points = table[np.isfinite(table["log2fc"]) & np.isfinite(table["p_value"])]
    points = points.assign(height=-np.log10(points["p_value"].clip(lower=LEAST_P)))
    figure = new_figure(125, 100, f"Volcano plot, {contrast}, {region}")
    axes = figure.add_subplot()
    heading(axes, contrast, region, 112)
    draw_points(axes, points, "log2fc", "height")
    line = _cutoff(axes, points)
    call_legend(figure, table["call"], line, fdr)
    _limits(axes, points)
    name_called(axes, points, "log2fc", "height", NAMED)
    return figure


def _cutoff(axes: Axes, points: pd.DataFrame) -> Line2D | None:
    """The line at the largest raw p-value that was called; none where none was."""
    called = points.loc[points["call"].isin(BY_TEST), "height"]
    return axes.axhline(called.min(), color=INK, lw=0.6, ls=(0, (4, 3)), zorder=1) if len(called) else None


def _limits(axes: Axes, points: pd.DataFrame) -> None:
    """Zero in the middle, whole points at p = 1, and room for names above the highest."""
    side = max(1.0, points["log2fc"].abs().max() * 1.1)
    axes.set_xlim(-side, side)
    top = max(1.5, points["height"].max() * 1.1)
    axes.set_ylim(-0.02 * top, top)
    axes.axvline(0, color=PALE, lw=0.6, zorder=0)
    axes.set_xlabel("log₂ fold change")
    axes.set_ylabel("−log₁₀ raw p-value")
