"""Effect sizes: which features, their intervals, and the margin."""

import numpy as np
import pytest
from spotwise.figures.intervals import MOST, draw_intervals
from spotwise.figures.style import render


def names(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def segments(figure):
    return np.array(figure.axes[0].collections[0].get_segments())


def test_called_ones_come_first_then_the_smallest_p(tests, texts, assert_readable):
    figure = draw_intervals(tests, "warm", "gill", 2)
    called = tests[tests["call"].isin(["up", "down"])].sort_values("p_value")
    rest = tests[~tests["call"].isin(["up", "down"]) & tests["p_value"].notna()].sort_values("p_value")
    rows = [*called.itertuples(), *rest.itertuples()][:MOST]
    assert 0 < len(called) < MOST
    assert names(figure) == [f"{row.primary_gene} ({row.feature})" if row.primary_gene else row.feature for row in rows]
    said = f"gill: {len(called)} called, then those of smallest p, of {len(called) + len(rest)} tested"
    assert said in [text.get_text() for text in texts(figure)]
    limit = figure.axes[0].get_xlim()[1]
    np.testing.assert_allclose(segments(figure)[:, 0, 0], np.maximum([row.ci_low for row in rows], -limit))
    assert_readable(figure)


def test_the_margin_is_shaded(tests):
    figure = draw_intervals(tests, "warm", "gill", 1.5)
    band = figure.axes[0].patches[0].get_extents().transformed(figure.axes[0].transData.inverted())
    assert (band.x0, band.x1) == pytest.approx((-np.log2(1.5), np.log2(1.5)))
    assert "within 1.5-fold" in [text.get_text() for text in figure.texts]


def test_an_interval_that_spans_all_is_cut_and_marked(tests, assert_readable):
    at = tests["p_value"].idxmin()
    tests.loc[at, ["ci_low", "ci_high"]] = -40, 50
    figure = draw_intervals(tests, "warm", "gill", 2)
    assert figure.axes[0].get_xlim()[1] < 10
    assert "arrow: reaches further" in figure.axes[0].get_xlabel()
    assert [len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() in "<>"] == [1, 1]
    assert_readable(figure)


def test_one_spot_and_empty_states(tests, texts, assert_readable):
    assert_readable(draw_intervals(tests[20:21], "warm", "gill", 2))
    without = draw_intervals(tests[20:21].assign(ci_low=np.nan, ci_high=np.nan), "warm", "gill", 2)
    assert not len(segments(without))
    figure = draw_intervals(tests[:10], "warm", "gill", 2)
    assert "None of 10 features is testable." in [text.get_text() for text in texts(figure)]
    assert "No fold changes" in str(
        [t.get_text() for t in texts(draw_intervals(tests.assign(log2fc=np.nan), "a", "b", 2))]
    )


def test_awkward_names(tests, awkward, assert_readable):
    tests["primary_gene"] = [awkward[at % 12] for at in range(len(tests))]
    for kind in ("svg", "png"):
        figure = draw_intervals(tests, awkward[4], awkward[2], 2)
        assert_readable(figure)
        assert render(figure, kind) == render(draw_intervals(tests, awkward[4], awkward[2], 2), kind)
