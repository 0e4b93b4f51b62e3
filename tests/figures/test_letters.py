"""Letters beyond DejaVu Sans: no box in a PNG, and the letters themselves in the SVG."""

import io

import numpy as np
import pytest
from matplotlib.font_manager import FontProperties
from PIL import Image
from spotwise.figures import letters
from spotwise.figures.letters import ROOM, drawable, measure
from spotwise.figures.pca import draw_pca
from spotwise.figures.signs import choose_signs
from spotwise.figures.style import blank, look, render
from spotwise.figures.text import width_of

FONT = FontProperties(family="DejaVu Sans", size=7)


@pytest.fixture(autouse=True)
def style():
    """Pictures are planned and drawn in the style of all pictures."""
    with look():
        yield


@pytest.fixture
def families(monkeypatch):
    """Ask other families than those of the list, whatever this machine has."""

    def ask(*names):
        monkeypatch.setattr(letters, "OTHERS", names)
        letters.installed.cache_clear()

    yield ask
    monkeypatch.undo()
    letters.installed.cache_clear()


def pixels(figure):
    return np.array(Image.open(io.BytesIO(render(figure, "png"))))


@pytest.mark.parametrize("text", ["hippocampus", "µ-Crystallin α²", "שלום", "العربية", ""])
def test_what_dejavu_has_is_left_alone(text, families):
    families()
    assert drawable(text, FONT) == (text, FONT)


def test_a_letter_that_no_font_has_is_its_code_point(families):
    families("No Such Family")
    assert drawable("emoji 🧠", FONT)[0] == "emoji <U+1F9E0>"
    assert drawable("鼠1", FONT)[0] == "<U+9F20>1"
    shown, spelt = (pixels(blank("a", name, "b")) for name in ("鼠1", "<U+9F20>1"))
    np.testing.assert_array_equal(shown, spelt)


def test_a_letter_that_another_font_has_is_drawn_in_it(families):
    letter = "⌒"
    assert letter in letters.letters("STIXGeneral", "normal") - letters.letters("DejaVu Sans", "normal")
    families("No Such Family", "STIXGeneral")
    text, font = drawable(f"dose {letter} 🧠", FONT)
    assert text == f"dose {letter} <U+1F9E0>"
    assert font.get_family() == ["DejaVu Sans", "STIXGeneral"]
    assert FONT.get_family() == ["DejaVu Sans"]
    drawn = pixels(blank("a", f"dose {letter}", "b"))
    families()
    assert not np.array_equal(drawn, pixels(blank("a", f"dose {letter}", "b")))


def test_long_ones_lose_their_middle_and_whole_code_points(families):
    families()
    text, _ = drawable("対照群" * 8, FONT)
    assert measure(text, FONT) <= max(ROOM, measure("対照群" * 8, FONT))
    assert text.startswith("<U+5BFE>")
    assert text.endswith("<U+7FA4>")
    assert text.count("<") == text.count(">")
    assert "…" in text


def test_room_is_left_for_the_longer_of_the_two_pictures(families):
    families()
    assert width_of("対照群") == pytest.approx(measure("<U+5BFE><U+7167><U+7FA4>", FONT))
    assert width_of("control") == pytest.approx(measure("control", FONT))


def test_the_svg_keeps_its_letters_whichever_is_made_first(families):
    families()

    def figure():
        units = [{"group": name} for name in ["対照群", "投与群 🧠"] * 3]
        signs = choose_signs(units, [], ["group"], [])
        return draw_pca(np.eye(6)[:, :2], np.array([0.5, 0.2]), np.ones(9, bool), units, signs, "海馬")

    one, other = figure(), figure()
    first = [render(one, kind) for kind in ("svg", "png")]
    second = [render(other, kind) for kind in ("png", "svg")]
    assert first == second[::-1]
    assert [render(one, kind) for kind in ("svg", "png")] == first
    svg = first[0].decode()
    assert all(name in svg for name in ("対照群 (3)", "投与群 🧠 (3)", "海馬"))
    assert "U+" not in svg
