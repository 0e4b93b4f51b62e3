"""What pictures of a contrast's features share: colour and shape of each call, counts, names and empty states."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from spotwise.figures.groups import key
from spotwise.figures.labels import SIZE, place_names
from spotwise.figures.placing import EDGE, legend, legend_width
from spotwise.figures.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    MM,
    ORANGE,
    PALE,
    PURPLE,
    SKY,
    VERMILLION,
    blank,
    frame,
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

BY_PRESENCE = ("only_in_test", "only_in_reference")
"""Calls that rest on one arm alone showing the feature."""

FEW = 300
"""Points of a call that are drawn one by one."""


def without_points(table: pd.DataFrame, contrast: str, region: str) -> Figure | None:
    """The picture where no feature has both a fold change and a p-value; None where some have."""
    if (np.isfinite(table["log2fc"]) & np.isfinite(table["p_value"])).any():
        return None
    if (table["call"] == "not_testable").all():
        return blank(contrast, region, f"None of {len(table)} features is testable.")
    counts = [words for words in call_counts(table["call"]).values() if not words.startswith("0 ")]
    return blank(contrast, region, f"No fold changes to draw. Calls: {', '.join(counts)}.")


def ranked(table: pd.DataFrame, calls: tuple[str, ...] = BY_TEST) -> pd.DataFrame:
    """Features with the given calls first, then the others; both by p, so that the first ones matter most."""
    first = ~table["call"].isin(calls)
    return table.assign(_first=first).sort_values(["_first", "p_value"], kind="stable").drop(columns="_first")


def name_of(gene: str, feature: str, width: float = 20) -> str:
    """How a feature is named: by its gene, else by itself."""
    return shorten(gene or feature, width, SIZE)


def full_name(gene: str, feature: str, width: float = 30) -> str:
    """A feature's gene with its own name, since a gene may have several; its own name alone where it has no gene."""
    return name_of(f"{gene} ({feature})" if gene and gene != feature else gene, feature, width)


def draw_points(axes: Axes, points: pd.DataFrame, x: str, y: str) -> None:
    """Inconclusive ones lie beneath the others. What is many is an image: the SVG stands in a report."""
    for call, (colour, shape) in reversed(CALLS.items()):
        here = points[points["call"] == call]
        below = call in ("inconclusive", "unchanged")
        edge = {"s": 9, "alpha": 0.6, "lw": 0} if below else {"s": 13, "edgecolor": INK, "lw": 0.3}
        if len(here):
            many = below or len(here) > FEW
            axes.scatter(here[x], here[y], c=colour, marker=shape, rasterized=many, label=call, **edge)


def name_called(axes: Axes, points: pd.DataFrame, x: str, y: str, most: int) -> None:
    """Name the called features of the smallest p-values; a name without room is left out."""
    called = points[points["call"].isin(BY_TEST)].sort_values("p_value", kind="stable")[:most]
    if len(called):
        names = [name_of(*pair) for pair in called[["primary_gene", "feature"]].to_numpy()]
        place_names(axes, called[[x, y]].to_numpy(), names, points[[x, y]].to_numpy())


def call_counts(calls: pd.Series) -> dict[str, str]:
    """The words of the legend, by call."""
    counts = {call: int((calls == call).sum()) for call in CALLS}
    return {call: f"{n} {call.replace('_', ' ')}" for call, n in counts.items() if n or call in ALWAYS}


def call_legend(figure: Figure, calls: pd.Series, line: Line2D | None, fdr: float) -> None:
    """How many features have each call, in one row where there is room, and the frame of the axes above it."""
    entries = [(sign_of(call), label) for call, label in call_counts(calls).items()]
    if line is not None:
        entries.append((line, f"adjusted p ≤ {fdr:g}"))
    columns = len(entries) if legend_width(entries, len(entries)) < figure.get_size_inches()[0] / MM - EDGE else 3
    frame(figure, 13, 9 + legend(figure, entries, columns), 3, 10)


def sign_of(call: str) -> Line2D | None:
    """The sign of a call in a legend; what is not testable has none."""
    colour, shape = CALLS[call]
    return key(colour, shape) if shape else None
