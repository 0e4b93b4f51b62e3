"""Ticks of axes that are not straight, so that no label touches the next."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from spotwise.figures.labels import SIZE
from spotwise.figures.text import width_of

BETWEEN = 2.0
"""Least room between two labels, in mm."""


def set_ticks(axes: Axes, *choices: Sequence[float]) -> None:
    """Label the x axis, whose scale, limits and place have to be set, with the first choice of which two ticks fit."""
    axes.xaxis.set_minor_locator(NullLocator())
    kept = next((found for found in (_spaced(axes, ticks) for ticks in choices) if len(found) > 1), [])
    axes.set_xticks(kept, [_label(tick) for tick in kept])


def _spaced(axes: Axes, ticks: Sequence[float]) -> list[float]:
    """Those within the limits, from the left on, each of which leaves the one before enough room."""
    low, high = axes.get_xlim()
    within, kept, end = [tick for tick in ticks if low <= tick <= high], [], -np.inf
    places = axes.transData.transform([(tick, 0) for tick in within])[:, 0] * 25.4 / axes.figure.dpi if within else []
    for tick, place in zip(within, places, strict=True):
        half = width_of(_label(tick), SIZE) / 2
        if place - half >= end:
            kept, end = [*kept, tick], place + half + BETWEEN
    return kept


def _label(tick: float) -> str:
    return f"{tick:,.4g}" if tick < 1000 else f"{tick:,.0f}"
