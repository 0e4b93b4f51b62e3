"""Names from users, which may hold anything, made fit to stand in a picture."""

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

POINT = 25.4 / 72
"""Millimetres in a typographic point."""

BREAKS = " _-:;,./|"


def clean(text: object) -> str:
    """One line without control characters, which SVG does not allow, and without runs of blanks."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())


def counted(n: int, noun: str) -> str:
    """`1 feature`, `2 features`."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def width_of(text: str, size: float = 7, weight: str = "normal") -> float:
    """The width of a text in mm, at `size` points."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] * POINT


def shorten(text: object, width: float, size: float = 7, weight: str = "normal") -> str:
    """A text cleaned and cut to `width` mm. The middle goes: names of one study often differ at their ends."""
    text = clean(text)[:400]
    kept = len(text)
    short = text
    while kept > 2 and (found := width_of(short, size, weight)) > width:
        kept = min(kept - 1, max(2, int(kept * width / found)))
        short = text[: (kept + 1) // 2].rstrip() + "…" + text[len(text) - kept // 2 :].lstrip()
    return short


def wrap(text: object, width: float, size: float = 7, weight: str = "normal") -> str:
    """A text cleaned and set in at most two lines of `width` mm, broken after a blank or a mark where it has one."""
    text = clean(text)
    if width_of(text[:400], size, weight) <= width:
        return text
    ends = [
        at + 1 for at, c in enumerate(text[:200]) if c in BREAKS and width_of(text[: at + 1], size, weight) <= width
    ]
    if not ends:
        return shorten(text, width, size, weight)
    return text[: ends[-1]].rstrip() + "\n" + shorten(text[ends[-1] :], width, size, weight)
