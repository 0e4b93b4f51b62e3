"""How often a focus seems supported where nothing changed: treatments dealt anew, and foci of random genes.

    snakemake --cores 8 && python benchmarks/foci/null.py [--runs 200] [--results results]

Takes a finished run of the bundled study. Sham: the control animals of each cell are split into two halves at random,
so nothing has changed between the arms. Random genes: foci of the same sizes are drawn from the region's genes, so none
is more than chance, while the planted changes stay. Dealt anew: within each litter the treatments of all animals change
places; then the planted changes stand in the residuals, as a strong correlation of the very genes of the foci.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2] / "workflow/scripts"))

import yaml
from spotwise.differential import Settings
from spotwise.enrich.focus import focus_sets
from spotwise.enrich.gene_sets import read_gmt
from spotwise.robustness import Question, focus_p
from spotwise.stats.multiplicity import benjamini_hochberg
from spotwise.tables import read_matrix, read_table

ROOT = Path(__file__).parents[2]
CONTRASTS = ["nortriptyline_vs_control", "nortriptyline_vs_control_FSL", "nortriptyline_vs_control_FRL"]


def question(results, region, config):
    """What is asked of a region, and its matrix."""
    here = results / region
    mapping = read_table(results / "study/mapping.tsv", "mapping")
    sets = read_gmt(ROOT / "resources/gene_sets/go.gmt")
    asked = {name: config["design"]["contrasts"][name] for name in CONTRASTS}
    model = {"terms": [["treatment", "strain", "separation"], ["batch"]], "numeric": [], "contrasts": asked,
             "block": "litter"}  # fmt: skip
    found = Question(
        read_table(here / "units.tsv", "units"), read_table(here / "features.tsv", "features"),
        read_matrix(here / "levels.parquet"), model, CONTRASTS, focus_sets(config["enrichment"]["focus"], sets),
        dict(zip(mapping["gene"], mapping["symbol"], strict=True)), config["enrichment"]["min_size"],
    )  # fmt: skip
    return found, read_matrix(here / "analysed.parquet")


def sham(asked, analysed, rng):
    """Control animals alone, half of each cell at random as if treated."""
    kept = (asked.units["treatment"] == "control").to_numpy()
    units = asked.units[kept].reset_index(drop=True)
    for rows in units.groupby(["strain", "separation"]).groups.values():
        arm = np.where(np.arange(len(rows)) % 2, "nortriptyline", "control")
        units.loc[rows, "treatment"] = rng.permutation(arm)
    return Question(**{**vars(asked), "units": units}), analysed.loc[:, kept]


def dealt_anew(asked, analysed, rng):
    """The same with the treatments of each litter in another order."""
    units = asked.units.copy()
    for rows in units.groupby("litter").groups.values():
        units.loc[rows, "treatment"] = rng.permutation(units.loc[rows, "treatment"].to_numpy())
    return Question(**{**vars(asked), "units": units}), analysed


def random_genes(asked, analysed, rng):
    """The same with foci of random genes, as many as each has among the region's."""
    there = {asked.symbol.get(gene, "") for gene in asked.features["primary_gene"]} - {""}
    genes = np.array(sorted(there))
    drawn = {name: set(rng.choice(genes, len(there & own), replace=False)) for name, own in asked.foci.items()}
    return Question(**{**vars(asked), "foci": drawn}), analysed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--results", type=Path, default=Path("results"))
    given = parser.parse_args()
    config = yaml.safe_load((given.results / "study/config.yaml").read_text())
    settings = Settings(**{key: value for key, value in config["test"].items() if key != "method"})
    print("| null | region | runs x contrasts | p < .05 | any focus supported |\n|---|---|---|---|---|")
    nulls = {"sham among controls": sham, "random genes": random_genes, "treatments dealt anew": dealt_anew}
    for name, change in nulls.items():
        for region in ("hippocampus", "frontal_cortex"):
            asked, analysed = question(given.results, region, config)
            rng = np.random.default_rng(1)
            tables = [
                focus_p(*change(asked, analysed, rng), config["missing"], settings).assign(run=run)
                for run in range(given.runs)
            ]
            found = pd.concat(tables)
            families = found.groupby(["run", "contrast"])["p_value"]
            any_called = families.agg(lambda p: (benjamini_hochberg(p.to_numpy()) <= config["test"]["fdr"]).any())
            share = (found["p_value"].dropna() < 0.05).mean()
            print(f"| {name} | {region} | {len(any_called)} | {share:.3f} | {any_called.mean():.3f} |", flush=True)


main()
