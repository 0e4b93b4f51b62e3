"""How alike each two gels of a region are, with and without each spot's mean, and which gels do not fit."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from spotwise.figures.groups import Mark, by_group, group_legend
from spotwise.figures.heat_map import SHADES as SIGNED
from spotwise.figures.layout import TOP, head, place
from spotwise.figures.samples import LARGEST
from spotwise.figures.style import BLUE, GREY, INK, MM, PAGE, PALE, SKY, blank, look, new_figure
from spotwise.figures.text import counted, shorten, width_of, wrap

SHADES = LinearSegmentedColormap.from_list("likeness", ["#FFFFFF", SKY, BLUE, "#00253C"]).with_extremes(bad=PALE)
NAMES, STRIP, GAP, SMALLEST, WIDEST = 26.0, 2.4, 6.0, 5.0, 62.0
"""In mm: room for names, height of the strip of groups, between panels, and a panel's greatest width; and the size in
points below which only the gels that do not fit are named."""

BAR, LINE, SAID = 12.0, 3.4, 6
"""In mm, the colour bars and a line of text; and how many gels are written of beneath."""


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
    names, size = _names(gels["sample"].to_list(), flagged)
    left = 4 + max((width_of(name, size, "bold") for name in names), default=0)
    side = min(WIDEST, (PAGE - left - GAP - beside) / 2)
    notes = _notes(gels[flagged])
    _fit(figure, TOP + 7 + STRIP + side + BAR + LINE * len(notes) + 2 * bool(notes))
    plain, centred = (np.where(apart, r, np.nan)[np.ix_(order, order)] for r in (plain, centred))
    panels = [
        ("volumes as they are", plain, SHADES, _ends(plain[apart])),
        ("each spot's mean taken away", centred, SIGNED.with_extremes(bad=PALE), _even(centred[apart])),
    ]
    for at, (what, r, shades, ends) in enumerate(panels):
        x, y = left + at * (side + GAP), TOP + 7
        body = figure.add_axes((0, 0, 1, 1))
        place(body, x, y, side, STRIP + side)
        _matrix(body, r, shades, ends, [group[one] for one in order], mark, STRIP / side * n)
        body.set_title(shorten(what, side, 7), size=7, weight="normal", y=1, pad=3)
        _name_rows(body, names if at == 0 else [], flagged, size)
        bar = figure.add_axes((0, 0, 1, 1))
        place(bar, x, y + STRIP + side + 2.5, min(40, side), 2.4)
        _bar(bar, shades, ends, r[apart])
    head(figure, title, f"{region}: {counted(n, 'gel')}, by group; {_found(gels)}", PAGE - beside - 6)
    for line, note in enumerate(notes):
        height = figure.get_size_inches()[1] / MM
        figure.text(2 / PAGE, (LINE * (len(notes) - line) - 1) / height, note, va="center")
    return figure


def _fit(figure: Figure, height: float) -> None:
    wide, high = figure.get_size_inches()
    figure.set_size_inches(wide, max(high, height * MM))


def _found(gels: pd.DataFrame) -> str:
    outliers, swapped = int(gels["outlier"].sum()), int(gels["swapped"].sum())
    return f"{outliers or 'none'} standing apart, {swapped or 'none'} possibly swapped"


def _names(samples: Sequence[str], flagged: np.ndarray) -> tuple[list[str], float]:
    """Names of the rows and their size; empty where there is room for those of flagged gels alone."""
    size = min(LARGEST, 0.8 * 50 / len(samples) * 72 / 25.4)
    if size < SMALLEST:
        size = 6.0
        samples = [name if one else "" for name, one in zip(samples, flagged, strict=True)]
        if flagged.sum() > 8:  # they would lie on each other
            samples = [""] * len(samples)
    return [shorten(name, NAMES, size, "bold") if name else "" for name in samples], size


def _name_rows(axes: Axes, names: Sequence[str], flagged: np.ndarray, size: float) -> None:
    named = [at for at, name in enumerate(names) if name]
    axes.set_yticks(named, [names[at] for at in named], fontsize=size)
    axes.tick_params(axis="y", length=0, pad=2)
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


def _matrix(
    axes: Axes, r: np.ndarray, shades, ends: tuple, group: Sequence[str], mark: Mapping[str, Mark], strip: float
) -> None:
    """The heat map, a band of each group's colour and shape above it, and white lines between groups."""
    n = len(r)
    axes.imshow(r, shades, vmin=ends[0], vmax=ends[1], aspect="auto", interpolation="nearest")
    axes.set_xlim(-0.5, n - 0.5)
    axes.set_ylim(n - 0.5, -0.5 - strip)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    for name in dict.fromkeys(group):
        first, count = group.index(name), group.count(name)
        high = strip * 0.85
        axes.add_patch(Rectangle((first - 0.5, -0.5 - strip), count, high, fc=mark[name].colour, ec="white", lw=0.6))
        axes.plot(
            first + (count - 1) / 2, -0.5 - strip + high / 2, mark[name].shape, color="white", ms=3, mec=INK, mew=0.3
        )
        if first:
            axes.plot([first - 0.5] * 2, [-0.5, n - 0.5], color="white", lw=0.6)
            axes.plot([-0.5, n - 0.5], [first - 0.5] * 2, color="white", lw=0.6)


def _bar(axes: Axes, shades, ends: tuple, r: np.ndarray) -> None:
    """What the colours stand for; values beyond an end have its colour, and the end says so."""
    low, high = ends
    axes.imshow(np.linspace(low, high, 128)[None], shades, aspect="auto", extent=(low, high, 0, 1))
    below, above = bool(np.nanmin(r) < low - 1e-9), bool(np.nanmax(r) > high + 1e-9)
    digits = 2 if high - low >= 0.05 else 3 if high - low >= 0.005 else 5
    texts = [f"{'≤' * below}{low:.{digits}f}", f"{'≥' * above}{high:.{digits}f}"]
    axes.set_xticks([low, high], [text.replace("-", "−") for text in texts], fontsize=6)
    axes.set_yticks([])
    axes.spines[:].set(visible=True, color=GREY)
