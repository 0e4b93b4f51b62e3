"""The histogram of p-values: every tested feature once, none that was not tested."""

import numpy as np
import pytest
from spotwise.figures.p_values import BINS, draw_p_values
from spotwise.figures.style import render


def heights(figure):
    return [bar.get_height() for bar in figure.axes[0].patches]


def test_each_tested_feature_stands_in_one_bin():
    p = np.array([0.0, 0.01, 0.049, 0.5, 1.0, np.nan, np.nan])
    figure = draw_p_values(p, "warm", "gill")
    assert len(heights(figure)) == BINS
    assert (heights(figure)[0], heights(figure)[10], heights(figure)[-1]) == (3, 1, 1)
    assert "gill: 5 features tested, 2 not testable" in [text.get_text() for text in figure.axes[0].texts]


def test_the_line_stands_where_uniform_values_would(assert_readable):
    p = np.random.default_rng(1).random(400)
    figure = draw_p_values(p, "warm", "gill")
    assert set(figure.axes[0].get_lines()[0].get_ydata()) == {400 / BINS}
    assert_readable(figure)


@pytest.mark.parametrize("p", [np.ones(300), np.zeros(1), np.full(9, 0.5), np.linspace(0, 1, 12345)])
def test_extreme_values(p, assert_readable):
    figure = draw_p_values(p, "warm", "gill")
    assert sum(heights(figure)) == len(p)
    assert_readable(figure)


@pytest.mark.parametrize("n", [0, 7])
def test_no_testable_feature_is_said(n, texts):
    figure = draw_p_values(np.full(n, np.nan), "warm", "gill")
    assert f"None of {n} features is testable." in [text.get_text() for text in texts(figure)]


def test_awkward_names(awkward, assert_readable):
    for name in awkward:
        figure = draw_p_values(np.full(5, 0.3), name, name)
        assert_readable(figure)
        assert b"<script" not in render(figure, "svg")
