"""A study at fault: exit code 1 and our lines alone, from Snakemake and from the script that checks a study."""

import subprocess
import sys

import pytest
import yaml


def lines_of(result):
    """What a user reads, without the profile's line."""
    output = result.stdout + result.stderr
    assert result.returncode == 1, output
    assert "Traceback" not in output
    return [line for line in output.splitlines() if not line.startswith("Using workflow specific profile")]


def spoil(folder):
    config = yaml.safe_load((folder / "config.yaml").read_text())
    config["design"]["contrasts"]["drug"]["test"] = "nortriptylin"
    config["titel"] = "mine"
    (folder / "config.yaml").write_text(yaml.safe_dump(config))


SPOILT = [
    "configuration: unknown key 'titel'",
    "    did you mean 'title'?",
    "configuration, design.contrasts.drug: no sample of samples.tsv that is not excluded has"
    " treatment = 'nortriptylin'",
    "    did you mean 'nortriptyline'?",
    "",
    "2 faults; nothing was run.",
]


@pytest.mark.parametrize("way", [["--dry-run"], [], ["--lint"]])
def test_all_faults_are_told_and_nothing_is_run(fresh, way):
    folder, workflow = fresh
    spoil(folder)
    assert lines_of(workflow.run(folder, *way)) == SPOILT
    assert not (folder / "results").exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "Config file must be given as JSON or YAML with keys at top level."),
        ("- samples\n", "Config file must be given as JSON or YAML with keys at top level."),
        ("samples: [\n", "Config file is not valid JSON or YAML."),
        ("title: mine\n", "configuration: 'samples' is missing"),
        ("samples: 3\n", "configuration, samples: YAML reads 3 as a number"),
        ("outdir: [a]\n", "configuration, outdir: found a list"),
    ],
)
def test_a_configuration_that_is_none(fresh, text, found):
    folder, workflow = fresh
    (folder / "config.yaml").write_text(text)
    assert found in "\n".join(lines_of(workflow.run(folder, "--dry-run")))


def check(root, folder, *arguments):
    command = [sys.executable, str(root / "workflow/scripts/check.py"), *arguments]
    return subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False)


def test_the_script_that_checks_says_the_same(root, fresh):
    folder, _ = fresh
    result = check(root, folder)
    assert (result.returncode, result.stdout) == (0, "no faults\n")
    spoil(folder)
    result = check(root, folder, "config.yaml")
    assert (result.returncode, result.stdout.splitlines()) == (1, SPOILT[:4])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (None, "config.yaml: there is no such file"),
        ("", "config.yaml: the file is empty"),
        ("samples: [\n", "config.yaml: while parsing"),
        ("- samples\n", "configuration: found a list"),
    ],
)
def test_the_script_that_checks_reads_no_configuration(root, tmp_path, text, found):
    if text is not None:
        (tmp_path / "config.yaml").write_text(text)
    result = check(root, tmp_path)
    assert result.returncode == 1
    assert (result.stdout + result.stderr).startswith(found)
    assert "Traceback" not in result.stderr
