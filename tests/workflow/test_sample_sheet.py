"""From a table alone to results: the script that writes a sheet and a configuration, and the run on what it wrote."""

import csv
import subprocess
import sys

import pytest


def start(root, folder, *arguments):
    command = [sys.executable, str(root / "workflow/scripts/sample_sheet.py"), *map(str, arguments)]
    return subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False)


def fill(path, treatment):
    """Each sample an animal of its own; `treatment` says what it got, by its name."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for at, row in enumerate(rows):
        row |= {"animal": f"r{at}", "treatment": row["treatment"] or treatment[row["sample"]]}
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter="\t")
        writer.writeheader()
        writer.writerows(rows)


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


GELS = "spot\tg1\tg2\tg3\tg4\n1\t100\t200\t3000\t4000\n2\t900\t10\t50\t7\n"


def test_it_says_what_it_took_and_what_comes_next(root, tmp_path):
    (tmp_path / "gels.tsv").write_text(GELS)
    result = start(root, tmp_path, "gels.tsv", "--out", "my study")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("gels.tsv: wide, since its first line names columns")
    assert "\n    2 rows x 4 samples, normalised, linear\n" in result.stdout
    assert "Fill in animal and treatment in my study/samples.tsv" in result.stdout
    assert result.stdout.endswith(f" --snakefile {root / 'Snakefile'} --configfile 'my study/config.yaml'\n")
    assert sorted(path.name for path in (tmp_path / "my study").iterdir()) == ["config.yaml", "samples.tsv"]


def test_it_never_overwrites(root, tmp_path):
    (tmp_path / "gels.tsv").write_text(GELS)
    (tmp_path / "config.yaml").write_text("mine\n")
    result = start(root, tmp_path, "gels.tsv")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("config.yaml: there is such a file already\n    name another folder with --out")
    assert (tmp_path / "config.yaml").read_text() == "mine\n"
    assert not (tmp_path / "samples.tsv").exists()


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["nowhere.tsv"], "nowhere.tsv: there is no such file"),
        (["bad.tsv", "--out", "new"], "bad.tsv, line 2, column 'g': 'x' is not a number"),
        (["gels.tsv", "--out", "bad.tsv"], "bad.tsv: can't be written"),
        (["gels.tsv", "--out", "{a}"], "--out: '{' means something to Snakemake"),
    ],
)
def test_faults_leave_nothing_behind(root, tmp_path, arguments, found):
    (tmp_path / "gels.tsv").write_text(GELS)
    (tmp_path / "bad.tsv").write_text("spot\tg\n1\tx\n")
    result = start(root, tmp_path, *arguments)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(found)
    assert "Traceback" not in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.tsv", "gels.tsv"]


def test_what_is_not_filled_in_is_told_before_any_job(root, finished_once, tmp_path):
    (tmp_path / "gels.tsv").write_text(GELS)
    assert start(root, tmp_path, "gels.tsv").returncode == 0
    result = finished_once[1].run(tmp_path, "--configfile", "config.yaml")
    assert result.returncode == 1
    assert "samples.tsv, lines 2, 3, 4, 5: the column 'animal' of the model is empty" in result.stdout + result.stderr
    assert not (tmp_path / "results").exists()


@pytest.mark.slow
@pytest.mark.parametrize("way", ["gels", "peptides"])
def test_filled_in_it_runs(root, finished_once, data, tmp_path, way):
    """A cut of the scallop gels, whose groups their names don't tell; and of peptides, whose names do."""
    table = {"gels": "gel-pecten/pecten.csv", "peptides": "search-engines/CustomFormat_DDA_quant_ions_test.txt"}[way]
    lines = (data / table).read_text().splitlines()[:801]
    (tmp_path / "table.txt").write_text("\n".join(lines) + "\n")
    assert start(root, tmp_path, "table.txt").returncode == 0
    with (data / "gel-pecten/pecten_samples.csv").open() as file:
        warm = {row["Gel"]: "treated" if row["Condition"] == "25C" else "control" for row in csv.DictReader(file)}
    fill(tmp_path / "samples.tsv", warm)
    result = finished_once[1].run(tmp_path, "--configfile", "config.yaml", cores=2)
    assert result.returncode == 0, result.stderr
    contrast, arm = {"gels": ("treated_vs_control", "6"), "peptides": ("B_vs_A", "3")}[way]
    rows = rows_of(tmp_path / f"results/all/{contrast}/differential.tsv")
    assert len(rows) > 100
    assert (arm, arm) in {(row["n_test"], row["n_reference"]) for row in rows}
    assert (tmp_path / "results/report.html").stat().st_size > 10_000
