"""Fold change against p-value of every feature, with the called ones named."""

import math

import numpy as np
import pandas as pd
import textalloc
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from spotwise.figures.groups import ROW, key
from spotwise.figures.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE,
    PURPLE,
    SKY,
    VERMILLION,
    blank,
    frame,
    heading,
    look,
    new_figure,
)
from spotwise.figures.text import shorten

CALLS = {
    "up": (VERMILLION, "^"),
    "down": (BLUE, "v"),
    "changed": (PURPLE, "D"),
    "only_in_test": (ORANGE, "^"),
    "only_in_reference": (SKY, "v"),
    "unchanged": (GREEN, "s"),
    "inconclusive": (GREY, "o"),
    "not_testable": (PALE, ""),
}
"""Colour and shape of each call, in the order of the legend."""

ALWAYS = ("up", "down", "inconclusive", "not_testable")
"""Calls whose count is given even where it is zero."""

BY_TEST = ("up", "down", "changed")
"""Calls that the adjusted p-value makes."""

NAMED = 15
"""Features that are named at most."""

FEW = 300
"""Points of a call that are drawn one by one."""

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
    rest = (table["call"] == "not_testable").sum()
    points = table[np.isfinite(table["log2fc"]) & np.isfinite(table["p_value"])]
    if points.empty and rest == len(table):
        return blank(contrast, region, f"None of {rest} features is testable.")
    if points.empty:
        counts = [words for words in _counts(table["call"]).values() if not words.startswith("0 ")]
        return blank(contrast, region, f"No fold changes to draw. Calls: {', '.join(counts)}.")
    points = points.assign(height=-np.log10(points["p_value"].clip(lower=LEAST_P)))
    figure = new_figure(125, 100, f"Volcano plot, {contrast}, {region}")
    axes = figure.add_subplot()
    heading(axes, contrast, region, 112)
    _points(axes, points)
    line = _cutoff(axes, points)
    _legend(figure, table["call"], line, fdr)
    _limits(axes, points)
    _names(axes, points)
    return figure


def _points(axes: Axes, points: pd.DataFrame) -> None:
    """Inconclusive ones lie beneath the others. What is many is an image: the SVG stands in a report."""
    for call, (colour, shape) in reversed(CALLS.items()):
        here = points[points["call"] == call]
        below = call in ("inconclusive", "unchanged")
        edge = {"s": 9, "alpha": 0.6, "lw": 0} if below else {"s": 13, "edgecolor": INK, "lw": 0.3}
        if len(here):
            x, y = here["log2fc"], here["height"]
            axes.scatter(x, y, c=colour, marker=shape, rasterized=below or len(here) > FEW, label=call, **edge)


def _cutoff(axes: Axes, points: pd.DataFrame) -> Line2D | None:
    """The line at the largest raw p-value that was called; none where none was."""
    called = points.loc[points["call"].isin(BY_TEST), "height"]
    return axes.axhline(called.min(), color=INK, lw=0.6, ls=(0, (4, 3)), zorder=1) if len(called) else None


def _counts(calls: pd.Series) -> dict[str, str]:
    """The words of the legend, by call."""
    counts = {call: int((calls == call).sum()) for call in CALLS}
    return {call: f"{n} {call.replace('_', ' ')}" for call, n in counts.items() if n or call in ALWAYS}


def _legend(figure: Figure, calls: pd.Series, line: Line2D | None, fdr: float) -> None:
    words = _counts(calls)
    handles = [key(*CALLS[call]) if CALLS[call][1] else Line2D([], [], ls="none") for call in words]
    labels = list(words.values())
    if line is not None:
        handles.append(line)
        labels.append(f"adjusted p ≤ {fdr:g}")
    columns = 5 if len(labels) <= 5 else 3
    figure.legend(handles, labels, loc="lower left", ncols=columns, handlelength=1.6)
    frame(figure, 13, 11 + ROW * math.ceil(len(labels) / columns), 3, 10)


def _limits(axes: Axes, points: pd.DataFrame) -> None:
    """Zero in the middle, whole points at p = 1, and room for names above the highest."""
    side = max(1.0, points["log2fc"].abs().max() * 1.1)
    axes.set_xlim(-side, side)
    top = max(1.5, points["height"].max() * 1.1)
    axes.set_ylim(-0.02 * top, top)
    axes.axvline(0, color=PALE, lw=0.6, zorder=0)
    axes.set_xlabel("log₂ fold change")
    axes.set_ylabel("−log₁₀ raw p-value")


def _names(axes: Axes, points: pd.DataFrame) -> None:
    """Name the called features of the smallest p-values; a name without room is left out."""
    called = points[points["call"].isin(BY_TEST)].sort_values("p_value", kind="stable")[:NAMED]
    if called.empty:
        return
    names = [shorten(gene or feature, 20, 6.5) for gene, feature in called[["primary_gene", "feature"]].to_numpy()]
    # textalloc tries places in a fixed order, without chance, so names stand the same in every run
    textalloc.allocate(
        axes, called["log2fc"].to_numpy(), called["height"].to_numpy(), names,
        x_scatter=points["log2fc"].to_numpy(), y_scatter=points["height"].to_numpy(),
        textsize=6.5, linecolor=GREY, linewidth=0.4, draw_all=False, margin=0.012, max_distance=0.15,
    )  # fmt: skip
