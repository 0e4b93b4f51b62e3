"""The numbers of the front page come from the tables."""

import pytest
from spotwise.report.findings import chance_facts
from spotwise.report.front import (
    doubtful_gels,
    explained,
    focus_agreement,
    influence_facts,
    power_facts,
    region_differences,
    thresholds,
)


def test_power_is_that_of_the_middle_spot(made):
    power = made.table("power", made.POWER)
    found = power_facts(power, "drug")
    assert found == {"smallest_fold": 1.8, "animals": 6, "needed": {"1.25": 71, "1.5": 23, "2": 8}}
    assert power_facts(power, "none such") is None
    assert power_facts(None, "drug") is None
    assert power_facts(made.table("power", [{"contrast": "drug", "spot": "median"}]), "drug") is None


def test_calls_beside_those_of_chance(made):
    chance = chance_facts(made.table("calls", made.calls("drug")), "drug")
    found = thresholds(chance)
    assert (found["nominal"]["observed"], found["nominal"]["expected"]) == (7, 6.5)
    assert (found["adjusted"]["observed"], found["adjusted"]["expected"]) == (0, 0.02)
    assert thresholds(None) is None


def test_the_animal_that_most_calls_hang_on(made):
    rows = [{"contrast": "drug", "animal": name, "lost": lost, "called": 9} for name, lost in (("r1", 1), ("r2", 4))]
    table = made.table("influence", [*rows, {"contrast": "other", "animal": "", "lost": 0, "called": 0}])
    assert influence_facts(table, "drug") == {"animal": "r2", "lost": 4, "called": 9}
    assert influence_facts(table, "other") is None
    assert influence_facts(None, "drug") is None


def test_doubtful_gels_and_factors(made):
    rows = [{"sample": "a"}, {"sample": "b", "outlier": True, "why": "far"}, {"sample": "c", "swapped": True}]
    assert [row["sample"] for row in doubtful_gels(made.table("quality", rows))] == ["b", "c"]
    rows = [{"component": "PC1", "factor": name, "r2": r2, "adj_p_value": p} for name, r2, p in
            (("batch", 0.3, 0.01), ("cage", 0.1, 0.5), ("strain", 0.6, 0.001))]  # fmt: skip
    assert [row["factor"] for row in explained(made.table("factors", rows), 0.05)] == ["strain", "batch"]
    assert doubtful_gels(None) == explained(None, 0.05) == []


@pytest.fixture
def focus():
    return {
        "method": "camera",
        "ora_p_value": 0.01,
        "gsea_p_value": 0.3,
        "p_without_shared": 0.2,
        "genes": "ENO1;ALDOA",
    }


def test_agreement_counts_methods_and_genes_that_outlast_any_animal(made, focus):
    spots = [made.spot("2", "up", 0.001, worst_p=0.2), made.spot("3", "down", 1e-5, worst_p=0.01)]
    genes, tests = made.table("genes", made.GENES), made.table("differential", spots)
    symbol = {"Eno1": "ENO1", "Aldoa": "ALDOA", "Actb": "ACTB"}
    found = focus_agreement(focus, genes, tests, symbol, 0.05)
    assert [(one["name"], one["agrees"]) for one in found["methods"]] == [
        ("over-representation", True), ("the ranked list", False),
    ]  # fmt: skip
    assert found["without_shared"] == {"p": 0.2, "agrees": False}
    assert (found["held"], found["of"]) == (1, 2)
    alone = focus_agreement(focus | {"method": "ora", "p_without_shared": None}, genes, tests, symbol, 0.05)
    assert [one["name"] for one in alone["methods"]] == ["the ranked list"]
    assert alone["without_shared"] is None


def test_agreement_is_silent_where_leaving_out_was_not_worked_out(made, focus):
    found = focus_agreement(focus, made.table("genes", made.GENES), made.table("differential", made.SPOTS), {}, 0.05)
    assert (found["held"], found["of"]) == (None, 0)


def test_differences_between_regions(made):
    pair = {"contrast": "drug", "region": "a - b", "difference": 1.0}
    rows = [pair | {"p_value": 0.001, "adj_p_value": 0.01}, pair | {"p_value": 0.5, "adj_p_value": 0.5}, pair,
            {"contrast": "drug", "region": "a", "log2fc": 1.0, "p_value": 0.001, "adj_p_value": 0.01}]  # fmt: skip
    found = region_differences(made.table("regions", rows), 0.05)
    assert found == [{"contrast": "drug", "region": "a - b", "tested": 2, "differ": 1}]
    assert region_differences(None, 0.05) == []


def test_supported_foci_stand_with_their_contrast(made):
    facts = made.facts_of()
    here = next(r for r in facts["regions"] if r["name"] == "cortex")
    told = {c["name"]: c["foci"] for c in here["contrasts"]}
    assert told == {"drug": [{"focus": "sugar", "verdict": "supported (down)"}], "other": [], "interaction": None}


def test_animals_by_cell(made):
    cells = made.facts_of()["cells"]
    assert [cell["group"] for cell in cells] == ["a", "b", "gone"]
    assert [one["animals"] for one in cells[0]["regions"]] == [1, 1]
