"""Time preranked enrichment beside R fgsea; see README.md."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "workflow/scripts"))

from spotwise.enrich.gene_sets import GeneSet  # noqa: E402
from spotwise.enrich.prerank import prerank, ranked  # noqa: E402

GENES, SETS, ROUNDS, AIM = 5_000, 5_000, 3, 2


def study(seed=1):
    """Scores of genes, and sets of 5 to 500, of which every twentieth leans to one end."""
    rng = np.random.default_rng(seed)
    z = rng.normal(size=GENES)
    names = [f"g{at:04d}" for at in range(GENES)]
    sizes = np.clip(np.exp(rng.normal(3, 1, SETS)).astype(int), 5, 500)
    chance = np.exp(0.5 * z) / np.exp(0.5 * z).sum()
    chosen = [rng.choice(GENES, size, replace=False, p=None if at % 20 else chance) for at, size in enumerate(sizes)]
    sets = [GeneSet(f"T{at}", "", "all", tuple(sorted(names[g] for g in hit))) for at, hit in enumerate(chosen)]
    return pd.Series(z, names), sets


def ours(z, sets):
    times = []
    for _ in range(ROUNDS + 1):  # the first round imports and warms up
        start = time.perf_counter()
        table, _ = prerank(z, sets, seed=1, where="")
        times.append(time.perf_counter() - start)
    return float(np.median(times[1:])), table


def theirs(z, sets):
    """Seconds and results of R, or nothing where it lacks fgsea."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        ranked(z).to_csv(folder / "ranking.tsv", sep="\t", header=False)
        (folder / "sets.txt").write_text("".join(" ".join(s.genes) + "\n" for s in sets))
        try:
            done = subprocess.run(["Rscript", HERE / "fgsea.R", folder], capture_output=True, text=True)
        except FileNotFoundError:
            return None
        if done.returncode:
            print(done.stderr.strip().splitlines()[0] if done.stderr.strip() else "Rscript failed")
            return None
        return float(done.stdout), pd.read_csv(folder / "found.tsv", sep="\t")


def main():
    z, sets = study()
    seconds, table = ours(z, sets)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{GENES} genes x {SETS} sets: ours {seconds:.2f} s, peak memory {peak:.0f} MB", flush=True)
    if (found := theirs(z, sets)) is None:
        print("R with fgsea is missing: no ratio")
        return
    of_r, reference = found
    print(f"fgsea {of_r:.2f} s; ours takes {seconds / of_r:.2f} times as long (aim: at most {AIM})")
    both = np.log10(table["p_value"]), np.log10(reference["pval"])
    print(f"largest difference of ES {np.abs(table['es'] - reference['ES']).max():.1e}", end="; ")
    print(f"correlation of log10 p {np.corrcoef(*both)[0, 1]:.4f}")


if __name__ == "__main__":
    main()
