"""Genes found, false calls and false trains on simulated gels: Simes alone beside Simes joined with the gene's mean.

    PYTHONPATH=workflow/scripts python benchmarks/genes/simulate.py [--runs 200] [--holes 0.0] [--robust]

A gel holds 370 spots of 234 genes, as measured brain gels do: most genes fill one spot, some a train of up to ten. A
spot's log2 volume has a standard deviation around 0.4 (inverse gamma, 8 df); 30% of its variance is shared by the spots
of the gene in an animal. Three studies are simulated: one without any change; one in which 10 genes of several spots
change by 0.6, all spots alike; and one in which 20 genes of whatever size change by 0.7, and 8 trains shift, every
second spot rising by 1 and the others falling. Each line is a mean over runs; `false` counts genes that do not change,
and trains that do not shift. The habit is to speak of a train where one spot of a gene is called and another is not.
"""

import argparse
from dataclasses import dataclass

import numpy as np
import pandas as pd
from spotwise.genes import SpotModel, gene_table
from spotwise.stats.contrast_test import contrast_test
from spotwise.stats.empirical_bayes import moderate
from spotwise.stats.linear_model import fit_features
from spotwise.stats.multiplicity import benjamini_hochberg
from spotwise.stats.prior import fit_prior
from spotwise.stats.robust_prior import fit_robust_prior

SIZES = np.repeat([1, 2, 3, 4, 5, 6, 8, 10], [172, 36, 11, 5, 4, 3, 2, 1])
GENE = np.repeat(np.arange(len(SIZES)), SIZES)
SD, SPREAD_DF, SHARED = 0.4, 8, 0.3


@dataclass(frozen=True)
class Scenario:
    """How many genes change alike and by how much, whether they have several spots, and how many trains shift by 1."""

    changed: int
    shift: float
    several: bool
    trains: int


SCENARIOS = {
    "no change": Scenario(0, 0.0, False, 0),
    "spots alike": Scenario(10, 0.6, True, 0),
    "with trains": Scenario(20, 0.7, False, 8),
}


def simulate(rng: np.random.Generator, n: int, holes: float, scenario: Scenario) -> tuple:
    """Values, and for each gene whether it changes and whether its train shifts."""
    treated = np.repeat([0.0, 1.0], n)
    sd = SD * np.sqrt(SPREAD_DF / rng.chisquare(SPREAD_DF, len(GENE)))
    animal = rng.normal(size=(len(SIZES), 2 * n))[GENE] * np.sqrt(SHARED)
    values = 20 + (animal + rng.normal(size=(len(GENE), 2 * n)) * np.sqrt(1 - SHARED)) * sd[:, None]
    changed, train = np.zeros(len(SIZES), bool), np.zeros(len(SIZES), bool)
    train[rng.choice(np.flatnonzero(SIZES > 1), scenario.trains, replace=False)] = True
    able = ~train & (SIZES > 1) if scenario.several else ~train
    changed[rng.choice(np.flatnonzero(able), scenario.changed, replace=False)] = True
    sign = rng.choice([-1.0, 1.0], len(SIZES))[GENE]
    alternate = np.where(np.arange(len(GENE)) % 2, 1.0, -1.0)
    effect = np.where(changed[GENE], scenario.shift * sign, 0.0) + np.where(train[GENE], alternate, 0.0)
    values += effect[:, None] * treated
    values[rng.random(values.shape) < holes] = np.nan
    return values, changed, train


def analyse(values: np.ndarray, n: int, prior) -> tuple[pd.DataFrame, np.ndarray]:
    """The genes' table, and the genes in which one spot is called and another is not."""
    design = np.column_stack([np.ones(2 * n), np.repeat([0.0, 1.0], n)])
    fitted = fit_features(values, design)
    variance, df = moderate(fitted.variance, fitted.df, prior(fitted.variance, fitted.df))
    contrast = np.array([0.0, 1.0])
    test = contrast_test(fitted, contrast, variance, df)
    arms = np.isfinite(values[:, :n]).sum(axis=1), np.isfinite(values[:, n:]).sum(axis=1)
    p = np.where((arms[0] >= 2) & (arms[1] >= 2), test.p_value, np.nan)
    tests = pd.DataFrame({"feature": np.arange(len(values)).astype(str), "p_value": p, "log2fc": test.estimate})
    names = pd.Series(GENE.astype(str))
    table = gene_table(tests, names, 0.05, SpotModel(values, design, variance, df, prior), contrast)
    kept = np.isfinite(p)
    called = benjamini_hochberg(p[kept]) <= 0.05
    n_called = np.bincount(GENE[kept], called, minlength=len(SIZES))
    habit = (n_called > 0) & (n_called < np.bincount(GENE[kept], minlength=len(SIZES)))
    return table, habit


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--holes", type=float, default=0.0)
    parser.add_argument("--robust", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    prior = fit_robust_prior if asked.robust else fit_prior
    for name, scenario in SCENARIOS.items():
        for n in (4, 6, 8):
            rng = np.random.default_rng(asked.seed)
            runs = [run(rng, n, asked.holes, scenario, prior) for _ in range(asked.runs)]
            print(f"{name}, {n} an arm")
            for label, value in pd.DataFrame(runs).mean().items():
                print(f"    {label:<58}{value:8.3f}")


def run(rng: np.random.Generator, n: int, holes: float, scenario: Scenario, prior) -> dict[str, float]:
    """What one simulated study finds."""
    values, changed, train = simulate(rng, n, holes, scenario)
    table, habit = analyse(values, n, prior)
    at = table["gene"].to_numpy().astype(int)
    several, many, real, shifts = SIZES[at] > 1, SIZES[at] >= 5, (changed | train)[at], train[at]
    simes_p, joined_p, train_p = (table[f"{c}p_value"].to_numpy() for c in ("simes_", "", "train_"))
    found = {"Simes": benjamini_hochberg(simes_p) <= 0.05, "joined": table["adj_p_value"].to_numpy() <= 0.05}
    facts = {}
    for label, called in found.items():
        facts[f"{label}: genes found"] = (called & real).sum()
        facts[f"{label}: genes found, of several spots"] = (called & real & several).sum()
        facts[f"{label}: false share"] = (called & ~real).sum() / max(called.sum(), 1)
    facts["unchanged, p < .05: Simes"] = (simes_p < 0.05)[~real].mean()
    facts["unchanged, p < .05: mean, several spots"] = (table["mean_p_value"] < 0.05)[~real & several].mean()
    facts["unchanged, p < .05: joined"] = (joined_p < 0.05)[~real].mean()
    facts["unchanged, p < .05: joined, several spots"] = (joined_p < 0.05)[~real & several].mean()
    facts["unchanged, p < .05: joined, five spots or more"] = (joined_p < 0.05)[~real & many].mean()
    trains, alike = table["train_adj_p_value"].to_numpy() <= 0.05, changed[at] & several
    facts["unchanged, p < .05: train"] = (train_p < 0.05)[~real & several].mean()
    facts["changed alike, p < .05: train"] = (train_p < 0.05)[alike].mean() if alike.any() else np.nan
    facts["changed alike: train by habit"] = habit[at][alike].mean() if alike.any() else np.nan
    facts["trains found"] = (trains & shifts).sum()
    facts["trains found, false share"] = (trains & ~shifts).sum() / max(trains.sum(), 1)
    mixed = (table["direction"] == "mixed").to_numpy()
    facts["mixed, true"], facts["mixed, false"] = (mixed & shifts).sum(), (mixed & ~shifts).sum()
    return facts


if __name__ == "__main__":
    main()
