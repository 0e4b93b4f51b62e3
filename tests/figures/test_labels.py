"""Names beside points: on no point, no other name, within the axes, and the same each time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from spotwise.figures.labels import place_names
from spotwise.figures.style import GREY, frame, new_figure


def named(points, names):
    figure = new_figure(85, 70, "names")
    axes = figure.add_subplot()
    frame(figure, 10, 10, 3, 10)
    axes.set_xlim(-0.1, 1.1)
    axes.set_ylim(-0.1, 1.1)
    place_names(axes, points[: len(names)], names, points)
    return figure, axes


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.integers(1, 60))
def test_no_name_lies_on_a_point_or_on_another(seed, n):
    points = np.random.default_rng(seed).random((n, 2))
    figure, axes = named(points, [f"Gene{at}" for at in range(min(n, 12))])
    figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in axes.texts]
    pixels = axes.transData.transform(points)
    for at, box in enumerate(boxes):
        assert not ((pixels > box.min) & (pixels < box.max)).all(1).any()
        assert not any(box.overlaps(other) for other in boxes[at + 1 :])
        assert axes.bbox.x0 - 1 <= box.x0
        assert box.x1 <= axes.bbox.x1 + 1


def test_a_point_alone_is_named_at_its_right():
    _, axes = named(np.array([[0.5, 0.5]]), ["Actb"])
    assert axes.texts[0].get_position()[0] > 0.5
    assert axes.texts[0].get_position()[1] == pytest.approx(0.5)
    assert not axes.collections[0].get_segments()


def test_a_name_without_room_is_left_out_and_one_far_off_has_a_line():
    points = np.random.default_rng(1).normal(0.5, 0.05, (400, 2))
    _, axes = named(points, [f"Gene{at}" for at in range(12)])
    assert 0 < len(axes.texts) < 12
    lines = axes.collections[0].get_segments()
    assert len(lines) <= len(axes.texts)
    assert to_hex(axes.collections[0].get_colors()[0]) == GREY
    assert all(np.abs(points[:12] - line[0]).sum(1).min() < 1e-9 for line in lines)


def test_nothing_to_name():
    _, axes = named(np.empty((0, 2)), [])
    assert not axes.texts
