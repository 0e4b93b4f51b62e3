"""The MA plot: fold against mean volume, in the colours of the volcano plot."""

import numpy as np
from spotwise.figures.ma import NAMED, draw_ma
from spotwise.figures.style import render


def test_each_testable_feature_is_a_point(tests, assert_readable):
    figure = draw_ma(tests, "warm", "gill", 0.05)
    drawn = {scatter.get_label(): scatter.get_offsets() for scatter in figure.axes[0].collections}
    for call in ("up", "down", "inconclusive", "unchanged"):
        rows = tests[tests["call"] == call]
        np.testing.assert_allclose(drawn[call], rows[["mean", "log2fc"]])
    assert_readable(figure)


def test_the_top_ones_are_named(tests):
    shown = {text.get_text() for text in draw_ma(tests, "warm", "gill", 0.05).axes[0].texts[1:]}
    called = tests[tests["call"].isin(["up", "down"])].sort_values("p_value")[:NAMED]
    assert shown
    assert shown <= set(called["primary_gene"].where(called["primary_gene"] != "", called["feature"]))


def test_empty_states(tests, texts, assert_readable):
    for table, said in (
        (tests[:10], "None of 10 features is testable."),
        (tests.assign(log2fc=np.nan), "No fold changes to draw."),
    ):
        figure = draw_ma(table, "warm", "gill", 0.05)
        assert said in " ".join(text.get_text().replace("\n", " ") for text in texts(figure))
        assert_readable(figure)
    assert_readable(draw_ma(tests[20:21], "warm", "gill", 0.05))


def test_awkward_names(tests, awkward, assert_readable):
    tests["primary_gene"] = [awkward[at % 12] for at in range(len(tests))]
    for kind in ("svg", "png"):
        figure = draw_ma(tests, awkward[0], awkward[1], 0.05)
        assert_readable(figure)
        drawn = render(figure, kind)
        assert b"<script" not in drawn
        assert drawn == render(draw_ma(tests, awkward[0], awkward[1], 0.05), kind)
