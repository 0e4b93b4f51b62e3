"""The support of each focus: by how many analyses, and whether one animal or ambiguous spots make it."""

import pandas as pd
from matplotlib.figure import Figure

from spotwise.figures.foci import Shown, draw_cells

LEVEL = 0.05
TICKS = {0.0: "none", 0.5: "half", 1.0: "all"}
ANIMAL, AMBIGUOUS = "†", "‡"
KEY = (
    "supported in the study's own analysis",
    "not testable, or without a background",
    "numbers: analyses that support the focus / analyses run",
    f"{ANIMAL} supported, but p is over {LEVEL:g} without one of the animals",
    f"{AMBIGUOUS} another verdict without the spots that hold several proteins",
)


def draw_robustness(table: pd.DataFrame) -> Figure:
    """The share of analyses that support each focus.

    Parameters
    ----------
    table : DataFrame
        `overview/robustness.tsv`.
    """
    what, scale = "Analyses that support each focus, by contrast and region", "share of analyses that support the focus"
    return draw_cells(table, _shown, what, scale, TICKS, KEY)


def _shown(cell: tuple) -> Shown:
    """Shade by share; marks where a verdict hangs on one animal, or on ambiguous spots."""
    supported, run = cell.verdict.startswith("supported"), cell.analyses > 0
    if not run:
        return Shown(None, "–", supported)
    marks = ANIMAL * (supported and cell.worst_p > LEVEL)
    marks += AMBIGUOUS * (supported != cell.supported_without_ambiguous)
    return Shown(cell.share, f"{cell.supporting:.0f}/{cell.analyses:.0f} {marks}".strip(), supported)
