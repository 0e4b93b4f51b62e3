"""The picture of calibration: both counts against the table, and what could not be counted."""

import numpy as np
import pandas as pd
import pytest
from spotwise.figures.expected import SHOWN, draw_expected
from spotwise.figures.style import render

THRESHOLDS = [name + fold for fold in ("", " and fold 1.5") for name in ("p .05", "p .01", "BH .05")]
COLUMNS = ["contrast", "threshold", "observed", "expected", "relabellings"]


def table(contrasts, expected=3.5, observed=40, relabellings=100):
    rows = [
        [contrast, threshold, observed + at, expected, relabellings]
        for contrast in contrasts
        for at, threshold in enumerate(THRESHOLDS)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def marks(axes):
    """x of what was expected, and of what was observed."""
    return tuple(list(line.get_xdata()) for line in axes.lines)


def test_counts_stand_in_the_panel_of_their_threshold():
    calls = table(["warm", "cold"])
    calls["expected"] = np.arange(12.0)
    figure = draw_expected(calls, ["warm", "cold"], "gill")
    assert len(figure.axes) == 6
    for at, axes in enumerate(figure.axes):
        expected, observed = marks(axes)
        assert (expected, observed) == ([at, at + 6], [40 + at, 40 + at])
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles[2:4] == ["adj. p < .05", "p < .05, fold > 1.5"]


def test_a_contrast_without_an_expectation_has_what_was_observed():
    calls = pd.concat([table(["warm"]), table(["any"], np.nan, relabellings=0)])
    expected, observed = marks(draw_expected(calls, ["warm", "any"], "gill").axes[0])
    assert observed == [40, 40]
    assert expected[0] == 3.5
    assert np.isnan(expected[1])


def test_a_contrast_that_was_not_counted_says_so(texts):
    figure = draw_expected(table(["warm"]), ["cold", "warm"], "gill")
    assert [text.get_text() for text in texts(figure)].count("not counted") == 6
    assert np.isnan(marks(figure.axes[0])[1][0])


@pytest.mark.parametrize(
    ("relabellings", "words"),
    [((100, 100), "over 100 relabellings"), ((9, 100), "over 9 to 100 relabellings"), ((1, 1), "over 1 relabelling "),
     ((0, 0), "no contrast whose animals")],
)  # fmt: skip
def test_the_number_of_relabellings_is_said(relabellings, words, texts):
    calls = pd.concat([table([name], relabellings=n) for name, n in zip(("a", "b"), relabellings, strict=True)])
    assert any(words in text.get_text() for text in texts(draw_expected(calls, ["a", "b"], "gill")))


def test_nothing_counted_is_said(texts):
    figure = draw_expected(pd.DataFrame(columns=COLUMNS), ["warm"], "gill")
    assert any("No contrast can be estimated" in text.get_text() for text in texts(figure))


@pytest.mark.parametrize("contrasts", [1, 5, SHOWN + 3])
@pytest.mark.parametrize("observed", [0, 90, 250_000])
def test_any_grid_is_readable(contrasts, observed, assert_readable):
    names = [f"nortriptyline_vs_control_separated_{at}" for at in range(contrasts)]
    assert_readable(draw_expected(table(names, observed=observed), names, "hippocampus"))


def test_awkward_names(awkward, assert_readable):
    for region in awkward:
        figure = draw_expected(table(awkward[:3]), awkward, region)
        assert b"<script" not in render(figure, "svg")
    assert_readable(figure)
