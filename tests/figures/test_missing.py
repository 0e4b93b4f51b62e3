"""The matrix of missing values: rows by volume, columns by group."""

import numpy as np
import pytest
from spotwise.figures.groups import marks
from spotwise.figures.missing import ROWS, draw_missing
from spotwise.figures.style import render


def draw(log2, samples, group, region="hippocampus"):
    return draw_missing(log2, samples, group, marks(group), region)


def image(figure):
    return np.asarray(figure.axes[1].images[0].get_array())


def test_rows_by_mean_volume_and_columns_by_group():
    nan = np.nan
    log2 = np.array([[1.0, nan, 1, 1], [nan, nan, nan, nan], [9, 9, nan, 9], [5, 5, 5, nan]])
    figure = draw(log2, ["s0", "s1", "s2", "s3"], ["b", "a", "b", "a"])
    assert image(figure).tolist() == [[0, 0, 0, 1], [0, 1, 0, 0], [1, 0, 0, 0], [1, 1, 1, 1]]
    assert [label.get_text() for label in figure.axes[1].get_xticklabels()] == ["s1", "s3", "s0", "s2"]
    drawn = [line.get_ydata().tolist() for line in figure.axes[0].get_lines()]
    assert drawn == [[0.5, 0.5], [0.25, 0.5]]


def test_neighbours_share_a_row_and_no_value_is_lost(study):
    log2, samples, group = study(["a"], features=2 * ROWS + 1)
    figure = draw(log2, samples, group)
    shade = image(figure)
    assert len(shade) <= ROWS
    sizes = np.full(len(shade), 3)
    sizes[-1] = len(log2) - sizes[:-1].sum()
    np.testing.assert_allclose((shade * sizes[:, None]).sum(axis=0), np.isnan(log2).sum(axis=0))
    assert "missing (each row: 3 features)" in [text.get_text() for text in figure.legends[0].get_texts()]


def test_the_svg_of_a_large_matrix_stays_small(study):
    log2, samples, group = study([f"group {at}" for at in range(8)], per=7, features=6000, missing=0.3)
    assert len(render(draw(log2, samples, group), "svg")) < 150_000


def test_nothing_missing_is_said(study, texts):
    log2, samples, group = study(["a"], missing=0)
    shown = [text.get_text() for text in texts(draw(log2, samples, group))]
    assert "None in 60 features and 6 samples." in shown


def test_one_value_of_many_is_not_nothing(study):
    log2, samples, group = study(["a", "b"], features=1000, missing=0)
    log2[3, 4] = np.nan
    assert "under 0.1% of 1000 features" in render(draw(log2, samples, group), "svg").decode()


@pytest.mark.parametrize("missing", [0.1, 1.0])
@pytest.mark.parametrize(("n", "per", "features"), [(1, 1, 1), (8, 7, 60), (12, 5, 60), (3, 70, 60), (30, 2, 60)])
def test_any_size_is_readable(study, assert_readable, n, per, features, missing):
    log2, samples, group = study([f"strain {at}:drug" for at in range(n)], per, features, missing)
    assert_readable(draw(log2, samples, group))


def test_awkward_names(study, assert_readable, awkward):
    log2, _, group = study(awkward, per=5)
    figure = draw(log2, [f"{name}{at}" for at, name in enumerate(group)], group, awkward[1])
    assert_readable(figure)
    assert b"<script" not in render(figure, "svg")
