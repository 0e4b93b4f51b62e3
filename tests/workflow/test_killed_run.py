"""A run that is killed half-way: what the README says of it, and then the bytes of a run that nothing disturbed."""

import os
import signal
import subprocess
import sys
import time

import pytest


def files_of(results):
    """Bytes by path; logs hold the names of temporary files."""
    found = {path.relative_to(results): path for path in results.rglob("*") if path.is_file()}
    return {str(path): there.read_bytes() for path, there in found.items() if path.parts[0] != "logs"}


def kill_once_there(workflow, folder, path):
    """Start a run, and end it and all of its jobs at once where a file has come to be."""
    command = [sys.executable, "-m", "snakemake", "--snakefile", str(workflow.snakefile), "--cores", "2"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SNAKEMAKE", "PYTEST"))}
    with (folder.parent / "killed.log").open("w") as log:
        run = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)
    end = time.monotonic() + 300
    while not path.exists():
        assert run.poll() is None, (folder.parent / "killed.log").read_text()
        assert time.monotonic() < end
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL


@pytest.mark.slow
def test_a_killed_run_goes_on_to_the_same_bytes_once_it_is_unlocked(fresh, finished_once):
    folder, workflow = fresh
    kill_once_there(workflow, folder, folder / "results/frontal_cortex/analysed.parquet")
    locked = workflow.run(folder)
    assert locked.returncode == 1
    assert "cannot be locked" in locked.stderr
    assert workflow.run(folder, "--unlock").returncode == 0
    result = workflow.run(folder, cores=2)
    assert result.returncode == 0, result.stderr
    expected, found = files_of(finished_once[0] / "results"), files_of(folder / "results")
    assert found.keys() == expected.keys()
    assert [path for path, content in found.items() if content != expected[path]] == []
