"""Units in the plane of two components: what was computed is what is drawn."""

import numpy as np
import pytest
from spotwise.figures.groups import marks
from spotwise.figures.pca import draw_pca
from spotwise.figures.signs import choose_signs
from spotwise.figures.style import render
from spotwise.stats.pca import principal_components


def draw(log2, group, region="hippocampus"):
    found = principal_components(log2)
    return draw_pca(found.scores, found.share, found.used, *by_group(group), region)


def by_group(group, study=()):
    """Units of these groups, and the signs of a study that has these groups, or those."""
    units = [{"group": name} for name in group]
    return units, choose_signs([{"group": name} for name in study] or units, [], ["group"], [])


def points(axes):
    return {
        line.get_color(): np.array(line.get_data()).T for line in axes.get_lines() if line.get_linestyle() == "None"
    }


def test_each_unit_stands_at_its_scores_in_its_groups_colour(study):
    log2, _, group = study(["b", "a", "c"])
    axes = draw(log2, group).axes[0]
    scores = principal_components(log2).scores
    for name, mark in marks(group).items():
        np.testing.assert_array_equal(points(axes)[mark.colour], scores[[one == name for one in group]])


def test_labels_give_the_shares():
    axes = draw_pca(np.eye(3, 2), np.array([0.614, 0.05]), np.array([True, False]), *by_group("aab"), "r").axes[0]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("PC1 (61% of variance)", "PC2 (5% of variance)")
    assert "r: 3 units, 1 of 2 features" in [text.get_text() for text in axes.texts]


def test_colour_says_one_thing_and_shape_another(study, assert_readable):
    log2, _, _ = study(["a", "b"], per=4)
    units = [{"drug": drug, "batch": batch} for drug in "cn" for batch in "1212"]
    found = principal_components(log2)
    figure = draw_pca(
        found.scores, found.share, found.used, units, choose_signs(units, ["drug"], ["drug"], ["batch"]), "r"
    )
    drawn = [
        (line.get_color(), line.get_marker()) for line in figure.axes[0].get_lines() if line.get_linestyle() == "None"
    ]
    assert len({colour for colour, _ in drawn}) == len({shape for _, shape in drawn}) == 2
    assert len(drawn) == 4
    shown = [text.get_text() for text in figure.legends[0].get_texts()]
    assert shown == ["drug:", "c (4)", "n (4)", "batch:", "1 (4)", "2 (4)"]
    assert_readable(figure)


def test_a_unit_of_length_is_the_same_in_both_directions(study):
    log2, _, group = study(["a", "b"])
    axes = draw(log2 * np.linspace(1, 9, 12), group).axes[0]
    assert axes.get_aspect() == 1


def test_colours_hold_across_regions(study):
    """A region that lacks a group keeps the colours of the others."""
    log2, _, group = study(["b", "c"], per=3)
    found = principal_components(log2)
    mark = marks(["a", "b", "c"])
    axes = draw_pca(found.scores, found.share, found.used, *by_group(group, "abc"), "hippocampus").axes[0]
    assert list(points(axes)) == [mark["b"].colour, mark["c"].colour]


@pytest.mark.parametrize(("n", "per", "features"), [(1, 3, 5), (8, 6, 60), (12, 5, 60), (1, 6, 1), (30, 4, 60)])
def test_any_number_of_groups_is_readable(study, assert_readable, n, per, features):
    log2, _, group = study([f"strain {at}:drug" for at in range(n)], per, features, missing=0)
    figure = draw(log2, group)
    assert_readable(figure)
    assert len(figure.legends[0].get_texts()) == n


def test_awkward_names(study, assert_readable, awkward):
    log2, _, group = study(awkward, per=4)
    figure = draw(log2, group, awkward[4])
    assert_readable(figure)
    assert b"<script" not in render(figure, "svg")


@pytest.mark.parametrize(("per", "features", "missing"), [(2, 20, 0), (6, 0, 0), (6, 20, 1)])
def test_too_little_is_said(study, texts, per, features, missing):
    log2, _, group = study(["a"], per, features, missing)
    shown = " ".join(text.get_text() for text in texts(draw(log2, group)))
    assert "Not drawn" in shown
