"""What a contrast says of each spot of a region."""

import pandas as pd

from spotwise.report.explorer.encode import counts, decimals, p_values
from spotwise.report.words import CALLS

P = ("p_value", "adj_p_value", "adj_p_equivalent", "presence_adj_p")
LOG2 = ("log2fc", "ci_low", "ci_high")


def contrast_columns(differential: pd.DataFrame, features: pd.Series, fdr: float) -> dict:
    """The columns of a contrast's spots, in the order of `features`; a column without any number is None."""
    table = differential.set_index("feature").reindex(features)
    columns = {name: p_values(table[name], fdr) for name in P} | {name: decimals(table[name], 3) for name in LOG2}
    if table["log2fc"].isna().all():  # a test without direction is drawn over the mean volume
        columns["mean"] = decimals(table["mean"], 2)
    columns |= {name: counts(table[name]) for name in ("n_test", "n_reference")}
    calls = list(CALLS)
    return {
        name: column if any(value is not None for value in column) else None for name, column in columns.items()
    } | {"call": [calls.index(call) for call in table["call"]]}
