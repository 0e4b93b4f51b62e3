"""The sheet's factors as coloured bars above the columns of a heat map."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D

from spotwise.figures.groups import COLOURS, NAME, key, marks
from spotwise.figures.labels import SIZE
from spotwise.figures.placing import name_rows
from spotwise.figures.style import GREY
from spotwise.figures.text import shorten

NAMES = 30.0
"""Room for the name of a factor beside its bar, in mm."""

LEVELS = len(COLOURS)
"""Levels that colours tell apart; a factor of more is left out."""


def shown_factors(factors: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Those that have at least two levels, and not more than there are colours."""
    return {name: levels for name, levels in factors.items() if 1 < len(set(levels) - {""}) <= LEVELS}


def short_name(factor: str) -> str:
    """The name of a factor as it stands beside its bar."""
    return shorten(factor, NAMES, SIZE)


def colour_levels(factors: Mapping[str, Sequence[str]]) -> dict[str, dict[str, str]]:
    """The colour of each level of each factor: factors follow each other in the palette, so that few share colours."""
    colours, at = {}, 0
    for name, levels in factors.items():
        present = [level for level in marks(levels) if level != ""]
        colours[name] = {level: COLOURS[(at + k) % LEVELS] for k, level in enumerate(present)}
        at += len(present)
    return colours


def draw_factors(axes: Axes, factors: Mapping[str, Sequence[str]], colours: Mapping[str, Mapping[str, str]]) -> None:
    """A bar a factor, a cell a column; grey where the sheet is empty."""
    cells = np.array([[to_rgb(colours[name].get(level, GREY)) for level in levels] for name, levels in factors.items()])
    rows, units = cells.shape[:2]
    axes.imshow(cells, aspect="auto", interpolation="nearest", extent=(-0.5, units - 0.5, rows - 0.5, -0.5))
    for edge in range(1, rows):
        axes.axhline(edge - 0.5, color="white", lw=0.8)
    name_rows(axes, [short_name(name) for name in factors])


def factor_entries(
    colours: Mapping[str, Mapping[str, str]], further: Mapping[str, str]
) -> list[tuple[Line2D | None, str]]:
    """Signs and labels of a legend: each factor's name above its levels, then further colours by label."""
    entries = []
    for name, levels in colours.items():
        entries.append((None, f"{shorten(name, NAME) or '–'}:"))
        entries += [(key(colour, "s"), shorten(level, NAME)) for level, colour in levels.items()]
    return entries + [(key(colour, "s"), label) for label, colour in further.items()]
