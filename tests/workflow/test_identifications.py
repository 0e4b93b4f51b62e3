"""Whole runs on real gels with the identifications of the same project: by plate, by Mascot, and by a small table."""

import csv

import pytest
import yaml

TABLE = "spot\taccession\tgene\tscore\tregion\n1\tP1\tActb\t90\tbladder\n119\tP2\tPkm\t20\tbladder\n"


@pytest.fixture
def study(finished_once, data, tmp_path):
    """Runs the jobs that identify spots on a SameSpots export, and gives features by name and the findings."""
    gels = data / "gel-samespots"
    header = (gels / "HOPvsAM8.csv").read_text().splitlines()[2].split(";")
    names = [cell.strip('"') for cell in header[3:7]]
    lines = [f"{name}\tbladder\t{'pool' if name.startswith('Pool') else 'patient'}" for name in names]
    (tmp_path / "sheet.tsv").write_text("\n".join(["sample\tregion\thealth", *lines]) + "\n")
    (tmp_path / "plate.csv").write_text(",1,2\nA,1,119\nB,,126\n")
    (tmp_path / "table.tsv").write_text(TABLE)

    def run(*entries):
        config = {
            "samples": "sheet.tsv",
            "quantities": [{"path": str(gels / "HOPvsAM8.csv"), "region": "bladder"}],
            "identifications": list(entries),
            "design": {"contrasts": {"ill": {"column": "health", "test": "patient", "reference": "pool"}}},
            "enrichment": {"min_mapped": 0},
        }
        (tmp_path / "config.yaml").write_text(yaml.safe_dump(config))
        targets = ["results/bladder/features.tsv", "results/study/mapping.tsv"]
        result = finished_once[1].run(tmp_path, *targets)
        assert result.returncode == 0, result.stderr
        features = rows_of(tmp_path / targets[0])
        return {row["feature"]: row for row in features}, rows_of(tmp_path / "results/bladder/problems/identify.tsv")

    return run


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_fingerprints_by_plate_and_a_search_of_one_spot(study, data):
    gels = data / "gel-samespots"
    features, problems = study(
        {"path": str(gels / "MascotIdentifications.csv"), "plate": "plate.csv"},
        {"path": str(gels / "MascotProject.BTR.HTM"), "plate": "plate.csv", "region": "bladder"},
        {"path": str(gels / "mascot_export_F026360.csv"), "spot": 148, "max_evalue": 0.0001},
    )
    first = features["1"]
    assert (first["protein"], first["ambiguous"]) == ("GELS_HUMAN;ALBU_HUMAN", "true")
    assert (first["id_score"], first["coverage"]) == ("247.0", "45.0")
    assert float(first["mr_theoretical"]) == pytest.approx(86.043)
    assert features["126"]["gene"] == "KIAA1688"
    searched = features["148"]
    assert searched["protein"].startswith("ALBU_HUMAN;A2MG_HUMAN;")
    assert searched["primary_gene"] == "ALB"
    assert (searched["id_score"], int(searched["n_peptides"])) == ("5390.0", 19)
    assert features["119"]["protein"] == ""
    told = [row["what"] for row in problems]
    assert any(what.startswith("1 answers are of positions that hold no spot") for what in told)
    assert any("with an expectation above 0.0001" in what for what in told)


def test_a_column_of_regions_and_a_cut_off(study):
    features, problems = study({"path": "table.tsv", "min_score": 50})
    assert (features["1"]["gene"], features["119"]["gene"]) == ("Actb", "")
    assert [row["what"] for row in problems] == ["1 rows with a score below 50, or without one (`min_score`)"]
