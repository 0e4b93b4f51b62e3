"""The picture of running sums: curves, the foci's genes, and the words beneath."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from spotwise.enrich.leading import RunningSum
from spotwise.figures.running_sum import HEIGHT, MOST, draw_running_sums
from spotwise.figures.style import BLUE, GREY, MM, VERMILLION, render


def case(n=200, size=20, up=True, seed=1):
    """A ranking, and a set whose genes crowd at one end."""
    rng = np.random.default_rng(seed)
    z = np.sort(rng.normal(size=n))[::-1]
    chance = np.exp(z if up else -z)
    hits = np.sort(rng.choice(n, size, replace=False, p=chance / chance.sum()))
    hit = np.isin(np.arange(n), hits)
    weight = np.where(hit, np.abs(z), 0)
    return z, hits, np.cumsum(weight / weight.sum() - ~hit / (~hit).sum())


def draw(z, hits, running, p=0.0012, names=("actin", "warm", "gill"), verdict="supported (up)"):
    es = running[np.abs(running).argmax()]
    focus, contrast, region = names
    return draw_running_sums(z, [RunningSum(focus, hits, running, 2.5 * es, p, verdict)], contrast, region, "")


def words(figure):
    return figure.texts[0].get_text()


@pytest.mark.parametrize("up", [True, False])
def test_the_curve_passes_through_every_step(up):
    z, hits, running = case(up=up)
    line = next(line for line in draw(z, hits, running).axes[0].lines if len(line.get_xdata()) > 2)
    x, y = line.get_data()
    np.testing.assert_allclose(np.interp(np.arange(1, 201), x, y), running, atol=1e-12)
    assert (x[0], y[0]) == (0, 0)


@pytest.mark.parametrize("up", [True, False])
def test_the_leading_edge_has_the_colour_of_its_curve(up):
    z, hits, running = case(up=up)
    figure = draw(z, hits, running)
    rest, leading = figure.axes[1].collections
    peak = running.argmax() if up else running.argmin()
    found = [np.array([segment[0, 0] for segment in lines.get_segments()]) - 1 for lines in (rest, leading)]
    np.testing.assert_array_equal(np.sort(np.concatenate(found)), hits)
    assert (found[1] <= peak).all() if up else (found[1] > peak).all()
    assert (found[0] > peak).all() if up else (found[0] <= peak).all()
    assert f"leading edge, {len(found[1])} genes" in words(figure)
    colour = (VERMILLION if up else BLUE).lower()
    assert [to_hex(figure.axes[0].lines[2].get_color()), to_hex(leading.get_color()[0])] == [colour, colour]
    assert to_hex(rest.get_color()[0]) == GREY


def bytes_of(up):
    return render(draw(*case(up=up)), "svg"), render(draw(*case(up=up)), "png")


def test_the_same_numbers_give_the_same_bytes():
    assert bytes_of(True) == bytes_of(True)
    assert bytes_of(True) != bytes_of(False)


def test_the_words_give_the_scores_and_what_the_p_is():
    z, hits, running = case(up=False)
    running *= 0.4567 / -running.min()
    text = words(
        draw_running_sums(
            z, [RunningSum("actin", hits, running, -1.892, 3.2e-7, "supported (down)")], "warm", "gill", ""
        )
    )
    for part in ("score −0.457", "normalised −1.89", "p = 3.2e-7", "gene permutation: ignores correlation"):
        assert part in text


@pytest.mark.parametrize(("verdict", "both"), [("supported (up)", False), ("supported (mixed)", True)])
def test_a_focus_whose_genes_change_both_ways_is_told_apart(verdict, both):
    text = words(draw(*case(), verdict=verdict))
    assert f"verdict: {verdict}" in text
    assert ("both ways" in text) == both


def test_a_missing_p_is_a_dash():
    assert "p = – (" in words(draw(*case(), p=np.nan))


@pytest.mark.parametrize(("n", "size"), [(5, 1), (6, 5), (60, 5), (3000, 400)])
@pytest.mark.parametrize("up", [True, False])
def test_any_size_is_readable(n, size, up, assert_readable):
    assert_readable(draw(*case(n, size, up)))


def test_a_large_picture_stays_small():
    assert len(render(draw(*case(8000, 900)), "svg")) < 300_000


def test_awkward_names(awkward, assert_readable):
    for at in range(0, len(awkward), 3):
        figure = draw(*case(), names=awkward[at : at + 3])
        assert_readable(figure)
        assert b"<script" not in render(figure, "svg")


def test_without_a_focus_it_says_why(texts):
    figure = draw_running_sums(np.array([1.0]), [], "warm", "gill", "No focus is supported here.")
    assert "No focus is supported here." in [text.get_text() for text in texts(figure)]


def several(n):
    z, hits, running = case()
    return draw_running_sums(
        z, [RunningSum(f"focus {at}", hits, running, 2, 0.01, "supported (mixed)") for at in range(n)], "a", "b", ""
    )


def test_several_foci_stand_one_beneath_the_other(assert_readable, texts):
    figure = several(3)
    assert figure.get_figheight() == pytest.approx(3 * HEIGHT * MM)
    assert_readable(figure)
    tops = [axes.get_position().y1 for axes in figure.axes[::3]]
    assert [axes.get_title(loc="left") for axes in figure.axes[::3]] == ["focus 0", "focus 1", "focus 2"]
    assert tops == sorted(tops, reverse=True)
    assert "b, a: 20 of 200 ranked genes" in [text.get_text() for text in texts(figure)]


def test_foci_beyond_the_page_are_left_out_and_it_says_so(texts):
    figure = several(MOST + 3)
    assert len(figure.axes) == 3 * MOST
    assert f"b, a: 20 of 200 ranked genes; {MOST} of {MOST + 3} foci" in [text.get_text() for text in texts(figure)]
