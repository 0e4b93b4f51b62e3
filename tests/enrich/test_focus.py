"""Foci: one set, one p, one family, one verdict."""

import numpy as np
import pandas as pd
from scipy.stats import hypergeom
from spotwise.enrich.background import Background
from spotwise.enrich.focus import focus_sets, judge, test_foci
from spotwise.enrich.gene_sets import GeneSet
from spotwise.stats.multiplicity import benjamini_hochberg

test_foci.__test__ = False  # a function of the library, whose name pytest would take for a test

MEASURED = frozenset(f"G{at}" for at in range(50))


def background(up=(), down=(), valid=True):
    return Background(MEASURED, frozenset(up), frozenset(down), frozenset(up) | frozenset(down), valid, "")


def genes(*numbers):
    return {f"G{at}" for at in numbers}


def test_a_focus_is_the_union_of_its_terms():
    sets = [GeneSet("T:1", "", "c", ("A", "B")), GeneSet("T:2", "", "c", ("B", "C")), GeneSet("T:2", "", "d", ("D",))]
    assert focus_sets({"f": ["T:1", "T:2"], "g": ["T:1"]}, sets) == {"f": {"A", "B", "C", "D"}, "g": {"A", "B"}}


def test_the_p_is_hypergeometric_within_the_background():
    foci = {"f": genes(*range(8)) | {"not measured"}}
    row = test_foci(foci, background(up=genes(0, 1, 2), down=genes(20)), min_size=5).iloc[0]
    assert (row["genes_measured"], row["genes_changed"], row["direction"]) == (8, 3, "up")
    assert row["genes"] == "G0;G1;G2"
    np.testing.assert_allclose(row["ora_p_value"], hypergeom.sf(2, 50, 8, 4))
    np.testing.assert_allclose(row["ora_p_attainable"], hypergeom.sf(3, 50, 8, 4))


def test_direction_is_mixed_where_genes_went_both_ways():
    assert test_foci({"f": genes(*range(8))}, background(up=genes(0), down=genes(1)), 5)["direction"][0] == "mixed"


def test_shared_genes_are_told():
    table = test_foci({"f": genes(0, 1, 2, 3, 4), "g": genes(3, 4, 5, 6, 7), "h": genes(30, 31)}, background(), 5)
    assert list(table["shared_with"]) == ["g (2)", "f (2)", ""]


def frame(p):
    rows = [(region, contrast, value) for contrast in p for region, value in zip("ab", p[contrast], strict=True)]
    table = pd.DataFrame(rows, columns=["region", "contrast", "ora_p_value"])
    return table.assign(focus="f", direction="down")


def test_the_family_is_foci_by_regions_within_a_contrast():
    table = frame({"one": [0.01, 0.04], "two": [0.03, np.nan]})
    found = judge(table, {(r, c): True for r in "ab" for c in ("one", "two")}, 0.05)
    np.testing.assert_allclose(found["adj_p_value"][:2], benjamini_hochberg(np.array([0.01, 0.04])))
    assert list(found["n_tests"]) == [2, 2, 1, 1]
    assert list(found["verdict"]) == ["supported (down)", "supported (down)", "supported (down)", "not testable"]


def test_no_background_gives_no_verdict():
    found = judge(
        frame({"one": [0.2, np.nan], "two": [0.2, 0.2]}),
        {("a", "one"): True, ("b", "one"): False, ("a", "two"): True, ("b", "two"): True},
        0.05,
    )
    assert list(found["verdict"]) == ["not supported", "no background", "not supported", "not supported"]


def test_a_focus_with_too_few_measured_genes_is_not_testable():
    table = test_foci({"f": genes(0, 1)}, background(up=genes(0)), min_size=5)
    assert table["ora_p_value"].isna().all()
    assert table["genes_changed"][0] == 1


def test_no_foci_make_an_empty_table_with_its_columns():
    table = test_foci({}, background(), 5).assign(region=[], contrast=[])
    assert list(judge(table, {}, 0.05)["verdict"]) == []
