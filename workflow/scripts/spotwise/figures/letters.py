"""Letters that DejaVu Sans lacks, in pictures of pixels: from another font of the machine, else by their code point.

An SVG keeps every letter as text, for the reader's own fonts; a PNG has no reader to ask.
"""

from functools import cache

from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.textpath import text_to_path

POINT = 25.4 / 72
"""Millimetres in a typographic point."""

FIRST = "DejaVu Sans"
OTHERS = (
    "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans CJK KR", "Noto Sans JP", "Noto Sans SC", "Noto Sans KR",
    "Source Han Sans", "IPAexGothic", "IPAGothic", "TakaoPGothic", "VL Gothic", "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei", "Droid Sans Fallback", "NanumGothic", "UnDotum", "Hiragino Sans", "PingFang SC",
    "Apple SD Gothic Neo", "Yu Gothic", "MS Gothic", "Microsoft YaHei", "SimHei", "Malgun Gothic",
    "Noto Sans", "Noto Sans Devanagari", "Noto Sans Thai", "Noto Sans Symbols", "Noto Sans Symbols 2", "Noto Emoji",
    "Symbola", "Segoe UI Symbol", "Segoe UI Emoji", "Nirmala UI", "FreeSans", "Unifont", "Arial Unicode MS",
)  # fmt: skip
"""Families that are asked, in this order. No colour fonts: Agg can't draw them."""

ROOM = 45.0
"""Millimetres that a text with code points may take, or as many as its letters would have."""


def drawable(text: str, font: FontProperties) -> tuple[str, FontProperties]:
    """A line as a PNG can show it, and the font to draw it in, with others to fall back on where it needs them.

    A letter that no family has is written as `<U+65E5>`.
    """
    weight = font.get_weight()
    lacking = [] if text.isascii() else sorted(set(text) - letters(FIRST, weight))
    if not lacking:
        return text, font
    family = {letter: next((f for f in installed() if letter in letters(f, weight)), None) for letter in lacking}
    font = font.copy()
    font.set_family([FIRST, *dict.fromkeys(f for f in family.values() if f)])
    written = {letter: f"<U+{ord(letter):04X}>" for letter, found in family.items() if not found}
    return (_written_out(text, written, font) if written else text), font


def _written_out(text: str, written: dict[str, str], font: FontProperties) -> str:
    """A line with some letters written out; where that takes too much room, its middle goes."""
    room, table = max(ROOM, measure(text, font)), str.maketrans(written)
    tries = (cut(text, kept).translate(table) for kept in range(len(text), 2, -1))
    return next((short for short in tries if measure(short, font) <= room), cut(text, 2).translate(table))


def measure(text: str, font: FontProperties) -> float:
    """The width of a line in mm."""
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] * POINT


def cut(text: str, kept: int) -> str:
    """A text without its middle, `kept` of its letters at both ends together."""
    if kept >= len(text):
        return text
    return text[: (kept + 1) // 2].rstrip() + "…" + text[len(text) - kept // 2 :].lstrip()


@cache
def installed() -> tuple[str, ...]:
    """The families that this machine has."""
    names = {font.name for font in fontManager.ttflist}
    return tuple(family for family in OTHERS if family in names)


@cache
def letters(family: str, weight: str | int) -> frozenset[str]:
    """What a family has glyphs for."""
    return frozenset(map(chr, get_font(findfont(FontProperties(family=family, weight=weight))).get_charmap()))
