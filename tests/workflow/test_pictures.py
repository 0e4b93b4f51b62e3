"""`snakemake pictures`: what leads the supported foci of the finished cut, end to end."""

import csv

import pytest
import yaml

CONTRASTS = ("drug", "drug_separated")


def configure(folder, **changes):
    config = yaml.safe_load((folder / "config.yaml").read_text())
    (folder / "config.yaml").write_text(yaml.safe_dump(config | changes, sort_keys=False))


@pytest.mark.slow
def test_supported_foci_are_drawn_and_the_others_are_not(finished):
    folder, workflow = finished
    configure(folder, test={"fdr": 0.5})
    assert workflow.run(folder, "results/overview/focus.tsv", cores=2).returncode == 0
    assert workflow.planned(folder, "pictures") == {"draw_leading": 2, "pictures": 1}
    result = workflow.run(folder, "pictures", cores=2)
    assert result.returncode == 0, result.stderr
    with (folder / "results/overview/focus.tsv").open(encoding="utf-8", newline="") as file:
        foci = list(csv.DictReader(file, delimiter="\t"))
    ids = {"drug": "drug", "drug, separated": "drug_separated"}
    supported = {}
    for row in foci:
        place = row["region"].replace(" ", "_"), ids[row["contrast"]]
        supported.setdefault(place, []).extend([row] * row["verdict"].startswith("supported"))
    assert any(supported.values())
    for (region, contrast), rows in supported.items():
        figures = folder / "results" / region / contrast / "figures"
        sums, edge = ((figures / f"{name}.svg").read_text() for name in ("running_sums", "leading_edge"))
        assert all((figures / f"{name}.png").stat().st_size for name in ("running_sums", "leading_edge"))
        assert sums.count("running sum<") == len(rows)
        assert ("No focus is supported here." in sums) == ("No focus is supported here." in edge) == (not rows)
        if rows:
            first = min(rows, key=lambda row: float(row["p_value"]))["focus"]
            assert f"Leading edge of {first}" in edge
    assert workflow.planned(folder, "pictures") == {}


def test_without_gene_sets_there_is_nothing_to_draw(fresh):
    folder, workflow = fresh
    configure(folder, enrichment={"methods": []})
    assert workflow.planned(folder, "pictures").keys() <= {"pictures"}
