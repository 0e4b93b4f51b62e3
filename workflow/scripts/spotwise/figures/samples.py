"""The axis of samples that several pictures share."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from spotwise.figures.letters import POINT
from spotwise.figures.text import shorten, width_of

ROOM = 125.0
"""Millimetres that a page-wide picture with a legend leaves for its samples."""

LEAST, LARGEST = 3.6, 6.5
"""Sizes in points between which names are set."""


def thin(width: float, samples: int) -> float:
    """A line's width or a mark's size in points, less where samples stand so close that they would merge."""
    return min(width, 0.8 * ROOM / samples / POINT)


def name_samples(axes: Axes, samples: Sequence[str]) -> float:
    """Name the samples along the x axis, at 0, 1, ...; where there are too many to read, say how many.

    Gives the height in mm that this takes.
    """
    size = thin(LARGEST, len(samples))
    axes.set_xlim(-0.6, len(samples) - 0.4)
    if size < LEAST:
        axes.set_xticks([])
        axes.set_xlabel(f"{len(samples)} samples, by group")
        return 7
    names = [shorten(name, 22, size) for name in samples]
    # anchored, so that names end at the axis in whatever font the SVG is shown
    axes.set_xticks(
        range(len(samples)), names,
        rotation=90, rotation_mode="anchor", ha="right", va="center", fontsize=size,
    )  # fmt: skip
    axes.tick_params(axis="x", length=0, pad=3)
    return 3 + max(width_of(name, size) for name in names)
