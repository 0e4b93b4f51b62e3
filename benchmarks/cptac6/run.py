"""Run the workflow on the spiked proteins of CPTAC study 6 and count what it calls; see README.md."""

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
CONTRASTS = {"6B-6A": ("6B", "6A"), "6C-6A": ("6C", "6A"), "6C-6B": ("6C", "6B")}
RUNS = [  # summarise.method, test.trend; the first are the defaults
    ("median_polish", "auto"),
    ("median_polish", "peptides"),
    ("top3", "auto"),
    ("top3", "peptides"),
    ("maxlfq", "auto"),
    ("maxlfq", "peptides"),
]
CUTOFF = 0.05


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def prepare(data, folder):
    """Write the peptide table without its column `only.site`, which holds neither intensities nor a known property."""
    rows = rows_of(data / "derived_peptides_CPTAC_raw.tsv")
    names = [name for name in rows[0] if name != "only.site"]
    with (folder / "peptides.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, delimiter="\t", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def study(data, method, trend):
    """The configuration: condition and laboratory in the model, each run a unit, everything else as by default."""
    return {
        "samples": str(data / "samples.tsv"),
        "quantities": [{"path": "peptides.tsv"}],
        "summarise": {"method": method},
        "test": {"trend": trend},
        "design": {
            "covariates": ["lab"],
            "contrasts": {
                name: {"column": "condition", "test": test, "reference": reference}
                for name, (test, reference) in CONTRASTS.items()
            },
        },
        "enrichment": {"methods": []},
        "outdir": f"{method}_{trend}",
    }


def run(data, folder, method, trend):
    """The tables of all contrasts of one run of the workflow, by contrast."""
    name = f"{method}_{trend}"
    (folder / f"{name}.yaml").write_text(yaml.safe_dump(study(data, method, trend)))
    tables = {contrast: f"{name}/all/{contrast}/differential.tsv" for contrast in CONTRASTS}
    command = [sys.executable, "-m", "snakemake", "--snakefile", ROOT / "Snakefile", "--cores", "1"]
    command += ["--configfile", f"{name}.yaml", "--", *tables.values()]
    subprocess.run(list(map(str, command)), cwd=folder, check=True, capture_output=True)
    return {contrast: rows_of(folder / table) for contrast, table in tables.items()}


def called(rows, p):
    """How many spiked and how many other proteins pass the cut-off."""
    passed = ["ups" in row.get("feature", row.get("protein")) for row in rows if row[p] and float(row[p]) < CUTOFF]
    return sum(passed), len(passed) - sum(passed)


def published(data):
    """What MSqRob's published table calls, by contrast."""
    rows = [row for row in rows_of(data / "reference_res_CPTAC_full.tsv") if row["qvalue"] != "NA"]
    named = {name: f"condition{test}-condition{reference}" for name, (test, reference) in CONTRASTS.items()}
    return {name: called([row for row in rows if row["contrast"] == of], "qvalue") for name, of in named.items()}


def main():
    data = Path(os.environ["SPOTWISE_DATA"]) / "peptides-cptac6"
    print(f"{'proteins':16} {'prior follows':15} " + " ".join(f"{name + ' true, false':>18}" for name in CONTRASTS))
    show("MSqRob", "(published)", published(data))
    with tempfile.TemporaryDirectory() as folder:
        prepare(data, Path(folder))
        for method, trend in RUNS:
            tables = run(data, Path(folder), method, trend)
            counts = {name: called(rows, "adj_p_value") for name, rows in tables.items()}
            show(method, "peptide count" if trend == "peptides" else "mean intensity", counts)


def show(method, trend, counts):
    cells = " ".join(f"{f'{true}, {false}':>18}" for true, false in counts.values())
    print(f"{method:16} {trend:15} {cells}", flush=True)


if __name__ == "__main__":
    main()
