"""The heat map of called spots: centred rows, factors as bars, and what is said where there is none."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from spotwise.figures.factor_bars import LEVELS, colour_levels, shown_factors
from spotwise.figures.groups import marks
from spotwise.figures.heat_map import Animals
from spotwise.figures.spot_map import MOST, draw_spot_map
from spotwise.figures.style import render

GROUP = ["drug:a", "control:a", "drug:b", "control:b"] * 3
FACTORS = {
    "treatment": [group.split(":")[0] for group in GROUP],
    "strain": [group.split(":")[1] for group in GROUP],
    "litter": [f"L{at}" for at in range(12)],
    "same": ["yes"] * 12,
}


def animals(group=GROUP, factors=FACTORS):
    return Animals([f"rat {at}" for at in range(len(group))], group, marks(group), factors)


def values(rows, missing=0.0):
    rng = np.random.default_rng(2)
    found = rng.normal(20, 1, (rows, 12))
    found[rng.random(found.shape) < missing] = np.nan
    return found


def draw(rows, missing=0.0, names=("warm", "gill"), **more):
    return draw_spot_map(values(rows, missing), [f"Gene{at}" for at in range(rows)], animals(**more), *names, 100)


def test_rows_are_centred_and_animals_stand_by_group(assert_readable):
    figure = draw(5)
    bars, body = figure.axes
    order = sorted(range(12), key=lambda at: (GROUP[at], at))
    centred = values(5) - values(5).mean(axis=1, keepdims=True)
    np.testing.assert_allclose(body.images[0].get_array(), centred[:, order])
    assert [text.get_text() for text in bars.texts] == ["treatment", "strain"]
    cells = bars.images[0].get_array()
    colours = colour_levels(shown_factors(FACTORS))
    for row, name in enumerate(["treatment", "strain"]):
        assert [to_hex(cell) for cell in cells[row]] == [colours[name][FACTORS[name][at]].lower() for at in order]
    assert_readable(figure)


def test_factors_that_show_nothing_are_left_out():
    assert list(shown_factors(FACTORS)) == ["treatment", "strain"]
    assert list(shown_factors({"many": [str(at) for at in range(LEVELS + 1)], "few": ["", "a", "b"]})) == ["few"]
    colours = colour_levels(shown_factors(FACTORS))
    assert len({colour for levels in colours.values() for colour in levels.values()}) == 4


def test_without_factors_groups_have_their_strip(assert_readable):
    figure = draw(3, factors={})
    assert len(figure.axes[0].patches) == 4
    assert_readable(figure)


@pytest.mark.parametrize(("rows", "said"), [(1, "1 called spot"), (MOST, f"{MOST} called spots")])
def test_all_are_shown(rows, said, texts, assert_readable):
    figure = draw(rows, 0.2)
    assert f"gill: {said}" in [text.get_text() for text in texts(figure)]
    assert_readable(figure)


def test_more_than_fit_is_said(texts):
    figure = draw(MOST + 7)
    assert f"gill: the {MOST} called spots of smallest p, of {MOST + 7}" in [text.get_text() for text in texts(figure)]
    assert len(figure.axes[1].texts) == MOST + 12


def test_empty_states(texts):
    assert "None of 100 tested spots is called" in " ".join(text.get_text() for text in texts(draw(0)))
    assert "No called spot has a value." in [text.get_text() for text in texts(draw(3, 1.0))]


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_awkward_names(awkward, assert_readable, kind):
    factors = {awkward[4]: awkward[:6] * 2, awkward[1]: awkward[6:] * 2}
    made = [draw_spot_map(values(12), awkward, animals(awkward, factors), awkward[5], awkward[1], 9) for _ in "ab"]
    assert_readable(made[0])
    one, other = (render(figure, kind) for figure in made)
    assert one == other
    assert b"<script" not in one
