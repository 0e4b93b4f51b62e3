"""The dot plot of terms: which are drawn and where, and what is said where none passes."""

import numpy as np
import pandas as pd
import pytest
from spotwise.figures.dots import MOST, draw_dots, one_of_each, why_none
from spotwise.figures.foci import CAP
from spotwise.figures.style import render

GOOD, BAD = {"valid": True, "why": ""}, {"valid": False, "why": ""}


def camera(n=3, adjusted=0.01, **changes):
    frame = pd.DataFrame({
        "term_id": [f"GO:{at}" for at in range(n)], "term": [f"term {at}" for at in range(n)], "collection": "go",
        "set_size": [10 + 5 * at for at in range(n)], "direction": "up", "adj_p_value": adjusted,
        "p_value": [1e-4 * (at + 1) for at in range(n)], "n_tests": n, "cluster": [f"GO:{at}" for at in range(n)],
        "representative": True,
    })  # fmt: skip
    return frame.assign(**changes)


def ora(n=3, adjusted=0.01, **changes):
    frame = camera(n, adjusted).assign(overlap=[4 + at for at in range(n)], query_size=11, background_size=204)
    frame = frame.assign(p_attainable=1e-8, expected=1.0)
    parts = [frame.assign(direction="any"), frame.assign(direction="up", overlap=1, p_value=0.5, adj_p_value=1.0)]
    return pd.concat(parts, ignore_index=True).assign(**changes)


def draw(by_camera, by_ora, background=GOOD):
    return draw_dots(by_camera, by_ora, background, 0.05, "warm", "gill")


def dots(figure):
    """Place and shade of every dot, in the order of rows."""
    found = [
        (y, x, shade)
        for group in figure.axes[0].collections
        if group.get_array() is not None
        for (x, y), shade in zip(group.get_offsets(), group.get_array(), strict=True)
    ]
    return sorted(found)


def words(figure, texts):
    return " ".join(text.get_text() for text in texts(figure)).replace("\n", " ")


def test_camera_gives_the_rows_and_over_representation_the_share_of_genes():
    figure = draw(camera(), ora())
    expected = [(at, 100 * (4 + at) / (10 + 5 * at)) for at in range(3)]
    np.testing.assert_allclose([dot[:2] for dot in dots(figure)], expected)


def test_over_representation_alone_is_drawn_by_its_own_direction():
    table = ora()
    table.loc[table["direction"] == "up", ["p_value", "adj_p_value"]] = [1e-9, 1e-6]
    figure = draw(None, table)
    np.testing.assert_allclose([dot[1] for dot in dots(figure)], [10, 100 / 15, 5])


def test_camera_alone_is_drawn_along_its_p():
    np.testing.assert_allclose([dot[1] for dot in dots(draw(camera(), None))], -np.log10([1e-4, 2e-4, 3e-4]))


def test_terms_of_several_contrasts_at_once_have_no_direction():
    figure = draw(camera(direction=""), ora())
    assert len(dots(figure)) == 3
    legend = [text.get_text() for text in figure.legends[0].get_texts()]
    assert legend == ["10 genes", "20 genes", "without direction"]


@pytest.mark.parametrize(("adjusted", "shade"), [(0.01, 2 / CAP), (1e-4, 1), (1e-30, 1), (0.0, 1)])
def test_the_shade_is_the_adjusted_p_up_to_a_cap(adjusted, shade):
    assert [dot[2] for dot in dots(draw(camera(adjusted=adjusted), ora()))] == pytest.approx([shade] * 3)


def test_one_term_stands_for_its_cluster():
    table = camera(4, cluster=["GO:0", "GO:0", "GO:2", "GO:2"], representative=[False, True, False, False])
    assert list(one_of_each(table)["term_id"]) == ["GO:1", "GO:2"]


def test_clusters_of_two_collections_are_not_mixed():
    both = pd.concat([camera(1), camera(1, collection="mine")])
    assert len(one_of_each(both)) == 2


def test_the_first_terms_are_drawn_and_the_others_counted(texts):
    figure = draw(camera(40), None)
    assert len(dots(figure)) == MOST
    assert f"{MOST} of 40 terms" in words(figure, texts)


def test_a_term_that_over_representation_did_not_test_says_so(texts):
    figure = draw(camera(3), ora(2))
    assert len([dot for dot in dots(figure) if np.isfinite(dot[1])]) == 2
    assert "not among those tested" in words(figure, texts)


def test_nothing_passes_is_said_with_what_could_have(texts):
    shown = words(draw(camera(adjusted=0.4), ora()), texts)
    assert "None of 3 terms passes: the smallest p is 1.0e-4, adjusted 0.4" in shown
    assert "11 of 204 genes changed: 1.0e-8" in shown
    assert "inconclusive" in shown


@pytest.mark.parametrize(
    ("tables", "background", "said"),
    [
        ((None, None), GOOD, "Neither camera nor over-representation"),
        ((camera(0), ora(0)), {"valid": False, "why": "only changed spots were identified"}, "only changed spots were"),
        (
            (camera(0), ora(adjusted=np.nan, p_value=np.nan, p_attainable=np.nan)),
            {"valid": False, "why": ""},
            "want of a background",
        ),
        ((camera(0), None), GOOD, "No term was tested"),
        ((None, ora(adjusted=1.0, query_size=0)), GOOD, "No gene changed"),
        ((camera(0), ora(adjusted=0.3)), {"valid": False, "why": "listed"}, "None of 3 terms passes"),
    ],
)
def test_every_empty_state_says_why(tables, background, said, texts):
    assert said in why_none(*tables, background, 0.05)
    assert said in words(draw(*tables, background), texts)


@pytest.mark.parametrize("n", [1, 5, 30])
@pytest.mark.parametrize("with_ora", [True, False])
def test_any_number_of_terms_is_readable(n, with_ora, assert_readable):
    ways = [("up", "down", "mixed")[at % 3] for at in range(n)]
    names = [f"positive regulation of synaptic vesicle exocytosis {at}" for at in range(n)]
    table = camera(n, set_size=[5 + 97 * at for at in range(n)], direction=ways, term=names)
    assert_readable(draw(table, ora(n, set_size=[20] * 2 * n) if with_ora else None))


def test_awkward_names(awkward, assert_readable):
    table = camera(12, term=awkward)
    for name in awkward:
        for terms in (table, camera(0)):
            figure = draw_dots(terms, None, GOOD, 0.05, name, name)
            assert_readable(figure)
            assert b"<script" not in render(figure, "svg")
