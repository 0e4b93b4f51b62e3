"""Fold change against mean volume of every feature: a change that goes with the volume is no finding."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from spotwise.figures.calls import call_legend, draw_points, name_called, without_points
from spotwise.figures.style import INK, heading, look, new_figure

NAMED = 10
"""Features that are named at most."""


@look()
def draw_ma(table: pd.DataFrame, contrast: str, region: str, fdr: float) -> Figure:
    """Mean log2 volume against log2 fold change.

    Parameters
    ----------
    table : DataFrame
        feature, primary_gene, mean, log2fc, p_value, call; one row a feature.
    contrast, region : str
    fdr : float
        The adjusted p-value at which features are called.
    """
    if (empty := without_points(table, contrast, region)) is not None:
        return empty
    points = table[np.isfinite(table["log2fc"]) & np.isfinite(table["p_value"]) & np.isfinite(table["mean"])]
    figure = new_figure(125, 80, f"MA plot, {contrast}, {region}")
    axes = figure.add_subplot()
    heading(axes, contrast, region, 112)
    draw_points(axes, points, "mean", "log2fc")
    call_legend(figure, table["call"], None, fdr)
    side = max(1.0, points["log2fc"].abs().max() * 1.1)
    axes.set_ylim(-side, side)
    low, high = points["mean"].min(), points["mean"].max()
    beside = max(0.5, 0.05 * (high - low))
    axes.set_xlim(low - beside, high + beside)
    axes.axhline(0, color=INK, lw=0.6, zorder=0)
    axes.set_xlabel("mean log₂ volume")
    axes.set_ylabel("log₂ fold change")
    name_called(axes, points, "mean", "log2fc", NAMED)
    return figure
