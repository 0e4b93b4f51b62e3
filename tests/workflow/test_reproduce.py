"""`snakemake reproduce`: published claims held against the finished cut, end to end."""

import csv

import pytest
import yaml

PLANNED = {"judge_claims", "reproduce"}
HEADER = ["claim_id", "source", "quote", "level", "id", "region", "contrast", "direction", "log2fc", "p"]


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def write_claims(folder, *claims):
    with (folder / "claims.tsv").open("w", newline="") as file:
        writer = csv.DictWriter(file, HEADER, delimiter="\t", restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({"source": "a paper", "quote": "it changed", **claim} for claim in claims)


def configure(folder, **changes):
    config = yaml.safe_load((folder / "config.yaml").read_text())
    (folder / "config.yaml").write_text(yaml.safe_dump(config | changes, sort_keys=False))


def strongest(folder):
    """The spot of the hippocampus with the least p under the drug, with its gene."""
    rows = rows_of(folder / "results/hippocampus/drug/differential.tsv")
    return min((row for row in rows if row["p_value"]), key=lambda row: float(row["p_value"]))


def test_claims_are_judged_in_each_region_and_comparison_and_summed_up_on_the_terminal(finished):
    folder, workflow = finished
    spot = strongest(folder)
    up = "up" if float(spot["log2fc"]) > 0 else "down"
    against = {"up": "down", "down": "up"}[up]
    here = {"region": "hippocampus", "contrast": "drug"}
    term = rows_of(folder / "results/hippocampus/drug/camera.tsv")[0]
    write_claims(
        folder,
        {"claim_id": "everywhere", "level": "focus", "id": "Sugar"},
        {"claim_id": "for", "level": "spot", "id": spot["feature"], "direction": up, **here},
        {"claim_id": "against", "level": "spot", "id": spot["feature"], "direction": against, **here},
        {"claim_id": "gene", "level": "gene", "id": spot["gene"].split(";")[0].upper(), "direction": up, **here},
        {"claim_id": "term", "level": "term", "id": term["term_id"], **here},
        {"claim_id": "small", "level": "term", "id": "GO:0006094", "contrast": "drug"},
        {"claim_id": "unknown", "level": "gene", "id": "No such gene", **here},
        {"claim_id": "swim", "level": "outcome", "id": "immobility_s", "contrast": "drug", "direction": "none"},
    )
    configure(folder, published=["claims.tsv"], simulated=True, outcomes=["immobility_s"])
    result = workflow.run(folder, "reproduce", cores=2)
    assert result.returncode == 0, result.stderr
    rows = rows_of(folder / "results/overview/reproduced.tsv")
    by_claim = {claim: [row for row in rows if row["claim_id"] == claim] for claim in (r["claim_id"] for r in rows)}
    assert {claim: len(found) for claim, found in by_claim.items()} == {
        "everywhere": 4, "for": 1, "against": 1, "gene": 1, "term": 1, "small": 2, "unknown": 1, "swim": 1,
    }  # fmt: skip
    first = {claim: found[0] for claim, found in by_claim.items()}
    passes = float(spot["adj_p_value"]) <= 0.05
    assert first["for"]["verdict"] == ("supported" if passes else "same direction but not significant")
    assert first["against"]["verdict"] == "contradicted"
    assert (first["for"]["estimate"], first["for"]["ci_low"]) == (spot["log2fc"], spot["ci_low"])
    assert first["gene"]["measured_direction"] in (up, "mixed")
    assert (first["term"]["p_value"], first["term"]["n_features"]) == (term["p_value"], term["set_size"])
    assert {row["region"] for row in by_claim["everywhere"]} == {"hippocampus", "frontal cortex"}
    foci = {
        (row["region"], row["contrast"], row["focus"]): row for row in rows_of(folder / "results/overview/focus.tsv")
    }
    for row in by_claim["everywhere"]:
        assert row["p_value"] == foci[row["region"], row["contrast"], "sugar"]["p_value"]
    assert first["unknown"]["verdict"] == "not measured"
    assert first["swim"]["verdict"] in ("contradicted", "inconclusive", "supported")
    line = (folder / "results/overview/reproduced.txt").read_text()
    assert line.startswith("Planted, recovered (simulated data): of 8 claims, judged 12 times")
    assert line in result.stdout
    assert line in (folder / "results/logs/judge_claims.log").read_text()


def test_the_plain_run_judges_no_claim_and_claims_rerun_nothing_but_the_page(finished):
    folder, workflow = finished
    write_claims(folder, {"claim_id": "one", "level": "gene", "id": "Eno1"})
    configure(folder, published=["claims.tsv"])
    planned = workflow.planned(folder)
    assert planned.keys().isdisjoint({*PLANNED, "test", "enrich"})
    assert workflow.planned(folder, "reproduce").keys() - planned.keys() == PLANNED


def test_claims_at_fault_run_nothing(fresh):
    folder, workflow = fresh
    write_claims(folder, {"claim_id": "one", "level": "genes", "id": "Eno1", "region": "hippocampos"})
    configure(folder, published=["claims.tsv"])
    result = workflow.run(folder, "reproduce")
    assert result.returncode == 1
    assert "claims.tsv, line 2: unknown level 'genes'" in result.stdout + result.stderr
    assert "did you mean 'hippocampus'?" in result.stdout + result.stderr
    assert not (folder / "results").exists()


@pytest.mark.slow
def test_without_enrichment_and_outcomes_claims_are_judged_as_far_as_they_can(finished):
    folder, workflow = finished
    claims = [("focus", "sugar"), ("term", "GO:0005975"), ("outcome", "immobility_s"), ("gene", "No such gene")]
    write_claims(folder, *({"claim_id": f"{at}", "level": level, "id": id_} for at, (level, id_) in enumerate(claims)))
    configure(folder, published=["claims.tsv"], enrichment={"methods": []})
    result = workflow.run(folder, "reproduce", cores=2)
    assert result.returncode == 0, result.stderr
    rows = rows_of(folder / "results/overview/reproduced.tsv")
    assert {row["verdict"] for row in rows} == {"not measured"}
    assert len(rows) == 4 + 4 + 2 + 4
    assert (folder / "results/overview/reproduced.txt").read_text().startswith("Reproduced: of 4 claims")
