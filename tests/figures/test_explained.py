"""Which factor goes with which component, as numbers on their shade."""

import numpy as np
import pandas as pd
import pytest
from spotwise.figures.explained import MOST, draw_explained
from spotwise.figures.style import render


def table(factors, components=3, r2=None, p=0.01):
    rows = [
        (f"PC{k + 1}", 0.5 / (k + 1), name, "2 levels", 12, at / 100 if r2 is None else r2, p, p)
        for at, name in enumerate(factors)
        for k in range(components)
    ]
    return pd.DataFrame(rows, columns=["component", "share", "factor", "kind", "n", "r2", "p_value", "adj_p_value"])


def test_numbers_are_per_cents_and_shade_is_for_what_is_sure(texts):
    frame = table(["batch", "treatment"])
    frame["r2"] = [0.8, 0.1, 0.0, 0.19, 0.51, 0.02]
    frame["adj_p_value"] = [0.001, 0.5, 0.9, 0.04, 0.001, 0.8]
    figure = draw_explained(frame, "hippocampus")
    axes = figure.axes[0]
    np.testing.assert_array_equal(axes.images[0].get_array(), [[0.8, 0, 0], [0.19, 0.51, 0]])
    assert [text.get_text() for text in axes.texts] == ["80", "10", "0", "19", "51", "2"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["PC1\n50%", "PC2\n25%", "PC3\n17%"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["batch", "treatment"]
    assert any("shaded: adjusted p ≤ 0.05" in text.get_text() for text in texts(figure))


@pytest.mark.parametrize(("factors", "components"), [(1, 1), (1, 5), (7, 5), (MOST + 5, 5)])
def test_any_size_is_readable(assert_readable, texts, factors, components):
    figure = draw_explained(table([f"column {at}" for at in range(factors)], components), "hippocampus")
    assert_readable(figure)
    more = any("5 more in factors.tsv" in text.get_text() for text in texts(figure))
    assert more == (factors > MOST)


def test_the_strongest_come_first():
    figure = draw_explained(table([f"c{at}" for at in range(MOST + 2)]), "r")
    shown = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert shown == [f"c{at}" for at in range(MOST + 1, 1, -1)]


def test_awkward_names(assert_readable, awkward):
    figure = draw_explained(table(awkward), awkward[4])
    assert_readable(figure)
    assert b"<script" not in render(figure, "svg")


@pytest.mark.parametrize("frame", [table([]), table(["batch"], r2=np.nan, p=np.nan)])
def test_nothing_to_explain_is_said(texts, frame):
    assert any("Not drawn" in text.get_text() for text in texts(draw_explained(frame, "r")))
