"""Animals by cell and region after exclusions, and how batches, run order and the like spread over the arms."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from spotwise.figures.groups import COLOURS, SHAPES, natural
from spotwise.figures.layout import TOP, head
from spotwise.figures.placing import place
from spotwise.figures.style import BLACK, BLUE, INK, MM, PAGE, PALE, SKY, blank, look, new_figure
from spotwise.figures.text import counted, shorten, width_of

SHADES = LinearSegmentedColormap.from_list("animals", ["#FFFFFF", SKY, BLUE])
NAMES, ROW, LEAST, WIDEST, LABELS, TITLE, GAP, BENEATH = 38.0, 4.4, 4.4, 20.0, 22.0, 5.0, 5.0, 8.0
"""In mm: names of rows, a row, a column of cells at least and at most, names of columns, a panel's title, room between
panels, and the line at the bottom."""

MOST_ROWS, MOST_PANELS, FEW = 60, 6, 12
"""Cells and panels that are drawn, and levels of a column up to which it is."""


@look()
def draw_animals(table: pd.DataFrame, regions: Sequence[str]) -> Figure:
    """Animals of each cell in each region at the left; at the right each further column against the arms.

    Parameters
    ----------
    table : DataFrame
        The rows of `animals.tsv`.
    regions : sequence of str
        In the order in which they are drawn.
    """
    title = "Animals by cell and region"
    cells = table[table["kind"] == "cells"]
    if not len(cells):
        return blank(title, "the study", "Not drawn: no sample is of an animal.")
    groups = natural(cells["level"])
    counts, excluded = (_matrix(cells, "level", groups, "region", regions, what) for what in ("animals", "excluded"))
    panels, left_out = _panels(table[table["kind"] != "cells"])
    names = [_name(group, NAMES) for group in groups[:MOST_ROWS]]
    left = 5 + max(width_of(name, 6.5) for name in names)
    room = (PAGE / 2 if panels else PAGE) - left - 6
    width = max(LEAST, min(WIDEST, room / len(regions)))
    above, turned = _above(regions, width)
    heights = [_height(panel) for panel in panels]
    high = TOP + max(above + ROW * len(names) + GAP, sum(heights)) + BENEATH
    right = max(left + width * len(regions) + 8, PAGE / 2)
    total = right + max([PAGE / 2, *map(_wide, panels)]) if panels else max(PAGE / 2, right - 4)
    figure = new_figure(total, high, title)
    body = figure.add_axes((0, 0, 1, 1))
    place(body, left, TOP + above, width * len(regions), ROW * len(names))
    columns = [_name(region, LABELS if turned else width - 1) for region in regions]
    _counts(body, counts[: len(names)], excluded[: len(names)], names, columns, turned)
    at = TOP
    for panel, height in zip(panels, heights, strict=True):
        _draw(figure, panel, right, at)
        at += height
    shown = f"{counted(len(groups), 'cell')}, {counted(len(regions), 'region')}, after exclusions"
    head(figure, title, shown, total - 4)
    said = _beneath(excluded.any(), len(groups) - len(names), left_out)
    figure.text(2 / total, 2.5 / high, shorten(said, total - 4), color=INK, va="center")
    return figure


def _name(text: str, room: float) -> str:
    return shorten(text, room, 6.5) or "not said"


def _beneath(excluded: bool, more: int, left_out: Sequence[str]) -> str:
    said = ["in brackets: animals excluded"] if excluded else []
    if more:
        said.append(f"{more} more cells in animals.tsv")
    if left_out:
        said.append(f"too many levels to draw: {', '.join(left_out)}")
    return "; ".join(said)


def _matrix(
    table: pd.DataFrame, down: str, rows: Sequence[str], across: str, columns: Sequence[str], what: str
) -> np.ndarray:
    found = np.zeros((len(rows), len(columns)), int)
    row, column = ({name: at for at, name in enumerate(names)} for names in (rows, columns))
    for one, other, value in table[[down, across, what]].itertuples(index=False):
        found[row[one], column[other]] += int(value)
    return found


def _panels(table: pd.DataFrame) -> tuple[list[pd.DataFrame], list[str]]:
    """What is drawn at the right, a column each, and the names of those that have too many levels or no room."""
    panels, left_out = [], []
    for name, panel in table.groupby("column", sort=False):
        few = _is_number(panel) or panel["level"].nunique() <= FEW
        if few and panel["arm"].nunique() <= FEW and len(panels) < MOST_PANELS:
            panels.append(panel)
        else:
            left_out.append(shorten(name, 30))
    return panels, left_out


def _is_number(panel: pd.DataFrame) -> bool:
    return panel["kind"].iloc[0] == "numbers"


def _above(names: Sequence[str], width: float) -> tuple[float, bool]:
    """The height of the columns' names, and whether they are turned for want of width."""
    longest = max(width_of(_name(name, LABELS), 6.5) for name in names)
    return (TITLE, False) if longest < width - 1 else (longest + 3, True)


def _height(panel: pd.DataFrame) -> float:
    arms = natural(panel["arm"])
    if _is_number(panel):
        return TITLE + ROW * len(arms) + 5 + GAP
    return TITLE + _above(arms, WIDEST)[0] + ROW * panel["level"].nunique() + GAP


def _columns(panel: pd.DataFrame) -> tuple[list[str], float, float]:
    """Names of a panel's levels, where its cells begin, and how wide they are."""
    names = [_name(level, NAMES / 1.5) for level in natural(panel["level"])]
    start = 4 + max(width_of(name, 6.5) for name in names)
    return names, start, max(LEAST, min(WIDEST, (PAGE / 2 - 4 - start) / panel["arm"].nunique()))


def _wide(panel: pd.DataFrame) -> float:
    """The width that a panel takes."""
    if _is_number(panel):
        return PAGE / 2
    _, start, width = _columns(panel)
    return start + width * panel["arm"].nunique() + 4


def _draw(figure: Figure, panel: pd.DataFrame, left: float, top: float) -> None:
    """One column against the arms: numbers as points, levels as counts."""
    first, arms, room = panel.iloc[0], natural(panel["arm"]), PAGE / 2 - 4
    wide, high = figure.get_size_inches() / MM
    what = shorten(f"{first['column']} by {first['arm_column']}", room, 7, "bold")
    figure.text(left / wide, 1 - top / high, what, weight="bold", va="top")
    axes = figure.add_axes((0, 0, 1, 1))
    if _is_number(panel):
        _numbers(axes, panel, arms, left, top + TITLE)
        return
    levels = natural(panel["level"])
    names, start, width = _columns(panel)
    above, turned = _above(arms, WIDEST)
    place(axes, left + start, top + TITLE + above, width * len(arms), ROW * len(levels))
    counts = _matrix(panel, "level", levels, "arm", arms, "animals")
    columns = [_name(arm, LABELS if turned else width - 1) for arm in arms]
    _counts(axes, counts, np.zeros_like(counts), names, columns, turned)


def _counts(
    axes: Axes, counts: np.ndarray, excluded: np.ndarray, rows: Sequence[str], columns: Sequence[str], turned: bool
) -> None:
    """Numbers on their shade; none is written in bold, for it is what one looks for."""
    axes.imshow(counts, SHADES, vmin=0, vmax=1.6 * max(1, counts.max()), aspect="auto", interpolation="nearest")
    axes.set_yticks(range(len(rows)), rows)
    way = {"rotation": 90, "rotation_mode": "anchor", "ha": "left", "va": "center"} if turned else {}
    axes.set_xticks(range(len(columns)), columns, **way)
    axes.tick_params(length=0, labeltop=True, labelbottom=False, pad=2)
    axes.spines[:].set(visible=True, color=PALE)
    for (row, column), n in np.ndenumerate(counts):
        lost = f" ({excluded[row, column]})" if excluded[row, column] else ""
        weight = "normal" if n else "bold"
        axes.text(column, row, f"{n}{lost}", ha="center", va="center", size=6.5, color=BLACK, weight=weight)


def _numbers(axes: Axes, panel: pd.DataFrame, arms: Sequence[str], left: float, top: float) -> None:
    """A point an animal; those of one arm in a row."""
    names = [_name(arm, NAMES / 1.5) for arm in arms]
    start = 4 + max(width_of(name, 6.5) for name in names)
    place(axes, left + start, top, PAGE / 2 - start - 10, ROW * len(arms))
    for at, arm in enumerate(arms):
        x = panel.loc[panel["arm"] == arm, "level"].astype(float).to_numpy()
        axes.plot(x, np.full(len(x), at), SHAPES[at % 7], color=COLOURS[at % 8], ms=2.6, mec=INK, mew=0.2, alpha=0.7)
    axes.set_ylim(len(arms) - 0.4, -0.6)
    axes.margins(x=0.04)
    axes.set_yticks(range(len(arms)), names)
    axes.tick_params(axis="y", length=0)
    axes.locator_params(axis="x", nbins=4)
