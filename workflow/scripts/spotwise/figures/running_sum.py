"""Where the genes of one set stand in the ranking, and the running sum that makes its enrichment score."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from spotwise.figures.style import BLUE, GREY, INK, PALE, SKY, VERMILLION, blank, frame, heading, look, new_figure
from spotwise.figures.text import counted
from spotwise.report.numbers import rounded, rounded_p

FEW, POINTS = 300, 400
"""Hits that are drawn one by one, and points of the curve of z."""

HEIGHT = 97.0
"""In mm."""

CAVEAT = "gene permutation: ignores correlation"


@look()
def draw_running_sum(
    z: np.ndarray,
    hits: np.ndarray,
    running: np.ndarray,
    es: float,
    nes: float,
    p: float,
    term: str,
    contrast: str,
    region: str,
) -> Figure:
    """The running sum above, the set's genes in the middle with the leading edge in colour, and all genes' z beneath.

    Parameters
    ----------
    z : array, shape (genes,)
        From the highest to the lowest.
    hits : array of int, shape (genes of the set,)
        Their places in the ranking, from 0.
    running : array, shape (genes,)
        After each gene, as `running_sum` of the preranked enrichment gives it.
    es, nes, p : float
    term, contrast, region : str
    """
    if not len(hits):
        return blank(term, f"{region}, {contrast}", "None of its genes is ranked.")
    figure = new_figure(125, HEIGHT, f"Running sum of {term}, {region}, {contrast}")
    curve, rug, ranks = figure.subplots(3, 1, sharex=True, gridspec_kw={"height_ratios": (5, 0.8, 2), "hspace": 0.1})
    heading(curve, term, f"{region}, {contrast}: {len(hits)} of {counted(len(z), 'ranked gene')}", 108)
    up, colour = es >= 0, VERMILLION if es >= 0 else BLUE
    peak = int(np.argmax(running) if up else np.argmin(running))
    leading = hits <= peak if up else hits > peak
    _curve(curve, hits, running, peak, colour)
    _rug(rug, hits, leading, colour)
    _ranks(ranks, z)
    for axes in (curve, rug):
        axes.tick_params(axis="x", length=0)
    figure.text(3 / 125, 2.5 / HEIGHT, _words(es, nes, p, int(leading.sum())), color=INK, linespacing=1.4)
    frame(figure, 14, 21, 3, 10)
    return figure


def _words(es: float, nes: float, p: float, leading: int) -> str:
    score, normalised = (rounded(value).replace("-", "−") for value in (es, nes))
    numbers = f"enrichment score {score}, normalised {normalised}, p = {rounded_p(p)} ({CAVEAT})"
    return f"in colour: the leading edge, {counted(leading, 'gene')} from the end to the dashed peak\n{numbers}"


def _curve(axes: Axes, hits: np.ndarray, running: np.ndarray, peak: int, colour: str) -> None:
    """The sum is straight between hits, so that its corners are enough."""
    corners = np.unique(np.concatenate([[-1], hits - 1, hits, [peak, len(running) - 1]]))
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
