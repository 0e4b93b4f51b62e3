"""Coefficients of variation by group, and between technical gels."""

import numpy as np
import pytest
from spotwise.figures.groups import marks
from spotwise.figures.style import render
from spotwise.figures.variation import draw_variation
from spotwise.quality.variation import variation_table


def draw(log2, group, unit=None, region="hippocampus", animals=None):
    unit = [str(at) for at in range(log2.shape[1])] if unit is None else unit
    animals = log2 if animals is None else animals
    return draw_variation(variation_table(animals, group, log2, unit), marks(group), region)


def labels(figure):
    return [label.get_text() for label in figure.axes[0].get_yticklabels()]


def test_a_row_a_group_and_one_for_technical_gels(study, assert_readable):
    log2, _, group = study(["b", "a"], per=4)
    figure = draw(log2, group, list("AABBCDEF"))
    assert labels(figure) == ["a (4)", "b (4)", "gels within 2 animals"]
    table = variation_table(log2, group, log2, list("AABBCDEF"))
    middles = [line.get_xdata()[0] for line in figure.axes[0].get_lines() if len(line.get_xdata()) == 1]
    assert middles == table["cv_50"].to_list()
    assert_readable(figure)


def test_the_formula_stands_beneath(study, texts):
    log2, _, group = study(["a"])
    assert any("√(exp((s ln 2)²) − 1)" in text.get_text() for text in texts(draw(log2, group)))


def test_a_group_of_one_animal_has_no_row(study):
    log2, _, _ = study(["a"], per=3)
    assert labels(draw(log2, ["a", "a", "b"])) == ["a (2)"]


@pytest.mark.parametrize("n", [1, 8, 12, 56])
def test_any_number_of_groups_is_readable(study, assert_readable, n):
    log2, _, group = study([f"strain {at}:drug" for at in range(n)], per=2)
    assert_readable(draw(log2, group))


def test_awkward_names(study, assert_readable, awkward):
    log2, _, group = study(awkward, per=3)
    figure = draw(log2, group, region=awkward[4])
    assert_readable(figure)
    assert b"<script" not in render(figure, "svg")


@pytest.mark.parametrize("log2", [np.ones((4, 1)), np.full((4, 6), np.nan), np.empty((0, 6))])
def test_nothing_to_say_is_said(texts, log2):
    figure = draw(log2, ["a"] * log2.shape[1])
    assert any("Not drawn" in text.get_text() for text in texts(figure))


def test_no_variance_is_drawn_at_zero(assert_readable):
    assert_readable(draw(np.ones((4, 6)), ["a"] * 6))
