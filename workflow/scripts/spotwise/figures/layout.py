"""The heading of pictures whose names, and not their axes, begin at the left edge."""

from matplotlib.figure import Figure

from spotwise.figures.style import INK, MM
from spotwise.figures.text import shorten

TOP = 11.0
"""Millimetres that `head` takes."""


def head(figure: Figure, title: str, subtitle: str, room: float) -> None:
    """A bold title and a plain line beneath it, from the figure's left edge; each is shortened to `room` mm."""
    wide, high = figure.get_size_inches() / MM
    left, above = 2 / wide, 1 - 1 / high
    figure.text(left, above, shorten(title, room, 8, "bold"), size=8, weight="bold", va="top")
    figure.text(left, 1 - 5.2 / high, shorten(subtitle, room), color=INK, va="top")
