"""A whole run on the regions of the human heart (Doll et al. 2017): a table of log2 proteins, paired by donor."""

import csv
from collections import Counter
from statistics import correlation

import pytest
import yaml


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.slow
def test_atria_differ_from_ventricles_in_what_is_known_of_them(finished_once, data, tmp_path):
    folder = data / "regions-heart"
    sheet = (folder / "samples.tsv").read_text().replace("sample\tregion", "sample\tpart")  # one table, one analysis
    (tmp_path / "sheet.tsv").write_text(sheet)
    config = {
        "samples": "sheet.tsv",
        "quantities": [{"path": str(folder / "proteinGroups_HEART_filtered.txt"), "scale": "log2"}],
        "design": {
            "formula": "chamber + donor",
            "contrasts": {"atria": {"column": "chamber", "test": "atrium", "reference": "ventricle"}},
        },
        "enrichment": {"methods": []},
    }
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(config))
    result = finished_once[1].run(tmp_path)
    assert result.returncode == 0, result.stderr
    tests = rows_of(tmp_path / "results/all/atria/differential.tsv")
    assert len(tests) == 8908
    called = {gene for row in tests if row["call"] == "up" for gene in row["gene"].split(";")}
    assert {"MYL7", "NPPA", "MYH6"} <= called
    assert len(rows_of(tmp_path / "results/all/units.tsv")) == 18
    # MSqRob, from peptides: folds of proteins seen in every animal agree as far as two analyses of one experiment do
    published = folds_of(folder / "reference_res_HEART_full.tsv")
    once = Counter(row["gene"] for row in tests)
    whole = [row for row in tests if row["n_test"] == row["n_reference"] == "9" and once[row["gene"]] == 1]
    pairs = [(float(row["log2fc"]), published[row["gene"]]) for row in whole if row["gene"] in published]
    assert len(pairs) > 3000
    assert correlation(*zip(*pairs, strict=True)) > 0.7  # .76 measured


def folds_of(path):
    """Published log2 folds of atria against ventricles, by gene."""
    rows = [row for row in rows_of(path) if row["contrast"].startswith("(regionLA")]
    once = Counter(row["gene.name"] for row in rows)
    known = [row for row in rows if row["logFC"] not in ("", "NA") and once[row["gene.name"]] == 1]
    return {row["gene.name"]: float(row["logFC"]) for row in known}
