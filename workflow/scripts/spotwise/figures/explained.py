"""Which column of the sheet tells which principal component."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from spotwise.figures.layout import TOP, head
from spotwise.figures.placing import place
from spotwise.figures.style import BLUE, COLUMN, INK, PALE, SKY, blank, look, new_figure
from spotwise.figures.text import counted, shorten, width_of

SHADES = LinearSegmentedColormap.from_list("explained", ["#FFFFFF", SKY, BLUE, "#00253C"])
FDR, DARK = 0.05, 0.45
"""Adjusted p up to which a cell is shaded; the share from which on white is easier to read than black."""

MOST, ROW, NAMES, ABOVE, BENEATH = 14, 5.0, 34.0, 7.0, 8.5
"""Rows, their height, and room for names, for the components and for what is said beneath, in mm."""


@look()
def draw_explained(table: pd.DataFrame, region: str) -> Figure:
    """A row a factor, a column a component: the share of the component's variance that the factor tells, in per cent.

    Parameters
    ----------
    table : DataFrame
        The rows of `factors.tsv`.
    region : str
    """
    title = "What the principal components go with"
    table = table[np.isfinite(table["r2"].to_numpy(float))]
    if not len(table):
        return blank(title, region, "Not drawn: no column of the sheet groups the units, or no volume varies.")
    share = table.drop_duplicates("component").set_index("component")["share"]
    factors = table.groupby("factor", sort=False)["r2"].max().sort_values(ascending=False, kind="stable").index
    shown = list(factors[:MOST])
    r2, p = (_matrix(table, column, shown, list(share.index)) for column in ("r2", "adj_p_value"))
    labels = [shorten(name, NAMES, 6.5) or "no name" for name in shown]
    left, high = 5 + max(width_of(label, 6.5) for label in labels), ROW * len(shown)
    height = TOP + ABOVE + high + BENEATH
    figure = new_figure(COLUMN, height, f"{title}, {region}")
    axes = figure.add_subplot()
    place(axes, left, TOP + ABOVE, COLUMN - left - 4, high)
    axes.imshow(np.where(p <= FDR, r2, 0.0), SHADES, vmin=0, vmax=1, aspect="auto", interpolation="nearest")
    axes.set_xticks(range(len(share)), [f"{name}\n{of:.0%}" for name, of in share.items()])
    axes.set_yticks(range(len(shown)), labels)
    axes.tick_params(length=0, labeltop=True, labelbottom=False)
    axes.spines[:].set(visible=True, color=PALE)
    _write(axes, r2, p)
    more = f"; {len(factors) - MOST} more in factors.tsv" if len(factors) > MOST else ""
    beneath = f"% of a component's variance; shaded: adjusted p ≤ {FDR}{more}"
    figure.text(2 / COLUMN, 2.5 / height, shorten(beneath, COLUMN - 4), color=INK)
    head(figure, title, f"{region}: {counted(int(table['n'].max()), 'unit')}", COLUMN - 4)
    return figure


def _matrix(table: pd.DataFrame, column: str, factors: list[str], components: list[str]) -> np.ndarray:
    """A column of the table, shape (factors, components); NaN where it has no such row."""
    found = np.full((len(factors), len(components)), np.nan)
    row, at = ({name: k for k, name in enumerate(names)} for names in (factors, components))
    for factor, component, value in table[["factor", "component", column]].itertuples(index=False):
        if factor in row:
            found[row[factor], at[component]] = value
    return found


def _write(axes: Axes, r2: np.ndarray, p: np.ndarray) -> None:
    for (row, column), value in np.ndenumerate(r2):
        if np.isfinite(value):
            sure = p[row, column] <= FDR
            colour = "white" if sure and value >= DARK else "black" if sure else INK
            axes.text(column, row, f"{value:.0%}"[:-1], ha="center", va="center", color=colour, size=6.5)
