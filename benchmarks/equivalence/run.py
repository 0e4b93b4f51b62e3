"""How many real spots could be shown to be unchanged, by margin: the scallop gels of prot2D, 6 against 6.

SPOTWISE_DATA=... python benchmarks/equivalence/run.py
"""

import os
import sys
from pathlib import Path

import numpy as np
from scipy.special import stdtrit

sys.path.insert(0, str(Path(__file__).parents[2] / "workflow/scripts"))

from spotwise.delimited import read_rows
from spotwise.design import comparison, make_design
from spotwise.differential import Settings, differential, fit_region
from spotwise.normalise import median_ratio


def main():
    folder = Path(os.environ["SPOTWISE_DATA"]) / "gel-pecten"
    rows = [cells for _, cells in read_rows(folder / "pecten.csv")]
    sheet = dict(cells for _, cells in read_rows(folder / "pecten_samples.csv"))
    log2 = np.log2(np.array([row[1:] for row in rows[1:]], float))
    log2 -= median_ratio(log2)
    units = [{"Condition": sheet[sample]} for sample in rows[0][1:]]
    design = make_design([("Condition",)], units)
    matrix = np.array([design.row(unit) for unit in units])
    weights = comparison(design, units, "Condition", "25C", "15C", {})
    print("| margin | could pass at p < .05 without any difference | called unchanged |\n|---|---|---|")
    for fold in (1.25, 1.5, 2.0, 3.0):
        settings = Settings(trend="auto", robust=True, equivalence=fold)
        region = fit_region(log2, matrix, np.ones(len(log2), bool), settings)
        table = differential(region, log2, weights, settings)
        able = np.log2(fold) / table["se"] > stdtrit(table["df"], 0.95)
        print(f"| {fold:g} fold | {able.mean():.3f} | {(table['call'] == 'unchanged').sum()} |")


main()
