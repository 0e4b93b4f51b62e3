"""Residual variance over the mean, with the prior."""

import numpy as np
import pandas as pd
import pytest
from spotwise.figures.mean_variance import MANY, draw_mean_variance
from spotwise.figures.style import render


def table(n=50, spread=0.3, prior_df=8.0):
    rng = np.random.default_rng(1)
    x = rng.uniform(15, 24, n)
    variance = 0.2 * np.exp(rng.normal(0, spread, n))
    return pd.DataFrame({"x": x, "variance": variance, "prior_variance": 0.3 - 0.005 * x, "prior_df": prior_df})


def draw(frame, region="hippocampus"):
    return draw_mean_variance(frame, "mean log₂ volume", region)


def test_points_and_the_prior_from_left_to_right():
    frame = table()
    points, line = draw(frame).axes[0].get_lines()
    np.testing.assert_allclose(points.get_ydata(), np.sqrt(frame["variance"]))
    assert (np.diff(line.get_xdata()) > 0).all()
    np.testing.assert_allclose(line.get_ydata(), np.sqrt(0.3 - 0.005 * np.asarray(line.get_xdata())))


@pytest.mark.parametrize(
    ("df", "said"), [(8.0, "8"), (np.inf, "without end"), (48.2667, "48.3"), (np.nan, "not known")]
)
def test_the_worth_of_the_prior_is_said(texts, df, said):
    frame = table(prior_df=df)
    assert any(f"degrees of freedom: {said})" in text.get_text() for text in texts(draw(frame)))


@pytest.mark.parametrize("spread", [1e-6, 0.05, 0.3, 1, 3, 8])
@pytest.mark.parametrize("n", [1, 3, 300])
def test_any_spread_is_readable(assert_readable, n, spread):
    figure = draw(table(n, spread))
    assert_readable(figure)
    assert 1 <= len(figure.axes[0].get_yticks()) <= 12


def test_what_has_no_variance_is_left_out(texts):
    frame = table()
    frame.loc[:9, "variance"] = 0.0
    frame.loc[10:19, "variance"] = np.nan
    frame.loc[20:24, "x"] = np.nan
    assert any("hippocampus: 25 spots" in text.get_text() for text in texts(draw(frame)))
    frame["variance"] = np.nan
    assert any("Not drawn" in text.get_text() for text in texts(draw(frame)))


def test_many_points_are_pixels():
    assert len(render(draw(table(4 * MANY)), "svg")) < 600_000


def test_awkward_region(assert_readable, awkward):
    for region in awkward:
        figure = draw(table(), region)
        assert_readable(figure)
        assert b"<script" not in render(figure, "svg")
