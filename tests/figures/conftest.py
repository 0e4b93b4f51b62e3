"""Awkward names, and the check that no text of a picture is cut or lies on another."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text
from spotwise.figures.style import look

AWKWARD = [
    "$x_1$ and $y^2$", "<script>alert(1)</script>", "emoji 🧠 日本語", "_hidden", "a" * 300, "nortriptyline:" * 20,
    "tab\tnew\nline\x00", '& "quotes"', "", "dose 10", "dose 2", "W" * 60,
]  # fmt: skip


@pytest.fixture(scope="session")
def awkward():
    """Twelve names, of which mathtext, XML, a font, Matplotlib's legend or a margin might stumble over each."""
    return AWKWARD


@pytest.fixture(scope="session")
def texts():
    """The texts that a figure shows."""

    def texts_of(figure):
        shown = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
        unseen = {label for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for label in undrawn(axis)}
        return [text for text in shown if text not in unseen]

    return texts_of


def undrawn(axis):
    """Labels of ticks that Matplotlib keeps but does not draw: beyond the limits, spare, or on the far side."""
    low, high = sorted(axis.get_view_interval())
    drawn = axis.get_major_ticks(len(axis.get_majorticklocs()))
    near = {tick.label1 for tick in drawn if low - 1e-9 <= tick.get_loc() <= high + 1e-9}
    return {label for tick in axis.majorTicks + axis.minorTicks for label in (tick.label1, tick.label2)} - near


@pytest.fixture(scope="session")
def assert_readable(texts):
    """Fail where a text lies partly outside its figure, on another text, or a legend on the axes."""

    def check(figure):
        with look():
            figure.draw_without_rendering()
            legends = [legend.get_window_extent() for legend in figure.legends]
            boxes = [(text.get_text(), text.get_window_extent()) for text in texts(figure)]
        assert boxes
        width, height = figure.get_size_inches() * figure.dpi
        for name, box in boxes:
            assert min(box.x0, box.y0) >= -1, name
            assert box.x1 <= width + 1, name
            assert box.y1 <= height + 1, name
        assert all(overlap(legend, axes.get_window_extent()) <= 0 for legend in legends for axes in figure.axes)
        for at, (name, box) in enumerate(boxes):
            for other, beside in boxes[at + 1 :]:
                assert overlap(box, beside) <= 2, (name, other)

    return check


def overlap(one, other):
    """By how many pixels two boxes overlap in the direction in which they do so less."""
    return min(min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0))


@pytest.fixture
def study():
    """Make a region: log2 quantities, names of samples and groups, `per` samples in each of the groups given."""

    def make(groups, per=6, features=60, missing=0.1):
        rng = np.random.default_rng(1)
        group = [name for name in groups for _ in range(per)]
        log2 = rng.normal(18, 1.5, (features, 1)) + rng.normal(0, 0.5, (features, len(group)))
        log2[rng.random(log2.shape) < missing] = np.nan
        return log2, [f"gel_{at}" for at in range(len(group))], group

    return make


@pytest.fixture
def tests():
    """A table of a contrast as the pictures take it: 120 features with every call, 10 of them not testable."""
    rng = np.random.default_rng(5)
    n = 120
    p, fold = rng.random(n) ** 3, rng.normal(size=n)
    call = np.where(p > 0.002, "inconclusive", np.where(fold > 0, "up", "down"))
    call[:10], call[10:12], call[12:15] = "not_testable", "only_in_test", "unchanged"
    fold[:12], p[:12] = np.nan, np.nan
    half = 0.2 + rng.random(n)
    return pd.DataFrame({
        "feature": [str(at) for at in range(n)], "primary_gene": [f"Gene{at // 3}" * (at % 4 > 0) for at in range(n)],
        "log2fc": fold, "ci_low": fold - half, "ci_high": fold + half, "mean": rng.normal(18, 2, n), "p_value": p,
        "adj_p_value": np.minimum(1, p * 20), "call": call, "pi": rng.uniform(4, 9, n), "mr": rng.uniform(10, 120, n),
        "x": np.nan, "y": np.nan,
    })  # fmt: skip
