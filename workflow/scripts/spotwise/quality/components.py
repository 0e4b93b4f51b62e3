"""Which column of the sheet goes with which principal component."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from spotwise.quality.factors import Factor
from spotwise.stats.association import explained_by_levels, explained_by_number
from spotwise.stats.multiplicity import benjamini_hochberg
from spotwise.stats.pca import Components

KEPT = 5
"""Components that are looked at."""

FEWEST = 3
"""Units that a factor has to be known for."""


def component_table(found: Components, units: Sequence[str]) -> pd.DataFrame:
    """The rows of `components.tsv`: one a unit and component."""
    rows = [(unit, f"PC{k + 1}", share, score) for k, share in enumerate(found.share) if share > 0
            for unit, score in zip(units, found.scores[:, k], strict=True)]  # fmt: skip
    return pd.DataFrame(rows, columns=["unit", "component", "share", "score"])


def factor_table(found: Components, factors: Sequence[Factor]) -> pd.DataFrame:
    """The rows of `factors.tsv`: one a component and factor, with the share of its variance that the factor tells.

    By one-way analysis of variance, or linear regression on numbers; adjusted by Benjamini and Hochberg over the table.
    """
    rows = []
    real = np.flatnonzero(found.share > 0)
    for factor in factors:
        use = factor.known
        if use.sum() < FEWEST or not len(real):
            continue
        test = explained_by_number if factor.numeric else explained_by_levels
        r2, p = test(found.scores[np.ix_(use, real)], factor.among(use))
        kind = "number" if factor.numeric else f"{len(np.unique(factor.among(use)))} levels"
        rows += [(f"PC{k + 1}", found.share[k], factor.name, kind, int(use.sum()), *pair)
                 for k, *pair in zip(real, r2, p, strict=True)]  # fmt: skip
    table = pd.DataFrame(rows, columns=["component", "share", "factor", "kind", "n", "r2", "p_value"])
    return table.assign(adj_p_value=benjamini_hochberg(table["p_value"].to_numpy(float)))
