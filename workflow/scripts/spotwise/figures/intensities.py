"""The spread of log2 quantities in each sample, before and after normalisation."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from spotwise.figures.groups import Mark, by_group, group_legend
from spotwise.figures.samples import name_samples, thin
from spotwise.figures.style import GREY, INK, PAGE, blank, frame, heading, look, new_figure

SHARES = (5, 25, 50, 75, 95)
"""Percentiles drawn: thin line, thick line, mark, thick line, thin line."""


@look()
def draw_intensities(
    before: np.ndarray,
    after: np.ndarray,
    samples: Sequence[str],
    group: Sequence[str],
    mark: Mapping[str, Mark],
    region: str,
) -> Figure:
    """A strip of percentiles for each sample, those of a group side by side.

    Parameters
    ----------
    before, after : arrays, shape (entries, samples)
        Log2 quantities, NaN where missing.
    samples, group : sequences of str, shape (samples,)
    mark : mapping of group to Mark, in the order in which groups are drawn
    region : str
    """
    title = "Quantities by sample"
    if not (np.isfinite(before).any() and np.isfinite(after).any()):
        return blank(title, region, "No sample holds a quantity.")
    order = by_group(group, mark)
    figure = new_figure(PAGE, 105, f"{title} before and after normalisation, {region}")
    top, bottom = figure.subplots(2, 1, sharex=True, gridspec_kw={"hspace": 0.08})
    ordered = [group[at] for at in order]
    spans = [_strips(axes, values[:, order], ordered, mark) for axes, values in ((top, before), (bottom, after))]
    heading(top, title, f"{region}: median, middle half and middle 90% of each sample", 110)
    _same_scale((top, bottom), spans)
    top.set_ylabel("log₂, before\nnormalisation")
    bottom.set_ylabel("log₂, after\nnormalisation")
    top.tick_params(axis="x", length=0)
    beneath = name_samples(bottom, [samples[at] for at in order])
    beside = group_legend(figure, group, mark)
    frame(figure, 15, beneath, beside + 4, 10)
    return figure


def _strips(axes: Axes, values: np.ndarray, group: Sequence[str], mark: Mapping[str, Mark]) -> np.ndarray:
    """Draw the samples, and give their percentiles, shape (5, samples)."""
    found = np.array([_percentiles(column) for column in values.T]).T
    axes.axhline(np.nanmedian(found[2]), color=GREY, lw=0.6, ls=(0, (4, 3)))
    thick, size = thin(2.6, len(group)), thin(3.2, len(group))
    for name in dict.fromkeys(group):
        at = np.flatnonzero([one == name for one in group])
        low, lower, middle, upper, high = found[:, at]
        colour = mark[name].colour
        axes.vlines(at, low, high, color=colour, lw=0.7)
        axes.vlines(at, lower, upper, color=colour, lw=thick, alpha=0.55)
        axes.plot(at, middle, mark[name].shape, color=colour, ms=size, mec=INK, mew=0.4)
    return found


def _percentiles(column: np.ndarray) -> np.ndarray:
    seen = column[np.isfinite(column)]
    return np.percentile(seen, SHARES) if len(seen) else np.full(len(SHARES), np.nan)


def _same_scale(both: Sequence[Axes], found: Sequence[np.ndarray]) -> None:
    """A millimetre is the same fold in both panels: else normalisation seems to change a spread that it keeps."""
    ends = [(np.nanmin(percentiles), np.nanmax(percentiles)) for percentiles in found]
    half = max(0.5, *((high - low) / 2 * 1.06 for low, high in ends))
    for axes, (low, high) in zip(both, ends, strict=True):
        axes.set_ylim((low + high) / 2 - half, (low + high) / 2 + half)
