"""Calls beside those that chance alone would give, by contrast and threshold."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from spotwise.figures.labels import SIZE
from spotwise.figures.placing import EDGE, TOP, add_axes, head, name_rows
from spotwise.figures.style import BLUE, GREY, ORANGE, PALE, blank, look, new_figure
from spotwise.figures.text import counted, shorten, width_of, wrap
from spotwise.figures.ticks import set_ticks

WIDTH, ROW, NAMES, GAP, TITLES, TICKS, LEGEND = 125.0, 6.0, 32.0, 3.5, 5.0, 6.0, 11.0
"""In mm: the figure, a contrast's row, room for its name, between panels, their titles, their ticks, the legend."""

SHOWN = 30
"""Contrasts drawn at most: the first ones."""

COUNTS = (0, 1, 10, 100, 1000, 10_000, 100_000)


@look()
def draw_expected(calls: pd.DataFrame, contrasts: Sequence[str], region: str) -> Figure:
    """A panel a threshold, a row a contrast; thresholds that ask for a fold too stand beneath those that do not.

    Parameters
    ----------
    calls : DataFrame
        `calls.tsv`: contrast, threshold, observed, expected, relabellings.
    contrasts : sequence of str
        All of the study; those without rows in `calls` say so.
    region : str
    """
    title = "Calls, and what chance alone would give"
    if calls.empty:
        why = "No contrast can be estimated, or calls ask for a change beyond a limit, which relabelling does not test."
        return blank(title, region, why)
    shown = list(contrasts)[:SHOWN]
    names = [wrap(contrast, NAMES, SIZE) for contrast in shown]
    left = EDGE + max(width_of(line, SIZE) for name in names for line in name.split("\n")) + 1.5
    thresholds = list(dict.fromkeys(calls["threshold"]))
    lines = [[name for name in thresholds if (" and " in name) == fold] for fold in (False, True)]
    lines = [line for line in lines if line]
    across = max(map(len, lines))
    wide, high = (WIDTH - left - EDGE - GAP * (across - 1)) / across, ROW * len(shown)
    one = TITLES + high + TICKS
    figure = new_figure(WIDTH, TOP + one * len(lines) + LEGEND, f"{title}, {region}")
    head(figure, title, f"{region}: {_relabellings(calls)}{_left_out(contrasts)}")
    top = max(calls["observed"].max(), calls["expected"].max(), 1)
    for down, line in enumerate(lines):
        for at, threshold in enumerate(line):
            axes = add_axes(figure, left + at * (wide + GAP), TOP + down * one + TITLES, wide, high)
            _frame(axes, threshold, wide + GAP - 1, len(shown), top)
            _draw(axes, calls[calls["threshold"] == threshold].set_index("contrast").reindex(shown))
            if at == 0:
                name_rows(axes, names)
    _legend(figure)
    return figure


def _relabellings(calls: pd.DataFrame) -> str:
    ran = calls.loc[calls["relabellings"] > 0, "relabellings"].astype(int)
    if ran.empty:
        return "no contrast whose animals could have changed places"
    low, high = ran.min(), ran.max()
    return f"mean over {counted(low, 'relabelling') if low == high else f'{low} to {high} relabellings'} of the animals"


def _left_out(contrasts: Sequence[str]) -> str:
    return f"; {SHOWN} of {len(contrasts)} contrasts" if len(contrasts) > SHOWN else ""


def _frame(axes: Axes, threshold: str, room: float, rows: int, top: float) -> None:
    """An axis that is straight up to one and logarithmic from there, so that it holds zero."""
    axes.set_xscale("symlog", linthresh=1, linscale=0.5)
    axes.set_xlim(-0.15, top * 1.5)
    set_ticks(axes, COUNTS)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.hlines(range(rows), 0.03, 1, transform=axes.get_yaxis_transform(), color=PALE, lw=0.5, zorder=0)
    axes.set_title(shorten(_in_words(threshold), room, 7), fontsize=7, weight="normal", y=1, pad=3)


def _in_words(threshold: str) -> str:
    """The threshold with the signs that make it a sentence."""
    for short, long in (("p .", "p < ."), ("BH .", "adj. p < ."), (" and fold ", ", fold > ")):
        threshold = threshold.replace(short, long)
    return threshold


def _draw(axes: Axes, calls: pd.DataFrame) -> None:
    """Both counts of each row, joined; a contrast without counts, or without an expectation, says so."""
    observed, expected = calls["observed"].to_numpy(float), calls["expected"].to_numpy(float)
    at = np.arange(len(calls))
    both = np.isfinite(observed) & np.isfinite(expected)
    ends = [[(low, y), (high, y)] for y, low, high in zip(at[both], expected[both], observed[both], strict=True)]
    axes.add_collection(LineCollection(ends, colors=GREY, linewidths=1.0, zorder=1), autolim=False)
    axes.plot(expected, at, "D", color="white", mec=ORANGE, mew=1.1, ms=3.4, clip_on=False)
    axes.plot(observed, at, "o", color=BLUE, ms=4, clip_on=False)
    for y in at[~np.isfinite(observed)]:
        axes.text(
            0.5, y, "not counted", transform=axes.get_yaxis_transform(), ha="center", va="center_baseline",
            fontsize=SIZE, color=GREY, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )  # fmt: skip


def _legend(figure: Figure) -> None:
    handles = {
        "features observed": Line2D([], [], marker="o", color=BLUE, ls="none", ms=4),
        "expected by chance (none where animals could not have changed places)": Line2D(
            [], [], marker="D", color="white", mec=ORANGE, mew=1.1, ls="none", ms=3.4
        ),
    }
    figure.legend(list(handles.values()), list(handles), loc="lower left", borderaxespad=0.6)
