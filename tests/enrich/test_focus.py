"""Foci: one set, one p, one family, one verdict."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import hypergeom
from spotwise.enrich.background import Background, with_list
from spotwise.enrich.camera import camera_of
from spotwise.enrich.focus import focus_sets, focus_table, judge
from spotwise.enrich.gene_sets import GeneSet
from spotwise.enrich.scores import Scores
from spotwise.stats.multiplicity import benjamini_hochberg

MEASURED = frozenset(f"G{at}" for at in range(50))


def background(up=(), down=(), valid=True):
    return Background(MEASURED, frozenset(up), frozenset(down), frozenset(up) | frozenset(down), valid, "")


def genes(*numbers):
    return {f"G{at}" for at in numbers}


def scores(shift=2.5, shifted=range(8), seed=1):
    """Fifty genes, of which some are shifted up."""
    rng = np.random.default_rng(seed)
    z = rng.normal(size=50)
    z[list(shifted)] += shift
    return Scores([f"G{at}" for at in range(50)], z, np.abs(z), rng.normal(size=(50, 12)), 10)


def with_ora(foci, found, min_size=5):
    return focus_table(foci, found, found, None, min_size)


def test_a_focus_is_the_union_of_its_terms():
    sets = [GeneSet("T:1", "", "c", ("A", "B")), GeneSet("T:2", "", "c", ("B", "C")), GeneSet("T:2", "", "d", ("D",))]
    assert focus_sets({"f": ["T:1", "T:2"], "g": ["T:1"]}, sets) == {"f": {"A", "B", "C", "D"}, "g": {"A", "B"}}


def test_without_camera_the_p_is_hypergeometric_within_the_background():
    foci = {"f": genes(*range(8)) | {"not measured"}}
    row = with_ora(foci, background(up=genes(0, 1, 2), down=genes(20))).iloc[0]
    assert (row["genes_measured"], row["genes_changed"], row["direction"]) == (8, 3, "up")
    assert (row["genes"], row["method"]) == ("G0;G1;G2", "ora")
    np.testing.assert_allclose(row["ora_p_value"], hypergeom.sf(2, 50, 8, 4))
    np.testing.assert_allclose(row["ora_p_attainable"], hypergeom.sf(3, 50, 8, 4))
    assert row["p_value"] == row["ora_p_value"]


def test_with_camera_the_p_is_cameras_and_the_others_stand_beside_it():
    foci, found, given = {"f": genes(*range(8))}, background(up=genes(0, 1)), scores()
    row = focus_table(foci, found, found, given, 5).iloc[0]
    expected = camera_of(foci, given, 5)["f"]
    assert row["p_value"] == row["camera_p_value"] == expected["p_value"] < 0.01
    assert (row["method"], row["direction"], row["camera_direction"]) == ("camera", expected["direction"], "up")
    assert row["ora_p_value"] < 0.05


def test_what_a_focus_shows_without_the_genes_it_shares():
    foci = {"f": genes(*range(16)), "g": genes(*range(8), *range(40, 48))}
    table = focus_table(foci, background(), None, scores(4.0), 5).set_index("focus")
    assert table.loc["f", "p_value"] < 0.05
    assert table.loc["f", "p_without_shared"] > 0.05
    expected = camera_of({"own": genes(*range(8, 16))}, scores(4.0), 5)["own"]["p_value"]
    assert table.loc["f", "p_without_shared"] == expected
    assert list(table["shared_with"]) == ["g (8)", "f (8)"]


def test_a_focus_that_shares_everything_shows_nothing_of_its_own():
    foci = {"f": genes(*range(8)), "g": genes(*range(20))}
    table = focus_table(foci, background(), None, scores(), 5).set_index("focus")
    assert np.isnan(table.loc["f", "p_without_shared"])
    assert np.isfinite(table.loc["g", "p_without_shared"])


def test_direction_is_mixed_where_genes_went_both_ways():
    assert with_ora({"f": genes(*range(8))}, background(up=genes(0), down=genes(1)))["direction"][0] == "mixed"


@pytest.mark.parametrize("listed", [[], ["X1", "X2"]])
def test_without_a_background_only_a_list_of_the_user_gives_a_p(listed):
    found = background(up=genes(0), valid=False)
    for_ora = with_list(found, listed) if listed else found
    row = focus_table({"f": genes(*range(8))}, found, for_ora, None, 5).iloc[0]
    assert np.isfinite(row["p_value"]) == bool(listed)
    assert row["genes_changed"] == 1
    assert np.isfinite(row["p_up_against_down"])


def frame(p, direction="down"):
    rows = [(region, contrast, value) for contrast in p for region, value in zip("ab", p[contrast], strict=True)]
    table = pd.DataFrame(rows, columns=["region", "contrast", "p_value"])
    return table.assign(focus="f", direction=direction)


def test_the_family_is_foci_by_regions_within_a_contrast():
    table = frame({"one": [0.01, 0.04], "two": [0.03, np.nan]})
    found = judge(table, {(r, c): True for r in "ab" for c in ("one", "two")}, 0.05)
    np.testing.assert_allclose(found["adj_p_value"][:2], benjamini_hochberg(np.array([0.01, 0.04])))
    assert list(found["n_tests"]) == [2, 2, 1, 1]
    assert list(found["verdict"]) == ["supported (down)", "supported (down)", "supported (down)", "not testable"]


def test_a_test_without_direction_is_supported_without_one():
    found = judge(frame({"one": [0.01, 0.04]}, direction=""), {("a", "one"): True, ("b", "one"): True}, 0.05)
    assert list(found["verdict"]) == ["supported", "supported"]


def test_no_background_gives_no_verdict():
    found = judge(
        frame({"one": [0.2, np.nan], "two": [0.2, 0.2]}),
        {("a", "one"): True, ("b", "one"): False, ("a", "two"): True, ("b", "two"): True},
        0.05,
    )
    assert list(found["verdict"]) == ["not supported", "no background", "not supported", "not supported"]


def test_a_focus_with_too_few_measured_genes_is_not_testable():
    table = with_ora({"f": genes(0, 1)}, background(up=genes(0)))
    assert table["p_value"].isna().all()
    assert table["genes_changed"][0] == 1


def test_no_foci_make_an_empty_table():
    assert len(with_ora({}, background())) == 0


def test_the_method_of_a_verdict_hangs_on_what_was_asked_and_not_on_other_foci():
    """A focus that camera can't test is not testable, alone as beside others."""
    few = Scores(["G0", "G1"], np.array([1.0, 2.0]), np.array([1.0, 2.0]), np.ones((2, 6)), 4)
    found = background(up=genes(0))
    table = focus_table({"f": genes(*range(8))}, found, found, few, 5)
    assert (table["method"][0], np.isnan(table["p_value"][0]), table["ora_p_value"][0] < 1) == ("camera", True, True)


def test_changes_without_direction_have_none():
    found = Background(MEASURED, frozenset(), frozenset(), frozenset({"G0"}), True, "")
    assert with_ora({"f": genes(*range(8))}, found)["direction"][0] == ""
