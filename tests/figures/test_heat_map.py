"""The heat maps of leading edges and of foci: what stands where, in which colour."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from spotwise.figures.activity import draw_activity
from spotwise.figures.groups import marks
from spotwise.figures.heat_map import CAP, SHADES
from spotwise.figures.leading_edge import MOST, draw_leading_edge
from spotwise.figures.style import BLUE, GREY, PAGE, VERMILLION, render


def case(rows=5, groups=("treated", "control"), per=4, missing=0.0, seed=1):
    """Values, names of rows and units, and groups that alternate."""
    rng = np.random.default_rng(seed)
    group = [groups[at % len(groups)] for at in range(per * len(groups))]
    values = rng.normal(size=(rows, len(group)))
    values[rng.random(values.shape) < missing] = np.nan
    return values, [f"Gene{at}" for at in range(rows)], [f"rat {at}" for at in range(len(group))], group


def leading_edge(values, rows, units, group, names=("actin", "warm", "gill")):
    return draw_leading_edge(values, rows, units, group, marks(group), *names)


def activity(values, rows, units, group, region="gill"):
    return draw_activity(values, rows, units, group, marks(group), region)


BOTH = pytest.mark.parametrize("draw", [leading_edge, activity])


def parts(figure):
    """The axes of the strip and of the map, and the map's image."""
    strip, body = figure.axes
    return strip, body, body.images[0]


@BOTH
def test_values_stand_at_their_row_and_at_their_animal_by_group(draw):
    values, rows, units, group = case(per=3)
    strip, body, image = parts(draw(values, rows, units, group))
    order = [1, 3, 5, 0, 2, 4]  # control before treated, as everywhere
    np.testing.assert_array_equal(image.get_array(), values[:, order])
    assert [text.get_text() for text in body.texts] == [*rows, *(units[at] for at in order)]
    bands = [(band.get_x(), band.get_width(), to_hex(band.get_facecolor())) for band in strip.patches]
    mark = marks(group)
    assert bands == [
        (-0.5, 3, mark["control"].colour.lower()),
        (2.5, 3, mark["treated"].colour.lower()),
    ]


@BOTH
def test_zero_is_white_and_both_sides_reach_equally_far(draw):
    values, *names = case()
    *_, image = parts(draw(values - 0.4, *names))
    low, high = image.get_clim()
    assert low == -high
    assert [to_hex(image.to_rgba(v)) for v in (0.0, high, low)] == ["#ffffff", VERMILLION.lower(), BLUE.lower()]


@BOTH
def test_what_is_missing_is_grey_and_the_legend_says_so(draw):
    values, *names = case(missing=0.2)
    figure = draw(values, *names)
    *_, image = parts(figure)
    seen = image.to_rgba(image.get_array())
    holes = ~np.isfinite(np.ma.filled(image.get_array(), np.nan))
    assert holes.any()
    assert {to_hex(colour) for colour in seen[holes]} == {GREY}
    assert to_hex(SHADES.get_bad()) == GREY
    assert "missing" in [text.get_text() for text in figure.texts]
    complete = draw(*case())
    assert "missing" not in [text.get_text() for text in complete.texts]


@pytest.mark.parametrize(("largest", "end", "label"), [(1.2, 1.2, "1.2"), (0.1, 0.5, "0.5"), (7.0, CAP, "≥2")])
def test_the_scale_ends_at_the_largest_value_or_at_the_cap(largest, end, label):
    values, *names = case()
    figure = activity(values * largest / values.max() * (values > 0), *names)
    assert parts(figure)[2].get_clim() == pytest.approx((-end, end))
    assert label in [text.get_text() for text in figure.texts]


def test_a_long_leading_edge_is_cut_and_says_so(texts):
    figure = leading_edge(*case(rows=MOST + 30))
    assert [text.get_text() for text in parts(figure)[1].texts[:MOST]] == [f"Gene{at}" for at in range(MOST)]
    assert f"gill, warm: the {MOST} most extreme of {MOST + 30} genes" in [text.get_text() for text in texts(figure)]


@BOTH
@pytest.mark.parametrize(
    ("rows", "n", "per"), [(1, 1, 1), (1, 2, 6), (12, 2, 6), (5, 12, 4), (60, 4, 6), (7, 2, 22), (6, 3, 70)]
)
def test_any_size_is_readable(draw, rows, n, per, assert_readable):
    figure = draw(*case(rows, [f"strain {at}:drug" for at in range(n)], per, missing=0.1))
    assert_readable(figure)
    if n * per <= 24:
        assert figure.get_size_inches()[0] * 25.4 <= PAGE + 1


@BOTH
def test_awkward_names(draw, awkward, assert_readable):
    values, _, _, group = case(12, awkward, per=2)
    units = [f"{name}{at}" for at, name in enumerate(group)]
    more = (awkward[4],) if draw is activity else (awkward[:3],)
    figure = draw(values, awkward, units, group, *more)
    assert_readable(figure)
    assert b"<script" not in render(figure, "svg")


@BOTH
@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_same_numbers_give_the_same_bytes(draw, kind):
    assert render(draw(*case(missing=0.1)), kind) == render(draw(*case(missing=0.1)), kind)


@BOTH
@pytest.mark.parametrize("rows", [0, 3])
def test_nothing_to_draw_is_said(draw, rows, texts):
    values, *names = case(rows)
    shown = [text.get_text() for text in texts(draw(values * np.nan, *names))]
    assert any("values that vary" in text for text in shown)
