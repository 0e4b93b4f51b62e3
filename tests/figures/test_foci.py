"""The matrix of foci: counts, shades, outlines and hatching against the table."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from spotwise.figures.foci import CAP, SHADES, draw_foci
from spotwise.figures.style import PAGE, render

COLUMNS = ["region", "contrast", "focus", "genes_measured", "genes_changed", "direction", "adj_p_value", "verdict"]


def table(regions, contrasts, foci):
    """A table in which every third cell is supported, and every fifth not testable."""
    rows, at = [], 0
    for region in regions:
        for contrast in contrasts:
            for focus in foci:
                at += 1
                p, verdict = (0.003, "supported (up)") if at % 3 == 0 else (0.4, "not supported")
                p, verdict = (np.nan, "not testable") if at % 5 == 0 else (p, verdict)
                rows.append([region, contrast, focus, 20 + at, at % 9, "up", p, verdict])
    return pd.DataFrame(rows, columns=COLUMNS)


def cell(p, verdict, direction="up", changed=4.0, measured=17.0):
    return pd.DataFrame([["gill", "warm", "actin", measured, changed, direction, p, verdict]], columns=COLUMNS)


def drawn(frame):
    """The panel's rectangles and the text of its one cell."""
    axes = draw_foci(frame).axes[0]
    return axes.patches, axes.texts[0]


@pytest.mark.parametrize(("p", "strength"), [(1.0, 0), (0.01, 2 / CAP), (1e-4, 1), (1e-30, 1), (0.0, 1)])
def test_the_shade_is_the_adjusted_p_up_to_a_cap(p, strength):
    patches, _ = drawn(cell(p, "not supported"))
    assert to_hex(patches[0].get_facecolor()) == to_hex(SHADES(float(strength)))


@pytest.mark.parametrize(("direction", "arrow"), [("up", " ▲"), ("down", " ▼"), ("mixed", " ▲▼"), ("", "")])
def test_a_supported_focus_is_outlined_and_has_its_direction(direction, arrow):
    patches, text = drawn(cell(0.01, f"supported ({direction})", direction))
    assert len(patches) == 2
    assert patches[1].get_facecolor()[3] == 0
    assert (text.get_text(), text.get_weight()) == (f"4/17{arrow}", "bold")


def test_a_focus_that_is_not_supported_has_neither():
    patches, text = drawn(cell(0.2, "not supported"))
    assert len(patches) == 1
    assert patches[0].get_hatch() is None
    assert (text.get_text(), text.get_weight()) == ("4/17", "normal")


@pytest.mark.parametrize("verdict", ["not testable", "no background"])
def test_a_focus_without_a_test_is_hatched_and_keeps_its_counts(verdict):
    patches, text = drawn(cell(np.nan, verdict))
    assert patches[0].get_hatch()
    assert text.get_text() == "4/17"


def test_a_count_that_is_missing_is_no_number():
    assert drawn(cell(np.nan, "no background", changed=np.nan))[1].get_text() == "–/17"


def test_cells_stand_at_their_focus_and_region():
    frame = table(["cortex", "hippocampus"], ["warm", "cold"], ["actin", "glycolysis"])
    panels = draw_foci(frame).axes[:2]
    for axes, contrast in zip(panels, ["warm", "cold"], strict=True):
        assert axes.get_title(loc="left") == contrast
        assert [label.get_text() for label in axes.get_xticklabels()] == ["cortex", "hippocampus"]
        found = {tuple(np.floor(text.get_position()).astype(int)): text.get_text().split()[0] for text in axes.texts}
        rows = frame[frame["contrast"] == contrast]
        assert found == {
            (["cortex", "hippocampus"].index(row.region), ["actin", "glycolysis"].index(row.focus)):
            f"{row.genes_changed}/{row.genes_measured}"
            for row in rows.itertuples()
        }  # fmt: skip
    assert [label.get_text() for label in panels[0].get_yticklabels()] == ["actin", "glycolysis"]


@pytest.mark.parametrize(("regions", "contrasts", "foci"), [(1, 1, 1), (1, 1, 5), (2, 6, 5), (9, 2, 2), (3, 1, 20)])
def test_any_grid_is_readable(regions, contrasts, foci, assert_readable):
    frame = table(
        [f"brain region {at}" for at in range(regions)],
        [f"nortriptyline_vs_control_separated_{at}" for at in range(contrasts)],
        [f"carbohydrate metabolism {at}" for at in range(foci)],
    )
    figure = draw_foci(frame)
    assert_readable(figure)
    assert figure.get_size_inches()[0] * 25.4 <= PAGE + 5
    assert sum(len(axes.texts) for axes in figure.axes) == len(frame)


def test_awkward_names(awkward, assert_readable):
    figure = draw_foci(table(awkward[:3], awkward[:6], awkward[3:8]))
    assert_readable(figure)
    assert b"<script" not in render(figure, "svg")


def test_no_foci_are_said(texts):
    figure = draw_foci(pd.DataFrame(columns=COLUMNS))
    assert "None was asked about." in [text.get_text() for text in texts(figure)]
