"""Every way into the workflow runs the study that was asked for, and that alone."""

import yaml

DRUG = {"column": "treatment", "test": "nortriptyline", "reference": "control"}
GRID = {"load": 2, "normalise": 2, "test": 2, "enrich": 2, "report": 1}


def contrasts_of(output):
    """The contrasts whose tables a dry run plans."""
    words = output.replace(",", " ").split()
    return {word.split("/")[-2] for word in words if word.endswith("/differential.tsv")}


def test_a_dry_run_of_a_fresh_checkout_plans_the_bundled_study_and_writes_nothing(finished_once):
    _, workflow = finished_once
    before = {path.name for path in workflow.folder.iterdir()} | {".snakemake"}
    planned = workflow.planned(workflow.folder)
    assert planned == planned | GRID
    assert {path.name for path in workflow.folder.iterdir()} <= before


def test_the_file_in_the_folder_workflow_is_a_door_too(fresh):
    folder, workflow = fresh
    planned = workflow.planned(folder, "--snakefile", workflow.folder / "workflow/Snakefile")
    assert planned == planned | GRID


def test_the_door_keeps_its_target_with_a_directory_elsewhere(fresh, tmp_path):
    folder, workflow = fresh
    planned = workflow.planned(tmp_path, "--directory", folder)
    assert planned == planned | GRID


def test_a_configuration_given_by_name_stands_alone(fresh):
    folder, workflow = fresh
    config = yaml.safe_load((folder / "config.yaml").read_text())
    config["design"]["contrasts"] = {"mine": DRUG}
    del config["enrichment"]
    (folder / "other.yaml").write_text(yaml.safe_dump(config))
    result = workflow.run(folder, "--dry-run", "--configfile", "other.yaml")
    assert result.returncode == 0, result.stderr
    assert contrasts_of(result.stdout) == {"mine"}


def test_the_results_go_where_the_command_line_says(fresh):
    folder, workflow = fresh
    target = "elsewhere/study/config.yaml"
    result = workflow.run(folder, target, "--config", "outdir=elsewhere")
    assert result.returncode == 0, result.stderr
    resolved = yaml.safe_load((folder / target).read_text())
    assert resolved["outdir"] == "elsewhere"
    assert list(resolved["design"]["contrasts"]) == ["drug", "drug, separated"]
    assert (folder / "elsewhere/logs/write_config.log").exists()
    assert not (folder / "results").exists()


def test_a_hostile_name_of_a_region_stays_inside_the_results_and_runs_nothing(fresh):
    folder, workflow = fresh
    hostile = "../../evil $(touch x) `touch x`; touch x 'q\" <results>\nsecond line"
    for name in ("config.yaml", "samples.tsv"):
        path = folder / name
        path.write_text(path.read_text().replace("frontal cortex", "NAME" if name == "config.yaml" else "other"))
    config = yaml.safe_load((folder / "config.yaml").read_text())
    text = (folder / "samples.tsv").read_text()
    cell = '"' + hostile.replace('"', '""') + '"'
    (folder / "samples.tsv").write_text(text.replace("\tother\t", f"\t{cell}\t"))
    for key in ("quantities", "identifications"):
        config[key][1]["region"] = hostile
    (folder / "config.yaml").write_text(yaml.safe_dump(config))
    id_ = "evil_touch_x_touch_x_touch_x_q_results_second_line"
    before = set(folder.parent.iterdir())
    result = workflow.run(folder, f"results/{id_}/drug/genes.tsv", "results/study/names.tsv")
    assert result.returncode == 0, result.stderr
    assert (folder / f"results/{id_}/drug/genes.tsv").exists()
    assert {path.name for path in (folder / "results").iterdir()} == {id_, "study", "logs"}
    assert set(folder.parent.iterdir()) == before
    assert not list(folder.rglob("x"))
    assert hostile.replace('"', '""') in (folder / "results/study/names.tsv").read_text()


def test_lint_has_nothing_to_say(fresh):
    folder, workflow = fresh
    result = workflow.run(folder, "--lint")
    assert result.returncode == 0, result.stderr
