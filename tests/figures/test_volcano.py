"""The volcano plot: points, colours, line, names and counts against the table."""

import numpy as np
import pandas as pd
import pytest
from spotwise.figures.calls import CALLS, FEW
from spotwise.figures.style import render
from spotwise.figures.volcano import NAMED, draw_volcano


@pytest.fixture
def table():
    rng = np.random.default_rng(2)
    p = rng.random(200) ** 6
    log2fc = rng.normal(size=200)
    call = np.where(p > 0.001, "inconclusive", np.where(log2fc > 0, "up", "down"))
    frame = pd.DataFrame({"feature": [f"{at}" for at in range(200)], "log2fc": log2fc, "p_value": p, "call": call})
    frame["primary_gene"] = [f"Gene{at}" if at % 2 else "" for at in range(200)]
    frame.loc[:9, ["log2fc", "p_value"]] = np.nan
    frame.loc[:9, "call"] = "not_testable"
    return frame


def points(figure):
    labelled = {scatter.get_label(): scatter for scatter in figure.axes[0].collections}
    return {label: scatter for label, scatter in labelled.items() if label in CALLS}


def legend(figure):
    return [text.get_text() for text in figure.texts]


def dashed(figure):
    return [line for line in figure.axes[0].get_lines() if line.is_dashed()]


def names(figure):
    """The names of features: every text of the axes but the subtitle."""
    return figure.axes[0].texts[1:]


def test_each_testable_feature_is_a_point_in_the_colour_of_its_call(table):
    drawn = points(draw_volcano(table, "warm", "gill", 0.05))
    assert set(drawn) == {"up", "down", "inconclusive"}
    for call, scatter in drawn.items():
        rows = table[table["call"] == call]
        expected = np.column_stack([rows["log2fc"], -np.log10(rows["p_value"])])
        np.testing.assert_allclose(scatter.get_offsets(), expected)
        assert (
            "#{:02X}{:02X}{:02X}".format(*np.rint(scatter.get_facecolor()[0][:3] * 255).astype(int)) == CALLS[call][0]
        )


def test_calls_differ_in_colour():
    assert len({colour for colour, _ in CALLS.values()}) == len(CALLS)


def test_the_line_stands_at_the_largest_p_that_was_called(table):
    figure = draw_volcano(table, "warm", "gill", 0.05)
    called = table["call"].isin(["up", "down"])
    assert set(dashed(figure)[0].get_ydata()) == {-np.log10(table.loc[called, "p_value"].max())}
    assert "adjusted p ≤ 0.05" in legend(figure)


def test_no_line_where_nothing_was_called(table):
    table.loc[table["call"] != "not_testable", "call"] = "inconclusive"
    figure = draw_volcano(table, "warm", "gill", 0.05)
    assert not dashed(figure)
    assert legend(figure) == ["0 up", "0 down", "190 inconclusive", "10 not testable"]
    assert not names(figure)


def test_counts_of_every_call(table):
    table.loc[10:14, "call"] = "only_in_test"
    table.loc[15:17, "call"] = "unchanged"
    counts = table["call"].value_counts()
    shown = legend(draw_volcano(table, "warm", "gill", 0.05))
    assert shown == [*(f"{counts[call]} {call.replace('_', ' ')}" for call in CALLS if call in counts), shown[-1]]


def test_the_called_features_of_smallest_p_are_named(table):
    shown = [text.get_text() for text in names(draw_volcano(table, "warm", "gill", 0.05))]
    called = table[table["call"].isin(["up", "down"])].sort_values("p_value")[:NAMED]
    expected = set(called["primary_gene"].where(called["primary_gene"] != "", called["feature"]))
    assert 8 < len(shown) <= NAMED
    assert set(shown) <= expected


def test_names_do_not_overlap(table, assert_readable):
    for contrast in ("warm", "nortriptyline_vs_control" * 9):
        assert_readable(draw_volcano(table, contrast, "gill", 0.05))


def test_names_in_a_dense_cloud_do_not_overlap(assert_readable):
    rng = np.random.default_rng(3)
    table = pd.DataFrame({"feature": "1", "primary_gene": "Gene1", "log2fc": rng.normal(2, 0.02, 300)})
    table = table.assign(p_value=10 ** -rng.normal(5, 0.05, 300), call="up")
    figure = draw_volcano(table, "warm", "gill", 0.05)
    assert names(figure)
    assert_readable(figure)


def test_every_p_equal_to_one(table, assert_readable):
    table = table.assign(p_value=1.0, log2fc=table["log2fc"].fillna(0), call="inconclusive")
    figure = draw_volcano(table, "warm", "gill", 0.05)
    assert figure.axes[0].get_ylim()[0] < 0 < 1 < figure.axes[0].get_ylim()[1]
    assert len(points(figure)["inconclusive"].get_offsets()) == 200
    assert_readable(figure)


def test_a_p_of_zero_is_drawn():
    table = pd.DataFrame({"feature": ["1", "2"], "primary_gene": "", "log2fc": [1.0, 0], "p_value": [0.0, 1]})
    figure = draw_volcano(table.assign(call=["up", "inconclusive"]), "warm", "gill", 0.05)
    assert np.isfinite(points(figure)["up"].get_offsets()).all()
    assert [text.get_text() for text in names(figure)] == ["1"]


def test_one_spot(assert_readable):
    table = pd.DataFrame({"feature": ["1"], "primary_gene": ["Actb"], "log2fc": [0.4], "p_value": [0.03], "call": "up"})
    figure = draw_volcano(table, "warm", "gill", 0.05)
    assert [text.get_text() for text in names(figure)] == ["Actb"]
    assert_readable(figure)


def test_no_testable_feature_is_said(table, texts):
    figure = draw_volcano(table[:10], "warm", "gill", 0.05)
    assert "None of 10 features is testable." in [text.get_text() for text in texts(figure)]


def test_a_test_without_direction_gives_its_counts(table, texts):
    table = table.assign(log2fc=np.nan, call=table["call"].replace({"up": "changed", "down": "changed"}))
    shown = " ".join(" ".join(text.get_text() for text in texts(draw_volcano(table, "any", "gill", 0.05))).split())
    n = (table["call"] == "changed").sum()
    assert f"No fold changes to draw. Calls: {n} changed, {190 - n} inconclusive, 10 not testable." in shown


def test_awkward_names(table, awkward, assert_readable):
    table["primary_gene"] = [awkward[at % 12] for at in range(200)]
    figure = draw_volcano(table, awkward[0], awkward[1], 0.05)
    assert_readable(figure)
    assert b"<script" not in render(figure, "svg")


def test_the_svg_of_many_features_stays_small():
    rng = np.random.default_rng(4)
    n = 20 * FEW
    table = pd.DataFrame({"feature": [str(at) for at in range(n)], "primary_gene": "", "log2fc": rng.normal(size=n)})
    table["p_value"] = rng.random(n) ** 4
    table["call"] = np.where(table["p_value"] < 0.01, np.where(table["log2fc"] > 0, "up", "down"), "inconclusive")
    assert len(render(draw_volcano(table, "warm", "gill", 0.05), "svg")) < 300_000
