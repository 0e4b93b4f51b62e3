"""The picture of influence: counts in their cells, totals, and what there is where nothing would be lost."""

import pandas as pd
import pytest
from spotwise.figures.influence import ANIMALS, CONTRASTS, draw_influence
from spotwise.figures.style import MM, PAGE, render


def table(*rows):
    return pd.DataFrame(rows, columns=["contrast", "animal", "lost", "called"]).assign(largest_p=0.004)


def cells(figure):
    """The numbers in cells, by column and row."""
    axes = figure.axes[0]
    return {text.get_position(): text.get_text() for text in axes.texts if text.get_text().isdigit()}


def test_counts_stand_at_their_animal_and_contrast(texts):
    figure = draw_influence(table(("warm", "r10", 5, 20), ("warm", "r2", 1, 20), ("cold", "r2", 2, 7)), "gill")
    assert cells(figure) == {(1, 0): "5", (0, 0): "1", (0, 1): "2"}  # r2 stands before r10
    shown = [text.get_text() for text in texts(figure)]
    assert {"6 of 20", "2 of 7", "r2", "r10"} <= set(shown)


def test_a_contrast_that_loses_nothing_keeps_its_row(texts):
    figure = draw_influence(table(("warm", "", 0, 12), ("cold", "r2", 2, 7)), "gill")
    assert cells(figure) == {(0, 1): "2"}
    assert "0 of 12" in [text.get_text() for text in texts(figure)]


@pytest.mark.parametrize(
    ("called", "words"), [((0, 0), "No feature is called by its p"), ((12, 3), "None is, of 15 calls by p.")]
)
def test_nothing_to_lose_is_said(called, words, texts):
    rows = [(name, "", 0, n) for name, n in zip(("warm", "cold"), called, strict=True)]
    assert any(words in text.get_text() for text in texts(draw_influence(table(*rows), "gill")))


def test_of_many_animals_those_without_which_most_is_lost_are_drawn(texts):
    rows = [("warm", f"r{at}", 1 + (at == 0), 90) for at in range(ANIMALS + 4)]
    shown = [text.get_text() for text in texts(draw_influence(table(*rows[::-1]), "gill"))]
    assert "r0" in shown
    assert f"{ANIMALS + 5} of 90" in shown  # those that are not drawn count
    assert any(f"the {ANIMALS} of {ANIMALS + 4} animals" in text for text in shown)


@pytest.mark.parametrize(("contrasts", "animals"), [(1, 1), (5, 30), (CONTRASTS + 2, 60)])
def test_any_grid_is_readable(contrasts, animals, assert_readable):
    rows = [
        (f"nortriptyline_vs_control_separated_{at}", f"animal {which}", 1 + which % 3, 99)
        for at in range(contrasts)
        for which in range(animals)
    ]
    figure = draw_influence(table(*rows), "hippocampus")
    assert_readable(figure)
    assert figure.get_size_inches()[0] / MM <= PAGE


def test_awkward_names(awkward, assert_readable):
    rows = [(name, animal, 1, 3) for name in awkward for animal in awkward if animal]
    for region in awkward:
        figure = draw_influence(table(*rows), region)
        assert b"<script" not in render(figure, "svg")
    assert_readable(figure)
