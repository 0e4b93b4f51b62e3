"""Names from users, which may hold anything, made fit to stand in a picture."""

from functools import lru_cache

from matplotlib.font_manager import FontProperties

from spotwise.figures.letters import FIRST, cut, drawable, measure

BREAKS = " _-:;,./|"


def clean(text: object) -> str:
    """One line without control characters, which SVG does not allow, and without runs of blanks."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())


def counted(n: int, noun: str) -> str:
    """`1 feature`, `2 features`."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


@lru_cache(4096)
def width_of(text: str, size: float = 7, weight: str = "normal") -> float:
    """The room in mm that a text takes at `size` points, as an SVG or as a PNG shows it."""
    shown, font = drawable(text, _font(size, weight))
    plain = _plain(text, size, weight)
    return plain if shown == text and text.isascii() else max(plain, measure(shown, font))


@lru_cache(4096)
def _plain(text: str, size: float, weight: str) -> float:
    """The width in mm of the letters as they are, for which a text is cut: none goes for the sake of a PNG."""
    return measure(text, _font(size, weight))


def _font(size: float, weight: str) -> FontProperties:
    return FontProperties(family=FIRST, size=size, weight=weight)


def shorten(text: object, width: float, size: float = 7, weight: str = "normal") -> str:
    """A text cleaned and cut to `width` mm. The middle goes: names of one study often differ at their ends."""
    text = clean(text)[:400]
    kept = len(text)
    short = text
    while kept > 2 and (found := _plain(short, size, weight)) > width:
        kept = min(kept - 1, max(2, int(kept * width / found)))
        short = cut(text, kept)
    return short


def wrap(text: object, width: float, size: float = 7, weight: str = "normal") -> str:
    """A text cleaned and set in at most two lines of `width` mm, broken after a blank or a mark where it has one."""
    text = clean(text)
    if _plain(text[:400], size, weight) <= width:
        return text
    ends = [at + 1 for at, c in enumerate(text[:200]) if c in BREAKS and _plain(text[: at + 1], size, weight) <= width]
    if not ends:
        return shorten(text, width, size, weight)
    return text[: ends[-1]].rstrip() + "\n" + shorten(text[ends[-1] :], width, size, weight)
