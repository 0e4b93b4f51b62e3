"""The facts equal the tables that they come from."""

import json

import pandas as pd
import pytest
from spotwise.report.animals import animal_facts
from spotwise.report.findings import chance_facts

NO_ORA = {"ora_valid": False, "ora_genes": 0}


def of(facts, region="cortex", contrast="drug"):
    where = next(r for r in facts["regions"] if r["name"] == region)
    return next(c for c in where["contrasts"] if c["name"] == contrast)


def test_calls_are_counted(made):
    spots = of(made.facts_of())["spots"]
    assert spots["calls"] == {"up": 1, "down": 1, "inconclusive": 1, "not_testable": 1}
    assert (spots["tested"], spots["called"], spots["total"]) == (3, 2, 4)


def test_called_spots_come_first_and_then_by_p(made):
    rows = of(made.facts_of())["spots"]["rows"]
    assert [row["feature"] for row in rows] == ["3", "2", "1", "4"]
    assert rows[0]["description"] == "what 3 is"
    assert rows[3]["p_value"] is None


def test_a_called_spot_without_p_stands_before_inconclusive_ones(made):
    spots = [made.spot("a", "inconclusive", 1e-9), {"feature": "b", "call": "only_in_test"}, made.spot("c", "up", 0.01)]
    facts = made.facts_of(made.same(made.region(made.contrast(spots))))
    assert [row["feature"] for row in of(facts)["spots"]["rows"]] == ["c", "b", "a"]
    assert of(facts)["spots"]["calls"]["only_in_test"] == 1


def test_numbers_are_not_rounded(made):
    spots = [made.spot("a", "up", 0.012345678901234567)]
    facts = made.facts_of(made.same(made.region(made.contrast(spots))))
    assert of(facts)["spots"]["rows"][0]["p_value"] == 0.012345678901234567


def test_fifty_rows_are_shown(made):
    spots = [made.spot(str(at), "inconclusive", (at + 1) / 700) for at in range(650)]
    facts = made.facts_of(made.same(made.region(made.contrast(spots))))
    spots = of(facts)["spots"]
    assert (spots["shown"], spots["total"], len(spots["rows"])) == (50, 650, 50)


def test_genes_carry_the_interval_of_their_lead_spot(made):
    genes = of(made.facts_of())["genes"]
    assert genes["counts"] == {"up": 1, "down": 1, "mixed": 0, "changed": 0}
    assert [row["gene"] for row in genes["rows"]] == ["Eno1", "Aldoa", "Actb"]
    assert (genes["rows"][0]["ci_low"], genes["rows"][0]["ci_high"]) == (-1.5, 0.5)


def test_animals_gels_and_exclusions(made):
    animals = made.facts_of()["regions"][0]["animals"]
    assert (animals["animals"], animals["gels"], animals["technical"], animals["excluded"]) == (2, 3, 1, 1)
    by_group = {group["group"]: group for group in animals["groups"]}
    assert by_group["a"] == {"group": "a", "animals": 1, "gels": 2, "technical": 1, "excluded": 0}
    assert by_group["gone"] == {"group": "gone", "animals": 0, "gels": 0, "technical": 0, "excluded": 1}


def test_an_animal_in_two_groups_is_one_animal(made):
    units = made.table("units", [{"unit": f"r1:{g}", "subject": "r1", "group": g} for g in ("a", "b")])
    animals = animal_facts(units, made.samples({"x": "x"}))
    assert animals["animals"] == 1
    assert [group["animals"] for group in animals["groups"]] == [1, 1, 0]


def test_contrasts_are_put_into_words(made):
    drug, other, interaction = made.facts_of()["compared"]
    assert drug["sentence"] == "nortriptyline against control, within strain = FSL"
    assert other["sentence"] == "nortriptyline against control"
    assert interaction["sentence"] == f"how “{drug['sentence']}” differs from “{other['sentence']}”"


def test_terms_without_a_hit_are_not_shown(made):
    found = of(made.facts_of())["sets"]["ora"]["directions"]
    assert [(d["direction"], d["tried"], d["hit"], d["passed"]) for d in found] == [("any", 3, 2, 1)]
    assert [row["term"] for row in found[0]["rows"]] == ["energy", "glycolysis"]


def test_foci(made):
    focus = made.facts_of()["enrichment"]["focus"]
    assert [row["verdict"] for row in focus["supported"]] == ["supported (down)"]
    least = {family["contrast"]: family["smallest"] for family in focus["families"]}
    assert least["other"] == {"p_value": 0.3, "adj_p_value": 0.6, "of": 1}
    assert least["interaction"] is None
    assert [row["hopeless"] for family in focus["families"] for row in family["rows"]] == [False, True, False]


def test_unmapped_genes_and_reasons(made):
    facts = made.facts_of()
    assert facts["enrichment"]["unmapped"] == {"genes": ["Odd9"], "of": 2}
    assert of(facts, "cortex", "other")["why_untested"] == ["no animals of A beside B: not testable"]
    assert of(facts, "hippo campus", "other")["why_untested"] == []


def test_regions_without_a_background_are_grouped_by_reason(made):
    why = {"valid": False, "why": "only changed spots were sent to identification", "genes": 3} | NO_ORA
    regions = {"hippo_campus": made.region(made.contrast(), why), "cortex": made.region(made.contrast())}
    found = made.facts_of(made.study(regions))["enrichment"]["no_background"]
    assert found == [{"region": "hippo campus", "contrasts": list(made.CONTRASTS), "every": True, "why": why["why"]}]


def test_without_a_title_the_contrasts_name_the_report(made):
    assert made.facts_of(settings=made.config(title=""))["title"] == "drug, other, interaction"


@pytest.mark.parametrize("enrich", [True, False])
def test_facts_are_plain(made, enrich):
    facts = made.facts_of(made.study() if enrich else made.study(mapping=None, focus=None))
    assert json.loads(json.dumps(facts, allow_nan=False)) == facts
    assert (facts["enrichment"] is not None) is enrich


def test_calls_stand_beside_those_of_chance():
    calls = pd.DataFrame(
        {
            "contrast": ["drug", "drug", "other"],
            "threshold": ["p .05", "BH .05", "p .05"],
            "observed": [9.0, 4.0, 1.0],
            "expected": [2.5, 0.1, float("nan")],
            "relabellings": [100.0, 100.0, 0.0],
        }
    )
    found = chance_facts(calls, "drug")
    assert found["relabellings"] == 100
    assert [(row["threshold"], row["observed"], row["expected"]) for row in found["rows"]] == [
        ("p .05", 9, 2.5), ("BH .05", 4, 0.1),
    ]  # fmt: skip
    assert chance_facts(calls, "other") is None
    assert chance_facts(None, "drug") is None


def test_discriminant_analyses_are_those_of_the_table(made):
    rows = made.facts_of()["regions"][0]["pls"]
    assert [(row["contrast"], row["error"], row["q2"]) for row in rows] == [("drug", 0.25, 0.31), ("other", 0.5, -0.2)]
    assert rows[1]["error_by_chance"] is None
