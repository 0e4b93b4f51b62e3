"""What a contrast does in one region against what it does in another, gene by gene, and where the two differ."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from spotwise.figures.groups import key
from spotwise.figures.labels import SIZE, place_names
from spotwise.figures.placing import EDGE, LINE, TOP, add_axes, head, legend
from spotwise.figures.style import BLUE, COLUMN, GREEN, GREY, INK, PAGE, PALE, VERMILLION, blank, look, new_figure
from spotwise.figures.text import shorten

PAIRS = 6
"""Pairs of regions shown at most: those of the first regions."""

NAMED, MANY = 10, 300
"""Genes named in a panel at most, and the number from which on those without a call are an image within the SVG."""

LEFT, BELOW = 13.0, 10.0
"""Of a panel, in mm: room for the vertical axis and its label, and for the horizontal one."""

KINDS = {
    "neither": ("in neither region", GREY, "o"),
    "one": ("in the first region (across)", BLUE, ">"),
    "other": ("in the second region (upwards)", GREEN, "^"),
    "both": ("in both regions", VERMILLION, "s"),
}
"""Where a gene passes the test of the region alone: words, colour and shape."""


@dataclass(frozen=True)
class Pair:
    """Two regions and the genes of both: log2fc_x, log2fc_y, kind (a key of KINDS), differs, and its p_value."""

    one: str
    other: str
    genes: pd.DataFrame


@look()
def draw_regions(table: pd.DataFrame, contrast: str, regions: list[str], fdr: float) -> Figure:
    """A panel a pair of regions: log2 fold change in one against that in the other, and which genes differ.

    Parameters
    ----------
    table : DataFrame
        gene, contrast, region, log2fc, adj_p_value, p_value, as in `overview/regions.tsv`; a row of a pair is called
        `one - other`.
    contrast : str
    regions : list of str
        In the order of the study.
    fdr : float
        The adjusted p-value at which a change, or a difference, is called.
    """
    own = table[table["contrast"] == contrast]
    every = [_pair(own, one, other, fdr) for one, other in combinations(regions, 2)]
    pairs = [pair for pair in every if len(pair.genes)][:PAIRS]
    if not pairs:
        return blank(contrast, "regions compared", "No gene has a fold change in two regions.")
    across = min(len(pairs), 3)
    side = min(66.0, (PAGE - EDGE) / across - LEFT - EDGE) if across > 1 else COLUMN - LEFT - EDGE
    down, panel = -(-len(pairs) // across), (LEFT + side + EDGE, 3 + side + BELOW)
    entries = [(key(colour, shape), f"called {words}") for words, colour, shape in list(KINDS.values())[1:]]
    entries += [(key(GREY, "o"), "called in neither"), (_ring(), "the difference between the regions is called")]
    columns = 1 if across == 1 else 2
    height = TOP + panel[1] * down + LINE * -(-len(entries) // columns) + EDGE
    figure = new_figure(panel[0] * across, height, f"Regions compared, {contrast}")
    head(figure, contrast, _which(pairs, len(every)))
    for at, pair in enumerate(pairs):
        left, top = panel[0] * (at % across) + LEFT, TOP + panel[1] * (at // across) + 2
        _draw(add_axes(figure, left, top, side, side), pair, side)
    legend(figure, entries, columns)
    return figure


def _ring():
    ring = key("none", "o")
    ring.set(markersize=5.5, markerfacecolor="none", markeredgecolor=INK, markeredgewidth=0.9)
    return ring


def _which(pairs: list[Pair], all_pairs: int) -> str:
    if len(pairs) == 1:
        genes = pairs[0].genes
        return f"{len(genes)} genes of both regions, {int(genes['differs'].sum())} differ"
    return (
        f"{len(pairs)} of {all_pairs} pairs of regions" if len(pairs) < all_pairs else f"{len(pairs)} pairs of regions"
    )


def _pair(own: pd.DataFrame, one: str, other: str, fdr: float) -> Pair:
    """The genes with a fold change in both."""
    columns = ["gene", "log2fc", "adj_p_value"]
    x, y = (own.loc[own["region"] == region, columns] for region in (one, other))
    between = own.loc[own["region"] == f"{one} - {other}", ["gene", "p_value", "adj_p_value"]]
    genes = x.merge(y, on="gene", suffixes=("_x", "_y")).merge(between, on="gene", how="left")
    genes = genes[np.isfinite(genes["log2fc_x"]) & np.isfinite(genes["log2fc_y"])]
    in_x, in_y = genes["adj_p_value_x"] <= fdr, genes["adj_p_value_y"] <= fdr
    kind = np.select([in_x & in_y, in_x, in_y], ["both", "one", "other"], default="neither")
    return Pair(one, other, genes.assign(kind=kind, differs=genes["adj_p_value"] <= fdr))


def _draw(axes: Axes, pair: Pair, side: float) -> None:
    """Points in their quadrants, on equal scales, with the line where both regions do the same."""
    genes = pair.genes
    limit = 1.1 * max(0.5, np.abs(genes[["log2fc_x", "log2fc_y"]].to_numpy()).max())
    axes.set_xlim(-limit, limit)
    axes.set_ylim(-limit, limit)
    axes.locator_params(nbins=5)
    for line in ([[-limit, limit], [0, 0]], [[0, 0], [-limit, limit]]):
        axes.plot(*line, color=PALE, lw=0.8, zorder=0)
    axes.plot([-limit, limit], [-limit, limit], color=GREY, lw=0.6, ls=(0, (4, 3)), zorder=0)
    for kind, (_, colour, shape) in KINDS.items():
        here = genes[genes["kind"] == kind]
        if len(here):
            style = {"s": 7, "alpha": 0.6, "lw": 0} if kind == "neither" else {"s": 12, "edgecolor": INK, "lw": 0.3}
            image = len(here) > MANY
            axes.scatter(
                here["log2fc_x"], here["log2fc_y"], c=colour, marker=shape, rasterized=image, label=kind, **style
            )
    differ = genes[genes["differs"]]
    if len(differ):
        ring = {"s": 34, "facecolor": "none", "edgecolor": INK, "lw": 0.9, "label": "differs"}
        axes.scatter(differ["log2fc_x"], differ["log2fc_y"], **ring)
    called = genes[genes["differs"] | (genes["kind"] == "both")]
    named = called.sort_values(["differs", "p_value"], ascending=[False, True], kind="stable")[:NAMED]
    names = [shorten(gene, 18, SIZE) for gene in named["gene"]]
    at = ["log2fc_x", "log2fc_y"]
    place_names(axes, named[at].to_numpy(), names, genes[at].to_numpy())
    axes.set_xlabel(shorten(f"log₂ fold change, {pair.one}", side))
    axes.set_ylabel(shorten(f"log₂ fold change, {pair.other}", side))
