"""How many analyses support a focus: its own family in each, its direction, and what one animal does."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spotwise.enrich.support import support
from spotwise.stats.multiplicity import benjamini_hochberg
from spotwise.tables import read_table, write_table


def analysis(name, p, direction="up", ambiguous="in", left_out="", region="gill", contrast="warm"):
    """Rows of one analysis: p by focus."""
    return [
        {"analysis": name, "ambiguous": ambiguous, "left_out": left_out, "region": region, "contrast": contrast,
         "focus": focus, "p_value": value, "direction": direction}
        for focus, value in p.items()
    ]  # fmt: skip


def verdicts(verdict="supported (up)", foci=("f",), regions=("gill",)):
    rows = [("warm", region, focus, verdict) for region in regions for focus in foci]
    return pd.DataFrame(rows, columns=["contrast", "region", "focus", "verdict"])


def of(rows, given=None, fdr=0.05):
    return support(verdicts() if given is None else given, pd.DataFrame(sum(rows, [])), "1", fdr)


REST = analysis("without ambiguous", {"f": 0.04}, ambiguous="out") + analysis("l", {"f": 0.2}, left_out="r1")


def test_the_share_is_that_of_the_analyses_whose_p_passes():
    row = of([analysis(str(at), {"f": p}) for at, p in enumerate((0.01, 0.2, 0.03, 0.04), 1)] + [REST]).iloc[0]
    assert (row["analyses"], row["supporting"], row["share"]) == (4, 3, 0.75)
    assert (row["p_smallest"], row["p_largest"]) == (0.01, 0.2)
    assert row["supported_without_ambiguous"]
    assert row["p_without_ambiguous"] == 0.04
    assert (row["worst_p"], row["worst_animal"]) == (0.2, "r1")


def test_the_family_is_foci_and_regions_of_one_analysis_and_contrast():
    here, there = {"f": 0.03, "g": 0.9}, {"f": 0.9, "g": 0.01}
    given = verdicts(foci=("f", "g"), regions=("gill", "liver"))
    rows = [analysis("1", here), analysis("1", there, region="liver"), analysis("2", {"f": 0.03})]
    rows += [analysis("1", {"f": 0.6, "g": 0.7}, contrast="cold")]
    cold = given.assign(contrast="cold")[given["region"] == "gill"]
    found = of(rows, pd.concat([given, cold], ignore_index=True)).set_index(["contrast", "region", "focus"])
    assert (benjamini_hochberg(np.array([0.03, 0.9, 0.9, 0.01])) <= 0.05).tolist() == [False, False, False, True]
    assert found["supporting"].to_dict() == {
        ("warm", "gill", "f"): 1, ("warm", "gill", "g"): 0, ("warm", "liver", "f"): 0, ("warm", "liver", "g"): 1,
        ("cold", "gill", "f"): 0, ("cold", "gill", "g"): 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("verdict", "direction", "supporting"),
    [
        ("supported (up)", "down", 0),
        ("supported (down)", "up", 0),
        ("supported (up)", "mixed", 1),
        ("supported (mixed)", "down", 1),
        ("supported", "", 1),
        ("not supported", "down", 1),
    ],
)
def test_the_opposite_direction_is_no_support(verdict, direction, supporting):
    row = of([analysis("1", {"f": 1e-6}, direction)], verdicts(verdict)).iloc[0]
    assert row["supporting"] == supporting


def test_an_analysis_that_cannot_test_a_focus_does_not_support_it():
    row = of([analysis("1", {"f": 0.01}), analysis("2", {"f": np.nan}, "")]).iloc[0]
    assert (row["analyses"], row["supporting"]) == (2, 1)


def test_a_focus_that_none_can_test_has_no_share():
    rows = [analysis("1", {"f": np.nan}, ""), analysis("l", {"f": np.nan}, "", left_out="r1")]
    row = of(rows, verdicts("not testable")).iloc[0]
    assert (row["analyses"], row["supporting"], row["worst_animal"]) == (0, 0, "")
    assert np.isnan([row["share"], row["worst_p"], row["p_smallest"]]).all()


def test_what_cannot_be_tested_without_an_animal_rests_on_it_and_the_first_of_equals_is_named():
    left = [analysis("l", {"f": p}, left_out=animal) for animal, p in (("r1", 0.5), ("r2", np.nan), ("r3", 1.0))]
    row = of([analysis("1", {"f": 0.01}), *left]).iloc[0]
    assert (row["worst_p"], row["worst_animal"]) == (1.0, "r2")


def test_a_region_without_rows_keeps_its_place_and_its_verdict(tmp_path):
    given = verdicts("no background", regions=("liver", "gill"))
    write_table(tmp_path / "t.tsv", of([analysis("1", {"f": 0.01}), REST], given), "robustness_overview")
    found = read_table(tmp_path / "t.tsv", "robustness_overview")
    assert list(found["region"]) == ["liver", "gill"]
    assert list(found["analyses"]) == [0, 1]
    line = (tmp_path / "t.tsv").read_text().splitlines()[1]
    assert line == "liver\twarm\tf\tno background\t0\t0" + "\t" * 7


def test_no_rows_at_all(tmp_path):
    write_table(tmp_path / "r.tsv", pd.DataFrame(), "robustness")
    none = read_table(tmp_path / "r.tsv", "robustness").assign(region="gill")
    found = support(verdicts("no background"), none, "1", 0.05)
    assert list(found["analyses"]) == [0]
    assert support(verdicts(foci=()), none, "1", 0.05).empty


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=5), st.randoms())
def test_neither_counts_nor_order_of_rows_go_astray(p, random):
    rows = [r for at, own in enumerate(p, 1) for r in analysis(str(at), dict(zip("fgh", own, strict=True)))]
    given = verdicts(foci="fgh")
    found = support(given, pd.DataFrame(rows), "1", 0.05)
    assert (found["supporting"] <= found["analyses"]).all()
    expected = sum(benjamini_hochberg(np.array(own)) <= 0.05 for own in p)
    assert list(found["supporting"]) == list(expected)
    random.shuffle(rows)
    pd.testing.assert_frame_equal(support(given, pd.DataFrame(rows), "1", 0.05), found, check_dtype=False)
