"""Runs of the workflow on a small cut of the bundled study, each in a folder of its own."""

import csv
import fcntl
import os
import shutil
import subprocess
import sys
from collections import Counter

import pytest
import yaml

RESOURCES = ["resources/example", "resources/gene_sets", "resources/published"]
PARTS = ["Snakefile", "workflow", "profiles", "envs", "config.yaml", *RESOURCES]
SPOTS = 60
ARM = 4


class Workflow:
    """A copy of the workflow, and Snakemake runs with it."""

    def __init__(self, folder):
        self.folder, self.snakefile = folder, folder / "Snakefile"

    def run(self, cwd, *arguments, snakefile=None, cores=1):
        command = [sys.executable, "-m", "snakemake", "--snakefile", snakefile or self.snakefile, "--cores", cores]
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("SNAKEMAKE", "PYTEST"))
        }
        environment["XDG_CACHE_HOME"] = str(self.folder / ".cache")
        command = list(map(str, [*command, *arguments]))
        return subprocess.run(command, cwd=cwd, env=environment, text=True, capture_output=True, check=False)

    def planned(self, cwd, *arguments):
        """The rules that a dry run plans, and how often, those that only gather the others aside."""
        result = self.run(cwd, "--dry-run", *arguments)
        output = result.stdout + result.stderr
        assert result.returncode == 0, output
        if "Nothing to be done" in output:
            return {}
        table = output.split("Job stats:\n", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
        counts = {name: int(count) for name, count in map(str.split, table)}
        return {name: count for name, count in counts.items() if name not in ("all", "default", "total")}


def copy_workflow(root, folder):
    """The workflow without whatever else lies in the checkout."""
    for part in PARTS:
        target = folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if (root / part).is_dir():
            shutil.copytree(root / part, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(root / part, target)
    return Workflow(folder)


def animals_of_one_strain(rows):
    """Of each cell of the strain a few animals, those with technical gels first."""
    gels = Counter(row["animal"] for row in rows if row["strain"] == "FSL" and not row["exclude"])
    cells = {}
    for row in rows:
        if row["animal"] in gels:
            cells.setdefault((row["separation"], row["treatment"]), set()).add(row["animal"])
    return {animal for cell in cells.values() for animal in sorted(cell, key=lambda a: (-gels[a], a))[:ARM]}


def cut(example, folder):
    """Write the cut into a folder: sixty spots a region, sixteen rats of one strain, two contrasts and two foci."""
    spots = {}
    for region in ("hippocampus", "frontal_cortex"):
        name = f"simulated_identifications_{region}.tsv"
        header, *lines = (example / name).read_text().splitlines()
        spots[region] = {line.split("\t", 1)[0] for line in lines[:SPOTS]}
        kept = [line for line in lines if line.split("\t", 1)[0] in spots[region]]
        (folder / f"proteins_{region}.tsv").write_text("\n".join([header, *kept]) + "\n")
    lines = (example / "simulated_hippocampus.csv").read_text().splitlines()
    kept = lines[:3] + [line for line in lines[3:] if line.split(";")[0].strip('"') in spots["hippocampus"]]
    (folder / "hippocampus.csv").write_text("\n".join(kept) + "\n")
    header, *lines = (example / "simulated_frontal_cortex.tsv").read_text().splitlines()
    kept = [line for line in lines if line.split("\t")[0] in spots["frontal_cortex"]]
    (folder / "frontal_cortex.tsv").write_text("\n".join([header, *kept]) + "\n")
    with (example / "simulated_samples.tsv").open() as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    kept = animals_of_one_strain(rows)
    for row in rows:
        if row["animal"] not in kept:
            row["exclude"] = "not in the cut"
    with (folder / "samples.tsv").open("w") as file:
        writer = csv.DictWriter(file, rows[0], delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    drug = {"column": "treatment", "test": "nortriptyline", "reference": "control"}
    write_config(
        folder,
        {
            "samples": "samples.tsv",
            "quantities": [
                {"path": "hippocampus.csv", "region": "hippocampus"},
                {"path": "frontal_cortex.tsv", "region": "frontal cortex"},
            ],
            "identifications": [
                {"path": "proteins_hippocampus.tsv", "region": "hippocampus"},
                {"path": "proteins_frontal_cortex.tsv", "region": "frontal cortex"},
            ],
            "design": {
                "subject": "animal",
                "contrasts": {"drug": drug, "drug, separated": drug | {"where": {"separation": "separated"}}},
            },
            "enrichment": {"min_size": 3, "focus": {"sugar": ["GO:0005975"], "actin": ["GO:0030029", "GO:0015629"]}},
        },
    )


def write_config(folder, config, name="config.yaml"):
    (folder / name).write_text(yaml.safe_dump(config, sort_keys=False))


def read_config(folder):
    return yaml.safe_load((folder / "config.yaml").read_text())


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """A folder that all workers of a test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def finished_once(root, shared):
    """The cut, run once with two cores: its folder, and the workflow that ran it. Not to be changed by a test."""
    folder, checkout, mark = shared / "cut", shared / "checkout", shared / "cut.done"
    with (shared / "cut.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not mark.exists():
            workflow = copy_workflow(root, checkout)
            folder.mkdir()
            cut(root / "resources/example", folder)
            result = workflow.run(folder, cores=2)
            assert result.returncode == 0, result.stderr
            mark.touch()
    return folder, Workflow(checkout)


@pytest.fixture
def finished(finished_once, tmp_path):
    """A copy of the finished cut, for a test to change, with the workflow that ran it."""
    folder, workflow = finished_once
    shutil.copytree(folder, tmp_path / "cut")
    return tmp_path / "cut", workflow


@pytest.fixture
def fresh(root, finished_once, tmp_path):
    """The cut before any run, with the workflow."""
    (tmp_path / "fresh").mkdir()
    cut(root / "resources/example", tmp_path / "fresh")
    return tmp_path / "fresh", finished_once[1]
