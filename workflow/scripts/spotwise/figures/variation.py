"""How much volumes vary among the animals of each group, and between the gels of one animal."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from spotwise.figures.groups import Mark
from spotwise.figures.layout import TOP, head
from spotwise.figures.placing import place
from spotwise.figures.style import BLACK, COLUMN, INK, PALE, blank, look, new_figure
from spotwise.figures.text import counted, shorten, width_of

NAMES, ROW, BENEATH = 40.0, 4.2, 11.5
"""Room for the groups' names, the height of a row, and room for the axis, in mm."""

GELS = Mark(BLACK, "d")
"""How technical gels are drawn."""


@look()
def draw_variation(table: pd.DataFrame, mark: Mapping[str, Mark], region: str) -> Figure:
    """Percentiles over spots of the coefficient of variation: a row a group, and one for technical gels.

    Parameters
    ----------
    table : DataFrame
        The rows of `variation.tsv`.
    mark : mapping of group to Mark, in the order in which groups are drawn
    region : str
    """
    title = "Coefficients of variation"
    rows = [row for row in table.to_dict("records") if row["features"]]
    if not rows:
        return blank(title, region, "Not drawn: no group has two animals with values, and no animal has several gels.")
    rank = {name: at for at, name in enumerate(mark)}
    rows.sort(key=lambda row: rank[row["group"]] if _of_animals(row) else len(rank))
    labels = [_label(row) for row in rows]
    left, height = 5 + max(width_of(label, 6.5) for label in labels), ROW * len(rows)
    figure = new_figure(COLUMN, TOP + height + BENEATH, f"{title}, {region}")
    axes = figure.add_subplot()
    place(axes, left, TOP, COLUMN - left - 5, height)
    for at, row in enumerate(rows):
        _strip(axes, at, row, mark[row["group"]] if _of_animals(row) else GELS)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_yticks(range(len(rows)), labels)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, max(0.01, *(row["cv_95"] for row in rows)) * 1.05)
    axes.grid(axis="x", color=PALE, lw=0.5)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    axes.locator_params(axis="x", nbins=5)
    formula = "CV = √(exp((s ln 2)²) − 1), s: SD of log₂ volumes"
    figure.text(2 / COLUMN, 2.5 / (TOP + height + BENEATH), formula, color=INK, va="center")
    head(figure, title, f"{region}: median, middle half and 90% of spots", COLUMN - 4)
    return figure


def _of_animals(row: Mapping) -> bool:
    return row["kind"] == "animals"


def _label(row: Mapping) -> str:
    """The group with its number of animals, or how many animals have several gels."""
    if _of_animals(row):
        return f"{shorten(row['group'], NAMES, 6.5) or 'no group'} ({row['n']:.0f})"
    return f"gels within {counted(int(row['n']), 'animal')}"


def _strip(axes, at: int, row: Mapping, sign: Mark) -> None:
    low, lower, middle, upper, high = (row[f"cv_{centile}"] for centile in (5, 25, 50, 75, 95))
    axes.plot([low, high], [at, at], color=sign.colour, lw=0.7)
    axes.plot([lower, upper], [at, at], color=sign.colour, lw=2.6, alpha=0.55, solid_capstyle="butt")
    axes.plot(middle, at, sign.shape, color=sign.colour, ms=3.6, mec=INK, mew=0.4)
