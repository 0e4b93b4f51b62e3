"""A study of gene lists, with a background and without."""

import csv
from pathlib import Path

import pytest
import yaml

UP, DOWN = ("Aldoa", "Eno1", "Eno1", "Gapdh", "Pkm", "Pgk1", "Nosuch1"), ("Actb", "Cfl1")
OLD = "\n".join(["gene\tdirection", *(f"{gene}\tup" for gene in UP), *(f"{gene}\tdown" for gene in DOWN)])
NAMES = "\n".join(["gene", *UP, *DOWN])
FOCI = {"sugar": ["GO:0005975", "GO:0006096"], "actin": ["GO:0030029", "GO:0015629"]}
RULES = {"write_config", "map_symbols", "enrich_lists", "overview_focus", "collect_problems", "report_lists"}


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def write(root, folder):
    """Three lists: held against the proteins of the bundled study, against nothing, and names without directions."""
    proteins = rows_of(Path(root, "resources/example/proteins.tsv"))
    (folder / "found.txt").write_text("".join(row["gene"] + "\n" for row in proteins if row["gene"] != "Eno1"))
    (folder / "old.tsv").write_text(OLD)
    (folder / "names.tsv").write_text(NAMES)
    lists = [
        {"path": "old.tsv", "contrast": "Old paper, 2004", "background": "found.txt"},
        {"path": "old.tsv", "contrast": "untested"},
        {"path": "names.tsv", "contrast": "names"},
    ]
    config = {"lists": lists, "quantities": [], "enrichment": {"focus": FOCI, "min_size": 3}}
    (folder / "config.yaml").write_text(yaml.safe_dump(config, sort_keys=False))


@pytest.fixture
def study(root, finished_once, tmp_path):
    """A folder with the study, and the workflow."""
    write(root, tmp_path)
    return tmp_path, finished_once[1]


def test_lists_plan_nothing_that_needs_measurements(study):
    folder, workflow = study
    assert workflow.planned(folder) == dict.fromkeys(RULES, 1)
    assert workflow.run(folder, "--lint").returncode == 0


@pytest.mark.parametrize("target", ["reproduce", "robustness", "pictures"])
def test_what_needs_measurements_is_refused_in_one_line(study, target):
    folder, workflow = study
    result = workflow.run(folder, target)
    assert result.returncode == 1
    lines = [line for line in (result.stdout + result.stderr).splitlines() if "need measurements" in line]
    assert len(lines) == 1
    assert lines[0].endswith("this is a study of lists; nothing was run.")
    assert "Exception" not in result.stdout + result.stderr
    assert not (folder / "results").exists()


def test_a_list_whose_genes_nobody_knows_is_told_as_a_fault(study):
    folder, workflow = study
    (folder / "names.tsv").write_text("gene\nprotein one\nprotein two\n")
    result = workflow.run(folder, "results/lists/names/ora.tsv")
    assert result.returncode == 1
    assert "names.tsv: only 0 of 2 genes (0%) have a symbol in the gene sets" in result.stdout + result.stderr


@pytest.mark.slow
def test_lists_with_and_without_a_background(study):
    folder, workflow = study
    result = workflow.run(folder, cores=2)
    assert result.returncode == 0, result.stderr
    results = folder / "results"
    tested, counted = (rows_of(results / "lists" / name / "ora.tsv") for name in ("Old_paper_2004", "untested"))
    glycolysis = next(row for row in tested if (row["term_id"], row["direction"]) == ("GO:0006096", "any"))
    assert (glycolysis["overlap"], glycolysis["query_size"]) == ("5", "7")
    assert float(glycolysis["adj_p_value"]) < 0.01
    assert all(row["p_value"] and row["set_size"] for row in tested)
    assert counted
    assert not any(row["p_value"] or row["adj_p_value"] or row["expected"] for row in counted)
    assert any(float(row["p_up_against_down"]) < 0.1 for row in counted if row["direction"] == "any")
    foci = {(row["contrast"], row["focus"]): row for row in rows_of(results / "overview/focus.tsv")}
    assert len(foci) == 6
    assert {row["region"] for row in foci.values()} == {"lists"}
    assert foci["Old paper, 2004", "sugar"]["verdict"] == "supported (up)"
    assert foci["Old paper, 2004", "sugar"]["method"] == "ora"
    assert foci["untested", "sugar"]["verdict"] == foci["names", "actin"]["verdict"] == "no background"
    assert foci["untested", "sugar"]["genes"] == foci["Old paper, 2004", "sugar"]["genes"]
    assert foci["names", "sugar"]["p_up_against_down"] == ""
    what = [row["what"] for row in rows_of(results / "study/problems.tsv")]
    assert "genes of the list are not in its background (1): Eno1" in what
    assert any("Nosuch1" in said for said in what)
    page = (results / "report.html").read_text()
    assert "none: counts and names alone" in page
    assert "Traceback" not in result.stderr
    assert workflow.planned(folder) == {}
