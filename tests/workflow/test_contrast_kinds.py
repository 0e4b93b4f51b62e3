"""Slopes, joint tests, fits on some animals, blocks and gel weights, through the whole workflow."""

import csv
import json

import pytest
import yaml

pytestmark = pytest.mark.slow


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.fixture
def results(fresh):
    folder, workflow = fresh
    config = yaml.safe_load((folder / "config.yaml").read_text())
    drug = config["design"]["contrasts"]["drug"]
    config["design"]["contrasts"] |= {
        "immobility": {"slope": "immobility_s", "per": 10},
        "any": {"any_of": ["drug", "immobility"]},
        "separated only": drug | {"fit_on": {"separation": "separated"}},
    }
    config["design"]["block"] = "litter"
    config |= {"test": {"gel_weights": True}, "outcomes": ["immobility_s", "bdnf_pg_mg"]}
    (folder / "config.yaml").write_text(yaml.safe_dump(config, sort_keys=False))
    result = workflow.run(folder, cores=2)
    assert result.returncode == 0, result.stderr
    return folder / "results"


def test_every_kind_of_contrast_comes_out(results):
    drug, slope, joint, part = (
        rows_of(results / "hippocampus" / name / "differential.tsv")
        for name in ("drug", "immobility", "any", "separated_only")
    )
    assert max(int(row["n_test"]) for row in slope) == 16
    assert all(row["n_reference"] == "0" for row in slope)
    assert any(row["call"] == "changed" or row["p_value"] for row in joint)
    assert all(row["log2fc"] == "" for row in joint)
    assert max(int(row["n_test"]) for row in part) == 4 < max(int(row["n_test"]) for row in drug)
    genes = rows_of(results / "hippocampus/any/genes.tsv")
    assert {row["direction"] for row in genes} <= {"changed", "ns"}
    calls = rows_of(results / "hippocampus/calls.tsv")
    assert {row["contrast"] for row in calls if row["expected"]} == {
        "drug", "drug, separated", "immobility", "separated only",
    }  # fmt: skip
    model = json.loads((results / "hippocampus/model.json").read_text())
    assert len(model["gel_weights"]) == 16
    assert all(0 < weight < 5 for weight in model["gel_weights"].values())
    assert model["block_correlation"] is not None
    assert set(model["share_of_nulls"]) == {"drug", "drug, separated", "immobility", "any", "separated only"}
    problems = rows_of(results / "study/problems.tsv")
    told = [row for row in problems if row["where"] == "hippocampus, drug" and "immobility_s differs" in row["what"]]
    assert told[0]["consequence"] == "the change is the part that immobility_s does not explain"
    page = (results / "report.html").read_text()
    assert "the change is the part that immobility_s does not explain" in page
    assert "the change with each 10 more of immobility_s" in page
