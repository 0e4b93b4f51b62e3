"""The same input gives the same bytes, and another workflow may import this one."""

import pytest

IMPORTING = """
from yaml import safe_load

module spotwise:
    snakefile: "{snakefile}"
    config: safe_load(open("{folder}/study.yaml"))
    prefix: "gels"

use rule * from spotwise as gels_*

rule everything:
    default_target: True
    input: rules.gels_all.input
"""


def files_of(results):
    """Bytes by path; logs hold the names of temporary files."""
    found = {path.relative_to(results): path for path in results.rglob("*") if path.is_file()}
    return {str(path): there.read_bytes() for path, there in found.items() if path.parts[0] != "logs"}


@pytest.mark.slow
@pytest.mark.parametrize("cores", [1, 8])
def test_any_number_of_cores_gives_the_same_bytes_as_two(finished_once, fresh, cores):
    folder, workflow = fresh
    result = workflow.run(folder, cores=cores)
    assert result.returncode == 0, result.stderr
    expected, found = files_of(finished_once[0] / "results"), files_of(folder / "results")
    assert found.keys() == expected.keys()
    assert [path for path, content in found.items() if content != expected[path]] == []


@pytest.fixture
def importing(fresh):
    """A workflow elsewhere that imports this one for the cut; a prefix leaves absolute paths of inputs as they are."""
    folder, workflow = fresh
    text = (folder / "config.yaml").read_text().replace(": samples.tsv", f": {folder}/samples.tsv")
    (folder / "study.yaml").write_text(text.replace("path: ", f"path: {folder}/"))
    (folder / "config.yaml").unlink()
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    text = IMPORTING.format(snakefile=workflow.folder / "workflow/Snakefile", folder=folder)
    (elsewhere / "Snakefile").write_text(text)
    return elsewhere, workflow


def test_another_workflow_imports_this_one(importing):
    folder, workflow = importing
    planned = workflow.planned(folder, "--snakefile", folder / "Snakefile")
    assert {planned[f"gels_{rule}"] for rule in ("load", "normalise", "test", "enrich")} == {2}
    target = "gels/results/frontal_cortex/features.tsv"
    result = workflow.run(folder, target, "--snakefile", folder / "Snakefile")
    assert result.returncode == 0, result.stderr
    assert (folder / target).exists()


@pytest.mark.slow
def test_another_workflow_runs_all_of_this_one_with_the_same_numbers(importing, finished_once):
    folder, workflow = importing
    result = workflow.run(folder, "--snakefile", folder / "Snakefile", cores=2)
    assert result.returncode == 0, result.stderr
    expected, found = files_of(finished_once[0] / "results"), files_of(folder / "gels/results")
    assert found.keys() == expected.keys()
    tables = [path for path in found if path.endswith(("differential.tsv", "genes.tsv", "ora.tsv", "focus.tsv"))]
    assert len(tables) == 17
    assert [path for path in tables if found[path] != expected[path]] == []


def test_faults_reach_the_user_of_an_importing_workflow_too(importing):
    folder, workflow = importing
    study = folder.parent / "fresh/study.yaml"
    study.write_text(study.read_text().replace("test: nortriptyline", "test: nortriptylin"))
    result = workflow.run(folder, "--dry-run", "--snakefile", folder / "Snakefile")
    assert result.returncode == 1
    assert "did you mean 'nortriptyline'?" in result.stderr
    assert "Traceback" not in result.stderr
