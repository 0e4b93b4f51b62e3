"""The terms that pass, one of each cluster of like ones: how much of each changed, its size, and its adjusted p."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from spotwise.figures.foci import CAP, SHADES, TICKS
from spotwise.figures.labels import SIZE
from spotwise.figures.placing import EDGE, TOP, add_axes, head, name_rows
from spotwise.figures.style import COLUMN, GREY, INK, PALE, blank, look, new_figure
from spotwise.figures.text import counted, shorten, width_of, wrap
from spotwise.report.numbers import rounded_p

MOST = 15
"""Terms drawn at most: those with the smallest p."""

ROW, NAMES, LEGEND, BESIDE = 6.5, 42.0, 26.0, 3.0
"""In mm: a term's row, room for its name, what stands beneath the axes, and the room between dots and edge."""

WHY = 180.0
"""Room for the reason why nothing was tested, in mm of one line that is then broken."""

SHAPES = {"up": "^", "down": "v"}
LARGEST, SMALLEST = 9.5, 3.0
"""Widths in points of the dot of the largest set, and of one of few genes."""


@look()
def draw_dots(
    camera: pd.DataFrame | None, ora: pd.DataFrame | None, background: Mapping, fdr: float, contrast: str, region: str
) -> Figure:
    """A row a term by camera, or by over-representation where camera gave nothing.

    Parameters
    ----------
    camera, ora : DataFrame or None
        `camera.tsv` and `ora.tsv`; None where the method was not asked for.
    background : mapping
        valid and why, of the contrast in `background.json`.
    fdr : float
        The largest adjusted p that passes.
    contrast, region : str
    """
    by_camera = camera is not None and camera["p_value"].notna().any()
    tests = camera if by_camera else ora
    passed = None if tests is None else one_of_each(tests[tests["adj_p_value"] <= fdr])
    if passed is None or passed.empty:
        return blank(contrast, f"{region}: terms", why_none(camera, ora, background, fdr))
    shown = passed[:MOST]
    along, label = _along(shown, ora if by_camera else shown)
    method = "camera" if by_camera else "over-representation"
    several = f"{len(shown)} of {len(passed)} terms" if len(passed) > MOST else counted(len(passed), "term")
    names = [wrap(term or id_, NAMES, SIZE) for term, id_ in zip(shown["term"], shown["term_id"], strict=True)]
    left = EDGE + max(width_of(line, SIZE) for name in names for line in name.split("\n")) + 1.5
    high = ROW * len(shown)
    figure = new_figure(COLUMN, TOP + high + LEGEND, f"Terms that pass by {method}, {contrast}, {region}")
    head(figure, contrast, f"{region}, {method}: {several}, one of each cluster")
    axes = add_axes(figure, left, TOP, COLUMN - left - BESIDE, high)
    _frame(axes, along, label, len(shown))
    name_rows(axes, names)
    _draw(axes, along, shown)
    _legend(figure, TOP + high + 9.5, shown["set_size"], list(dict.fromkeys(shown["direction"])))
    return figure


def one_of_each(passed: pd.DataFrame) -> pd.DataFrame:
    """Of the terms that pass, the one that stands for its cluster, or else its smallest p; the smallest p first.

    A term that over-representation finds in several directions is kept in the one with the smallest p.
    """
    families = ["collection", "direction", "cluster"] if "overlap" in passed else ["collection", "cluster"]
    first = passed.sort_values(["representative", "p_value"], ascending=[False, True], kind="stable")
    kept = first.drop_duplicates(families).sort_values("p_value", kind="stable")
    return kept.drop_duplicates(["collection", "term_id"])


def why_none(camera: pd.DataFrame | None, ora: pd.DataFrame | None, background: Mapping, fdr: float) -> str:
    """Why no term is shown, with the smallest p and the smallest that the counts allow."""
    asked = [table for table in (camera, ora) if table is not None]
    if not asked:
        return "Neither camera nor over-representation was asked for."
    tests = next((table for table in asked if table["p_value"].notna().any()), None)
    if tests is None and not background["valid"]:
        return f"Not tested, for want of a background: {shorten(background['why'] or 'none is valid', WHY)}."
    if tests is None:
        return "No term was tested: none holds enough of the genes measured here, and not too many of them."
    best = tests.loc[tests["p_value"].idxmin()]
    terms = counted(len(tests.drop_duplicates(["collection", "term_id"])), "term")
    smallest = f"the smallest p is {rounded_p(best.p_value)}, adjusted {rounded_p(best.adj_p_value)} (over {fdr:g})"
    return f"None of {terms} passes: {smallest}. All are inconclusive.{_attainable(ora)}"


def _attainable(ora: pd.DataFrame | None) -> str:
    """The smallest p that any term could have reached by over-representation, with the counts that bound it."""
    whole = None if ora is None else ora[(ora["direction"] == "any") & ora["p_attainable"].notna()]
    if whole is None or whole.empty:
        return ""
    least = whole.loc[whole["p_attainable"].idxmin()]
    if not least.query_size:
        return " No gene changed, so that over-representation can find nothing."
    counts = f"{least.query_size:.0f} of {least.background_size:.0f} genes changed"
    return f" Smallest attainable p by over-representation, where {counts}: {rounded_p(least.p_attainable)}."


def _along(shown: pd.DataFrame, ora: pd.DataFrame | None) -> tuple[np.ndarray, str]:
    """Where dots stand: at the share of a term's genes that changed; at the raw p where no table tells it."""
    if ora is None:
        return -np.log10(shown["p_value"].clip(1e-300).to_numpy()), "−log₁₀ raw p"
    whole = ora if ora is shown else ora[ora["direction"] == "any"]
    share = (whole["overlap"] / whole["set_size"]).set_axis(pd.MultiIndex.from_frame(whole[["collection", "term_id"]]))
    found = share.reindex(pd.MultiIndex.from_frame(shown[["collection", "term_id"]])).to_numpy()
    return 100 * found, "% of the term's genes that changed" + " (▲ up, ▼ down)" * (ora is shown)


def _frame(axes: Axes, along: np.ndarray, label: str, rows: int) -> None:
    """A scale from zero, and a faint line a row."""
    top = np.nanmax(along, initial=0) * 1.08 or 1
    axes.set_xlim(0, top)
    axes.set_ylim(rows - 0.5, -0.5)
    step = next((step for step in (0.5, 1, 2, 5, 10, 20, 25, 50, 100) if top / step <= 5), top)
    axes.set_xticks(np.arange(0, top, step))
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.hlines(range(rows), 0, top, color=PALE, lw=0.5, zorder=0)
    axes.annotate(
        label, (1, 0), (0, -19.5), xycoords="axes fraction", textcoords="offset points", ha="right", va="baseline"
    )


def _widths(sizes: Sequence[float]) -> np.ndarray:
    """Widths of dots in points, whose areas follow the sizes of sets."""
    sizes = np.asarray(sizes, float)
    return np.maximum(SMALLEST, LARGEST * np.sqrt(sizes / sizes.max()))


def _draw(axes: Axes, along: np.ndarray, shown: pd.DataFrame) -> None:
    """Dots of each direction together; a term whose share is not known has none, and says so."""
    area, direction = _widths(shown["set_size"]) ** 2, shown["direction"].to_numpy()
    shade = np.minimum(-np.log10(shown["adj_p_value"].clip(1e-300).to_numpy()) / CAP, 1)
    at, look = np.arange(len(shown)), {"cmap": SHADES, "vmin": 0, "vmax": 1, "edgecolors": INK, "linewidths": 0.5}
    for which in dict.fromkeys(direction):
        own = direction == which
        axes.scatter(along[own], at[own], area[own], shade[own], marker=SHAPES.get(which, "o"), **look, clip_on=False)
    for y in at[np.isnan(along)]:
        axes.annotate("not among those tested", (0, y), (3, 0), textcoords="offset points", fontsize=SIZE, color=GREY)


def _legend(figure: Figure, top: float, sizes: pd.Series, directions: Sequence[str]) -> None:
    """What shades, sizes and shapes mean."""
    bar = add_axes(figure, EDGE + 1, top + 4.5, 34.5, 2.8)
    bar.imshow(np.linspace(0, 1, 128)[None], SHADES, vmin=0, vmax=1, aspect="auto", extent=(0, 1, 0, 1))
    bar.set_xticks(list(TICKS), list(TICKS.values()), fontsize=6.2)
    bar.set_yticks([])
    bar.spines[:].set(visible=True, color=GREY)
    bar.set_title("adjusted p", fontsize=SIZE, weight="normal", y=1, pad=2)
    look = {"ls": "none", "mec": INK, "mew": 0.5, "color": "white"}
    largest, smallest = sizes.max(), sizes.min()
    entries = {f"{size:.0f} genes": _widths([size, largest])[0] for size in (smallest, largest)}
    words = {"up": "up", "down": "down", "mixed": "both ways", "any": "up or down", "": "without direction"}
    handles = [Line2D([], [], marker="o", ms=width, **look) for width in entries.values()]
    handles += [Line2D([], [], marker=SHAPES.get(which, "o"), ms=4, **look) for which in directions]
    labels = [*entries, *(words[which] for which in directions)]
    figure.legend(handles, labels, loc="lower right", ncols=2, borderaxespad=0.6, labelspacing=0.6, handlelength=1.5)
