"""The heat maps of correlated gels: what is computed is drawn, and who does not fit is named."""

import numpy as np
import pandas as pd
import pytest
from spotwise.figures.correlation import SAID, draw_correlation
from spotwise.figures.groups import marks
from spotwise.figures.style import render
from spotwise.stats.sample_correlation import gel_correlations


def gels(names, group, outlier=(), swapped=(), why="its own reason"):
    table = pd.DataFrame({"sample": names, "group": group, "outlier": False, "swapped": False, "why": ""})
    table.loc[list(outlier), ["outlier", "why"]] = [True, why]
    table.loc[list(swapped), ["swapped", "why"]] = [True, why]
    return table


def draw(log2, names, group, region="hippocampus", **flagged):
    plain, centred = gel_correlations(log2, centred=False), gel_correlations(log2, centred=True)
    return draw_correlation(plain, centred, gels(names, group, **flagged), marks(group), region)


def images(figure):
    return [axes.images[0].get_array() for axes in figure.axes if axes.images]


def test_groups_stand_together_and_a_gel_is_not_compared_with_itself(study):
    log2, names, _ = study(["a"], per=4)
    group = ["b", "a", "b", "a"]
    figure = draw(log2, names, group)
    first = images(figure)[0]
    order = [1, 3, 0, 2]
    expected = gel_correlations(log2, centred=False)[np.ix_(order, order)]
    off = ~np.eye(4, dtype=bool)
    np.testing.assert_array_equal(np.asarray(first)[off], expected[off])
    assert np.ma.getmaskarray(np.ma.masked_invalid(first))[~off].all()
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == [names[at] for at in order]


def test_gels_that_do_not_fit_are_named_with_the_reason(study, texts, assert_readable):
    log2, names, group = study(["a", "b"])
    figure = draw(log2, names, group, outlier=[3], swapped=[8], why="lies with b, " + "and so on, " * 12)
    shown = [text.get_text() for text in texts(figure)]
    assert any(line.startswith("gel_3 stands apart: lies with b") for line in shown)
    assert any(line.startswith("gel_8 possibly swapped: lies with b") for line in shown)
    assert "hippocampus: 12 gels, by group; 1 standing apart, 1 possibly swapped" in shown
    bold = [label.get_text() for label in figure.axes[0].get_yticklabels() if label.get_fontweight() == "bold"]
    assert bold == ["gel_3", "gel_8"]
    assert_readable(figure)


def test_of_many_the_first_are_written_of(study, texts, assert_readable):
    log2, names, group = study(["a", "b"], per=10)
    figure = draw(log2, names, group, outlier=range(9))
    shown = [text.get_text() for text in texts(figure)]
    assert sum("stands apart" in line for line in shown) == SAID
    assert f"and {9 - SAID} more: see quality.tsv" in shown
    assert_readable(figure)


@pytest.mark.parametrize(("n", "per"), [(1, 2), (2, 1), (2, 6), (8, 7), (12, 5), (2, 100), (30, 3)])
def test_any_size_is_readable(study, assert_readable, n, per):
    log2, names, group = study([f"strain {at}:drug" for at in range(n)], per)
    figure = draw(log2, names, group, outlier=[0], swapped=[1])
    assert_readable(figure)
    assert len(render(figure, "svg")) < 400_000


def test_awkward_names(study, assert_readable, awkward):
    log2, _, group = study(awkward, per=3)
    figure = draw(log2, [f"{name}{at}" for at, name in enumerate(group)], group, awkward[4], outlier=[4, 13])
    assert_readable(figure)
    assert b"<script" not in render(figure, "svg")


@pytest.mark.parametrize("log2", [np.ones((9, 1)), np.ones((9, 4)), np.full((9, 4), np.nan)])
def test_nothing_to_compare_is_said(texts, log2):
    n = log2.shape[1]
    figure = draw(log2, [f"g{at}" for at in range(n)], ["a"] * n)
    assert any("Not drawn" in text.get_text() for text in texts(figure))


def test_gels_that_are_alike_to_the_last_digit(assert_readable):
    one = np.random.default_rng(1).normal(18, 1, (50, 1))
    assert_readable(draw(np.repeat(one, 4, axis=1), list("wxyz"), list("aabb")))
