"""Whole runs on real peptides: the spiked proteins of CPTAC study 6, and MaxQuant's own table of some of them."""

import csv
import json
import statistics

import numpy as np
import pytest
import yaml
from spotwise.formats.proteins import protein_groups
from spotwise.rollup import numbered, rollup
from spotwise.summarise import average
from spotwise.tables import read_matrix, read_table

CONTRASTS = {"B-A": ("6B", "6A"), "C-A": ("6C", "6A"), "C-B": ("6C", "6B")}
STEP = {"B-A": 1.57, "C-A": 3.14, "C-B": 1.57}  # log2 of what was spiked
PUBLISHED = {"B-A": (28, 2), "C-A": (31, 11), "C-B": (31, 0)}  # MSqRob at q < .05: spiked proteins, others


@pytest.fixture
def workflow(finished_once):
    return finished_once[1]


def contrasts(of):
    return {
        name: {"column": "condition", "test": test, "reference": reference} for name, (test, reference) in of.items()
    }


def run(workflow, folder, config, *targets):
    (folder / "config.yaml").write_text(yaml.safe_dump(config))
    result = workflow.run(folder, *targets)
    assert result.returncode == 0, result.stderr


@pytest.fixture
def spiked(data, tmp_path):
    """A folder with the raw peptide table, without its column of neither intensities nor a known property."""
    with (data / "peptides-cptac6/derived_peptides_CPTAC_raw.tsv").open(encoding="utf-8", newline="") as file:
        rows = [[*cells[:1], *cells[2:]] for cells in csv.reader(file, delimiter="\t")]
    with (tmp_path / "peptides.tsv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t", lineterminator="\n").writerows(rows)
    return tmp_path


def study(data, **further):
    return {
        "samples": str(data / "peptides-cptac6/samples.tsv"),
        "quantities": [{"path": "peptides.tsv"}],
        "design": {"covariates": ["lab"], "contrasts": contrasts(CONTRASTS)},
        "enrichment": {"methods": []},
        **further,
    }


def calls(folder, contrast):
    """Spiked and other proteins that pass, and the tested rows."""
    rows = read_table(folder / f"results/all/{contrast}/differential.tsv", "differential")
    passed = rows.loc[rows["adj_p_value"] < 0.05, "feature"]
    return sum("ups" in name for name in passed), sum("ups" not in name for name in passed), rows


@pytest.mark.slow
def test_spiked_proteins_are_found_and_the_page_is_made(workflow, data, spiked):
    run(workflow, spiked, study(data))
    for contrast, (found, false) in PUBLISHED.items():
        true, wrong, rows = calls(spiked, contrast)
        assert true >= 0.8 * found, contrast
        assert wrong <= false, contrast
        is_spiked = rows["feature"].str.contains("ups")
        assert rows.loc[is_spiked, "log2fc"].median() == pytest.approx(STEP[contrast], abs=0.15)
        assert rows.loc[~is_spiked, "log2fc"].median() == pytest.approx(0, abs=0.05)
    features = read_table(spiked / "results/all/features.tsv", "features").set_index("feature")
    assert features.loc["P09938", "gene"] == "RNR2"
    assert features.loc["P09938", "n_peptides"] == 7
    assert features["n_peptides"].min() == 1
    assert not features.index.str.contains("REV__").any()
    said = read_table(spiked / "results/study/problems.tsv", "problems")["what"].str.cat(sep="\n")
    assert "34 peptides are of contaminants (DAFLGSFLYEYSR," in said
    assert "32 peptides are decoys (CSLDMISLR," in said
    assert "596 peptides are shared by proteins that others tell apart" in said
    assert (spiked / "results/report.html").stat().st_size > 10_000


@pytest.mark.slow
@pytest.mark.parametrize("method", ["median_polish", "maxlfq", "top3"])
def test_every_roll_up_and_a_prior_by_peptides_find_them_too(workflow, data, spiked, method):
    config = study(data, summarise={"method": method}, test={"trend": "peptides"})
    run(workflow, spiked, config, "results/all/C-A/differential.tsv")
    true, wrong, _ = calls(spiked, "C-A")
    assert true >= 30
    assert wrong <= 11
    assert json.loads((spiked / "results/all/model.json").read_text())["trend"]


def test_a_table_of_maxquant_is_rolled_up_before_runs_are_averaged(workflow, data, tmp_path):
    path = data / "peptides-cptac6/peptides200.txt"
    header = path.read_text(encoding="utf-8").split("\n", 1)[0].split("\t")
    runs = [name.removeprefix("Intensity ") for name in header if name.startswith("Intensity ")]
    lines = [f"{run}\t{run[:2]} {(int(run[3:]) - 1) // 3}\t{run[:2]}" for run in runs]  # three runs a laboratory
    (tmp_path / "sheet.tsv").write_text("\n".join(["sample\tspecimen\tcondition", *lines]) + "\n")
    config = {
        "samples": "sheet.tsv",
        "quantities": [{"path": str(path)}],
        "design": {"subject": "specimen", "contrasts": contrasts({"E-A": ("6E", "6A")})},
        "enrichment": {"methods": []},
    }
    run(workflow, tmp_path, config, "results/all/E-A/differential.tsv")
    results = tmp_path / "results/all"
    entries, units = read_table(results / "entries.tsv", "entries"), read_table(results / "units.tsv", "units")
    normalised, analysed = read_matrix(results / "normalised.parquet"), read_matrix(results / "analysed.parquet")
    assert len(units) == 15
    assert analysed.columns.to_list() == units["unit"].to_list()
    groups, group = protein_groups(entries["protein"].where(~entries["contaminant"], "").to_list())
    seen = normalised.notna().any(axis=1).to_list()
    feature = [groups[number] if number >= 0 and shown else "" for number, shown in zip(group, seen, strict=True)]
    assert entries["feature"].to_list() == feature
    names, number = numbered(feature)
    assert analysed.index.to_list() == names
    by_run = rollup(normalised.to_numpy(), number, len(names), "median_polish")
    at = {name: number for number, name in enumerate(normalised.columns)}
    expected = average(by_run, [[at[name] for name in cell.split(";")] for cell in units["samples"]])
    np.testing.assert_array_equal(analysed.to_numpy(), expected)
    features = read_table(results / "features.tsv", "features")
    assert features["feature"].to_list() == names
    assert features["n_entries"].to_list() == np.bincount(number[number >= 0]).tolist()
    _, _, rows = calls(tmp_path, "E-A")
    spiked = rows.loc[rows["feature"].str.contains("ups"), "log2fc"].dropna()
    assert statistics.median(spiked) > 2
