"""Print the size and the power of camera's p-values by simulation; see README.md."""

import argparse
import sys
from itertools import product
from pathlib import Path

import numpy as np
from scipy.special import ndtri

sys.path.insert(0, str(Path(__file__).parents[2] / "workflow/scripts"))

from spotwise.stats.competitive import camera
from spotwise.stats.empirical_bayes import moderate, moderated_t
from spotwise.stats.linear_model import estimate_contrast, fit_features
from spotwise.stats.prior import fit_prior
from spotwise.stats.residual_effects import residual_effects
from spotwise.stats.self_contained import rotation_test

GENES, SIZE = 300, 20
HALF = np.where(np.arange(SIZE) % 2, 1.5, -1.5)


def study(rng, n, correlation, others, holes, shift):
    """Genes in sets of 20, each set with a factor of its own; variances from a prior of 8 df; the first set shifted."""
    shared = np.where(np.arange(GENES) < SIZE, correlation, others)[:, None]
    factor = rng.normal(size=(GENES // SIZE, 2 * n)).repeat(SIZE, axis=0)
    values = np.sqrt(shared) * factor + np.sqrt(1 - shared) * rng.normal(size=(GENES, 2 * n))
    values[:SIZE, n:] += np.broadcast_to(shift, SIZE)[:, None]
    values *= np.sqrt(8 / rng.chisquare(8, GENES))[:, None]
    values[rng.random(values.shape) < holes] = np.nan
    return values, np.column_stack([np.ones(2 * n), np.repeat([0.0, 1.0], n)])


def p_values(values, design):
    """Those of the first set: camera's three, and the self-contained test's two."""
    fitted = fit_features(values, design)
    posterior = moderate(fitted.variance, fitted.df, fit_prior(fitted.variance, fitted.df))
    test = moderated_t(*estimate_contrast(fitted, np.array([0.0, 1.0])), *posterior)
    z, residuals = -np.sign(test.t) * ndtri(test.p_value / 2), residual_effects(values, design)
    sets = [np.arange(SIZE)]
    competitive = camera(z, residuals, len(design) - 2, sets)
    contained = rotation_test(z, residuals, fitted.df, sets)
    found = competitive.p_directional, competitive.p_any, competitive.p_value, contained.p_value, contained.p_mixed
    return [p[0] for p in found]


def line(label, runs, *scenario):
    rng = np.random.default_rng(1)
    found = np.array([p_values(*study(rng, *scenario)) for _ in range(runs)])
    n, correlation, others, holes, _ = scenario
    shares = "".join(f"{share:13.3f}" for share in (found < 0.05).mean(axis=0))
    print(f"{label:14} {n:2d} {correlation:11.1f} {others:6.1f} {holes:6.0%}{shares}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    runs = parser.parse_args().runs
    names = ["directional", "any", "p_value", "contained", "mixed"]
    print(f"{'':14} {'n':>2} correlation others  holes" + "".join(f"{name:>13}" for name in names))
    for n, correlation in product((4, 6), (0.0, 0.1, 0.3)):
        for others, holes in dict.fromkeys([(0.0, 0.0), (correlation, 0.0), (0.0, 0.15)]):
            line("no change", runs, n, correlation, others, holes, 0.0)
    for n, correlation in product((4, 6), (0.0, 0.1, 0.3)):
        line("half up, down", runs // 5, n, correlation, 0.0, 0.0, HALF)


if __name__ == "__main__":
    main()
