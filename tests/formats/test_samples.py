"""Columns of a table and rows of the sheet."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.formats.quantities import Quantities
from spotwise.formats.samples import matched, near, only, renamed


@pytest.mark.parametrize(
    ("samples", "names", "found"),
    [
        (["a", "b"], ["b", "c"], {"b": "b"}),
        (
            [r"S:\runs\B0254_x.raw", "/runs/b.mzML"],
            ["B0254_x", "b"],
            {r"S:\runs\B0254_x.raw": "B0254_x", "/runs/b.mzML": "b"},
        ),
        (["gel 1.tif", "2.d"], ["gel 1", "2"], {"gel 1.tif": "gel 1", "2.d": "2"}),
        (["B0254_x"], ["B0254_x.raw"], {"B0254_x": "B0254_x.raw"}),  # as SDRF names the file
        ([r"x\a.raw", r"y\a.raw"], ["a"], {}),  # which of them can't be told
        (["a", r"x\a.raw"], ["a"], {"a": "a"}),
        (["a.raw"], ["x/a", "y/a"], {}),
        (["WT/1", "KO/2"], ["KO/1", "WT/2"], {}),  # folders that differ
        ([r"S:\x\WT\1.raw", r"S:\x\KO\1.raw"], ["KO/1", "WT/1"], {r"S:\x\WT\1.raw": "WT/1", r"S:\x\KO\1.raw": "KO/1"}),
        (["gel.1", "gel.2"], ["gel"], {}),  # no extension of a file
        (["1", "2-3", "4_x"], ["4_x", "2-3", "1"], {"1": "1", "2-3": "2-3", "4_x": "4_x"}),
    ],
)
def test_names_are_matched_whole_or_else_by_their_last_part(samples, names, found):
    assert matched(samples, names) == found


NAMES = st.lists(st.sampled_from(["a", "b", "x/a", "y/a.raw", "b.tif", "a.d", "c"]), unique=True)


@given(NAMES, NAMES)
def test_no_two_samples_are_one_row(samples, names):
    found = matched(samples, names)
    assert len(set(found.values())) == len(found)
    assert set(found.values()) <= set(names)
    assert all(found[name] == name for name in set(samples) & set(names))


def table(samples, **more):
    values = [[float(at) for at in range(len(samples))]]
    return Quantities(["1"], [2], samples, values, **more)


def test_renamed_samples_are_told():
    found = renamed(table([r"S:\a.raw", "b"]), {"a", "b"})
    assert found.samples == ["a", "b"]
    assert found.findings == [
        (
            "1 samples are matched to the sheet by the last part of their names",
            r"'S:\\a.raw' is taken for 'a'",
        )
    ]
    assert renamed(table(["a"]), {"a"}).findings == []


def test_the_first_ten_pairs_are_told():
    (finding,) = renamed(table([f"x/{at:02}" for at in range(12)]), [f"{at:02}" for at in range(12)]).findings
    assert finding[1].count("is taken for") == 10
    assert finding[1].endswith("'x/09' is taken for '09', and so on")


@pytest.mark.parametrize(("name", "close"), [("1.0", "1"), ("1", "1.0"), ("G1", "g1"), ("q", None)])
def test_case_and_decimals_of_a_spreadsheet_are_near(name, close):
    assert near(name, ["1.0" if name == "1" else "1", "g1", "2"]) == close


@pytest.mark.parametrize("kind", [list, np.array])
def test_samples_that_the_sheet_lacks_are_left_out(kind):
    given = table(["a", "x", "b"], groups=["g", "h", "i"])
    given.values = kind(given.values)
    found = only(given, {"a", "b"})
    assert (found.samples, found.groups) == (["a", "b"], ["g", "i"])
    assert [list(row) for row in found.values] == [[0, 2]]
