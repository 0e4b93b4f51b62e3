"""Which animals hold up which contrasts' calls: those that would be lost without one of them."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from spotwise.figures.foci import DARK, SHADES
from spotwise.figures.groups import natural
from spotwise.figures.labels import SIZE
from spotwise.figures.placing import EDGE, TOP, add_axes, head, name_rows
from spotwise.figures.style import BLACK, COLUMN, INK, MM, blank, look, new_figure
from spotwise.figures.text import counted, shorten, width_of, wrap

ROW, CELL, NAMES, ANIMAL, TOTAL, TITLE, KEY = 6.5, 4.0, 30.0, 22.0, 17.0, 4.0, 11.0
"""In mm: a contrast's row, an animal's column, room for a contrast's name, for an animal's, for the totals beside the
rows, for their title, and for the words beneath."""

ANIMALS, CONTRASTS = 30, 30
"""Drawn at most: the animals without which most is lost, and the first contrasts."""

WORDS = "Lost: without the animal p is over the largest p called.\nCalls by presence have no p and are not counted."


@look()
def draw_influence(table: pd.DataFrame, region: str) -> Figure:
    """A row a contrast, a column an animal without which a call would be lost; in the cells, how many.

    Parameters
    ----------
    table : DataFrame
        `influence.tsv`: contrast, animal, lost, called, largest_p.
    region : str
    """
    title = "Calls that would be lost without one animal"
    called = table.groupby("contrast", sort=False)["called"].first().astype(int)
    lost = table[table["lost"] > 0]
    if lost.empty:
        n = called.sum()
        none = "No feature is called by its p, so that no call can be lost."
        return blank(title, region, f"None is, of {counted(n, 'call')} by p." if n else none)
    contrasts, animals = list(called.index[:CONTRASTS]), _animals(lost)
    counts = lost.pivot(index="contrast", columns="animal", values="lost").reindex(index=contrasts, columns=animals)
    total = lost.groupby("contrast")["lost"].sum().reindex(contrasts, fill_value=0).astype(int)
    rows = [wrap(contrast, NAMES, SIZE) for contrast in contrasts]
    columns = [shorten(animal, ANIMAL, SIZE) for animal in animals]
    left = EDGE + max(width_of(line, SIZE) for name in rows for line in name.split("\n")) + 1.5
    wide, high, top = CELL * len(animals), ROW * len(contrasts), TOP + TITLE
    beneath = 2 + max(width_of(name, SIZE) for name in columns)
    figure = new_figure(max(COLUMN, left + wide + TOTAL), top + high + beneath + KEY, f"{title}, {region}")
    head(figure, title, f"{region}: {_left_out(lost, called)}")
    axes = add_axes(figure, left, top, wide, high)
    _draw(axes, counts.to_numpy(float))
    name_rows(axes, rows)
    _name_columns(axes, columns)
    _tell(axes, [f"{n} of {of}" for n, of in zip(total, called[contrasts], strict=True)])
    wide, high = figure.get_size_inches() / MM
    figure.text(EDGE / wide, 2.2 / high, WORDS, color=INK)
    return figure


def _animals(lost: pd.DataFrame) -> list[str]:
    """In natural order; where there are too many, those without which most is lost."""
    total = lost.groupby("animal")["lost"].sum().sort_values(ascending=False, kind="stable")
    return natural(total.index[:ANIMALS])


def _left_out(lost: pd.DataFrame, called: pd.Series) -> str:
    """How many there are, and how many of them are drawn."""
    n = lost["animal"].nunique()
    animals = counted(n, "animal") if n <= ANIMALS else f"the {ANIMALS} of {n} animals without which most would be"
    contrasts = f"; {CONTRASTS} of {len(called)} contrasts" if len(called) > CONTRASTS else ""
    return animals + contrasts


def _draw(axes: Axes, counts: np.ndarray) -> None:
    """Shades from none to the most, and the number in each cell that has one."""
    most = np.nanmax(counts)
    axes.imshow(np.nan_to_num(counts), SHADES, vmin=0, vmax=most, aspect="auto", interpolation="nearest")
    for y, x in np.argwhere(counts > 0):
        colour = BLACK if counts[y, x] / most <= DARK else "white"
        axes.text(x, y, f"{counts[y, x]:.0f}", ha="center", va="center_baseline", fontsize=SIZE, color=colour)
    axes.hlines(np.arange(1, len(counts)) - 0.5, -0.5, counts.shape[1] - 0.5, color="#D0D0D0", lw=0.5)
    axes.vlines(np.arange(1, counts.shape[1]) - 0.5, -0.5, len(counts) - 0.5, color="#D0D0D0", lw=0.5)
    axes.spines[:].set(visible=True, color="#D0D0D0")
    axes.set_xticks([])


def _name_columns(axes: Axes, names: Sequence[str]) -> None:
    """Texts alone, as `name_rows` has them, which end at the cells in whatever font the SVG is shown."""
    for at, name in enumerate(names):
        axes.annotate(
            name, (at, 0), (0, -2.5), xycoords=("data", "axes fraction"), textcoords="offset points",
            rotation=90, rotation_mode="anchor", ha="right", va="center", fontsize=SIZE,
        )  # fmt: skip


def _tell(axes: Axes, totals: Sequence[str]) -> None:
    """At the right of each row, how many of its calls would be lost without one animal or another."""
    right = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "fontsize": SIZE}
    axes.annotate("of called", (1, -0.5), (3, 3), **right)
    for at, text in enumerate(totals):
        axes.annotate(text, (1, at), (3, 0), va="center_baseline", **right)
