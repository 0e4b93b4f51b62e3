"""The picture of support: counts, shades, marks and hatching against the table."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from spotwise.figures.foci import SHADES
from spotwise.figures.robustness import draw_robustness
from spotwise.figures.style import PAGE, render

COLUMNS = [
    "region", "contrast", "focus", "verdict", "analyses", "supporting", "share", "supported_without_ambiguous",
    "worst_p",
]  # fmt: skip


def cell(verdict="supported (up)", supporting=9.0, analyses=12.0, without=True, worst=0.01):
    share = supporting / analyses if analyses else np.nan
    row = ["gill", "warm", "actin", verdict, analyses, supporting, share, without, worst]
    return pd.DataFrame([row], columns=COLUMNS)


def drawn(frame):
    """The panel's rectangles and the text of its one cell."""
    axes = draw_robustness(frame).axes[0]
    return axes.patches, axes.texts[0]


@pytest.mark.parametrize("supporting", [0.0, 9.0, 12.0])
def test_the_shade_is_the_share_and_the_text_the_counts(supporting):
    patches, text = drawn(cell(supporting=supporting))
    assert to_hex(patches[0].get_facecolor()) == to_hex(SHADES(supporting / 12))
    assert text.get_text() == f"{supporting:.0f}/12"
    assert len(patches) == 2


def test_a_focus_that_the_study_does_not_support_has_no_outline():
    patches, text = drawn(cell("not supported", 3.0, without=False, worst=0.6))
    assert len(patches) == 1
    assert (text.get_text(), text.get_weight()) == ("3/12", "normal")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"worst": 0.06}, "9/12 †"),
        ({"worst": 0.05}, "9/12"),
        ({"without": False}, "9/12 ‡"),
        ({"worst": 1.0, "without": False}, "9/12 †‡"),
        ({"verdict": "not supported", "worst": 0.9, "without": True}, "9/12 ‡"),
        ({"verdict": "not supported", "worst": 0.9, "without": False}, "9/12"),
    ],
)
def test_marks_of_one_animal_and_of_ambiguous_spots(changes, expected):
    assert drawn(cell(**changes))[1].get_text() == expected


@pytest.mark.parametrize("verdict", ["not testable", "no background"])
def test_a_focus_without_any_analysis_is_hatched(verdict):
    patches, text = drawn(cell(verdict, 0.0, 0.0, without=False, worst=np.nan))
    assert patches[0].get_hatch()
    assert text.get_text() == "–"


@pytest.mark.parametrize(("regions", "contrasts", "foci"), [(1, 1, 1), (2, 6, 5), (9, 2, 2), (3, 1, 20)])
def test_any_grid_is_readable(regions, contrasts, foci, assert_readable):
    frame = pd.concat(
        cell(worst=1.0, without=False).assign(region=f"brain region {r}", contrast=f"drug_{c}", focus=f"metabolism {f}")
        for r in range(regions) for c in range(contrasts) for f in range(foci)
    )  # fmt: skip
    figure = draw_robustness(frame)
    assert_readable(figure)
    assert figure.get_size_inches()[0] * 25.4 <= PAGE + 5


def test_awkward_names(awkward, assert_readable):
    frame = pd.concat(cell().assign(region=r, contrast=c, focus=f) for r in awkward[:3] for c in awkward[:4]
                      for f in awkward[3:6])  # fmt: skip
    figure = draw_robustness(frame)
    assert_readable(figure)
    assert b"<script" not in render(figure, "svg")


def test_no_foci_are_said(texts):
    figure = draw_robustness(pd.DataFrame(columns=COLUMNS))
    assert "None was asked about." in [text.get_text() for text in texts(figure)]
