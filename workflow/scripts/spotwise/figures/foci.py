"""The foci of all contrasts and regions: how many of their genes changed, and what the test says of it."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from spotwise.figures.style import BLACK, GREY, MM, PAGE, blank, look, new_figure
from spotwise.figures.text import shorten, width_of, wrap

SHADES = LinearSegmentedColormap.from_list("foci", ["#FFFFFF", "#9ECAE1", "#0072B2", "#08306B"])
CAP = 4
"""-log10 of the adjusted p-value from which on the shade stays the same."""

ROW, CELL, LEAST, NAMES, GAP, LINE, LEGEND, KEY_LINE, BESIDE = 6.5, 20.0, 42.0, 45.0, 4.0, 3.2, 7.6, 3.8, 58.0
"""In mm: a cell's height and width, a panel's least width, room for names of foci, gaps, a line of text, the legend
without its lines, one of those, and where they begin."""

DARK = 0.63
"""Share of the scale from which on white is easier to read than black."""

ARROWS = {"up": " ▲", "down": " ▼", "mixed": " ▲▼"}
TICKS = {at / CAP: f"≤{10**-at:g}" if at == CAP else f"{10**-at:g}" for at in range(CAP + 1)}
KEY = (
    "supported: the focus went ▲ up, ▼ down, ▲▼ both ways",
    "not testable, or without a background",
    "numbers: genes changed / genes measured",
)
UNTESTED = {"facecolor": "#E6E6E6", "edgecolor": "#B8B8B8", "hatch": "////", "linewidth": 0.5}
OUTLINE = {"facecolor": "none", "edgecolor": BLACK, "linewidth": 1.3}


@dataclass(frozen=True)
class Plan:
    """Names as they are shown, and where panels stand: sizes in mm, and how many stand side by side."""

    contrasts: list[str]
    foci: list[str]
    regions: list[str]
    turned: bool
    left: float
    above: float
    beneath: float
    cell: float
    panel: float
    across: int


@dataclass(frozen=True)
class Shown:
    """How a cell looks: its shade from 0 to 1, or None for hatching; its text; and whether it is outlined."""

    shade: float | None
    text: str
    outlined: bool


def draw_foci(foci: pd.DataFrame) -> Figure:
    """How many genes of each focus changed, and what the test says.

    Parameters
    ----------
    foci : DataFrame
        region, contrast, focus, genes_measured, genes_changed, direction, adj_p_value, verdict; one row a cell.
    """
    return draw_cells(foci, _shown, "Foci by contrast and region", "p, adjusted over foci and regions", TICKS, KEY)


@look()
def draw_cells(
    foci: pd.DataFrame, shown: Callable[[tuple], Shown], what: str, scale: str, ticks: Mapping, key: Sequence[str]
) -> Figure:
    """A panel a contrast, a row a focus, a column a region.

    Parameters
    ----------
    foci : DataFrame
        region, contrast, focus, and what `shown` takes; one row a cell.
    shown : function of a row, as `itertuples` gives it
    what : str
        The title that a screen reader says.
    scale : str
        What the shade means.
    ticks : mapping of float to str
        Labels of shades.
    key : sequence of str
        What the outline means, what the hatching, and further lines.
    """
    if foci.empty:
        return blank("Foci", "", "None was asked about.")
    names, regions, contrasts = (list(dict.fromkeys(foci[column])) for column in ("focus", "region", "contrast"))
    plan = _plan(names, regions, contrasts)
    line = plan.above + ROW * len(names) + plan.beneath
    down = math.ceil(len(contrasts) / plan.across)
    width = max(plan.left + plan.across * (plan.panel + GAP), BESIDE + 8 + max(map(width_of, key)))
    figure = new_figure(width, down * line + LEGEND + KEY_LINE * len(key), what)
    for at, contrast in enumerate(contrasts):
        row, column = divmod(at, plan.across)
        left, top = plan.left + column * (plan.panel + GAP), row * line + plan.above
        axes = _axes(figure, left, top, plan.cell * len(regions), ROW * len(names))
        axes.set_title(plan.contrasts[at], fontsize=7, y=1, pad=3)
        _label(axes, plan, named=column == 0)
        for cell in foci[foci["contrast"] == contrast].itertuples():
            _cell(axes, regions.index(cell.region), names.index(cell.focus), shown(cell), plan.cell)
    _legend(figure, down * line, scale, ticks, key)
    return figure


def _plan(names: list[str], regions: list[str], contrasts: list[str]) -> Plan:
    foci = [shorten(name, NAMES - 4, 6.5) for name in names]
    left = max(width_of(name, 6.5) for name in foci) + 4
    cell = min(CELL, (PAGE - NAMES - GAP) / len(regions))
    panel = max(LEAST, cell * len(regions))
    across = max(1, min(len(contrasts), int((PAGE - left) / (panel + GAP))))
    titles = [wrap(contrast, panel, 7, "bold") for contrast in contrasts]
    above = LINE * (2 + any("\n" in title for title in titles))
    flat = [wrap(region, cell - 1, 6.5) for region in regions]
    if not any("…" in region for region in flat):
        beneath = LINE * (1.7 + any("\n" in region for region in flat))
        return Plan(titles, foci, flat, False, left, above, beneath, cell, panel, across)
    turned = [shorten(region, 30, 6.5) for region in regions]
    beneath = max(width_of(region, 6.5) for region in turned) + 3
    return Plan(titles, foci, turned, True, left, above, beneath, cell, panel, across)


def _axes(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Axes at a place in mm from the left and the top of the figure."""
    wide, high = figure.get_size_inches() / MM
    return figure.add_axes((left / wide, 1 - (top + height) / high, width / wide, height / high))


def _label(axes: Axes, plan: Plan, named: bool) -> None:
    """Name the regions, and the foci where the panel is the first of its line."""
    axes.set_xlim(0, len(plan.regions))
    axes.set_ylim(len(plan.foci), 0)
    axes.set_yticks(np.arange(len(plan.foci)) + 0.5, plan.foci if named else [""] * len(plan.foci))
    turned = {"rotation": 90, "rotation_mode": "anchor", "ha": "right", "va": "center"} if plan.turned else {}
    axes.set_xticks(np.arange(len(plan.regions)) + 0.5, plan.regions, **turned)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _shown(cell: tuple) -> Shown:
    """Shade by adjusted p, genes changed of those measured, an outline where supported."""
    tested, supported = np.isfinite(cell.adj_p_value), cell.verdict.startswith("supported")
    shade = min(-math.log10(max(cell.adj_p_value, 1e-300)) / CAP, 1.0) if tested else None
    arrow = ARROWS.get(cell.direction, "") if supported else ""
    return Shown(shade, f"{_count(cell.genes_changed)}/{_count(cell.genes_measured)}{arrow}", supported)


def _cell(axes: Axes, x: int, y: int, shown: Shown, width: float) -> None:
    """One focus in one region."""
    hatched = shown.shade is None
    face = UNTESTED if hatched else {"facecolor": SHADES(shown.shade), "edgecolor": "#D0D0D0", "linewidth": 0.5}
    axes.add_patch(Rectangle((x, y), 1, 1, **face))
    if shown.outlined:
        axes.add_patch(Rectangle((x + 0.03, y + 0.06), 0.94, 0.88, zorder=3, **OUTLINE))
    axes.text(
        x + 0.5, y + 0.52, shown.text, ha="center", va="center", fontsize=6.5 if width >= 14 else 4.5,
        color=BLACK if hatched or shown.shade <= DARK else "white", weight="bold" if shown.outlined else "normal",
    )  # fmt: skip


def _count(number: float) -> str:
    return f"{number:.0f}" if np.isfinite(number) else "–"


def _legend(figure: Figure, top: float, scale: str, ticks: Mapping, key: Sequence[str]) -> None:
    """What shade, outline, hatching and texts mean."""
    axes = _axes(figure, 5, top + 6.5, 45, 2.8)
    axes.imshow(np.linspace(0, 1, 128)[None], SHADES, vmin=0, vmax=1, aspect="auto", extent=(0, 1, 0, 1))
    axes.set_xticks(list(ticks), list(ticks.values()), fontsize=6)
    axes.set_yticks([])
    axes.spines[:].set(visible=True, color=GREY)
    axes.set_title(scale, fontsize=6.5, weight="normal", y=1, pad=2)
    side = _axes(figure, BESIDE, top + 2, 60, 2.6 + KEY_LINE * len(key))
    side.set_axis_off()
    handles = [Patch(**OUTLINE), Patch(**UNTESTED), *[Patch(facecolor="none")] * (len(key) - 2)]
    side.legend(handles, key, loc="upper left", handlelength=1.6)
