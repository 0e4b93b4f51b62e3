"""How every picture looks, and how it becomes bytes: the same ones for the same numbers.

Nothing here uses pyplot: it keeps state between pictures and costs half a second to import.
"""

import io
import textwrap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from spotwise.figures.canvas import Canvas
from spotwise.figures.svg import tidy
from spotwise.figures.text import clean, shorten

MM = 1 / 25.4
"""Inches in a millimetre; Matplotlib counts in inches, journals in millimetres."""

COLUMN, PAGE = 85.0, 180.0
"""Widths of a journal's column and page, in mm."""

DPI = 200

# Okabe and Ito's colours, which the colour-blind tell apart
VERMILLION, BLUE, GREEN, ORANGE = "#D55E00", "#0072B2", "#009E73", "#E69F00"
SKY, PURPLE, YELLOW, BLACK = "#56B4E9", "#CC79A7", "#F0E442", "#000000"
GREY, PALE, INK = "#999999", "#E6E6E6", "#444444"

LOOK = {
    "font.family": ["DejaVu Sans"],  # comes with Matplotlib, so that no picture depends on the fonts of a machine
    "font.size": 7,
    "axes.titlesize": 8,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 7,
    "axes.linewidth": 0.6,
    "axes.edgecolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.labelsize": 6.5,
    "ytick.labelsize": 6.5,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "legend.fontsize": 7,
    "legend.frameon": False,
    "legend.handlelength": 1.0,
    "legend.handletextpad": 0.5,
    "legend.borderaxespad": 0.2,
    "legend.columnspacing": 1.2,
    "hatch.linewidth": 0.5,
    "lines.linewidth": 0.8,
    "figure.dpi": DPI,
    "savefig.dpi": DPI,
    # at 200 dpi letters need no fitting to whole pixels, which takes a third of the time that a text does
    "text.hinting": "none",
    "text.parse_math": False,  # a `$` in a user's name stays one
    # Text stays text: it can be searched, read aloud and copied, characters that DejaVu lacks appear in the reader's
    # own fonts, and a file is a third of its size as outlines. DejaVu is wide, so other fonts do not overflow its room.
    "svg.fonttype": "none",
}

WITHIN: list[bool] = []
"""Not empty while the style is set."""


@contextmanager
def look() -> Iterator[None]:
    """The style of all pictures, whatever the user's matplotlibrc says; wraps what draws and what saves.

    Within itself it does nothing: a job of many pictures wraps all of them, and the style is set once.
    """
    if WITHIN:
        yield
        return
    with matplotlib.rc_context(), warnings.catch_warnings():
        # a name in letters that DejaVu lacks is right in the SVG, and in a PNG once `render` has seen to it
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(LOOK)
        WITHIN.append(True)
        try:
            yield
        finally:
            WITHIN.clear()


def new_figure(width: float, height: float, what: str) -> Figure:
    """An empty figure of `width` x `height` mm; `what` is the title that a screen reader says."""
    figure = Figure(figsize=(width * MM, height * MM))
    figure.set_label(clean(what)[:300])
    return figure


def frame(figure: Figure, left: float, bottom: float, right: float, top: float) -> None:
    """Leave margins in mm around the axes.

    Margins are counted, not found by Matplotlib's layout engines: those take as long as the drawing, and the axes of
    two contrasts would differ in size where their numbers differ in digits.
    """
    width, height = figure.get_size_inches() / MM
    figure.subplots_adjust(left / width, bottom / height, 1 - right / width, 1 - top / height)


def heading(axes: Axes, title: str, subtitle: str, width: float) -> None:
    """A bold title and a plain line beneath it, above the axes; each is shortened to `width` mm."""
    axes.set_title(shorten(title, width, 8, "bold"), y=1, pad=13)  # a given y spares a search for it at each draw
    axes.annotate(
        shorten(subtitle, width, 7), (0, 1), (0, 4), xycoords="axes fraction", textcoords="offset points", color=INK
    )


@look()
def blank(title: str, subtitle: str, message: str) -> Figure:
    """The picture where there is nothing to draw: it says why."""
    figure = new_figure(COLUMN, 28, f"{title}, {subtitle}: {message}")
    axes = figure.add_subplot()
    axes.set_axis_off()
    heading(axes, title, subtitle, COLUMN - 4)
    frame(figure, 2, 2, 2, 10)
    axes.text(0, 0.5, textwrap.fill(clean(message), 55), transform=axes.transAxes, va="center")
    return figure


@look()
def render(figure: Figure, kind: str) -> bytes:
    """The figure as `svg` (without a prolog, ready to stand within HTML) or `png` (200 dpi)."""
    if kind == "png":
        return _png(figure)
    # ids within the file are hashes: the same in every run, and no two pictures of a page share one
    matplotlib.rcParams["svg.hashsalt"] = figure.get_label()
    metadata = {"Title": figure.get_label(), "Date": None, "Creator": None, "Format": None, "Type": None}
    drawn = io.BytesIO()
    figure.savefig(drawn, format="svg", metadata=metadata)
    return tidy(drawn.getvalue().decode()).encode()


def _png(figure: Figure) -> bytes:
    """Written without an opacity, which is the same everywhere: in half of the time that `savefig` takes to pack it."""
    canvas, packed = Canvas(figure), io.BytesIO()
    canvas.draw()
    image = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
    image.convert("RGB").save(packed, "png", compress_level=3, dpi=(DPI, DPI))
    return packed.getvalue()
