"""The virtual gel: every spot where it lies, coloured by what the contrast found of it."""

from collections.abc import Collection

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from spotwise.figures.calls import BY_PRESENCE, BY_TEST, FEW, name_of, ranked
from spotwise.figures.labels import place_names
from spotwise.figures.placing import colour_bar, legend
from spotwise.figures.style import BLUE, GREEN, GREY, INK, ORANGE, VERMILLION, blank, frame, heading, look, new_figure
from spotwise.figures.text import counted, shorten

SHADES = LinearSegmentedColormap.from_list("fold", [BLUE, "#F4F4F4", VERMILLION], 257)
CAP = 2.0
"""The log2 fold change from which on the shade stays the same, on either side of zero."""

MANY = 1000
"""From so many spots on they are an image within the SVG."""

NAMED = 15
"""Called spots that are named at most."""

AREAS = np.array([7.0, 15.0, 25.0, 35.0, 46.0])
"""Of spots from the faintest to the strongest, in square points."""

LIKE_MR, LIKE_Y = 0.06, 0.03
"""By how much of its Mr, or of the image's height, a spot of a charge train may stand off the one beside it."""


MR_TICKS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 60, 80, 100, 150, 200, 300, 500)

NEEDS = (
    "No spot has a place on the gel. That takes positions on the image (x, y), or pI and Mr, in the table of volumes "
    "or in that of the identifications."
)


@look()
def draw_gel(table: pd.DataFrame, contrast: str, region: str, focus: str = "", inside: Collection[str] = ()) -> Figure:
    """Spots at their places, coloured by log2 fold change, called ones ringed.

    Parameters
    ----------
    table : DataFrame
        feature, primary_gene, log2fc, mean, p_value, call, pi, mr, x, y; one row a feature. x and y are positions on
        the image, y counted downwards; they are taken where any spot has them, else pI and Mr.
    contrast, region : str
    focus : str
        The name of a focus whose spots are marked.
    inside : collection of str
        Its features.
    """
    pixels = bool(table[["x", "y"]].notna().all(axis=1).any())
    across, down = ("x", "y") if pixels else ("pi", "mr")
    placed = table[across].notna() & table[down].notna() & (pixels | (table[down] > 0))
    if not placed.any():
        return blank(contrast, region, NEEDS)
    spots = ranked(table[placed], BY_TEST + BY_PRESENCE)
    spots = spots.assign(h=spots[across], v=spots["y"] if pixels else np.log10(spots["mr"]))
    figure = new_figure(125, 108, f"Virtual gel, {contrast}, {region}")
    axes = figure.add_subplot()
    frame(figure, 13, 24, 3, 10)
    unplaced = len(table) - len(spots)
    heading(
        axes,
        contrast,
        f"{region}: {counted(len(spots), 'spot')}{f', {unplaced} without a position' * (unplaced > 0)}",
        109,
    )
    _limits(axes, spots, pixels)
    _trains(axes, spots, pixels)
    known = np.isfinite(spots["log2fc"])
    limit = min(CAP, max(0.5, spots.loc[known, "log2fc"].abs().max())) if known.any() else None
    _spots(axes, spots, limit)
    _rings(axes, spots, inside)
    _name(axes, spots)
    if limit is not None:
        _bar(figure, limit, spots["log2fc"])
    _legend(figure, focus, bool(set(inside) & set(spots["feature"])), spots["call"])
    return figure


def _limits(axes: Axes, spots: pd.DataFrame, pixels: bool) -> None:
    """As a gel hangs: the acid side at the left, large proteins at the top; an image counts its lines downwards."""
    ends = {}
    for column, least in (("h", 0.5), ("v", 0.1)):
        low, high = spots[column].min(), spots[column].max()
        beside = max(0.05 * (high - low), 10 if pixels else least * 0.2)
        ends[column] = (low - beside, high + beside)
    axes.set_xlim(*ends["h"])
    axes.set_ylim(*(ends["v"][::-1] if pixels else ends["v"]))
    axes.spines[:].set_visible(True)
    if pixels:
        axes.set_xlabel("x on the image")
        axes.set_ylabel("y on the image")
        return
    ticks = [mr for mr in MR_TICKS if ends["v"][0] < np.log10(mr) < ends["v"][1]]
    axes.set_yticks(np.log10(ticks), [str(mr) for mr in ticks])
    axes.set_xlabel("pI")
    axes.set_ylabel("Mr (kDa)")


def _trains(axes: Axes, spots: pd.DataFrame, pixels: bool) -> None:
    """Lines between neighbours of one gene at a like Mr: a protein that is there in several charges."""
    own = spots[spots["primary_gene"] != ""].sort_values(["primary_gene", "h"], kind="stable")
    gene, at = own["primary_gene"].to_numpy(), own[["h", "v"]].to_numpy()
    near = LIKE_Y * np.ptp(spots["v"]) if pixels else np.log10(1 + LIKE_MR)
    joined = np.flatnonzero((gene[1:] == gene[:-1]) & (np.abs(np.diff(at[:, 1])) <= near))
    lines = np.stack([at[joined], at[joined + 1]], axis=1)
    style = {"colors": GREY, "linewidths": 0.7, "zorder": 1, "rasterized": len(lines) > FEW}
    axes.add_collection(LineCollection(lines, **style), autolim=False)


def _areas(mean: pd.Series) -> np.ndarray:
    """Areas in a few steps by mean log2 volume; the smallest where it is not known."""
    low, high = mean.quantile([0.02, 0.98]) if mean.notna().any() else (0.0, 0.0)
    share = (mean - low) / (high - low) if high > low else mean * 0
    return AREAS[np.rint(share.clip(0, 1).fillna(0) * (len(AREAS) - 1)).astype(int)]


def _spots(axes: Axes, spots: pd.DataFrame, limit: float | None) -> None:
    """Called ones above the others, small ones above large ones; hollow where there is no fold change."""
    area, fold, many = _areas(spots["mean"]), spots["log2fc"].to_numpy(), len(spots) > MANY
    known, called = np.isfinite(fold), spots["call"].isin(BY_TEST).to_numpy()
    for above, size in [(above, size) for above in (False, True) for size in AREAS[::-1]]:
        here = known & (area == size) & (called == above)
        if here.any():
            style = {"c": fold[here], "vmin": -limit, "vmax": limit, "edgecolor": GREY, "lw": 0.25, "label": "fold"}
            axes.scatter(spots["h"][here], spots["v"][here], s=size, cmap=SHADES, rasterized=many, **style)
    if not known.all():
        style = {"facecolor": "none", "edgecolor": GREY, "lw": 0.5, "label": "no fold", "rasterized": many}
        axes.scatter(spots["h"][~known], spots["v"][~known], s=AREAS[0], **style)


def _rings(axes: Axes, spots: pd.DataFrame, inside: Collection[str]) -> None:
    """Rings about called spots, and squares about those of a focus."""
    area = _areas(spots["mean"])
    for label, here, shape, colour, more in (
        ("called", spots["call"].isin(BY_TEST), "o", INK, 14),
        ("presence", spots["call"].isin(BY_PRESENCE), "o", ORANGE, 14),
        ("focus", spots["feature"].isin(inside), "s", GREEN, 34),
    ):
        here = here.to_numpy()
        if here.any():
            style = {"facecolor": "none", "edgecolor": colour, "lw": 0.9, "marker": shape, "label": label}
            style["rasterized"] = bool(here.sum() > FEW)
            axes.scatter(spots["h"][here], spots["v"][here], s=area[here] + more, **style)


def _name(axes: Axes, spots: pd.DataFrame) -> None:
    called = spots[spots["call"].isin(BY_TEST + BY_PRESENCE)][:NAMED]
    if len(called):
        names = [name_of(*pair) for pair in called[["primary_gene", "feature"]].to_numpy()]
        place_names(axes, called[["h", "v"]].to_numpy(), names, spots[["h", "v"]].to_numpy())


def _bar(figure: Figure, limit: float, fold: pd.Series) -> None:
    """What the colours stand for; spots beyond the ends have the ends' colour, and the ends say so."""
    ends = f"{'≤' * bool(fold.min() < -limit)}−{limit:.2g}", f"{'≥' * bool(fold.max() > limit)}{limit:.2g}"
    colour_bar(figure, 6, 3, 38, SHADES, ends, "log₂ fold change")


def _legend(figure: Figure, focus: str, marked: bool, calls: pd.Series) -> None:
    """What rings, lines and sizes mean."""
    ring = {"ls": "none", "marker": "o", "mfc": "none", "ms": 5, "mew": 0.9}
    entries = [(Line2D([], [], mec=INK, **ring), "called")]
    if calls.isin(BY_PRESENCE).any():
        entries.append((Line2D([], [], mec=ORANGE, **ring), "called by presence"))
    if marked:
        entries.append((Line2D([], [], mec=GREEN, **(ring | {"marker": "s"})), shorten(focus, 33)))
    entries.append((Line2D([], [], color=GREY, lw=0.7), "one gene at like Mr"))
    entries.append((None, "area: mean volume"))
    entries.append((None, "hollow: no fold"))
    legend(figure, entries, 2, 50)
