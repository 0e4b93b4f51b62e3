"""The called spots as papers print them in their first table."""

import numpy as np
import pandas as pd

CALLED = ("up", "down", "changed", "only_in_test", "only_in_reference")
"""Calls that claim a change, in the order of the table."""

FROM_FEATURES = {
    "feature": "spot", "protein": "accession", "gene": "gene", "description": "protein", "id_score": "score",
    "n_peptides": "peptides", "coverage": "coverage", "pi": "pi", "mr": "mr", "pi_theoretical": "pi_theoretical",
    "mr_theoretical": "mr_theoretical",
}  # fmt: skip
"""Columns of `features.tsv`, and what they are called here."""

FROM_TESTS = ["p_value", "adj_p_value", "n_test", "n_reference", "call", "presence_p", "presence_adj_p"]


def table1(tests: pd.DataFrame, features: pd.DataFrame) -> pd.DataFrame:
    """The rows of `table1.tsv` of one contrast; none where nothing is called.

    What rose stands before what fell, each by p, as papers print them in two blocks; then what was changed without a
    direction, and what one arm alone shows, which has no fold and is ordered by the p of its presence. A spot with
    several proteins has its primary one first. In a study of peptides the spots are proteins.

    Parameters
    ----------
    tests : DataFrame
        The rows of `differential.tsv`.
    features : DataFrame
        The rows of `features.tsv`, of the same features in the same order.

    Returns
    -------
    DataFrame
        Folds are signed, as by `signed_fold`, and so are the ends of their interval.

    Raises
    ------
    ValueError
        Where the two tables are not of the same features.
    """
    if list(tests["feature"]) != list(features["feature"]):
        raise ValueError("the tests and the features are not of the same spots")
    table = features[list(FROM_FEATURES)].rename(columns=FROM_FEATURES).reset_index(drop=True)
    folds = {"fold": "log2fc", "fold_low": "ci_low", "fold_high": "ci_high"}
    table = table.assign(**{name: signed_fold(tests[log2].to_numpy(float)) for name, log2 in folds.items()})
    table = table.join(tests.reindex(columns=FROM_TESTS).reset_index(drop=True))
    rank = table["call"].map({call: at for at, call in enumerate(CALLED)})
    order = np.lexsort([table["presence_p"], table["p_value"], rank])  # NaN comes last
    return table.iloc[order[: rank.notna().sum()]].reset_index(drop=True)


def signed_fold(log2fc: np.ndarray) -> np.ndarray:
    """Log2 changes as folds above 1 with their sign: -1.5 where the reference has one and a half times as much.

    There is nothing between -1 and 1, so the interval -1.1 to 1.2 is a short one and holds no change at all.
    """
    with np.errstate(over="ignore"):  # an interval on hardly any degrees of freedom has no end
        size = np.exp2(np.abs(log2fc))
    return np.where(log2fc < 0, -size, size)
