"""Strip plots: every animal of every spot once, by arm and group, with technical gels joined."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from spotwise.arms import INVOLVED, OUTSIDE, REFERENCE, TEST, arms
from spotwise.figures.groups import marks
from spotwise.figures.strips import COLOUR, Animals, Spots, draw_strips
from spotwise.figures.style import render
from spotwise.study.contrasts import Comparison, Slope

GROUP = ["control:FSL", "drug:FSL", "control:FRL", "drug:FRL"] * 5
ARM = [REFERENCE, TEST, OUTSIDE, OUTSIDE] * 5


def spots(n=6, missing=0.1, gels=(3, 7)):
    rng = np.random.default_rng(4)
    values = rng.normal(20, 1, (n, len(GROUP)))
    values[rng.random(values.shape) < missing] = np.nan
    technical = [values[:, [at]] + [[-0.3, 0.3]] if at in gels else np.empty((n, 0)) for at in range(len(GROUP))]
    return Spots([f"Gene{at}" for at in range(n)], ["up, adj. p 0.001"] * n, values, technical)


def draw(drawn, group=GROUP, arm=ARM, names=("warm", "gill"), arm_names=None):
    arm_names = {TEST: "drug", REFERENCE: "control"} if arm_names is None else arm_names
    return draw_strips(drawn, Animals(group, arm, marks(group)), *names, "the top ones", arm_names)


def points(figure):
    return {line.get_label(): line for line in figure.axes[0].lines if line.get_label().endswith(")")}


def test_each_animal_is_a_point_about_the_spots_mean(assert_readable):
    drawn = spots()
    figure = draw(drawn)
    y = np.concatenate([line.get_ydata() for line in points(figure).values()])
    centred = drawn.values - np.nanmean(drawn.values, axis=1, keepdims=True)
    np.testing.assert_allclose(np.sort(y[np.isfinite(y)]), np.sort(centred[np.isfinite(centred)]))
    assert_readable(figure)


def test_arms_have_colours_and_stand_from_reference_to_outside():
    found = points(draw(spots(1, 0)))
    colours = {label: to_hex(line.get_color()) for label, line in found.items()}
    assert colours["control:FSL (5)"] == COLOUR[REFERENCE].lower()
    assert colours["drug:FSL (5)"] == COLOUR[TEST].lower()
    assert colours["drug:FRL (5)"] == colours["control:FRL (5)"] == COLOUR[OUTSIDE].lower()
    reach = [found[f"{group} (5)"].get_xdata() for group in ("control:FSL", "drug:FSL", "control:FRL", "drug:FRL")]
    assert all(before.max() < after.min() for before, after in zip(reach, reach[1:], strict=False))


def test_technical_gels_are_joined():
    drawn = spots(2, 0)
    lines = draw(drawn).axes[0].collections[1].get_segments()
    assert len(lines) == 4
    centred = drawn.values - drawn.values.mean(axis=1, keepdims=True)
    np.testing.assert_allclose(lines[0][:, 1], centred[0, 3] + [-0.3, 0.3])
    assert "technical gels of one animal" in [text.get_text() for text in draw(drawn).figure.texts]
    assert "technical gels" not in str([text.get_text() for text in draw(spots(2, 0, ())).texts])


def test_a_spot_that_one_arm_lacks_and_a_single_spot(assert_readable):
    drawn = spots(1, 0)
    drawn.values[:, ::4] = np.nan
    assert_readable(draw(drawn))


def test_nothing_to_draw_is_said(texts):
    shown = [text.get_text() for text in texts(draw(spots(0)))]
    assert "No spot is testable, so none is drawn." in shown


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_awkward_names(awkward, assert_readable, kind):
    drawn = spots()
    drawn = Spots(awkward[:6], awkward[6:], drawn.values, drawn.gels)
    group = [awkward[at % 12] for at in range(len(GROUP))]
    made = [draw(drawn, group, ARM, (awkward[4], awkward[1]), {TEST: awkward[11], REFERENCE: awkward[2]}) for _ in "ab"]
    assert_readable(made[0])
    one, other = (render(figure, kind) for figure in made)
    assert one == other
    assert b"<script" not in one


def test_arms_of_units():
    units = [{"drug": d, "strain": s, "age": "3"} for s in ("a", "b") for d in ("x", "y", "z")]
    one = Comparison("drug", "y", "x", {"strain": "a"})
    assert arms(units, [one]) == [REFERENCE, TEST, OUTSIDE, OUTSIDE, OUTSIDE, OUTSIDE]
    assert arms(units, [one, Comparison("drug", "x", "z")])[:3] == [INVOLVED, TEST, REFERENCE]
    assert arms(units, [Slope("age", 1, {"strain": "b"})]) == [OUTSIDE] * 3 + [INVOLVED] * 3
    assert arms(units, [Comparison("drug", "y", "x", {}, {"strain": "b"})])[:3] == [OUTSIDE] * 3
