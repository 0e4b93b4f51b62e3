"""The virtual gel: where spots lie, their colours, rings, trains, and what is said where they have no places."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from spotwise.figures.gel import CAP, LIKE_MR, MANY, SHADES, draw_gel
from spotwise.figures.style import BLUE, VERMILLION, render


def drawn(figure, label):
    found = [c.get_offsets() for c in figure.axes[0].collections if c.get_label() == label]
    return np.vstack(found) if found else np.empty((0, 2))


def rows(array):
    return sorted(map(tuple, np.round(np.asarray(array, float), 9)))


def test_every_spot_lies_at_its_pi_and_mr(tests, assert_readable):
    figure = draw_gel(tests, "warm", "gill")
    known = np.isfinite(tests["log2fc"])
    place = np.column_stack([tests["pi"], np.log10(tests["mr"])])
    assert rows(drawn(figure, "fold")) == rows(place[known])
    assert rows(drawn(figure, "no fold")) == rows(place[~known])
    axes = figure.axes[0]
    assert axes.get_xlim()[0] < axes.get_xlim()[1]
    assert axes.get_ylim()[0] < axes.get_ylim()[1]
    assert axes.get_xlabel() == "pI"
    assert_readable(figure)


def test_called_spots_are_ringed(tests):
    figure = draw_gel(tests, "warm", "gill")
    for label, calls in (("called", ["up", "down"]), ("presence", ["only_in_test"])):
        here = tests[tests["call"].isin(calls)]
        assert rows(drawn(figure, label)) == rows(np.column_stack([here["pi"], np.log10(here["mr"])]))


def test_zero_is_pale_and_the_cap_is_said(tests, texts):
    tests.loc[20, "log2fc"] = 5.0
    figure = draw_gel(tests, "warm", "gill")
    ends = {c.get_clim() for c in figure.axes[0].collections if c.get_label() == "fold"}
    assert ends == {(-CAP, CAP)}
    assert "≥2" in [text.get_text() for text in texts(figure)]
    assert [to_hex(SHADES(v)) for v in (0.0, 1.0)] == [BLUE.lower(), VERMILLION.lower()]


def test_an_image_counts_its_lines_downwards(tests, assert_readable):
    tests.loc[:99, "x"], tests.loc[:99, "y"] = np.linspace(5, 900, 100), np.linspace(700, 10, 100)
    figure = draw_gel(tests, "warm", "gill")
    low, high = figure.axes[0].get_ylim()
    assert low > high
    assert figure.axes[0].get_xlabel() == "x on the image"
    assert "gill: 100 spots, 20 without a position" in [text.get_text() for text in figure.axes[0].texts]
    assert_readable(figure)


def test_neighbours_of_one_gene_at_like_mr_are_joined(tests):
    tests = tests.assign(primary_gene="").astype({"primary_gene": object})
    tests.loc[20:23, "primary_gene"] = "Aco2"
    tests.loc[20:23, "pi"] = [7.4, 7.0, 7.2, 7.6]
    tests.loc[20:23, "mr"] = [80, 81, 80, 80 * (1 + 2 * LIKE_MR)]
    lines = draw_gel(tests, "warm", "gill").axes[0].collections[0].get_segments()
    assert [[round(x, 6) for x, _ in line] for line in lines] == [[7.0, 7.2], [7.2, 7.4]]


def test_a_focus_is_marked(tests, texts):
    figure = draw_gel(tests, "warm", "gill", "carbohydrate metabolism", ["30", "31", "absent"])
    assert rows(drawn(figure, "focus")) == rows(np.column_stack([tests["pi"], np.log10(tests["mr"])])[30:32])
    assert "carbohydrate metabolism" in [text.get_text() for text in texts(figure)]
    assert "carbohydrate metabolism" not in str([t.get_text() for t in texts(draw_gel(tests, "warm", "gill"))])


@pytest.mark.parametrize("column", ["pi", "mr"])
def test_without_positions_it_says_what_they_take(tests, column, texts):
    shown = " ".join(t.get_text() for t in texts(draw_gel(tests.assign(**{column: np.nan}), "warm", "gill")))
    assert "positions on the image (x, y), or pI and Mr" in " ".join(shown.split())


def test_a_test_without_direction_has_hollow_spots_and_no_scale(tests, assert_readable):
    figure = draw_gel(tests.assign(log2fc=np.nan, mean=np.nan), "any", "gill")
    assert len(drawn(figure, "no fold")) == len(tests)
    assert len(figure.axes) == 1
    assert_readable(figure)


def test_one_spot_and_awkward_names(tests, awkward, assert_readable):
    assert_readable(draw_gel(tests[20:21], "warm", "gill"))
    tests["primary_gene"] = [awkward[at % 12] for at in range(len(tests))]
    for kind in ("svg", "png"):
        figure = draw_gel(tests, awkward[5], awkward[1], awkward[4], ["30"])
        assert_readable(figure)
        once = render(figure, kind)
        assert b"<script" not in once
        assert once == render(draw_gel(tests, awkward[5], awkward[1], awkward[4], ["30"]), kind)


def test_the_svg_of_many_spots_stays_small(tests):
    many = tests.loc[np.resize(tests.index, 2 * MANY)].reset_index(drop=True)
    many["pi"] += np.random.default_rng(1).normal(size=len(many))
    assert len(render(draw_gel(many, "warm", "gill"), "svg")) < 700_000
