"""Where the genes of each supported focus stand in the ranking, and the running sums that make their scores."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from spotwise.enrich.leading import RunningSum
from spotwise.figures.style import BLUE, GREY, INK, PALE, SKY, VERMILLION, blank, heading, look, new_figure
from spotwise.figures.text import counted
from spotwise.report.numbers import rounded, rounded_p

FEW, POINTS = 300, 400
"""Hits that are drawn one by one, and points of the curve of z."""

WIDTH, HEIGHT = 125.0, 101.0
"""Of one focus, in mm."""

MOST = 12
"""Foci drawn at most: the first ones, which are the most supported."""

CAVEAT = "gene permutation: ignores correlation"

MIXED = ": genes change both ways, and the curve follows the stronger alone"


@look()
def draw_running_sums(z: np.ndarray, sums: Sequence[RunningSum], contrast: str, region: str, why: str) -> Figure:
    """One focus beneath the other: its running sum, its genes with the leading edge in colour, and all genes' z.

    Parameters
    ----------
    z : array, shape (genes,)
        From the highest to the lowest.
    sums : sequence of RunningSum
        The most supported focus first.
    contrast, region : str
    why : str
        Why there is none, where there is none.
    """
    where = f"{region}, {contrast}"
    if not sums:
        return blank("Running sums", where, why)
    shown = sums[:MOST]
    figure = new_figure(WIDTH, HEIGHT * len(shown), f"Running sums of {', '.join(s.focus for s in shown)}, {where}")
    ranked = counted(len(z), "ranked gene")
    left_out = f"; {MOST} of {len(sums)} foci" if len(sums) > MOST else ""
    for at, one in enumerate(shown):
        strip = (len(shown) - 1 - at) / len(shown), 1 / len(shown)
        _draw(figure, strip, z, one, f"{where}: {len(one.hits)} of {ranked}{left_out}")
    return figure


def _draw(figure: Figure, strip: tuple[float, float], z: np.ndarray, one: RunningSum, subtitle: str) -> None:
    """One focus in its strip of the figure, whose foot and height are shares of it."""
    foot, mm = strip[0], strip[1] / HEIGHT
    grid = figure.add_gridspec(
        3, 1, left=14 / WIDTH, right=1 - 3 / WIDTH, bottom=foot + 25 * mm, top=foot + (HEIGHT - 10) * mm,
        height_ratios=(5, 0.8, 2), hspace=0.1,
    )  # fmt: skip
    curve, rug, ranks = grid.subplots(sharex=True)
    heading(curve, one.focus, subtitle, 108)
    colour = VERMILLION if one.es >= 0 else BLUE
    _curve(curve, one, colour)
    _rug(rug, one.hits, np.isin(one.hits, one.leading), colour)
    _ranks(ranks, z)
    for axes in (curve, rug):
        axes.tick_params(axis="x", length=0)
    figure.text(3 / WIDTH, foot + 2.5 * mm, _words(one), color=INK, linespacing=1.4)


def _words(one: RunningSum) -> str:
    score, normalised = (rounded(value).replace("-", "−") for value in (one.es, one.nes))
    lines = (
        f"in colour: the leading edge, {counted(len(one.leading), 'gene')} from the end to the dashed peak",
        f"enrichment score {score}, normalised {normalised}, p = {rounded_p(one.p)} ({CAVEAT})",
        f"verdict: {one.verdict}{MIXED * ('mixed' in one.verdict)}",
    )
    return "\n".join(lines)


def _curve(axes: Axes, one: RunningSum, colour: str) -> None:
    """The sum is straight between hits, so that its corners are enough."""
    running, peak = one.running, one.peak
    corners = np.unique(np.concatenate([[-1], one.hits - 1, one.hits, [peak, len(running) - 1]]))
    height = np.where(corners < 0, 0, running[corners])
    axes.axhline(0, color=PALE, lw=0.6, zorder=0)
    axes.axvline(peak + 1, color=GREY, lw=0.6, ls=(0, (4, 3)), zorder=0)
    axes.plot(corners + 1, height, color=colour, lw=1.1)
    axes.set_xlim(0, len(running) + 1)
    axes.margins(y=0.06)
    axes.set_ylabel("running sum")


def _rug(axes: Axes, hits: np.ndarray, leading: np.ndarray, colour: str) -> None:
    for which, shade in ((~leading, GREY), (leading, colour)):
        axes.vlines(hits[which] + 1, 0, 1, color=shade, lw=0.7, rasterized=len(hits) > FEW)
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    axes.spines[:].set_visible(False)


def _ranks(axes: Axes, z: np.ndarray) -> None:
    at = np.unique(np.linspace(0, len(z) - 1, POINTS).round().astype(int))
    axes.fill_between(at + 1, 0, z[at], color=SKY, lw=0, step="mid")
    axes.axhline(0, color=INK, lw=0.6)
    axes.set_ylabel("z of all genes")
    axes.set_xlabel("rank: most increased at the left, most decreased at the right")
