"""What a study of this size can find: the smallest fold by contrast, and the animals that smaller folds would need."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from spotwise.figures.labels import SIZE
from spotwise.figures.placing import EDGE, TOP, add_axes, head, name_rows
from spotwise.figures.style import BLUE, COLUMN, GREEN, GREY, INK, ORANGE, PALE, VERMILLION, blank, look, new_figure
from spotwise.figures.text import counted, width_of, wrap
from spotwise.figures.ticks import set_ticks

FOLDS = {"n_for_2": ("2", GREEN, "o"), "n_for_1.5": ("1.5", ORANGE, "s"), "n_for_1.25": ("1.25", VERMILLION, "D")}
"""Columns of `power.tsv`, with the fold as it is said, its colour and its shape."""

MOST = 1000.0
"""Animals an arm beyond which `units_needed` does not look."""

SHOWN = 30
"""Contrasts drawn at most: the first ones."""

ROW, NAMES, GAP, TITLES, TICKS, LINE = 6.5, 27.0, 5.0, 6.5, 5.0, 3.9
"""In mm: a contrast's row, room for its name, between the panels, their titles, their ticks, a line of the legend."""

FOLD_TICKS = (1, 1.2, 1.5, 2, 3, 5, 10, 20, 50, 100, 1000)
COUNT_TICKS = (2, 5, 10, 20, 50, 100, 200, 500, 1000)
CLOSER = (1, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100)
CLOSEST = sorted({float(f"{10**at:.2g}") for at in np.linspace(0, 4, 200)})
"""Where fewer than two of those before are within the limits."""


@look()
def draw_power(power: pd.DataFrame, region: str) -> Figure:
    """Two panels with a row a contrast.

    Parameters
    ----------
    power : DataFrame
        `power.tsv`: contrast, spot, n, smallest_fold, n_for_1.25 and so on; NaN where there is none.
    region : str
    """
    title, known = "What this study can find", power[np.isfinite(power["smallest_fold"].astype(float))]
    if known.empty:
        return blank(title, region, "No contrast has a fold to find: none can be estimated, or all are joint tests.")
    contrasts = list(dict.fromkeys(power["contrast"]))
    rows = {contrast: power[power["contrast"] == contrast] for contrast in contrasts[:SHOWN]}
    names = [wrap(contrast, NAMES, SIZE) for contrast in rows]
    left = EDGE + max(width_of(line, SIZE) for name in names for line in name.split("\n")) + 1.5
    wide, high = (COLUMN - left - GAP - EDGE) / 2, ROW * len(rows)
    beyond = bool(np.isinf(power[list(FOLDS)].to_numpy(float)).any())
    left_out = f"; {SHOWN} of {len(contrasts)} contrasts" if len(contrasts) > SHOWN else ""
    figure = new_figure(COLUMN, TOP + TITLES + high + TICKS + LINE * (6 + beyond) + 4, f"{title}, {region}")
    head(figure, title, f"{region}: {counted(len(rows), 'contrast')}, at 80% power{left_out}")
    folds, counts = (add_axes(figure, at, TOP + TITLES, wide, high) for at in (left, left + wide + GAP))
    name_rows(folds, names)
    _draw_folds(folds, list(rows.values()))
    _draw_counts(counts, list(rows.values()))
    _legend(figure, beyond)
    return figure


def _draw_folds(axes: Axes, rows: Sequence[pd.DataFrame]) -> None:
    """The fold of the middling feature, joined with that of the one that nine of ten vary less than."""
    folds = np.full((len(rows), 2), np.nan)
    for at, row in enumerate(rows):
        folds[at, : len(row)] = row["smallest_fold"]
    finite = folds[np.isfinite(folds)]
    at = np.arange(len(rows))
    _frame(axes, len(rows), "smallest fold found", finite, FOLD_TICKS)
    _join(axes, [[(low, y), (high, y)] for y, (low, high) in zip(at, folds, strict=True) if np.isfinite(low + high)])
    axes.plot(folds[:, 0], at, "o", color=BLUE, ms=4)
    axes.plot(folds[:, 1], at, "o", color="white", mec=BLUE, ms=4)
    _say_none(axes, [y for y in at if not np.isfinite(folds[y]).any()])


def _draw_counts(axes: Axes, rows: Sequence[pd.DataFrame]) -> None:
    """The animals of an arm as they are, and those that each fold needs of the middling feature."""
    middling = pd.concat([row.iloc[:1] for row in rows])
    needed, at = {name: middling[name].to_numpy(float) for name in FOLDS}, np.arange(len(rows))
    n = np.where(np.any([~np.isnan(found) for found in needed.values()], axis=0), middling["n"].to_numpy(float), np.nan)
    least = np.concatenate([n, *(np.minimum(found, MOST) for found in needed.values())])
    _frame(axes, len(rows), "animals an arm", least[np.isfinite(least)], COUNT_TICKS)
    axes.vlines(n, at - 0.32, at + 0.32, color=INK, lw=1.1)
    for name, (_, colour, shape) in FOLDS.items():
        found = needed[name]
        within = found <= MOST
        axes.plot(found[within], at[within], shape, color=colour, ms=3.6, mec=INK, mew=0.3)
        beyond = np.isinf(found)
        axes.plot(np.full(beyond.sum(), MOST), at[beyond], ">", color=colour, ms=4, mec=INK, mew=0.3, clip_on=False)
    _say_none(axes, [y for y in at if np.isnan(n[y])])


def _frame(axes: Axes, rows: int, title: str, values: np.ndarray, ticks: Sequence[float]) -> None:
    """A logarithmic axis, and a faint line a row."""
    low, high = (values.min() / 1.15, values.max() * 1.2) if len(values) else (ticks[2], ticks[4])
    axes.set_xscale("log")
    axes.set_xlim(low, max(high, low * 1.3))
    set_ticks(axes, ticks, CLOSER, CLOSEST)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.hlines(range(rows), 0.03, 1, transform=axes.get_yaxis_transform(), color=PALE, lw=0.5, zorder=0)
    axes.set_title(title, fontsize=7, weight="normal", y=1, pad=3)


def _join(axes: Axes, lines: Sequence) -> None:
    axes.add_collection(LineCollection(lines, colors=BLUE, linewidths=1.0, zorder=1), autolim=False)


def _say_none(axes: Axes, rows: Sequence[int]) -> None:
    """A row without an answer says so, on its line."""
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    for at in rows:
        axes.text(
            0.5, at, "none", transform=axes.get_yaxis_transform(), ha="center", va="center_baseline", color=GREY,
            fontsize=SIZE, bbox=box,
        )  # fmt: skip


def _legend(figure: Figure, beyond: bool) -> None:
    dots = {"ls": "none", "ms": 4}
    entries = {
        "the feature of median variance": Line2D([], [], marker="o", color=BLUE, **dots),
        "one that varies more than nine of ten": Line2D([], [], marker="o", color="white", mec=BLUE, **dots),
        "animals an arm in this study": Line2D([], [], marker="|", color=INK, ls="none", ms=6, mew=1.1),
    }
    for fold, colour, shape in FOLDS.values():
        label = f"needed to find a fold of {fold} (median variance)"
        entries[label] = Line2D([], [], marker=shape, color=colour, mec=INK, mew=0.3, **dots)
    if beyond:
        arrow = Line2D([], [], marker=">", color="white", mec=INK, mew=0.5, **dots)
        entries[f"at the edge: more than {MOST:g}"] = arrow
    figure.legend(list(entries.values()), list(entries), loc="lower left", labelspacing=0.35, borderaxespad=0.6)
