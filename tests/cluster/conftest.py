"""A Slurm for these tests, and the bundled study's cut to run on it."""

import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PLUGIN = "snakemake_executor_plugin_slurm"
TARGET = "results/hippocampus/analysed.parquet"
"""What the first group of one region makes: load, normalise, summarise."""


def module_of(path):
    """A module by its path; the tests have no package to import it from."""
    spec = importlib.util.spec_from_file_location(f"cluster_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


slurm = module_of(HERE / "cluster.py")
study = module_of(HERE.parent / "workflow/conftest.py")
# the fixtures of the workflow's tests
shared, finished_once, fresh = study.shared, study.finished_once, study.fresh


def heed_interrupts():
    """What a shell starts in the background ignores them, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Run:
    """Snakemake under way, through sbatch."""

    def __init__(self, cluster, folder, workflow, *arguments):
        self.cluster, self.folder = cluster, folder
        command = [HERE / "snakemake_soon.py", "--snakefile", workflow.snakefile]
        command += ["--profile", workflow.folder / "profiles/slurm"]
        command += ["--slurm-status-command", "squeue", "--latency-wait", "10"]
        self.temporary = folder.parent / "temporary"
        self.temporary.mkdir(exist_ok=True)
        environment = {name: value for name, value in cluster.environment.items() if not name.startswith("PYTEST")}
        environment |= {"TMPDIR": str(self.temporary), "XDG_CACHE_HOME": str(workflow.folder / ".cache")}
        self.log = folder.parent / "snakemake.log"
        command = [sys.executable, *map(str, [*command, *arguments])]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=log, stderr=log, preexec_fn=heed_interrupts
            )

    def said(self):
        return self.log.read_text()

    def until_job(self, state="RUNNING"):
        """The first job in a state; fails where the run ends before there is one."""

        def found():
            assert self.process.poll() is None, self.said()
            return self.cluster.jobs(state)

        return slurm.wait_until(found, 60, f"a job {state}")[0]

    def end(self, seconds=400):
        """The exit code, and what was said."""
        code = self.process.wait(seconds)
        return code, self.said()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    """A running Slurm; skipped where it or the plugin is not installed, unless nothing may be skipped."""
    missing = slurm.missing() + [PLUGIN] * (importlib.util.find_spec(PLUGIN) is None)
    if missing:
        text = f"not installed: {', '.join(missing)}"
        if os.environ.get("SPOTWISE_NO_SKIP"):
            pytest.fail(text)
        pytest.skip(text)
    cluster = slurm.Cluster(tmp_path_factory.mktemp("slurm"))
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture
def start(cluster):
    """Start a run; whatever is left of it is ended after the test."""
    runs = []

    def start(*arguments):
        runs.append(Run(cluster, *arguments))
        return runs[-1]

    yield start
    for run in runs:
        if run.process.poll() is None:
            run.process.kill()
            run.process.wait()
    cluster.ask("scancel", "--state", "RUNNING")
    cluster.ask("scancel", "--state", "PENDING")
    slurm.wait_until(lambda: not cluster.jobs("RUNNING,COMPLETING,PENDING"), 30, "an empty queue")


@pytest.fixture
def target(fresh, finished_once):
    """A folder with the cut and its workflow, a file that a job takes some seconds to make, and its bytes."""
    folder, workflow = fresh
    return folder, workflow, TARGET, (finished_once[0] / TARGET).read_bytes()
