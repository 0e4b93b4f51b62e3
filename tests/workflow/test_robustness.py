"""`snakemake robustness`: the foci of the finished cut under other analyses, end to end."""

import csv
import shutil

import pytest
import yaml

pytestmark = pytest.mark.slow

PLANNED = {"vary": 2, "overview_robustness": 1, "draw_robustness": 1, "robustness": 1}


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def configure(folder, **changes):
    config = yaml.safe_load((folder / "config.yaml").read_text())
    (folder / "config.yaml").write_text(yaml.safe_dump(config | changes, sort_keys=False))


def robust(folder, workflow):
    result = workflow.run(folder, "robustness", cores=2)
    assert result.returncode == 0, result.stderr
    return rows_of(folder / "results/overview/robustness.tsv")


@pytest.fixture(scope="module")
def done(finished_once, tmp_path_factory):
    """The cut with its foci varied; not to be changed by a test."""
    folder, workflow = finished_once
    copy = shutil.copytree(folder, tmp_path_factory.mktemp("robust") / "cut")
    assert workflow.planned(copy) == {}
    assert workflow.planned(copy, "robustness") == PLANNED
    robust(copy, workflow)
    return copy, workflow


@pytest.mark.parametrize(("id_", "region"), [("hippocampus", "hippocampus"), ("frontal_cortex", "frontal cortex")])
def test_the_first_analysis_is_the_studys_own_to_the_last_bit(done, id_, region):
    rows = rows_of(done[0] / "results" / id_ / "robustness.tsv")
    overview = [row for row in rows_of(done[0] / "results/overview/focus.tsv") if row["region"] == region]
    assert {(r["contrast"], r["focus"], r["p_value"], r["direction"]) for r in rows if r["analysis"] == "1"} == {
        (r["contrast"], r["focus"], r["camera_p_value"], r["camera_direction"]) for r in overview
    }
    assert {r["analysis"] for r in rows if not r["left_out"] and r["ambiguous"] == "in"} == set(map(str, range(1, 13)))
    assert len({(r["normalisation"], r["missing"], r["test"]) for r in rows}) == 12
    units = rows_of(done[0] / "results" / id_ / "units.tsv")
    assert {r["left_out"] for r in rows} == {"", *(unit["subject"] for unit in units)}


def test_each_verdict_has_its_share_and_its_worst_animal(done):
    table = rows_of(done[0] / "results/overview/robustness.tsv")
    place = ("region", "contrast", "focus", "verdict")
    overview = rows_of(done[0] / "results/overview/focus.tsv")
    assert [[row[key] for key in place] for row in table] == [[row[key] for key in place] for row in overview]
    rows = rows_of(done[0] / "results/hippocampus/robustness.tsv")
    for row in table:
        assert (row["analyses"], float(row["share"])) == ("12", int(row["supporting"]) / 12)
        if row["region"] == "hippocampus":
            own = [r for r in rows if r["left_out"] and all(r[key] == row[key] for key in ("contrast", "focus"))]
            worst = max(own, key=lambda r: float(r["p_value"]))
            assert (row["worst_p"], row["worst_animal"]) == (worst["p_value"], worst["left_out"])
    assert any(row["verdict"].startswith("supported") and int(row["supporting"]) > 0 for row in table)


def test_a_second_run_does_nothing_and_the_bytes_are_the_same_on_one_core(done):
    folder, workflow = done
    assert workflow.planned(folder, "robustness") == {}
    paths = [folder / f"results/{name}" for name in ("hippocampus/robustness.tsv", "overview/figures/robustness.png")]
    made = [path.read_bytes() for path in paths]
    result = workflow.run(folder, "--forcerun", "vary", "--", "robustness")
    assert result.returncode == 0, result.stderr
    assert [path.read_bytes() for path in paths] == made


def test_a_region_without_a_background_has_no_share_and_every_kind_of_contrast_has_one(fresh):
    folder, workflow = fresh
    config = yaml.safe_load((folder / "config.yaml").read_text())
    config["identifications"][0]["selection"] = "changed"
    drug = config["design"]["contrasts"]["drug"]
    config["design"]["contrasts"] |= {
        "immobility": {"slope": "immobility_s", "per": 10},
        "any": {"any_of": ["drug", "immobility"]},
        "separated only": drug | {"fit_on": {"separation": "separated"}},
    }
    configure(folder, identifications=config["identifications"], design=config["design"], test={"gel_weights": True})
    table = robust(folder, workflow)
    assert {row["contrast"] for row in table} == set(config["design"]["contrasts"])
    for row in table:
        none = row["region"] == "hippocampus"
        assert (row["verdict"] == "no background") == none
        assert (row["analyses"], row["share"] == "", row["worst_p"] == "") == ("0" if none else "12", none, none)
    assert len(rows_of(folder / "results/hippocampus/robustness.tsv")) == 0


def test_a_study_without_gene_sets_has_nothing_to_vary(fresh):
    folder, workflow = fresh
    configure(folder, enrichment={"methods": [], "focus": {"sugar": ["GO:0005975"]}})
    table = robust(folder, workflow)
    assert {(row["verdict"], row["analyses"]) for row in table} == {("not testable", "0")}
