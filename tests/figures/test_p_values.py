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
    assert "gill: 5 features tested" in [text.get_text() for text in figure.axes[0].texts]


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


@pytest.mark.parametrize(("by_presence", "said"), [(0, "0 called by presence, 3"), (2, "2 called by presence, 1")])
def test_features_without_p_are_counted_by_why(texts, assert_readable, by_presence, said):
    figure = draw_p_values(np.array([0.1, 0.2, np.nan, np.nan, np.nan]), "warm", "gill", by_presence)
    shown = [text.get_text() for text in texts(figure)]
    assert "gill: 2 features tested" in shown
    assert f"without p: {said} not testable" in shown
    assert_readable(figure)


def test_nothing_but_presence_is_said(texts):
    figure = draw_p_values(np.full(3, np.nan), "warm", "gill", 2)
    shown = [text.get_text().replace("\n", " ") for text in texts(figure)]
    assert "No p-values to draw: 2 called by presence, 1 not testable." in shown


def test_awkward_names(awkward, assert_readable):
    for name in awkward:
        figure = draw_p_values(np.full(5, 0.3), name, name)
        assert_readable(figure)
        assert b"<script" not in render(figure, "svg")


@pytest.mark.parametrize(("nulls", "said"), [(0.826, "83%"), (1.0, "100%"), (0.999, "over 99%"), (0.001, "under 1%")])
def test_the_estimated_share_without_a_change_is_a_line_and_is_said(nulls, said, texts, assert_readable):
    figure = draw_p_values(np.random.default_rng(1).random(400), "warm", "gill", nulls=nulls)
    assert {line.get_ydata()[0] for line in figure.axes[0].get_lines()} == {400 / BINS, 400 / BINS * nulls}
    assert f"expected if {said} did not change, as is estimated" in [text.get_text() for text in texts(figure)]
    assert_readable(figure)


@pytest.mark.parametrize("nulls", [None, np.nan])
def test_no_line_without_an_estimate(nulls):
    assert len(draw_p_values(np.full(9, 0.5), "warm", "gill", nulls=nulls).axes[0].get_lines()) == 1
