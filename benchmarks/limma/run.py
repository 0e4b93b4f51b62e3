"""Time the chain beside R limma; see README.md."""

import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "workflow/scripts"))

from spotwise.stats.block_correlation import consensus_correlation  # noqa: E402
from spotwise.stats.empirical_bayes import moderate, moderated_t  # noqa: E402
from spotwise.stats.linear_model import basis_of, estimate_contrast, fit_features  # noqa: E402
from spotwise.stats.robust_prior import fit_robust_prior  # noqa: E402

CONTRASTS = np.array([[-1, 1, 0, 0, 0, 0], [0, 0, -1, 1, 0, 0], [1, -1, -1, 1, 0, 0]], float)
CASES = [  # name, task, features, units, share of holes, ratio aimed at, rounds of R's
    ("fit, contrasts, trend and robust", "chain", 100_000, 24, 0.0, 3, 5),
    ("fit, contrasts, trend and robust", "chain", 100_000, 24, 0.13, 10, 5),
    ("correlation within blocks", "blocks", 10_000, 24, 0.0, 50, 1),
    ("correlation within blocks", "blocks", 10_000, 24, 0.13, 5, 1),
    ("fit", "fit", 10_000, 1_000, 0.0, 4, 3),
]


def table(features, units, holes, seed=1):
    """Two regions x two treatments x three batches, animals in both regions, and a variance that falls with volume."""
    rng = np.random.default_rng(seed)
    design = np.zeros((units, 6))
    design[np.arange(units), np.arange(units) % 4] = 1
    design[:, 4:] = np.arange(units)[:, None] * 3 // units == [1, 2]
    block = np.arange(units) // 2
    level = rng.normal(20, 2, features)
    sd = np.sqrt(0.1 + np.exp2(14 - level)) * np.sqrt(8 / rng.chisquare(8, features))
    shared = rng.normal(size=(features, block.max() + 1))[:, block]
    values = level[:, None] + sd[:, None] * (0.9 * rng.normal(size=(features, units)) + 0.43 * shared)
    values[rng.random(values.shape) < holes] = np.nan
    return values, design, block


def ours(task, values, design, block):
    if task == "fit":
        return fit_features(values, design)
    if task == "blocks":
        return consensus_correlation(values, basis_of(design).columns, block == np.unique(block)[:, None])
    fitted = fit_features(values, design)
    seen = np.isfinite(values)
    mean = np.where(seen, values, 0).sum(axis=1) / seen.sum(axis=1)
    prior = fit_robust_prior(fitted.variance, fitted.df, mean)
    posterior = moderate(fitted.variance, fitted.df, prior)
    return [moderated_t(*estimate_contrast(fitted, c), *posterior) for c in CONTRASTS]


def seconds_of_r(task, values, design, block, rounds):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "Y.bin").write_bytes(values.T.tobytes())
        (folder / "X.bin").write_bytes(design.T.tobytes())
        np.savetxt(folder / "C.txt", CONTRASTS)
        np.savetxt(folder / "block.txt", block, fmt="%d")
        (folder / "dim.txt").write_text(f"{values.shape[0]} {values.shape[1]} {design.shape[1]}")
        (folder / "task.txt").write_text(f"{task}\n")
        (folder / "rounds.txt").write_text(f"{rounds}\n")
        done = subprocess.run(["Rscript", HERE / "limma.R", folder], capture_output=True, text=True, check=True)
        return float(done.stdout)


def seconds_of_ours(rounds, *arguments):
    times = []
    for _ in range(rounds + 1):  # the first round warms up
        start = time.process_time()
        ours(*arguments)
        times.append(time.process_time() - start)
    return float(np.median(times[1:]))


def peak_of_ours(task, values, design, block):
    """The most that the data and all that a task makes of it hold at once, as a multiple of the data alone."""
    tracemalloc.start()
    ours(task, values, design, block)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return 1 + peak / values.nbytes


def main():
    print(
        f"{'task':34} {'features x units':>17} {'holes':>6}",
        f"{'ours s':>8} {'limma s':>8} {'ratio':>6} {'aim':>4} {'peak':>5}",
    )
    for name, task, features, units, holes, aim, rounds in CASES:
        arguments = task, *table(features, units, holes)
        mine, theirs = seconds_of_ours(max(rounds, 3), *arguments), seconds_of_r(*arguments, rounds)
        size, peak = f"{features} x {units}", peak_of_ours(*arguments)
        times = f"{mine:8.3f} {theirs:8.3f} {theirs / mine:6.1f} {aim:4d} {peak:5.2f}"
        print(f"{name:34} {size:>17} {holes:6.0%} {times}", flush=True)


if __name__ == "__main__":
    main()
