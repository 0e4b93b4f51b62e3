"""Names beside the points that they belong to, so that none lies on another name, on a point or on a line to one.

The widths of names are known beforehand and places are tried in a fixed order, so nothing is drawn to be measured, and
the names stand the same in every run.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from spotwise.figures.letters import POINT
from spotwise.figures.style import GREY
from spotwise.figures.text import width_of

SIDES = np.array([(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)])
"""Directions in which a name may stand, the best first."""

GAPS = (1.3, 2.6, 4.2, 6.0, 8.0)
"""Distances from the point to the name's edge, in mm; from the second on, a line joins them."""

SIZE = 6.5
HEIGHT = SIZE * POINT * 1.25
"""Of a name, in points and in mm."""

STEPS = np.linspace(0, 1, 9)[1:-1, None]
"""Where on a line to a name it is tried whether something lies in its way."""

NEAR = 0.5
"""How far a line to a name keeps off other points, in mm."""

PAD = 0.35
"""Between a name and what it must not touch, in mm."""


def place_names(axes: Axes, named: np.ndarray, names: Sequence[str], points: np.ndarray) -> None:
    """Name points; one without room for its name is left without. Limits and frame of the axes have to be set.

    Parameters
    ----------
    axes : Axes
        With linear scales.
    named : array, shape (names, 2)
        The points to name, those that matter most first, in the axes' units.
    names : sequence of str
        Fit to be drawn (`shorten`).
    points : array, shape (points, 2)
        Everything that must not be covered, what is named included.
    """
    mm = 25.4 / axes.figure.dpi
    named, points = (axes.transData.transform(np.reshape(at, (-1, 2))) * mm for at in (named, points))
    room = axes.bbox.extents * mm
    taken, lines = np.empty((0, 4)), []
    for at, name in zip(named, names, strict=True):
        size = np.array([width_of(name, SIZE), HEIGHT])
        boxes, distance = _places(at, size)
        ways = _ways(at, boxes)
        near = points[np.abs(points - at).max(1) <= GAPS[-1] + NEAR]
        others = near[np.abs(near - at).max(1) > NEAR]
        free = (boxes[:, :2] >= room[:2]).all(1) & (boxes[:, 2:] <= room[2:]).all(1)
        free &= ~_hold(boxes, points).any(1) & ~_meet(boxes, taken).any(1)
        free &= ~_hold(taken, ways.reshape(-1, 2)).reshape(-1, len(boxes), len(STEPS)).any((0, 2))
        free &= ~_beside(ways, others)
        if not free.any():
            continue
        best = int(np.argmax(free))
        box = boxes[best]
        x, y = axes.transData.inverted().transform((box[:2] + box[2:]) / 2 / mm)
        axes.text(x, y, name, ha="center", va="center", fontsize=SIZE)
        taken = np.vstack([taken, box])
        if distance[best] > GAPS[0]:
            points = np.vstack([points, ways[best]])
            lines.append(axes.transData.inverted().transform([at / mm, np.clip(at, box[:2], box[2:]) / mm]))
    axes.add_collection(LineCollection(lines, colors=GREY, linewidths=0.4, zorder=1), autolim=False)


def _places(at: np.ndarray, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Boxes (left, bottom, right, top) in which a name may stand, the best first, and their distances."""
    distance = np.repeat(GAPS, len(SIDES))
    sides = np.tile(SIDES, (len(GAPS), 1))
    gap = np.where((sides != 0).all(1), 0.7, 1.0) * distance
    centre = at + sides * (size / 2 + gap[:, None])
    return np.hstack([centre - size / 2, centre + size / 2]), distance


def _ways(at: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Points on the line from `at` to the nearest edge of each box, shape (boxes, steps, 2)."""
    end = np.clip(at, boxes[:, :2], boxes[:, 2:])
    return at + STEPS * (end - at)[:, None]


def _beside(ways: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Whether a line to each box passes a point, and would seem to lead to it."""
    apart = ways[:, :, None] - points
    return (np.abs(apart) < NEAR).all(3).any((1, 2))


def _hold(boxes: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Whether each box holds each point, or nearly so."""
    low, high = boxes[:, None, :2] - PAD, boxes[:, None, 2:] + PAD
    return ((points > low) & (points < high)).all(2)


def _meet(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Whether each box lies on each other one, or nearly so."""
    low, high = boxes[:, None, :2] - PAD, boxes[:, None, 2:] + PAD
    return ((others[:, :2] < high) & (others[:, 2:] > low)).all(2)
