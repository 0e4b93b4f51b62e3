"""Which quantities are missing: at random, in faint spots, or in whole gels."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from spotwise.figures.groups import Mark, by_group, group_legend
from spotwise.figures.samples import name_samples, thin
from spotwise.figures.style import INK, PAGE, PALE, blank, frame, heading, look, new_figure
from spotwise.figures.text import counted

ROWS = 400
"""Rows that the picture can show; of more features, neighbours share a row, whose shade is their share missing."""

SHADES = LinearSegmentedColormap.from_list("missing", [PALE, INK])


@look()
def draw_missing(
    log2: np.ndarray, samples: Sequence[str], group: Sequence[str], mark: Mapping[str, Mark], region: str
) -> Figure:
    """The share missing of each sample, above the matrix of features x samples.

    Parameters
    ----------
    log2 : array, shape (features, samples)
        NaN where missing.
    samples, group : sequences of str, shape (samples,)
    mark : mapping of group to Mark, in the order in which groups are drawn
    region : str
    """
    title = "Missing quantities"
    order = by_group(group, mark)
    lost = ~np.isfinite(log2[:, order])
    if not lost.any():
        return blank(title, region, f"None in {counted(len(log2), 'feature')} and {counted(len(samples), 'sample')}.")
    figure = new_figure(PAGE, 110, f"{title}, {region}")
    top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=[1, 3], gridspec_kw={"hspace": 0.1})
    heading(top, title, f"{region}: {_percent(lost.mean())} of {len(log2)} features × {len(samples)} samples", 110)
    _shares(top, lost, [group[at] for at in order], mark)
    _matrix(bottom, lost[_by_volume(log2)])
    top.tick_params(axis="x", length=0)
    beneath = name_samples(bottom, [samples[at] for at in order])
    together = -(-len(log2) // ROWS)
    rows = "" if together == 1 else f" (each row: {together} features)"
    beside = group_legend(figure, group, mark, {"seen": Patch(color=PALE), f"missing{rows}": Patch(color=INK)})
    frame(figure, 15, beneath, beside + 4, 10)
    return figure


def _percent(share: float) -> str:
    return f"{share:.1%}" if share >= 0.001 else "under 0.1%"


def _by_volume(log2: np.ndarray) -> np.ndarray:
    """Features from the largest mean volume to the least; those never seen come last."""
    seen = np.isfinite(log2)
    mean = np.where(seen, log2, 0.0).sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
    return np.argsort(np.where(seen.any(axis=1), -mean, np.inf), kind="stable")


def _shares(axes: Axes, lost: np.ndarray, group: Sequence[str], mark: Mapping[str, Mark]) -> None:
    share, size = lost.mean(axis=0), thin(3.2, len(group))
    for name in dict.fromkeys(group):
        at = np.flatnonzero([one == name for one in group])
        axes.vlines(at, 0, share[at], color=mark[name].colour, lw=thin(1.2, len(group)))
        axes.plot(at, share[at], mark[name].shape, color=mark[name].colour, ms=size, mec=INK, mew=0.4, clip_on=False)
    axes.set_ylim(0, share.max() * 1.08)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_ylabel("share missing")


def _matrix(axes: Axes, lost: np.ndarray) -> None:
    """The matrix as an image: thousands of cells would make the SVG too large to stand in a report."""
    features, samples = lost.shape
    starts = np.arange(0, features, -(-features // ROWS))
    sizes = np.diff([*starts, features])
    shade = np.add.reduceat(lost.astype(float), starts, axis=0) / sizes[:, None]
    extent = (-0.5, samples - 0.5, features, 0)
    axes.imshow(shade, SHADES, vmin=0, vmax=1, aspect="auto", interpolation="none", extent=extent)
    axes.set_ylabel("features, largest\nmean volume on top")
