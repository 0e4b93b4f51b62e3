"""A run that is held against an earlier one."""

import csv
import shutil

import pytest
import yaml


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def again(folder, **changes):
    """The same study with other settings, to another folder, held against the first run."""
    config = yaml.safe_load((folder / "config.yaml").read_text())
    changes = {"previous": "results", "outdir": "again"} | changes
    (folder / "config.yaml").write_text(yaml.safe_dump(config | changes, sort_keys=False))


def test_a_run_is_not_held_against_what_is_not_there(finished):
    folder, workflow = finished
    again(folder, previous="nowhere")
    result = workflow.run(folder, "--dry-run")
    assert result.returncode == 1
    assert "configuration, previous: there is no folder 'nowhere'" in result.stdout + result.stderr


def test_what_the_earlier_run_lacks_is_no_input(finished):
    folder, workflow = finished
    shutil.rmtree(folder / "results/frontal_cortex")
    again(folder)
    planned = workflow.planned(folder)
    assert planned["overview_changes"] == 1
    assert planned["report"] == 1
    assert workflow.run(folder, "--lint").returncode == 0


@pytest.mark.slow
def test_another_rate_changes_calls_that_are_listed(finished):
    folder, workflow = finished
    lost = folder / "results/frontal_cortex/drug_separated"
    (lost / "genes.tsv").unlink()
    again(folder, test={"fdr": 0.4})
    result = workflow.run(folder, cores=2)
    assert result.returncode == 0, result.stderr
    changes = rows_of(folder / "again/overview/changes.tsv")
    assert [row for row in changes if row["kind"] == "setting"] == [
        changes[0] | {"kind": "setting", "key": "test.fdr", "before": "0.05", "now": "0.4"}
    ]
    drug = [row for row in changes if (row["kind"], row["region"], row["contrast"]) == ("call", "hippocampus", "drug")]
    runs = [rows_of(folder / run / "hippocampus/drug/differential.tsv") for run in ("results", "again")]
    expected = {
        now["feature"]: (before["call"], now["call"])
        for before, now in zip(*runs, strict=True)
        if before["call"] != now["call"]
    }
    assert expected
    assert {row["key"]: (row["before"], row["now"]) for row in drug} == expected
    assert all(float(row["before_p"]) == float(row["now_p"]) for row in drug)
    assert {row["kind"] for row in changes} == {"setting", "call", "gene", "focus"}
    gone = {"kind": "gene", "region": "frontal cortex", "contrast": "drug, separated"}
    assert not any(row | gone == row for row in changes)
    problems = rows_of(folder / "again/study/problems.tsv")
    assert [row["what"] for row in problems if row["stage"] == "changes"] == [
        "the earlier run has no frontal_cortex/drug_separated/genes.tsv"
    ]
    assert f"Changed since results: settings 1, calls of spots {sum(row['kind'] == 'call' for row in changes)}" in (
        result.stdout + result.stderr
    )
    assert "What changed since an earlier run" in (folder / "again/report.html").read_text()
