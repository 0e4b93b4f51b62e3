"""How much volumes vary among the animals of a group, and among the gels of one animal."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from spotwise.stats.variation import coefficient_of_variation, pooled_variance, variances_within

CENTILES = (5, 25, 50, 75, 95)
ANIMALS, GELS = "animals", "gels of one animal"


def variation_table(
    analysed: np.ndarray, group: Sequence[str], normalised: np.ndarray, unit: Sequence[str]
) -> pd.DataFrame:
    """The rows of `variation.tsv`: percentiles over features of the CV, of each group and between technical gels.

    Parameters
    ----------
    analysed : array, shape (features, units)
        Log2.
    group : sequence of str, shape (units,)
    normalised : array, shape (entries, gels)
        Log2. Between technical gels the entries of the table are compared, which in a table of peptides are no
        features.
    unit : sequence of str, shape (gels,)
        Gels of one animal, alike in all that the model knows, share it.
    """
    names, code = np.unique(np.asarray(group, object), return_inverse=True)
    variances = variances_within(analysed, code)
    rows = [_row(ANIMALS, name, int((code == at).sum()), variances[:, at]) for at, name in enumerate(names)]
    _, animal, counts = np.unique(np.asarray(unit, object), return_inverse=True, return_counts=True)
    if (counts > 1).any():
        several = counts[animal] > 1
        label = np.unique(animal[several], return_inverse=True)[1]
        rows.append(_row(GELS, "", int((counts > 1).sum()), pooled_variance(normalised[:, several], label)))
    return pd.DataFrame(rows)


def _row(kind: str, group: str, n: int, variance: np.ndarray) -> Mapping:
    seen = coefficient_of_variation(variance[np.isfinite(variance)])
    found = np.percentile(seen, CENTILES) if len(seen) else np.full(len(CENTILES), np.nan)
    return {"kind": kind, "group": group, "n": n, "features": len(seen)} | {
        f"cv_{centile}": value for centile, value in zip(CENTILES, found, strict=True)
    }
