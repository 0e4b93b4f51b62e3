"""How alike each two gels of a region are, with and without each spot's mean, and which gels do not fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from spotwise.figures.groups import Mark, by_group, group_legend
from spotwise.figures.heat_map import SHADES as SIGNED
from spotwise.figures.layout import TOP, head
from spotwise.figures.letters import POINT
from spotwise.figures.placing import place
from spotwise.figures.samples import LARGEST
from spotwise.figures.style import BLUE, GREY, INK, MM, PAGE, PALE, SKY, blank, look, new_figure
from spotwise.figures.text import counted, shorten, width_of, wrap

SHADES = LinearSegmentedColormap.from_list("likeness", ["#FFFFFF", SKY, BLUE, "#00253C"]).with_extremes(bad=PALE)
NAMES, STRIP, GAP, WIDEST, LEAST_WIDE = 26.0, 2.4, 6.0, 62.0, 45.0
"""In mm: room for names, height of the strip of groups, between panels, and a panel's greatest and least width."""

SMALLEST = 5.0
"""Size in points below which only the gels that do not fit are named."""

TITLE, BAR, LINE, SAID = 6.0, 12.0, 3.4, 6
"""In mm, a panel's title, the colour bars and a line of text; and how many gels are written of beneath."""


@dataclass(frozen=True)
class Bands:
    """The group of each gel, in the order drawn, and the mark of every group."""

    group: list[str]
    mark: Mapping[str, Mark]


@look()
def draw_correlation(
    plain: np.ndarray, centred: np.ndarray, gels: pd.DataFrame, mark: Mapping[str, Mark], region: str
) -> Figure:
    """Two heat maps of the same gels, with what is said of outliers and possible swaps beneath.

    Parameters
    ----------
    plain, centred : arrays, shape (gels, gels)
        As `gel_correlations` gives them.
    gels : DataFrame
        The rows of `quality.tsv`, in the same order.
    mark : mapping of group to Mark, in the order in which groups are drawn
    region : str
    """
    title = "Correlation of gels"
    n = len(gels)
    apart = ~np.eye(n, dtype=bool)
    if not np.isfinite(plain[apart]).any():
        return blank(title, region, "Not drawn: it needs two gels that share spots.")
    group = gels["group"].to_list()
    order = by_group(group, mark)
    gels = gels.iloc[order]
    flagged = (gels["outlier"] | gels["swapped"]).to_numpy()
    figure = new_figure(PAGE, 70, f"{title}, {region}")
    beside = group_legend(figure, group, mark, {"itself, or nothing shared": Patch(facecolor=PALE)}) + 4
    names, size = _names(gels["sample"].to_list(), flagged, (PAGE - NAMES - GAP - beside) / 2)
    left = 5 + max(width_of(name, size, "bold") for name in names)
    side = min(WIDEST, max(LEAST_WIDE, (PAGE - left - GAP - beside) / 2))
    notes = _notes(gels[flagged])
    _fit(figure, left + 2 * side + GAP + beside, TOP + TITLE + STRIP + side + BAR + LINE * len(notes) + 2 * bool(notes))
    bands = Bands([group[at] for at in order], mark)
    panels = (
        ("volumes as they are", plain, SHADES, _ends(plain[apart])),
        ("each spot's mean taken away", centred, SIGNED.with_extremes(bad=PALE), _even(centred[apart])),
    )
    for at, (what, r, shades, ends) in enumerate(panels):
        own = np.where(apart, r, np.nan)[np.ix_(order, order)]
        body = _panel(figure, own, shades, ends, bands, left + at * (side + GAP), side)
        body.set_title(shorten(what, side, 7), size=7, weight="normal", y=1, pad=3)
        if at == 0:
            _name_rows(body, names, flagged, size)
    head(figure, title, f"{region}: {counted(n, 'gel')}, by group; {_found(gels)}", PAGE - beside - 6)
    wide, height = figure.get_size_inches() / MM
    for line, note in enumerate(notes):
        figure.text(2 / wide, (LINE * (len(notes) - line) - 1) / height, note, va="center")
    return figure


def _fit(figure: Figure, width: float, height: float) -> None:
    """Let the figure grow where a legend or notes need it."""
    wide, high = figure.get_size_inches()
    figure.set_size_inches(max(wide, width * MM), max(high, height * MM))


def _found(gels: pd.DataFrame) -> str:
    outliers, swapped = int(gels["outlier"].sum()), int(gels["swapped"].sum())
    return f"{outliers or 'none'} standing apart, {swapped or 'none'} possibly swapped"


def _names(samples: Sequence[str], flagged: np.ndarray, side: float) -> tuple[list[str], float]:
    """Names of the rows and their size; where rows are low, those of flagged gels that do not lie on each other.

    `side` is the height that they have at least, in mm.
    """
    row = min(WIDEST, max(LEAST_WIDE, side)) / len(samples)
    size = min(LARGEST, 0.8 * row / POINT)
    if size < SMALLEST:
        size, shown, last = SMALLEST, [], -np.inf
        for at, name in enumerate(samples):
            fits = flagged[at] and (at - last) * row >= 1.4 * SMALLEST * POINT
            last = at if fits else last
            shown.append(name if fits else "")
        samples = shown
    return [shorten(name, NAMES, size, "bold") if name else "" for name in samples], size


def _name_rows(axes: Axes, names: Sequence[str], flagged: np.ndarray, size: float) -> None:
    """Names at the left, those of flagged gels in bold, and a tick at each of these."""
    named = [at for at, name in enumerate(names) if name or flagged[at]]
    axes.set_yticks(named, [names[at] for at in named], fontsize=size)
    axes.tick_params(axis="y", length=2.0 if all(flagged[named]) else 0, pad=2)
    for at, label in zip(named, axes.get_yticklabels(), strict=True):
        label.set_fontweight("bold" if flagged[at] else "normal")


def _notes(flagged: pd.DataFrame) -> list[str]:
    """A line or two on each gel that does not fit."""
    lines = []
    for gel in flagged.head(SAID).to_dict("records"):
        kind = "possibly swapped" if gel["swapped"] else "stands apart"
        lines += wrap(f"{shorten(gel['sample'], 30)} {kind}: {gel['why']}", PAGE - 6).split("\n")
    if len(flagged) > SAID:
        lines.append(f"and {len(flagged) - SAID} more: see quality.tsv")
    return lines


def _ends(r: np.ndarray) -> tuple[float, float]:
    """The scale's ends: so that one gel that stands apart does not take the contrast from all others."""
    seen = r[np.isfinite(r)]
    middle = np.median(seen)
    spread = 1.4826 * np.median(np.abs(seen - middle))
    low = max(seen.min(), middle - 5 * spread)
    return (low, seen.max()) if seen.max() - low > 1e-6 else (low - 0.01, low + 0.01)


def _even(r: np.ndarray) -> tuple[float, float]:
    seen = np.abs(r[np.isfinite(r)])
    end = min(1.0, max(0.1, np.percentile(seen, 98))) if len(seen) else 1.0
    return -end, end


def _panel(
    figure: Figure, r: np.ndarray, shades: Colormap, ends: tuple[float, float], bands: Bands, left: float, side: float
) -> Axes:
    """One heat map with its groups above it and its colour bar beneath; `side` is its width and height in mm."""
    axes, bar, n = figure.add_axes((0, 0, 1, 1)), figure.add_axes((0, 0, 1, 1)), len(r)
    place(axes, left, TOP + TITLE, side, STRIP + side)
    place(bar, left, TOP + TITLE + STRIP + side + 2.5, min(40, side), 2.4)
    axes.imshow(r, shades, vmin=ends[0], vmax=ends[1], aspect="auto", interpolation="none")  # nearest: a large SVG
    axes.set_xlim(-0.5, n - 0.5)
    axes.set_ylim(n - 0.5, -0.5 - STRIP / side * n)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(False)
    _draw_bands(axes, bands, STRIP / side * n)
    _bar(bar, shades, ends, r)
    return axes


def _draw_bands(axes: Axes, bands: Bands, height: float) -> None:
    """A band of each group's colour and shape above the gels, and white lines between groups."""
    n = len(bands.group)
    for name in dict.fromkeys(bands.group):
        first, count, sign = bands.group.index(name), bands.group.count(name), bands.mark[name]
        corner, high = (first - 0.5, -0.5 - height), 0.85 * height
        axes.add_patch(Rectangle(corner, count, high, facecolor=sign.colour, edgecolor="white", lw=0.6))
        middle = first + (count - 1) / 2, corner[1] + high / 2
        axes.plot(*middle, sign.shape, color="white", ms=3, mec=INK, mew=0.3)
        if first:
            axes.plot([first - 0.5] * 2, [-0.5, n - 0.5], color="white", lw=0.6)
            axes.plot([-0.5, n - 0.5], [first - 0.5] * 2, color="white", lw=0.6)


def _bar(axes: Axes, shades: Colormap, ends: tuple[float, float], r: np.ndarray) -> None:
    """What the colours stand for; values beyond an end have its colour, and the end says so."""
    low, high = ends
    axes.imshow(np.linspace(low, high, 128)[None], shades, aspect="auto", extent=(low, high, 0, 1))
    seen = r[np.isfinite(r)]
    below, above = bool((seen < low - 1e-9).any()), bool((seen > high + 1e-9).any())
    digits = 2 if high - low >= 0.05 else 3 if high - low >= 0.005 else 5
    texts = [f"{'≤' * below}{low:.{digits}f}", f"{'≥' * above}{high:.{digits}f}"]
    axes.set_xticks([low, high], [text.replace("-", "−") for text in texts], fontsize=6)
    axes.set_yticks([])
    axes.spines[:].set(visible=True, color=GREY)
