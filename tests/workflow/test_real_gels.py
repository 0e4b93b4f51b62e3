"""Whole runs on real gels: the scallops of prot2D held against limma, and exports of SameSpots."""

import csv
import math

import pytest
import yaml

COLUMNS = ["log2fc", "t", "df", "p_value", "adj_p_value"]


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.fixture
def workflow(finished_once):
    return finished_once[1]


def run(workflow, folder, config, *targets):
    (folder / "config.yaml").write_text(yaml.safe_dump(config))
    result = workflow.run(folder, *targets)
    assert result.returncode == 0, result.stderr


def test_the_scallop_gels_give_what_limma_gives(workflow, data, reference, tmp_path):
    sheet = (data / "gel-pecten/pecten_samples.csv").read_text().replace('"Gel"', '"sample"')
    (tmp_path / "sheet.csv").write_text(sheet)
    config = {
        "samples": "sheet.csv",
        "quantities": [{"path": str(data / "gel-pecten/pecten.csv")}],
        "test": {"trend": False, "robust": False},
        "design": {"contrasts": {"warm": {"column": "Condition", "test": "25C", "reference": "15C"}}},
        "enrichment": {"methods": []},
    }
    run(workflow, tmp_path, config, "results/all/warm/differential.tsv")
    found, expected = (
        rows_of(tmp_path / "results/all/warm/differential.tsv"),
        rows_of(reference / "pecten_complete.tsv"),
    )
    assert [row["feature"] for row in found] == [row["feature"] for row in expected]
    for column in COLUMNS:
        numbers = [float(row[column]) for row in expected]
        assert [float(row[column]) for row in found] == pytest.approx(numbers, rel=1e-8), column


def test_both_blocks_of_samespots_exports_with_dots_and_spaces_in_their_names(workflow, data, tmp_path):
    regions = {"bladder AM8": "HOPvsAM8.csv", "bladder AR5": "HOPvsAR5.csv"}
    blocks = {"bladder AM8": "normalised", "bladder AR5": "raw"}
    lines = ["sample\tregion\thealth"]
    for region, name in regions.items():
        header = (data / "gel-samespots" / name).read_text().splitlines()[2].split(";")
        gels = [cell.strip('"') for cell in header[3:7]]
        assert [gel.startswith("Pool HS") for gel in gels] == [True, True, False, False]
        lines += [f"{gel}\t{region}\t{'pool' if gel.startswith('Pool') else 'patient'}" for gel in gels]
    (tmp_path / "sheet.tsv").write_text("\n".join(lines) + "\n")
    config = {
        "samples": "sheet.tsv",
        "quantities": [
            {"path": str(data / "gel-samespots" / name), "region": region, "block": blocks[region]}
            for region, name in regions.items()
        ],
        "design": {"contrasts": {"ill": {"column": "health", "test": "patient", "reference": "pool"}}},
        "enrichment": {"methods": []},
    }
    tables = [f"results/{region}/ill/differential.tsv" for region in ("bladder_AM8", "bladder_AR5")]
    run(workflow, tmp_path, config, *tables)
    for table in tables:
        rows = rows_of(tmp_path / table)
        assert len(rows) == 54
        assert all(math.isfinite(float(row[column])) for row in rows for column in COLUMNS)
        assert {(row["n_test"], row["n_reference"]) for row in rows} == {("2", "2")}


@pytest.mark.slow
def test_the_whole_report_without_identifications_and_without_enrichment(workflow, data, tmp_path):
    sheet = (data / "gel-pecten/pecten_samples.csv").read_text().replace('"Gel"', '"sample"')
    (tmp_path / "sheet.csv").write_text(sheet)
    config = {
        "samples": "sheet.csv",
        "quantities": [{"path": str(data / "gel-pecten/pecten.csv")}],
        "design": {"contrasts": {"warm": {"column": "Condition", "test": "25C", "reference": "15C"}}},
        "enrichment": {"methods": []},
    }
    run(workflow, tmp_path, config)
    assert (tmp_path / "results/report.html").stat().st_size > 10_000
    assert not (tmp_path / "results/overview/focus.tsv").exists()
