"""What is looked up for a claim at each level."""

from dataclasses import replace
from math import isnan

import pytest
from spotwise.reproduce.found import find

CORTEX = ("cortex", "drug")


def look(claim, results, place=CORTEX, **changes):
    return find(claim(**changes), *place, results)


def test_a_focus_comes_with_the_p_of_its_verdict_and_no_interval(claim, results):
    found = look(claim, results, level="focus", id="Sugar")
    assert (found.measured, found.n_features, found.direction, found.p_value) == (True, 9, "up", 0.001)
    assert found.p_attainable == 1e-4
    assert isnan(found.estimate)
    assert isnan(found.ci_low)


@pytest.mark.parametrize(
    ("name", "measured", "note"), [("none", False, "none of its genes"), ("few", True, "not testable")]
)
def test_a_focus_without_a_p_says_why(claim, results, name, measured, note):
    found = look(claim, results, level="focus", id=name)
    assert (found.measured, isnan(found.p_value)) == (measured, True)
    assert note in found.note


def test_a_focus_is_looked_for_in_its_own_region_and_contrast(claim, results):
    assert not look(claim, results, ("hippocampus", "drug"), level="focus", id="sugar").measured
    assert not look(claim, results, ("cortex", "other"), level="focus", id="sugar").measured
    assert look(claim, replace(results, focus=None), level="focus", id="sugar").note == "enrichment was not asked for"


@pytest.mark.parametrize("name", ["GO:1", "go:1", "Glycolysis", "GO:2", "GO:3"])
def test_a_term_is_found_by_its_id_its_name_and_as_a_set_of_the_same_genes(claim, results, name):
    found = look(claim, results, level="term", id=name)
    assert (found.measured, found.n_features, found.direction, found.adj_p_value) == (True, 6, "up", 0.001)
    assert found.p_attainable == (1e-5 if name != "GO:3" else pytest.approx(float("nan"), nan_ok=True))


@pytest.mark.parametrize(
    ("direction", "p", "way"), [("up", 0.01, "down"), ("down", 0.01, "down"), ("unstated", 0.3, "mixed")]
)
def test_a_term_without_camera_is_that_of_over_representation(claim, results, direction, p, way):
    found = look(claim, results, level="term", id="GO:5", direction=direction)
    assert (found.p_value, found.direction) == (p, way)


def test_over_representation_in_the_published_direction_is_heard_before_a_lesser_p_in_the_other(claim, results):
    ora = results.tables["ora", *CORTEX]
    ora.loc[(ora["term_id"] == "GO:5") & (ora["direction"] == "up"), ["p_value", "adj_p_value"]] = 0.04
    assert look(claim, results, level="term", id="GO:5", direction="up").direction == "up"


def test_over_representation_that_is_equal_both_ways_has_no_direction(claim, results):
    ora = results.tables["ora", *CORTEX]
    ora.loc[ora["term_id"] == "GO:5", ["p_value", "adj_p_value"]] = 0.5
    assert look(claim, results, level="term", id="GO:5", direction="up").direction == ""


@pytest.mark.parametrize(
    ("name", "measured", "n"), [("GO:6", True, 2), ("GO:7", False, 0), ("GO:9", False, float("nan"))]
)
def test_a_term_that_no_table_holds_is_measured_where_some_of_its_genes_are(claim, results, name, measured, n):
    found = look(claim, results, level="term", id=name)
    assert (found.measured, isnan(found.p_value)) == (measured, True)
    assert found.n_features == pytest.approx(n, nan_ok=True)
    assert found.note


def test_a_term_of_which_no_method_was_asked_says_so(claim, results):
    assert "too few" in look(claim, results, level="term", id="GO:6").note
    asked = {key: table for key, table in results.tables.items() if key[0] not in ("camera", "ora")}
    found = look(claim, replace(results, tables=asked), level="term", id="GO:6")
    assert (found.measured, found.note) == (True, "no method that gives a verdict was asked for")


def test_a_gene_has_its_own_p_and_the_interval_of_the_spot_that_leads_it(claim, results):
    found = look(claim, results, id="eno1")
    assert (found.n_features, found.direction, found.p_value) == (2, "mixed", 0.002)
    assert (found.estimate, found.ci_low, found.ci_high) == (1.0, 0.5, 1.5)
    assert look(claim, results, id="Actb").direction == "up"
    assert look(claim, results, id="Actb").adj_p_equivalent == 0.01


@pytest.mark.parametrize("name", ["ATP5F1A", "Atp5f1a", "ATP5A1"])
def test_a_gene_is_found_by_its_symbol_too(claim, results, name):
    assert look(claim, results, id=name).estimate == -0.4


@pytest.mark.parametrize("name", ["Gone1", "Pkm"])
def test_a_gene_without_a_test_of_its_own_is_measured(claim, results, name):
    found = look(claim, results, id=name)
    assert (found.measured, found.n_features, isnan(found.p_value)) == (True, 1, True)


def test_a_gene_that_no_spot_holds_is_not_measured(claim, results):
    found = look(claim, results, id="Mapt")
    assert (found.measured, found.n_features) == (False, 0)


def test_a_spot_is_found_by_its_number_and_by_presence_where_one_arm_lacks_it(claim, results):
    assert look(claim, results, level="spot", id="2").estimate == -0.8
    found = look(claim, results, level="spot", id="5")
    assert (found.direction, found.p_value, found.adj_p_value) == ("down", 0.001, 0.01)
    assert isnan(look(claim, results, level="spot", id="4").p_value)
    assert not look(claim, results, level="spot", id="99").measured


def test_an_outcome_is_that_of_the_region_or_of_the_whole_animal(claim, results):
    assert look(claim, results, level="outcome", id="swim").direction == "down"
    assert look(claim, results, level="outcome", id="bdnf").estimate == 1.0
    assert not look(claim, results, ("hippocampus", "drug"), level="outcome", id="bdnf").measured
    late = look(claim, results, level="outcome", id="late")
    assert (late.measured, isnan(late.p_value)) == (True, True)
    assert not look(claim, replace(results, outcomes=None), level="outcome", id="swim").measured


def test_over_representation_without_a_background_has_counts_and_no_direction(claim, results):
    ora = results.tables["ora", *CORTEX]
    ora.loc[ora["term_id"] == "GO:5", ["p_value", "adj_p_value"]] = float("nan")
    found = look(claim, results, level="term", id="GO:5", direction="up")
    assert (found.measured, found.direction, isnan(found.p_value)) == (True, "", True)
    assert found.note == "no background to test against"
