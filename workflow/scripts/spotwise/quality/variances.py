"""The variance of each feature about the model, beside the prior that it is drawn to."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from spotwise.differential import RegionFit, observed_mean


def variance_table(features: Sequence[str], values: np.ndarray, fitted: RegionFit) -> pd.DataFrame:
    """The rows of `variances.tsv`: one a feature; `x` is what the prior's trend follows, the mean where it has none.

    Parameters
    ----------
    features : sequence of str, shape (features,)
    values : array, shape (features, units)
        Log2 volumes, as fitted.
    fitted : RegionFit
    """
    x = observed_mean(values) if fitted.covariate is None else fitted.covariate
    known = np.isfinite(fitted.fit.variance)
    return pd.DataFrame(
        {
            "feature": features, "x": x, "variance": fitted.fit.variance, "df": np.where(known, fitted.fit.df, np.nan),
            "prior_variance": np.where(known, fitted.prior.variance, np.nan),
            "prior_df": np.where(known, fitted.prior.df, np.nan),
            "posterior_variance": np.where(known, fitted.variance, np.nan),
        }
    )  # fmt: skip
