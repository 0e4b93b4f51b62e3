"""Every animal's value of the top spots of a contrast, by group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from spotwise.arms import INVOLVED, OUTSIDE, REFERENCE, TEST
from spotwise.figures.groups import NAME, SHAPES, Mark, key
from spotwise.figures.placing import EDGE, LINE, TOP, add_axes, head, legend
from spotwise.figures.style import BLUE, COLUMN, GREEN, GREY, INK, PAGE, PALE, VERMILLION, blank, look, new_figure
from spotwise.figures.text import shorten, width_of

MOST = 6
"""Spots shown at most."""

ORDER = (REFERENCE, INVOLVED, TEST, OUTSIDE)
"""Of the arms within a spot, from left to right."""

LEFT, NAMES, HEIGHT, BELOW = 13.0, 7.5, 44.0, 6.0
"""In mm: room for the axis and for the spots' names, the axes' height, and room for the arms' names."""

SPREAD = 0.38
"""How far the animals of a group stand to either side of its middle; groups are 1 wide."""

GAP, CLOSE, FADE = 0.8, 0.5, 0.35
"""Between arms and between spots, in widths of a group; a group's width where it is outside the contrast, and how
opaque it is."""

COLOUR = {REFERENCE: BLUE, TEST: VERMILLION, INVOLVED: GREEN, OUTSIDE: GREY}


@dataclass(frozen=True)
class Animals:
    """The units: the group and the arm (`arms`) of each, and the mark of every group, in drawing order."""

    group: Sequence[str]
    arm: Sequence[str]
    mark: Mapping[str, Mark]


@dataclass(frozen=True)
class Spots:
    """What is drawn of the spots, those that matter most first.

    Attributes
    ----------
    names, said : sequences of str, shape (spots,)
        The name of each, and a few words on it.
    values : array, shape (spots, units)
        Log2, NaN where a spot was not seen.
    gels : sequence of arrays, one a unit, each of shape (spots, technical gels)
        No column for a unit of a single gel.
    """

    names: Sequence[str]
    said: Sequence[str]
    values: np.ndarray
    gels: Sequence[np.ndarray]


@look()
def draw_strips(
    spots: Spots, animals: Animals, contrast: str, region: str, which: str, arm_names: Mapping[str, str]
) -> Figure:
    """A point an animal, each spot about its own mean, so that one axis serves all of them.

    Parameters
    ----------
    spots : Spots
        At most MOST; each has a value.
    animals : Animals
    contrast, region : str
    which : str
        Which spots these are.
    arm_names : mapping of arm to str
        What the test arm and the reference are called; empty where a contrast has no two arms.
    """
    if not len(spots.names):
        return blank(contrast, region, "No spot is testable, so none is drawn.")
    signs = _signs(animals)
    entries = list(signs.values())
    if any(gels.shape[1] for gels in spots.gels):
        entries.append((Line2D([], [], color=GREY, lw=0.6), "technical gels of one animal"))
    if OUTSIDE in animals.arm and len(set(animals.arm)) > 1:
        entries.append((None, "pale: not in this contrast"))
    columns = max(1, min(len(entries), int((PAGE - 2 * EDGE) / (max(width_of(label) for _, label in entries) + 8.5))))
    x, reach, width = _columns(animals)
    wide = PAGE - LEFT - EDGE if len(spots.names) > 2 else COLUMN - LEFT - EDGE
    columns = columns if len(spots.names) > 2 else 1
    high = TOP + NAMES + HEIGHT + BELOW + LINE * -(-len(entries) // columns) + EDGE
    figure = new_figure(LEFT + wide + EDGE, high, f"Strip plot of the top spots, {contrast}, {region}")
    axes = add_axes(figure, LEFT, TOP + NAMES, wide, HEIGHT)
    head(figure, contrast, f"{region}: {which}")
    legend(figure, entries, columns)
    y = spots.values - np.nanmean(spots.values, axis=1, keepdims=True)
    _limits(axes, y, width)
    at = np.arange(len(spots.names))[:, None] * width + x
    _gels(axes, spots, at)
    _points(axes, at, y, animals, signs)
    _texts(axes, spots, reach, width, arm_names, wide / len(spots.names))
    axes.set_ylabel("log₂ volume, from the spot's mean")
    return figure


def _columns(animals: Animals) -> tuple[np.ndarray, dict[str, tuple[float, float]], float]:
    """Where each unit stands within a spot, from where to where each arm reaches, and the width of a spot.

    Groups outside the contrast stand closer than the others.
    """
    cells = list(zip((ORDER.index(arm) for arm in animals.arm), _ranks(animals), strict=True))
    x, width, last, reach = np.empty(len(cells)), 0.0, min(cells)[0], {}
    for cell in sorted(set(cells)):
        width += GAP * (cell[0] != last)
        wide = CLOSE if ORDER[cell[0]] == OUTSIDE else 1.0
        here = [at for at, own in enumerate(cells) if own == cell]
        spread = np.linspace(-SPREAD, SPREAD, len(here)) if len(here) > 1 else np.zeros(1)
        x[here] = width + wide * (0.5 + spread)
        reach[ORDER[cell[0]]] = (reach.get(ORDER[cell[0]], (width,))[0], width + wide)
        width, last = width + wide, cell[0]
    return x, reach, width + GAP


def _ranks(animals: Animals) -> list[int]:
    """The place of each unit's group among those of its arm: the same stratum has the same place in both arms."""
    ordered = {
        arm: [group for group in animals.mark if (group, arm) in set(zip(animals.group, animals.arm, strict=True))]
        for arm in set(animals.arm)
    }
    return [ordered[arm].index(group) for group, arm in zip(animals.group, animals.arm, strict=True)]


def _signs(animals: Animals) -> dict[tuple[str, int], tuple[Line2D, str]]:
    """The sign and the label of each group, by arm and place, in the order of the legend."""
    units = sorted(
        {(ORDER.index(a), r, g) for a, r, g in zip(animals.arm, _ranks(animals), animals.group, strict=True)}
    )
    signs = {}
    for arm, rank, group in units:
        sign = key(COLOUR[ORDER[arm]], SHAPES[rank % len(SHAPES)])
        if ORDER[arm] == OUTSIDE:
            sign.set(alpha=FADE, markersize=2.6)
        n = sum(g == group and a == ORDER[arm] for g, a in zip(animals.group, animals.arm, strict=True))
        signs[ORDER[arm], rank] = (sign, f"{shorten(group, NAME) or 'no group'} ({n})")
    return signs


def _limits(axes: Axes, y: np.ndarray, width: float) -> None:
    """Zero in the middle, a line between spots."""
    side = max(0.5, 1.1 * np.nanmax(np.abs(y)))
    axes.set_ylim(-side, side)
    axes.set_xlim(-GAP / 2, width * len(y) - GAP / 2)
    axes.set_xticks([])
    axes.axhline(0, color=PALE, lw=0.6, zorder=0)
    between = [[(at * width - GAP / 2, -side), (at * width - GAP / 2, side)] for at in range(1, len(y))]
    axes.add_collection(LineCollection(between, colors=PALE, linewidths=0.6, zorder=0), autolim=False)


def _gels(axes: Axes, spots: Spots, x: np.ndarray) -> None:
    """The technical gels of an animal as dots on a line."""
    lines = []
    for unit, gels in enumerate(spots.gels):
        own = gels - np.nanmean(spots.values, axis=1, keepdims=True)
        lines += [
            np.column_stack([np.full(np.isfinite(y).sum(), at), y[np.isfinite(y)]])
            for at, y in zip(x[:, unit], own, strict=True)
            if np.isfinite(y).any()
        ]
    if lines:
        axes.add_collection(LineCollection(lines, colors=GREY, linewidths=0.6, zorder=1), autolim=False)
        axes.plot(*np.vstack(lines).T, ".", color=INK, ms=2, mew=0, zorder=3)


def _points(axes: Axes, x: np.ndarray, y: np.ndarray, animals: Animals, signs: Mapping) -> None:
    """One set of points a group and arm, over all spots together."""
    units = list(zip(animals.arm, _ranks(animals), strict=True))
    for kind, (sign, label) in signs.items():
        here = [at for at, unit in enumerate(units) if unit == kind]
        size = 2.0 if kind[0] == OUTSIDE else 2.8
        points = Line2D(x[:, here].ravel(), y[:, here].ravel())
        points.update_from(sign)
        points.set(markersize=size, label=label)
        axes.add_line(points)


def _texts(axes: Axes, spots: Spots, reach: Mapping, width: float, arm_names: Mapping[str, str], room: float) -> None:
    """The names of spots above, and of arms beneath: the reference's ends with its arm, the test's begins with its."""
    above, style = axes.get_xaxis_transform(), {"va": "top", "fontsize": 6, "color": INK}
    mm = room / width
    places = {}
    if reach.keys() >= arm_names.keys() == {TEST, REFERENCE}:
        places[REFERENCE] = (reach[REFERENCE][1], "right", (reach[REFERENCE][1] + 0.5 * GAP) * mm)
        places[TEST] = (reach[TEST][0], "left", (width - reach[TEST][0] - 0.6 * GAP) * mm)
    for at, (name, said) in enumerate(zip(spots.names, spots.said, strict=True)):
        axes.text(at * width, 1.1, shorten(name, room - 2, 7, "bold"), transform=above, weight="bold")
        axes.text(at * width, 1.025, shorten(said, room - 2, 6), transform=above, fontsize=6, color=INK)
    for arm, (x, side, most) in places.items():  # beneath the first spot alone: colours and order say it of the others
        axes.text(x, -0.025, shorten(arm_names[arm], most, 6), transform=above, ha=side, **style)
