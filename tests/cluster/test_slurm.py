"""The workflow through sbatch on a real Slurm: the same bytes, whatever happens to jobs, controller and node."""

import re
import shutil
import signal

import pytest

pytestmark = pytest.mark.slow
COUNTED = """

_check = check


def check(*arguments):
    with open("checks", "a") as file:
        file.write("one\\n")
    return _check(*arguments)
"""


def files_of(results):
    """Bytes by path; logs hold the names of temporary files."""
    found = {path.relative_to(results): path for path in results.rglob("*") if path.is_file()}
    return {str(path): there.read_bytes() for path, there in found.items() if path.parts[0] != "logs"}


@pytest.fixture
def counting(fresh, tmp_path):
    """The cut, with a workflow whose checks before the run leave a mark in its folder."""
    folder, workflow = fresh
    shutil.copytree(workflow.folder, tmp_path / "counting")
    path = tmp_path / "counting/workflow/scripts/spotwise/study/check.py"
    path.write_text(path.read_text() + COUNTED)
    return folder, type(workflow)(tmp_path / "counting")


def test_a_cluster_gives_the_same_bytes_and_checks_the_input_once(start, counting, finished_once):
    folder, workflow = counting
    inputs = sorted(path.name for path in folder.iterdir())
    run = start(folder, workflow, "--slurm-keep-successful-logs")
    code, said = run.end()
    assert code == 0, said
    expected, found = files_of(finished_once[0] / "results"), files_of(folder / "results")
    assert found.keys() == expected.keys()
    assert [path for path, content in found.items() if content != expected[path]] == []
    assert (folder / "checks").read_text() == "one\n"
    # nothing was left beside the inputs, nor in TMPDIR, which the jobs were told of
    assert sorted(path.name for path in folder.iterdir()) == sorted([*inputs, "checks", "results", ".snakemake"])
    logs = [path.read_text() for path in (folder / ".snakemake/slurm_logs").rglob("*.log")]
    assert {folder for log in logs for folder in re.findall("tmpdir=(/[^,\n]+)", log)} == {str(run.temporary)}
    assert list(run.temporary.iterdir()) == []
    # few jobs of many rules each, and none for what is done at once
    assert 5 <= len(set(re.findall("SLURM jobid ([0-9]+)", said))) <= 8
    assert re.findall("localrule (.+):", said) == ["samples", "write_config", "collect_problems", "default"]


def test_a_cancelled_job_is_tried_again(cluster, start, target):
    folder, workflow, path, expected = target
    run = start(folder, workflow, path)
    job = run.until_job()
    cluster.ask("scancel", job)
    code, said = run.end()
    assert code == 0, said
    assert re.search(f"JOB {job} ON .+ CANCELLED", said)
    assert "Trying to restart job" in said
    assert (folder / path).read_bytes() == expected


def test_a_run_outlasts_its_controller(cluster, start, target):
    folder, workflow, path, expected = target
    run = start(folder, workflow, path)
    run.until_job()
    cluster.stop_daemon("slurmctld")
    with pytest.raises(RuntimeError, match="Unable to contact slurm controller"):
        cluster.jobs("RUNNING")
    cluster.start_daemon("slurmctld")
    code, said = run.end()
    assert code == 0, said
    assert "Trying to restart job" not in said
    assert (folder / path).read_bytes() == expected


def test_a_run_that_a_drained_node_stops_goes_on_later(cluster, start, target):
    folder, workflow, path, expected = target
    run = start(folder, workflow, path)
    job = run.until_job()
    cluster.ask("scontrol", "update", f"nodename={cluster.host}", "state=drain", "reason=disk")
    cluster.ask("scancel", job)
    waiting = run.until_job("PENDING")
    try:
        assert f"SLURM jobid {waiting}" in run.said()
        reason = cluster.ask("squeue", "--noheader", "--jobs", waiting, "--format", "%r")
        assert reason.startswith("ReqNodeNotAvail") or "DRAINED" in reason
        run.process.send_signal(signal.SIGINT)
        code, said = run.end(60)
    finally:
        cluster.ask("scontrol", "update", f"nodename={cluster.host}", "state=resume")
    assert code != 0
    assert re.search(f"JOB {job} ON .+ CANCELLED", said)
    assert "Terminating processes on user request" in said
    assert cluster.jobs("PENDING,RUNNING") == []
    code, said = start(folder, workflow, path).end()
    assert code == 0, said
    assert (folder / path).read_bytes() == expected
