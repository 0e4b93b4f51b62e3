"""The picture of power: dots against the table, empty rows, and any set of names."""

import numpy as np
import pandas as pd
import pytest
from spotwise.figures.power import SHOWN, draw_power
from spotwise.figures.style import render

COLUMNS = ["contrast", "spot", "n", "smallest_fold", "p_to_pass", "n_for_1.25", "n_for_1.5", "n_for_2"]


def rows(contrast, n=6.0, folds=(1.8, 2.4), needed=(60.0, 20.0, 8.0)):
    spots = ("median", "90th percentile")
    return [[contrast, spot, n, fold, 0.002, *needed] for spot, fold in zip(spots, folds, strict=True)]


def table(*parts):
    return pd.DataFrame([row for part in parts for row in part], columns=COLUMNS)


def none(contrast):
    return rows(contrast, np.nan, (np.nan, np.nan), (np.nan,) * 3)


def points(axes):
    """The x of every line of marks, those without any left out."""
    return [list(line.get_xdata()) for line in axes.lines if len(line.get_xdata())]


def test_dots_are_the_numbers_of_the_table():
    folds, counts = draw_power(table(rows("warm"), rows("cold", 4.0, (1.2, 1.3), (30.0, 9.0, 3.0))), "gill").axes
    assert points(folds) == [[1.8, 1.2], [2.4, 1.3]]
    assert sorted(points(counts)) == [[8.0, 3.0], [20.0, 9.0], [60.0, 30.0]]
    assert [path.vertices[0, 0] for path in counts.collections[-1].get_paths()] == [6.0, 4.0]


def test_a_joint_test_has_a_row_that_says_none(texts):
    figure = draw_power(table(rows("warm"), none("any")), "gill")
    assert [text.get_text() for text in texts(figure)].count("none") == 2


def test_a_slope_has_a_fold_and_no_count(texts):
    figure = draw_power(table(rows("dose", needed=(np.nan,) * 3)), "gill")
    assert [text.get_text() for text in texts(figure)].count("none") == 1
    assert points(figure.axes[0])[0] == [1.8]


def test_more_than_the_search_went_to_is_an_arrow_at_the_edge(texts):
    figure = draw_power(table(rows("warm", needed=(np.inf, 40.0, 8.0))), "gill")
    assert [1000.0] in points(figure.axes[1])
    assert "at the edge: more than 1000" in [text.get_text() for text in texts(figure)]
    assert "more than 1000" not in str([text.get_text() for text in texts(draw_power(table(rows("warm")), "gill"))])


@pytest.mark.parametrize("frame", [table(), table(none("warm"), none("cold"))])
def test_without_any_fold_it_is_said(frame, texts):
    figure = draw_power(frame, "gill")
    assert any("No contrast has a fold" in text.get_text() for text in texts(figure))


@pytest.mark.parametrize("contrasts", [1, 5, SHOWN + 5])
@pytest.mark.parametrize("folds", [(1.01, 1.02), (1.5, 1.5), (3.5, 6.0), (1.1, 900.0)])
def test_any_number_of_contrasts_is_readable(contrasts, folds, assert_readable):
    parts = [rows(f"nortriptyline_vs_control_separated_{at}", folds=folds) for at in range(contrasts)]
    figure = draw_power(table(*parts), "hippocampus")
    assert_readable(figure)
    assert len(points(figure.axes[0])[0]) == min(contrasts, SHOWN)
    assert len(figure.axes[0].get_xticks()) >= 2


def test_awkward_names(awkward, assert_readable):
    for region in awkward:
        figure = draw_power(table(*map(rows, awkward)), region)
        assert b"<script" not in render(figure, "svg")
    assert_readable(figure)
