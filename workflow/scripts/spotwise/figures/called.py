"""Which genes were called in which region and contrast."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from spotwise.figures.calls import CALLS
from spotwise.figures.groups import key
from spotwise.figures.labels import SIZE
from spotwise.figures.letters import POINT
from spotwise.figures.placing import EDGE, LINE, TOP, add_axes, head, legend, name_rows
from spotwise.figures.style import COLUMN, GREY, INK, PAGE, PALE, PURPLE, blank, look, new_figure
from spotwise.figures.text import counted, shorten, width_of

MOST = 30
"""Genes shown at most: those called in most cells, then those of smallest p."""

ROW, CELL, GAP, LEAST, TURNED = 3.3, 5.0, 2.0, 2.6, 45.0
"""In mm: a row, a column, the gap between contrasts, the narrowest column, and names on end."""

SIGNS = {
    "up": (*CALLS["up"], 3.4), "down": (*CALLS["down"], 3.4), "mixed": ("#000000", "D", 2.8),
    "changed": (PURPLE, "D", 2.8), "ns": (GREY, ".", 2.0),
}  # fmt: skip
WORDS = {
    "up": "up", "down": "down", "mixed": "mixed: spots up and down", "changed": "changed (no direction)",
    "ns": "tested, not called",
}  # fmt: skip


@look()
def draw_called(genes: pd.DataFrame, contrasts: Sequence[str], regions: Sequence[str]) -> Figure:
    """A row a gene, a column a region within a contrast.

    Parameters
    ----------
    genes : DataFrame
        gene, contrast, region, direction (up, down, mixed, changed, ns), p_value; a row a gene and cell, those without
        p not tested.
    contrasts, regions : sequences of str
        In the order in which they are drawn.
    """
    title = "Genes called, by contrast and region"
    tested = genes[genes["p_value"].notna() & (genes["gene"] != "")]
    called = tested[tested["direction"] != "ns"]
    cells = [(contrast, region) for contrast in contrasts for region in regions]
    if called.empty:
        return blank(title, counted(len(cells), "test"), f"None of {tested['gene'].nunique()} tested genes is called.")
    order = called.groupby("gene", sort=True)["p_value"].agg(["size", "min"])
    rows = list(order.sort_values(["size", "min"], ascending=[False, True], kind="stable").index[:MOST])
    names = [shorten(gene, 26, SIZE) for gene in rows]
    left = 5 + max(width_of(name, SIZE) for name in [*names, "all called"])
    cell = max(LEAST, min(CELL, (PAGE - left - EDGE - GAP * len(contrasts)) / len(cells)))
    at = {pair: number * cell + (number // len(regions)) * GAP for number, pair in enumerate(cells)}
    wide, high = len(cells) * cell + GAP * (len(contrasts) - 1), ROW * (len(rows) + 2)
    above = [shorten(contrast, TURNED, SIZE) for contrast in contrasts]
    beneath = [shorten(region, TURNED, SIZE) for region in regions] if len(regions) > 1 else []
    flat = all(width_of(name, SIZE) < cell * len(regions) for name in above)
    room = (4 if flat else 2 + max(width_of(name, SIZE) for name in above)), _longest(beneath)
    entries = [(key(SIGNS[d][0], SIGNS[d][1]), WORDS[d]) for d in WORDS if (tested["direction"] == d).any()]
    entries.append((None, "empty: not tested"))
    columns = 3 if left + wide > 120 else 2
    figure = new_figure(
        max(COLUMN, left + wide + EDGE), TOP + sum(room) + high + LINE * -(-len(entries) // columns) + EDGE, title
    )
    shown = counted(len(order), "gene")
    if len(order) > MOST:
        shown = f"the {MOST} of {len(order)} genes that most tests call"
    head(figure, title, shown)
    axes = add_axes(figure, left, TOP + room[0], wide, high)
    _axes(axes, wide, len(rows))
    name_rows(axes, [*names, "", "all called"])
    _signs(axes, tested, rows, at, cell)
    _counts(axes, called, at, cell, len(rows) + 1)
    _name_columns(axes, [at[pair] + cell / 2 for pair in cells], above, beneath, flat)
    legend(figure, entries, columns)
    return figure


def _longest(names: Sequence[str]) -> float:
    """The height in mm that names on end take."""
    return 3 + max(width_of(name, SIZE) for name in names) if names else 1.0


def _axes(axes: Axes, wide: float, rows: int) -> None:
    """A unit is a mm across, and a row down."""
    axes.set_xlim(0, wide)
    axes.set_ylim(rows + 1.6, -0.6)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)


def _signs(axes: Axes, tested: pd.DataFrame, rows: Sequence[str], at: Mapping, cell: float) -> None:
    """One set of points a direction, on a pale line a gene."""
    rank = {gene: number for number, gene in enumerate(rows)}
    shown = tested[tested["gene"].isin(rank)]
    lines = [[(0, number), (axes.get_xlim()[1], number)] for number in range(len(rows))]
    axes.add_collection(LineCollection(lines, colors=PALE, linewidths=0.5, zorder=0), autolim=False)
    for direction, (colour, shape, size) in SIGNS.items():
        here = shown[shown["direction"] == direction]
        x = [at[pair] + cell / 2 for pair in zip(here["contrast"], here["region"], strict=True)]
        style = {"color": colour, "ms": min(size, cell / POINT), "label": direction}
        edge = {"mew": 0} if direction == "ns" else {"mec": INK, "mew": 0.3}
        axes.plot(x, [rank[gene] for gene in here["gene"]], shape, ls="none", **style, **edge)


def _counts(axes: Axes, called: pd.DataFrame, at: Mapping, cell: float, row: int) -> None:
    """How many genes each test calls, those that are not shown included."""
    counts = called.groupby(["contrast", "region"]).size()
    widest = max(width_of(str(n), 6) for n in counts)
    size = min(6.0, 6.0 * 0.85 * cell / widest)
    for pair, x in at.items():
        axes.text(x + cell / 2, row, str(counts.get(pair, 0)), ha="center", va="center_baseline", fontsize=size)


def _name_columns(axes: Axes, x: list[float], above: list[str], beneath: list[str], flat: bool) -> None:
    """Contrasts above their columns, regions beneath each, on end where they are long."""
    end = {"rotation": 90, "rotation_mode": "anchor", "va": "center", "fontsize": SIZE}
    per = len(x) // len(above)
    low, high = axes.get_ylim()
    for at, name in enumerate(above):
        middle = sum(x[at * per : (at + 1) * per]) / per
        style = {"ha": "center", "va": "bottom", "fontsize": SIZE} if flat else end | {"ha": "left"}
        axes.text(middle, high - 0.3, name, **style)
    for at, name in enumerate(beneath * len(above)):
        axes.text(x[at], low + 0.2, name, ha="right", **end)
