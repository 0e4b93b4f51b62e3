"""What a second run does: nothing, or what depends on the change and nothing else."""

import shutil

import pytest
import yaml

MEASURED = {"samples", "load", "identify", "normalise", "summarise", "draw_quality", "map_symbols"}
"""Rules that come before any test."""
TESTED = {"test", "draw_results"}
ENRICHED = {"enrich", "overview_focus", "draw_study"}
REPORTED = {"collect_problems", "report"}


@pytest.fixture
def own_workflow(finished, tmp_path):
    """A finished cut and a workflow, both copies that a test may edit."""
    folder, workflow = finished
    # the cache is of runs that other tests may have going on at this moment
    shutil.copytree(workflow.folder, tmp_path / "checkout", ignore=shutil.ignore_patterns(".cache"))
    return folder, type(workflow)(tmp_path / "checkout")


def test_a_second_run_does_nothing(finished):
    folder, workflow = finished
    result = workflow.run(folder)
    assert result.returncode == 0
    assert "Nothing to be done" in result.stderr


def test_touched_inputs_and_scripts_and_a_moved_checkout_rerun_nothing(own_workflow):
    folder, workflow = own_workflow
    for path in [*folder.glob("*.*"), *workflow.folder.rglob("*.py"), *workflow.folder.rglob("*.smk")]:
        path.touch()
    assert workflow.planned(folder) == {}


@pytest.mark.parametrize(
    ("module", "rerun", "left"),
    [
        ("spotwise/enrich/ora.py", ENRICHED | REPORTED, MEASURED | TESTED | {"write_config"}),
        ("spotwise/figures/foci.py", {"draw_study", "report"}, MEASURED | TESTED | ENRICHED - {"draw_study"}),
        ("spotwise/differential.py", TESTED | ENRICHED | REPORTED, MEASURED - {"draw_quality"} | {"write_config"}),
        ("write_config.py", {"write_config", "report"}, MEASURED | TESTED | ENRICHED),
    ],
)
def test_an_edit_of_the_library_reruns_what_imports_it_and_what_follows(own_workflow, module, rerun, left):
    folder, workflow = own_workflow
    path = workflow.folder / "workflow/scripts" / module
    path.write_text(path.read_text() + "\n# edited\n")
    planned = workflow.planned(folder)
    assert planned.keys() >= rerun
    assert planned.keys().isdisjoint(left)


@pytest.mark.parametrize(
    ("change", "rerun", "left"),
    [
        ({"test": {"fdr": 0.1}}, TESTED | ENRICHED | REPORTED, MEASURED),
        ({"title": "mine"}, {"report"}, MEASURED | TESTED | ENRICHED),
        ({"enrichment": {"min_size": 4, "focus": {"sugar": ["GO:0006096"]}}}, ENRICHED | REPORTED, MEASURED | TESTED),
        ({"normalisation": {"method": "total"}}, {"normalise", "summarise"} | TESTED, {"load", "identify", "samples"}),
    ],
)
def test_a_change_of_the_configuration_reruns_what_depends_on_it(finished, change, rerun, left):
    folder, workflow = finished
    config = yaml.safe_load((folder / "config.yaml").read_text())
    (folder / "config.yaml").write_text(yaml.safe_dump(config | change, sort_keys=False))
    planned = workflow.planned(folder)
    assert planned.keys() >= rerun | {"write_config"}
    assert planned.keys().isdisjoint(left)


def test_another_volume_of_one_region_leaves_the_other_region_alone(finished):
    folder, workflow = finished
    header, first, *lines = (folder / "frontal_cortex.tsv").read_text().split("\n")
    first = "\t".join([*first.split("\t")[:-1], "123456"])
    (folder / "frontal_cortex.tsv").write_text("\n".join([header, first, *lines]))
    planned = workflow.planned(folder)
    assert {planned[rule] for rule in ("load", "normalise", "summarise", "test", "enrich", "draw_quality")} == {1}
