"""How much each spot's result hangs on one animal."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from spotwise.design import Weights
from spotwise.differential import Settings, observed_mean
from spotwise.stats.influence import influence
from spotwise.views import View


def worst_without_one(
    view: View, weights: Weights, settings: Settings, p_value: np.ndarray, animals: Sequence[str]
) -> pd.DataFrame:
    """The largest p that leaving out one animal gives, and which animal.

    Parameters
    ----------
    view : View
    weights : Weights
        Of the contrast in the view.
    settings : Settings
    p_value : array, shape (features,)
        NaN where a feature is not testable: there is nothing to lose then.
    animals : sequence of str
        The name of each of the view's units; several units of one name are left out together.

    Returns
    -------
    DataFrame
        worst_p, 1 where nothing can be tested without that animal; and worst_animal.
    """
    covariate = observed_mean(view.values) if view.fitted.trend else None
    names, group = np.unique(np.asarray(animals, dtype=str), return_inverse=True)
    found = influence(
        view.values, view.spots.design, np.array([weights.row]), partial(view.spots.prior, covariate=covariate),
        groups=group, blocks=view.fitted.blocks,
    )  # fmt: skip
    testable = np.isfinite(p_value)
    worst = np.where(found.worst_group[0] >= 0, names[found.worst_group[0]], "")
    return pd.DataFrame(
        {"worst_p": np.where(testable, found.worst_p[0], np.nan), "worst_animal": np.where(testable, worst, "")}
    )
