"""Time camera beside R limma's; see README.md."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from scipy.special import ndtri

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "workflow/scripts"))

from spotwise.stats.competitive import camera  # noqa: E402
from spotwise.stats.empirical_bayes import moderate, moderated_t  # noqa: E402
from spotwise.stats.linear_model import estimate_contrast, fit_features  # noqa: E402
from spotwise.stats.prior import fit_prior  # noqa: E402
from spotwise.stats.residual_effects import residual_effects  # noqa: E402

GENES, SETS, LARGEST, ROUNDS = 5_000, 5_000, 500, 5


def table(units, seed=1):
    """Genes that go together in tens, and sets of random genes of all sizes."""
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(GENES, units)) + rng.normal(size=(GENES // 10, units)).repeat(10, axis=0) / 2
    design = np.column_stack([np.ones(units), np.arange(units) % 2])
    return values, design, [rng.choice(GENES, rng.integers(5, LARGEST + 1), replace=False) for _ in range(SETS)]


def ours(values, design, sets):
    fitted = fit_features(values, design)
    posterior = moderate(fitted.variance, fitted.df, fit_prior(fitted.variance, fitted.df))
    test = moderated_t(*estimate_contrast(fitted, np.array([0.0, 1.0])), *posterior)
    z = -np.sign(test.t) * ndtri(test.p_value / 2)
    return camera(z, residual_effects(values, design), len(design) - 2, sets)


def limma(values, design, sets):
    """Seconds and p-values of R."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "Y.bin").write_bytes(values.T.tobytes())
        np.savetxt(folder / "X.txt", design)
        (folder / "dim.txt").write_text(f"{values.shape[0]} {values.shape[1]}")
        (folder / "sets.txt").write_text("".join(" ".join(map(str, members)) + "\n" for members in sets))
        command = ["Rscript", HERE / "limma.R", folder, str(ROUNDS)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        return float(done.stdout), np.fromfile(folder / "p.bin")


def main():
    print(f"{'units':>5} {'ours s':>7} {'limma s':>8} {'ratio':>6} {'largest relative difference of p':>33}")
    for units in (8, 12, 24, 48):
        arguments = table(units)
        times = []
        for _ in range(ROUNDS + 1):  # the first round warms up
            start = time.perf_counter()
            found = ours(*arguments)
            times.append(time.perf_counter() - start)
        mine, (theirs, p) = float(np.median(times[1:])), limma(*arguments)
        apart = np.abs(found.p_directional / p - 1).max()
        print(f"{units:5d} {mine:7.3f} {theirs:8.3f} {theirs / mine:6.1f} {apart:33.1e}", flush=True)


if __name__ == "__main__":
    main()
