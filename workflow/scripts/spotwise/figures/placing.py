"""Places counted in millimetres, for pictures whose parts do not fit one frame around one pair of axes."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import Colormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import Affine2D, Transform

from spotwise.figures.labels import SIZE
from spotwise.figures.style import INK, MM
from spotwise.figures.text import shorten, width_of

EDGE, TOP = 3.0, 10.5
"""From the figure's edge to its heading, and the heading's height, in mm."""

STEPS = 41
"""Cells of a colour bar."""

SIGN, LINE = 5.2, 3.8
"""Of a legend, in mm: from a sign to its label, and from line to line."""


def place(axes: Axes, left: float, top: float, width: float, height: float) -> None:
    """Put axes at a place in mm from the left and the top of their figure."""
    wide, high = axes.figure.get_size_inches() / MM
    axes.set_position((left / wide, 1 - (top + height) / high, width / wide, height / high))


def add_axes(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Axes at a place in mm from the left and the top of the figure."""
    axes = figure.add_axes((0, 0, 1, 1))
    place(axes, left, top, width, height)
    return axes


def head(figure: Figure, title: str, subtitle: str, beside: float = 0) -> None:
    """The heading of a figure, from its left edge on, where names stand at the left; `beside` mm are left free."""
    wide, high = figure.get_size_inches() / MM
    room = wide - 2 * EDGE - beside
    style = {"ha": "left", "va": "baseline"}
    figure.text(EDGE / wide, 1 - 4.6 / high, shorten(title, room, 8, "bold"), fontsize=8, weight="bold", **style)
    figure.text(EDGE / wide, 1 - 8.4 / high, shorten(subtitle, room, 7), color=INK, **style)


def name_rows(axes: Axes, names: Sequence[str]) -> None:
    """Names at the left of rows 0, 1, ...: texts alone, which are drawn in half the time of ticks."""
    axes.set_yticks([])
    for at, name in enumerate(names):
        axes.text(
            -0.012, at, name, transform=axes.get_yaxis_transform(), ha="right", va="center_baseline", fontsize=SIZE
        )


def colour_bar(
    figure: Figure, left: float, bottom: float, width: float, shades: Colormap, ends: Sequence[str], meaning: str
) -> None:
    """What colours stand for, at a place in mm from the figure's left and bottom: a bar, its ends and its middle.

    Parameters
    ----------
    shades : Colormap
        Diverging.
    ends : sequence of str
        The labels of the lowest and the highest colour; the middle one is 0.
    meaning : str
    """
    transform, x, wide = Affine2D().scale(MM) + figure.dpi_scale_trans, np.arange(STEPS), width / STEPS
    low, high = bottom + 3.2, bottom + 5.6
    cells = [[(left + at * wide, low), (left + (at + 1) * wide, low), (left + (at + 1) * wide, high),
              (left + at * wide, high)] for at in x]  # fmt: skip
    colours = shades(x / (STEPS - 1))
    figure.add_artist(PolyCollection(cells, facecolors=colours, edgecolors=colours, lw=0.3, transform=transform))
    for share, label in zip((0, 0.5, 1), (ends[0], "0", ends[1]), strict=True):
        figure.text(left + share * width, low - 0.7, label, ha="center", va="top", fontsize=6, transform=transform)
    figure.text(left + width / 2, high + 0.8, meaning, ha="center", fontsize=SIZE, transform=transform)


def legend(
    figure: Figure,
    entries: Sequence[tuple[Line2D | None, str]],
    columns: int,
    left: float = EDGE,
    bottom: float = EDGE - 0.5,
) -> float:
    """Signs and what they mean, in rows from the figure's bottom up; gives the height in mm that this takes.

    Matplotlib's own legend measures each text several times, and takes as long as all else in a small picture.

    Parameters
    ----------
    figure : Figure
    entries : sequence of (sign, label)
        Read down the columns. A sign with a line is drawn as one, any other as its marker.
    columns : int
    left, bottom : float
        Where the legend begins, in mm.
    """
    rows = -(-len(entries) // columns)
    transform = Affine2D().scale(MM) + figure.dpi_scale_trans
    for first in range(0, len(entries), rows):
        for at, (sign, label) in enumerate(entries[first : first + rows]):
            y = bottom + LINE * (rows - 1 - at) + LINE / 4
            if sign is not None:
                figure.add_artist(_sign(sign, left, y, transform))
            figure.text(left + SIGN, y, label, transform=transform, ha="left", va="center_baseline")
        left += SIGN + 3 + max(width_of(label) for _, label in entries[first : first + rows])
    return LINE * rows + EDGE - 1


def legend_width(entries: Sequence[tuple[Line2D | None, str]], columns: int) -> float:
    """The width in mm that a legend takes."""
    rows = -(-len(entries) // columns)
    firsts = range(0, len(entries), rows)
    return sum(SIGN + 3 + max(width_of(label) for _, label in entries[first : first + rows]) for first in firsts)


def _sign(sign: Line2D, left: float, y: float, transform: Transform) -> Line2D:
    """A copy of a sign at its place in the legend."""
    line = sign.get_linestyle() not in ("None", "none", "", " ")
    drawn = Line2D([left, left + SIGN - 1.3] if line else [left + 1.5], [y, y] if line else [y])
    drawn.update_from(sign)
    drawn.set(transform=transform, clip_path=None, clip_box=None, zorder=2)
    return drawn
