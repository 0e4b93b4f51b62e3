"""Strips of percentiles: what is drawn is what the samples hold."""

import numpy as np
import pytest
from spotwise.figures.groups import marks
from spotwise.figures.intensities import draw_intensities
from spotwise.figures.style import render


def medians(axes):
    """The points drawn, by position."""
    points = [line for line in axes.get_lines() if line.get_linestyle() == "None"]
    return dict(sorted(pair for line in points for pair in zip(*line.get_data(), strict=True)))


def test_each_sample_has_its_median_and_its_groups_colour(study):
    log2, samples, group = study(["b", "a"], per=3)
    mark = marks(group)
    top, bottom = draw_intensities(log2, log2 - 1, samples, group, mark, "hippocampus").axes
    order = [3, 4, 5, 0, 1, 2]
    assert [label.get_text() for label in bottom.get_xticklabels()] == [samples[at] for at in order]
    np.testing.assert_allclose(list(medians(top).values()), np.nanmedian(log2[:, order], axis=0))
    np.testing.assert_allclose(list(medians(bottom).values()), np.nanmedian(log2[:, order], axis=0) - 1)
    points = [line for line in top.get_lines() if line.get_linestyle() == "None"]
    assert [(line.get_color(), line.get_xdata().tolist()) for line in points] == [
        (mark["a"].colour, [0, 1, 2]),
        (mark["b"].colour, [3, 4, 5]),
    ]


def test_both_panels_have_one_scale(study):
    log2, samples, group = study(["a"])
    top, bottom = draw_intensities(log2, (log2 - 18) / 3, samples, group, marks(group), "hippocampus").axes
    assert np.ptp(top.get_ylim()) == pytest.approx(np.ptp(bottom.get_ylim()))


@pytest.mark.parametrize(("n", "per", "named"), [(1, 1, True), (8, 7, True), (12, 5, True), (3, 70, False)])
def test_any_number_of_samples_is_readable(study, assert_readable, n, per, named):
    log2, samples, group = study([f"strain {at}:drug" for at in range(n)], per)
    figure = draw_intensities(log2, log2, samples, group, marks(group), "hippocampus")
    assert_readable(figure)
    assert ("210 samples" in render(figure, "svg").decode()) is not named


def test_awkward_names(study, assert_readable, awkward):
    log2, _, group = study(awkward, per=5)
    samples = [f"{name}{at}" for at, name in enumerate(group)]
    figure = draw_intensities(log2, log2, samples, group, marks(group), awkward[4])
    assert_readable(figure)
    assert b"<script" not in render(figure, "svg")


def test_one_spot_and_a_sample_without_any(study, assert_readable):
    log2, samples, group = study(["a", "b"], per=2, features=1, missing=0)
    log2[0, 1] = np.nan
    figure = draw_intensities(log2, log2, samples, group, marks(group), "hippocampus")
    assert_readable(figure)
    assert np.isnan(medians(figure.axes[0])[1])
    assert medians(figure.axes[0])[0] == log2[0, 0]


def test_nothing_at_all(study, texts):
    log2, samples, group = study(["a"], missing=1)
    figure = draw_intensities(log2, log2, samples, group, marks(group), "hippocampus")
    assert "No sample holds a quantity." in [text.get_text() for text in texts(figure)]
