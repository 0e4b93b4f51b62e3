"""The bundled study, whole: what was planted is recovered, and nothing where nothing was planted."""

import csv
import subprocess
import sys

import pytest
import yaml

pytestmark = pytest.mark.slow

FSL = {"carbohydrate metabolism", "actin", "cytoskeleton"}
FRL = {"synaptic transmission", "neurite morphogenesis"}


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def run(root, folder, config, *targets):
    """Run a configuration in a folder of its own, its paths made those of the checkout."""
    for key in ("quantities", "identifications"):
        for entry in config[key]:
            entry["path"] = str(root / entry["path"])
    config["published"] = [str(root / path) for path in config["published"]]
    (folder / "config.yaml").write_text(yaml.safe_dump(config, sort_keys=False))
    command = [sys.executable, "-m", "snakemake", "-s", str(root / "Snakefile"), "--cores", "2", *targets]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-4000:]
    return folder / config["outdir"]


def bundled(root):
    return yaml.safe_load((root / "config.yaml").read_text())


@pytest.fixture(scope="module")
def results(root, tmp_path_factory):
    config = bundled(root)
    config["samples"] = str(root / config["samples"])
    return run(root, tmp_path_factory.mktemp("bundled"), config, "reproduce")


def foci(results, contrast):
    """Adjusted p by region and focus."""
    rows = [row for row in rows_of(results / "overview/focus.tsv") if row["contrast"] == contrast]
    return {(row["region"], row["focus"]): row for row in rows}


@pytest.mark.parametrize(("strain", "planted"), [("FSL", FSL), ("FRL", FRL)])
@pytest.mark.parametrize("region", ["hippocampus", "frontal cortex"])
def test_the_planted_foci_lead_and_are_supported(results, strain, planted, region):
    found = {f: row for (r, f), row in foci(results, f"nortriptyline_vs_control_{strain}").items() if r == region}
    by_p = sorted(found, key=lambda focus: float(found[focus]["adj_p_value"]))
    assert set(by_p[: len(planted)]) == planted
    for focus, row in found.items():
        assert row["verdict"].startswith("supported" if focus in planted else "not supported"), focus


@pytest.mark.parametrize(("strain", "column"), [("FSL", "log2fc_FSL_unseparated"), ("FRL", "log2fc_FRL")])
@pytest.mark.parametrize("region", ["hippocampus", "frontal cortex"])
def test_calls_are_of_planted_spots_and_in_the_planted_direction(root, results, strain, column, region):
    truth = {
        row["spot"]: float(row[column] or "nan")
        for row in rows_of(root / "resources/example/simulated_truth.tsv")
        if row["region"] == region
    }
    folder = results / region.replace(" ", "_") / f"nortriptyline_vs_control_{strain}"
    calls = {row["feature"]: row["call"] for row in rows_of(folder / "differential.tsv")}
    called = {spot: call for spot, call in calls.items() if call in ("up", "down")}
    planted = {spot: size for spot, size in truth.items() if size}
    right = [spot for spot, call in called.items() if planted.get(spot, 0) * (1 if call == "up" else -1) > 0]
    assert len(right) >= 0.6 * len(planted)
    assert len(called) - len(right) <= 0.1 * len(called) + 2


def test_what_was_planted_after_the_published_claims_is_recovered(results):
    """Five foci in both regions, and immobility; the five other outcomes are not those of the simulated animals."""
    verdicts = [row["verdict"] for row in rows_of(results / "overview/reproduced.tsv")]
    assert (verdicts.count("supported"), verdicts.count("not measured"), len(verdicts)) == (11, 5, 16)
    assert (results / "overview/reproduced.txt").read_text().startswith("Planted, recovered (simulated data)")


def test_a_sham_treatment_finds_no_focus(root, tmp_path):
    """Half of the animals of each cell, by their number, are called x: nothing was planted between them."""
    sheet = rows_of(root / "resources/example/simulated_samples.tsv")
    cells, sham = {}, {}
    for row in sheet:
        members = cells.setdefault((row["strain"], row["separation"], row["treatment"]), [])
        if row["animal"] not in sham:
            sham[row["animal"]] = "xy"[len(members) % 2]
            members.append(row["animal"])
    with open(tmp_path / "samples.tsv", "w", newline="") as file:
        writer = csv.DictWriter(file, [*sheet[0], "sham"], delimiter="\t")
        writer.writeheader()
        writer.writerows({**row, "sham": sham[row["animal"]]} for row in sheet)
    config = bundled(root) | {"samples": "samples.tsv", "published": []}  # its claims are of other contrasts
    config["design"]["formula"] = "strain:separation:treatment + batch + sham"
    config["design"]["covariates"] = []
    config["design"]["contrasts"] = {"sham": {"column": "sham", "test": "y", "reference": "x"}}
    found = foci(run(root, tmp_path, config), "sham")
    assert len(found) == 10
    assert {row["verdict"] for row in found.values()} == {"not supported"}
