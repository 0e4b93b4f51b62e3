"""Rows of genes or foci, columns of animals: what the heat maps share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import offset_copy

from spotwise.figures.factor_bars import colour_levels, draw_factors, factor_entries, short_name, shown_factors
from spotwise.figures.groups import NAME, Mark, by_group, key
from spotwise.figures.placing import LINE, colour_bar, head, legend, legend_width, name_rows, place
from spotwise.figures.samples import LARGEST, ROOM, thin
from spotwise.figures.samples import LEAST as SMALLEST
from spotwise.figures.style import BLUE, GREY, INK, MM, PAGE, VERMILLION, new_figure
from spotwise.figures.text import shorten, width_of, wrap

SHADES = LinearSegmentedColormap.from_list("change", [BLUE, "#FFFFFF", VERMILLION], 257).with_extremes(bad=GREY)
CAP = 2.0
"""The value from which on the shade stays the same, on either side of zero."""

TOP, STRIP, GAP, BAR, NAMES, LEAST, WIDEST = 11.0, 2.4, 0.8, 13.0, 34.0, 2.9, 6.0
"""In mm: heading, strip of groups, gap, colour bar, rows' names, a column with a name of full size, the widest one."""


@dataclass(frozen=True)
class Animals:
    """The columns of a heat map: each animal's name and group, and the mark of every group, in drawing order.

    `factors` are columns of the sheet, the level of each animal by name: bars of theirs take the place of the groups'.
    Of more animals than `named`, none is named.
    """

    units: Sequence[str]
    group: Sequence[str]
    mark: Mapping[str, Mark]
    factors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    named: int = 1000


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
    missing = {} if np.isfinite(values).all() else {"missing": GREY}
    factors = {name: [levels[at] for at in order] for name, levels in shown_factors(animals.factors).items()}
    colours = colour_levels(factors)
    entries = factor_entries(colours, missing) if factors else group_entries(animals.group, animals.mark, missing)
    columns = 1 if len(entries) < 30 else 2
    beside = legend_width(entries, columns) + 5
    strip, body = (figure.add_axes((0, 0, 1, 1)) for _ in range(2))
    limit = min(CAP, max(0.5, np.nanmax(np.abs(values))))
    body.imshow(values, SHADES, vmin=-limit, vmax=limit, aspect="auto", interpolation="nearest")
    left = max(_name_rows(body, rows, height), *(width_of(name, 6.5) + 4 for name in map(short_name, factors)), 0)
    bars = STRIP * max(1, len(factors))
    top, wide, high = TOP + bars + GAP, len(order) * _column(len(order), PAGE - left - beside), height * len(rows)
    beneath = top + high + _name_columns(body, [animals.units[at] for at in order], animals.named)
    _grow(figure, left + wide + beside, max(beneath + BAR, LINE * (-(-len(entries) // columns) + 2)))
    head(figure, title, subtitle, beside)
    width, tall = figure.get_size_inches() / MM
    legend(figure, entries, columns, width - beside + 3, tall - LINE * (-(-len(entries) // columns) + 0.5))
    place(strip, left, TOP, wide, bars)
    place(body, left, top, wide, high)
    strip.set_axis_off()
    if factors:
        draw_factors(strip, factors, colours)
    else:
        _draw_strip(strip, body, group, animals.mark)
    colour_bar(figure, 6, tall - beneath - BAR + 1, 45, SHADES, _ends(values, limit), meaning)
    return figure


def group_entries(
    group: Sequence[str], mark: Mapping[str, Mark], further: Mapping[str, str]
) -> list[tuple[Line2D | None, str]]:
    """Signs and labels of a legend: the groups present, with their numbers, then further colours by label."""
    present = [name for name in mark if name in set(group)]
    entries = [
        (key(mark[name].colour, mark[name].shape), f"{shorten(name, NAME) or 'no group'} ({list(group).count(name)})")
        for name in present
    ]
    return entries + [(key(colour, "s"), label) for label, colour in further.items()]


def _column(units: int, room: float) -> float:
    """The width of a column: what the page leaves, but enough for the animals' names (`name_samples`)."""
    return max(min(LEAST, ROOM / units), min(WIDEST, room / units))


def _grow(figure: Figure, width: float, height: float) -> None:
    wide, high = figure.get_size_inches()
    figure.set_size_inches(max(wide, width * MM), max(high, height * MM))


def _name_rows(axes: Axes, rows: Sequence[str], height: float) -> float:
    """Name the rows, in two lines where they are high enough; gives the width in mm that this takes."""
    fit = wrap if height > 2 * LEAST else shorten
    names = [fit(name, NAMES, 6.5) for name in rows]
    name_rows(axes, names)
    return 4 + max(width_of(line, 6.5) for name in names for line in name.split("\n"))


def _name_columns(axes: Axes, units: Sequence[str], most: int) -> float:
    """Name the columns, up to a number of them; gives the height in mm that this takes."""
    size, rows = thin(LARGEST, len(units)), axes.get_ylim()[0]
    axes.set_xlim(-0.5, len(units) - 0.5)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    if size < SMALLEST or len(units) > most:
        axes.set_xlabel(f"{len(units)} animals, by group")
        return 7
    names = [shorten(name, 22, size) for name in units]
    beneath = offset_copy(axes.transData, axes.figure, 0, -3, "points")
    style = {"rotation": 90, "rotation_mode": "anchor", "ha": "right", "va": "center", "fontsize": size}
    for at, name in enumerate(names):
        axes.text(at, rows, name, transform=beneath, **style)
    return 3 + max(width_of(name, size) for name in names)


def _draw_strip(strip: Axes, body: Axes, group: Sequence[str], mark: Mapping[str, Mark]) -> None:
    """A band of its colour and its shape above each group, and white lines between groups."""
    strip.set_xlim(-0.5, len(group) - 0.5)
    strip.set_ylim(0, 1)
    for name in dict.fromkeys(group):
        first, n = list(group).index(name), list(group).count(name)
        strip.add_patch(Rectangle((first - 0.5, 0), n, 1, facecolor=mark[name].colour, edgecolor="white", lw=0.8))
        strip.plot(first + (n - 1) / 2, 0.5, mark[name].shape, color="white", ms=3.2, mec=INK, mew=0.3)
        if first:
            body.axvline(first - 0.5, color="white", lw=0.8)


def _ends(values: np.ndarray, limit: float) -> tuple[str, str]:
    """The labels of the colour bar's ends; values beyond them have the ends' colour, and the ends say so."""
    return (
        f"{'≤' if np.nanmin(values) < -limit else ''}−{limit:.2g}",
        f"{'≥' if np.nanmax(values) > limit else ''}{limit:.2g}",
    )
