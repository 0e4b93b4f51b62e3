"""Names from users, cleaned and cut to their room."""

import xml.etree.ElementTree as ET

import pytest
from spotwise.figures.style import blank, look, render
from spotwise.figures.text import clean, counted, shorten, width_of, wrap


def test_clean_leaves_one_printable_line():
    assert clean("  a\tb\n\x00c\u202e \x1b[31m\ud800 d ") == "a b c [31m d"
    assert clean("µ-Crystallin α 日本 🧠 $x$ <b>") == "µ-Crystallin α 日本 🧠 $x$ <b>"


def test_counted():
    assert [counted(n, "feature") for n in (0, 1, 2)] == ["0 features", "1 feature", "2 features"]


def test_a_text_that_fits_is_kept():
    assert shorten("hippocampus", 40) == wrap("hippocampus", 40) == "hippocampus"
    assert wrap("", 40) == shorten("", 40) == ""


@pytest.mark.parametrize("text", ["a" * 300, "W" * 5000, "nortriptyline:" * 30, "x y " * 100])
@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_a_long_text_is_cut_to_its_room(text, weight):
    short = shorten(text, 30, 7, weight)
    assert "…" in short
    assert 20 < width_of(short, 7, weight) <= 30
    lines = wrap(text, 30, 7, weight).split("\n")
    assert len(lines) <= 2
    assert max(width_of(line, 7, weight) for line in lines) <= 30


def test_the_ends_of_a_name_remain():
    short = shorten("nortriptyline_vs_control" + "_x" * 40 + "_FSL", 30)
    assert short.startswith("nortrip")
    assert short.endswith("_FSL")


def test_wrap_breaks_after_a_mark_and_loses_nothing():
    assert wrap("nortriptyline_vs_control_separated_FSL", 40) == "nortriptyline_vs_control_\nseparated_FSL"


@pytest.mark.parametrize(
    "name", ["$\\frac{1}{2$", "<script>alert(1)</script>", "a & b", "\x00\x08\x0b]]>", "'DejaVu Sans'"]
)
def test_a_name_stands_in_the_svg_as_text(name):
    svg = render(blank(name, "region", "nothing"), "svg").decode()
    texts = [text.text for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert clean(name) in texts
    assert "<script" not in svg


def test_letters_that_the_font_lacks_are_kept_in_the_svg():
    figure = blank("emoji 🧠 日本語", "region", "nothing")
    assert "emoji 🧠 日本語" in render(figure, "svg").decode()
    assert render(figure, "png").startswith(b"\x89PNG")


def test_width_does_not_depend_on_a_style_in_force():
    outside = width_of("hippocampus")
    with look():
        assert width_of("hippocampus") == outside
