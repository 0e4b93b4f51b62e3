"""The mark of each group, the same in every picture of a study, and the legend that explains it."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from spotwise.figures.style import BLACK, BLUE, GREEN, INK, MM, ORANGE, PURPLE, SKY, VERMILLION, YELLOW
from spotwise.figures.text import width_of, wrap

COLOURS = (BLUE, VERMILLION, GREEN, ORANGE, SKY, PURPLE, BLACK, YELLOW)
SHAPES = "osD^vPX"
"""One fewer than the colours, so that 56 groups differ in one or the other, and eight in both."""

ROW, NAME = 4.0, 40.0
"""Height of a legend's line and room for a group's name, in mm."""


@dataclass(frozen=True)
class Mark:
    """How a group is drawn."""

    colour: str
    shape: str


def marks(groups: Iterable[str]) -> dict[str, Mark]:
    """A mark for each group, in natural order (dose 2 before dose 10).

    Given the groups of all regions, a group looks the same in each of them.
    """
    return {group: Mark(COLOURS[at % 8], SHAPES[at % 7]) for at, group in enumerate(natural(groups))}


def natural(names: Iterable[str]) -> list[str]:
    """Each name once, in natural order."""
    return sorted(set(names), key=lambda name: ([_natural(part) for part in re.split(r"(\d+)", name)], name))


def _natural(part: str) -> tuple[int, str]:
    return (int(part), "") if part.isdecimal() else (-1, part)


def by_group(group: Sequence[str], mark: Mapping[str, Mark]) -> list[int]:
    """Positions of samples so that groups stand together; within a group they keep their order."""
    rank = {name: at for at, name in enumerate(mark)}
    return sorted(range(len(group)), key=lambda at: rank[group[at]])


def key(colour: str, shape: str) -> Line2D:
    """The sign of a group, or of anything drawn as points, in a legend."""
    return Line2D([], [], linestyle="none", marker=shape, color=colour, markersize=4, markeredgecolor=INK, mew=0.3)


def group_legend(
    figure: Figure, group: Sequence[str], mark: Mapping[str, Mark], further: Mapping[str, object] | None = None
) -> float:
    """A legend at the right of the groups present, with their number of samples or units; gives its width in mm.

    `further` holds handles of what else needs explaining, by label. Where a column is too high for the figure, there
    are two, and the figure grows if that is not enough.
    """
    present = [name for name in mark if name in set(group)]
    entries = [(_counted(name, list(group).count(name)), key(mark[name].colour, mark[name].shape)) for name in present]
    return legend(figure, [*entries, *(further or {}).items()])


def _counted(name: str, n: int) -> str:
    return f"{wrap(name, NAME) or 'no group'} ({n})"


def legend(figure: Figure, entries: Sequence[tuple[str, object]]) -> float:
    """A legend of labels and their handles at the right of a figure, as `group_legend` makes it; its width in mm."""
    labels, handles = [label for label, _ in entries], [handle for _, handle in entries]
    width, height = figure.get_size_inches()
    lines = sum(label.count("\n") + 1 for label in labels) + 1
    columns = 1 if lines * ROW * MM < height else 2
    figure.set_size_inches(width, max(height, (math.ceil(lines / columns) + 2) * ROW * MM))
    figure.legend(handles, labels, loc="upper right", ncols=columns)
    return columns * (7 + max(width_of(line) for label in labels for line in label.split("\n")))
