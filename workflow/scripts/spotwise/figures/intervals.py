"""Fold changes of the top spots with their intervals, beside the margin within which a change counts as none."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from spotwise.figures.calls import BY_TEST, CALLS, full_name, ranked, sign_of, without_points
from spotwise.figures.groups import key
from spotwise.figures.labels import SIZE
from spotwise.figures.placing import LINE, TOP, add_axes, head, legend, name_rows
from spotwise.figures.style import COLUMN, INK, PALE, look, new_figure
from spotwise.figures.text import counted, width_of

MOST = 16
"""Features shown at most: the called ones of smallest p, then others."""

HEIGHT, NAMES = 3.4, 26.0
"""Of a row, and room for names, in mm."""


@look()
def draw_intervals(table: pd.DataFrame, contrast: str, region: str, equivalence: float) -> Figure:
    """A row a feature: its log2 fold change and 95% interval.

    Parameters
    ----------
    table : DataFrame
        feature, primary_gene, log2fc, ci_low, ci_high, p_value, call; one row a feature.
    contrast, region : str
    equivalence : float
        The fold within which a change counts as none.
    """
    if (empty := without_points(table, contrast, region)) is not None:
        return empty
    tested = table[np.isfinite(table["log2fc"]) & np.isfinite(table["p_value"])]
    rows, margin = ranked(tested)[:MOST], np.log2(equivalence)
    names = [full_name(*pair, NAMES) for pair in rows[["primary_gene", "feature"]].to_numpy()]
    left, height = 5 + max(width_of(name, SIZE) for name in names), HEIGHT * len(rows) + 1
    calls = [call for call in CALLS if call in set(rows["call"])]
    rows_of_legend = -(-(len(calls) + 1) // 3)
    figure = new_figure(COLUMN, TOP + height + 11 + LINE * rows_of_legend, f"Effect sizes, {contrast}, {region}")
    axes = add_axes(figure, left, TOP, COLUMN - left - 3, height)
    head(figure, contrast, f"{region}: {_which(rows, tested)}")
    limit, cut = _limit(rows, margin)
    axes.set_xlim(-limit, limit)
    axes.set_ylim(len(rows) - 0.35, -0.65)
    axes.axvspan(-margin, margin, color=PALE, lw=0, alpha=0.6, zorder=0)
    axes.axvline(0, color=INK, lw=0.6, zorder=0.5)
    _rows(axes, rows, limit)
    name_rows(axes, names)
    axes.set_xlabel(f"log₂ fold change, 95% interval{' (arrow: reaches further)' if cut else ''}", x=0.46)
    entries = [(sign_of(call), call.replace("_", " ")) for call in calls]
    entries.append((key(PALE, "s"), f"within {equivalence:g}-fold"))
    legend(figure, entries, 3)
    return figure


def _which(rows: pd.DataFrame, tested: pd.DataFrame) -> str:
    """How many are shown, of what."""
    called, shown = int(tested["call"].isin(BY_TEST).sum()), len(rows)
    if shown == len(tested):
        return f"all {counted(shown, 'tested spot')}, {called} called"
    if called >= shown:
        return f"the {shown} of smallest p, of {called} called"
    return f"{called} called, then those of smallest p, of {len(tested)} tested"


def _limit(rows: pd.DataFrame, margin: float) -> tuple[float, bool]:
    """Where the axis ends, on either side, and whether an interval reaches further.

    A single interval that spans all would leave no room to see the others.
    """
    farthest = np.nanmax(np.abs(rows[["log2fc", "ci_low", "ci_high"]].to_numpy()))
    sane = 1.5 * max(2 * margin, np.abs(rows["log2fc"]).max())
    return 1.06 * min(max(farthest, 1.1 * margin), sane), bool(farthest > sane)


def _rows(axes: Axes, rows: pd.DataFrame, limit: float) -> None:
    """Intervals in the colours of their calls, and marks on the ends of those that are cut."""
    at = np.arange(len(rows))
    ends = rows[["ci_low", "ci_high"]].to_numpy()
    lines = np.stack([np.clip(ends, -limit, limit), np.column_stack([at, at])], axis=2)
    colours = np.array([CALLS[call][0] for call in rows["call"]])
    known = np.isfinite(ends).all(1)
    axes.add_collection(LineCollection(lines[known], colors=colours[known], linewidths=1.1), autolim=False)
    for side, here in ((-1, ends[:, 0] < -limit), (1, ends[:, 1] > limit)):
        axes.plot(np.full(here.sum(), side * limit), at[here], "<" if side < 0 else ">", color=INK, ms=2.4, mew=0)
    for call, (colour, shape) in CALLS.items():
        here = (rows["call"] == call).to_numpy()
        if here.any() and shape:
            axes.plot(rows["log2fc"].to_numpy()[here], at[here], shape, color=colour, ms=3.6, mec=INK, mew=0.3)
