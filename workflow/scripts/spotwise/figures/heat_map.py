"""Rows of genes or foci, columns of animals: what the heat maps share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.patches import Patch, Rectangle

from spotwise.figures.groups import Mark, by_group, group_legend
from spotwise.figures.samples import ROOM, name_samples
from spotwise.figures.style import BLUE, GREY, INK, MM, PAGE, VERMILLION, heading, new_figure
from spotwise.figures.text import shorten, width_of, wrap

SHADES = LinearSegmentedColormap.from_list("change", [BLUE, "#FFFFFF", VERMILLION], 257).with_extremes(bad=GREY)
CAP = 2.0
"""The value from which on the shade stays the same, on either side of zero."""

TOP, STRIP, GAP, BAR, NAMES, LEAST, WIDEST = 11.0, 2.4, 0.8, 13.0, 34.0, 2.9, 6.0
"""In mm: heading, strip of groups, gap, colour bar, rows' names, a column with a name of full size, the widest one."""


@dataclass(frozen=True)
class Animals:
    """The columns of a heat map: each animal's name and group, and the mark of every group, in drawing order."""

    units: Sequence[str]
    group: Sequence[str]
    mark: Mapping[str, Mark]


def heat_map(
    title: str, subtitle: str, values: np.ndarray, rows: Sequence[str], animals: Animals, height: float, meaning: str
) -> Figure:
    """A heat map with zero in white and what is missing in grey; a group's animals stand together, under its colour.

    Parameters
    ----------
    title, subtitle : str
    values : array, shape (rows, units)
        NaN where missing; at least one is finite.
    rows : sequence of str
    animals : Animals
    height : float
        Of a row, in mm.
    meaning : str
        What the colour shows.
    """
    order = by_group(animals.group, animals.mark)
    values, group = values[:, order], [animals.group[at] for at in order]
    figure = new_figure(125, TOP + height * len(rows), f"{title}, {subtitle}")
    missing = {} if np.isfinite(values).all() else {"missing": Patch(facecolor=GREY)}
    beside = group_legend(figure, animals.group, animals.mark, missing) + 6
    head, strip, body, bar = (figure.add_axes((0, 0, 1, 1)) for _ in range(4))
    limit = min(CAP, max(0.5, np.nanmax(np.abs(values))))
    shown = body.imshow(values, SHADES, vmin=-limit, vmax=limit, aspect="auto", interpolation="nearest")
    left = _name_rows(body, rows, height)
    top, wide, high = TOP + STRIP + GAP, len(order) * _column(len(order), PAGE - left - beside), height * len(rows)
    beneath = top + high + _name_columns(body, [animals.units[at] for at in order])
    _grow(figure, left + wide + beside, beneath + BAR)
    room = figure.get_size_inches()[0] / MM - beside - 3
    _place(head, 3, TOP - 1, room, 1)
    _place(strip, left, TOP, wide, STRIP)
    _place(body, left, top, wide, high)
    _place(bar, 5, beneath + 5.5, 45, 2.6)
    head.set_axis_off()
    heading(head, title, subtitle, room)
    _draw_strip(strip, body, group, animals.mark)
    _draw_bar(bar, shown, values, meaning)
    return figure


def _column(units: int, room: float) -> float:
    """The width of a column: what the page leaves, but enough for the animals' names (`name_samples`)."""
    return max(min(LEAST, ROOM / units), min(WIDEST, room / units))


def _grow(figure: Figure, width: float, height: float) -> None:
    wide, high = figure.get_size_inches()
    figure.set_size_inches(max(wide, width * MM), max(high, height * MM))


def _place(axes: Axes, left: float, top: float, width: float, height: float) -> None:
    """Put axes at a place in mm from the left and the top of their figure."""
    wide, high = axes.figure.get_size_inches() / MM
    axes.set_position((left / wide, 1 - (top + height) / high, width / wide, height / high))


def _name_rows(axes: Axes, rows: Sequence[str], height: float) -> float:
    """Name the rows, in two lines where they are high enough; gives the width in mm that this takes."""
    fit = wrap if height > 2 * LEAST else shorten
    names = [fit(name, NAMES, 6.5) for name in rows]
    axes.set_yticks(range(len(rows)), names)
    axes.tick_params(axis="y", length=0, pad=3)
    return 4 + max(width_of(line, 6.5) for name in names for line in name.split("\n"))


def _name_columns(axes: Axes, units: Sequence[str]) -> float:
    """Name the columns; gives the height in mm that this takes."""
    height = name_samples(axes, units)
    axes.set_xlim(-0.5, len(units) - 0.5)
    axes.spines[:].set_visible(False)
    return height


def _draw_strip(strip: Axes, body: Axes, group: Sequence[str], mark: Mapping[str, Mark]) -> None:
    """A band of its colour and its shape above each group, and white lines between groups."""
    strip.set_axis_off()
    strip.set_xlim(-0.5, len(group) - 0.5)
    strip.set_ylim(0, 1)
    for name in dict.fromkeys(group):
        first, n = list(group).index(name), list(group).count(name)
        strip.add_patch(Rectangle((first - 0.5, 0), n, 1, facecolor=mark[name].colour, edgecolor="white", lw=0.8))
        strip.plot(first + (n - 1) / 2, 0.5, mark[name].shape, color="white", ms=3.2, mec=INK, mew=0.3)
        if first:
            body.axvline(first - 0.5, color="white", lw=0.8)


def _draw_bar(axes: Axes, shown: AxesImage, values: np.ndarray, meaning: str) -> None:
    """What the colours stand for; values beyond the ends have the ends' colour, and the ends say so."""
    low, high = shown.get_clim()
    axes.imshow(np.linspace(low, high, 128)[None], SHADES, aspect="auto", extent=(low, high, 0, 1))
    ends = (
        f"{'≤' if np.nanmin(values) < low else ''}−{high:.2g}",
        f"{'≥' if np.nanmax(values) > high else ''}{high:.2g}",
    )
    axes.set_xticks([low, 0, high], [ends[0], "0", ends[1]], fontsize=6)
    axes.set_yticks([])
    axes.spines[:].set(visible=True, color=GREY)
    axes.set_title(meaning, fontsize=6.5, weight="normal", y=1, pad=2)
