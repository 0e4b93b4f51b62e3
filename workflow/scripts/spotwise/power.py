"""What a study of this size and these variances can find."""

import numpy as np
import pandas as pd

from spotwise.differential import RegionFit, Settings
from spotwise.stats.power import of_features, smallest_change, threshold, units_needed

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
    n = (
        float(np.nanmean((tests["n_test"] + tests["n_reference"])[np.isfinite(se)]) / 2)
        if np.isfinite(se).any()
        else np.nan
    )
    rank = fitted.fit.basis.columns.shape[1]
    needed = {fold: units_needed(np.log2(fold), se, fitted.fit.df, fitted.prior.df, n, rank, alpha) for fold in FOLDS}
    return pd.DataFrame(
        {"spot": name, "n": n, "smallest_fold": np.exp2(of_features(change, share)), "p_to_pass": alpha}
        | {f"n_for_{fold:g}": of_features(numbers, share) for fold, numbers in needed.items()}
        for name, share in SPOTS.items()
    )
