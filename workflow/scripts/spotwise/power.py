"""What a study of this size and these variances can find."""

import numpy as np
import pandas as pd

from spotwise.differential import RegionFit, Settings
from spotwise.stats.power import smallest_change, threshold, units_needed

SPOTS = {"median": 0.5, "90th percentile": 0.9}
FOLDS = (1.25, 1.5, 2.0)


def power_table(tests: pd.DataFrame, fitted: RegionFit, settings: Settings) -> pd.DataFrame:
    """The smallest fold found with 80% power, and the animals an arm for some folds; one row a kind of spot.

    The p to pass is the one at which Benjamini-Hochberg stops when 5% of the spots have changed.

    Parameters
    ----------
    tests : DataFrame
        A table of the columns of `differential.tsv`, of the features that `fitted` holds.
    """
    alpha, se = threshold(settings.fdr), tests["se"].to_numpy(float)
    change = smallest_change(se, tests["df"].to_numpy(float), alpha)
    order = np.argsort(change, kind="stable")[: np.isfinite(change).sum()]  # NaN comes last
    if not len(order):
        return pd.DataFrame({"spot": list(SPOTS), "p_to_pass": alpha})
    at = order[[int(np.ceil(share * len(order))) - 1 for share in SPOTS.values()]]
    is_slope = not tests["n_reference"].any()
    n = float((tests["n_test"] + tests["n_reference"])[order].mean() / (1 if is_slope else 2))
    table = pd.DataFrame({"spot": list(SPOTS), "n": n, "smallest_fold": np.exp2(change[at]), "p_to_pass": alpha})
    if is_slope:  # the animals that a fold asks for hang on where along the column they stand
        return table
    rank, df = fitted.fit.basis.columns.shape[1], (fitted.fit.df[at], fitted.prior.df[at])
    return table.assign(
        **{f"n_for_{fold:g}": units_needed(np.log2(fold), se[at], *df, n, rank, alpha) for fold in FOLDS}
    )
