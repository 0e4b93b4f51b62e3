"""How much each spot's result hangs on one animal."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from spotwise.design import Weights
from spotwise.differential import Settings, observed_mean
from spotwise.stats.influence import influence
from spotwise.views import View


def worst_without_one(
    view: View, contrasts: Mapping[str, Weights], settings: Settings, animals: Sequence[str]
) -> dict[str, pd.DataFrame]:
    """The largest p that leaving out one animal gives, and which animal, for each contrast of a view.

    Parameters
    ----------
    view : View
    contrasts : mapping of str to Weights
        Contrasts by name, as the view has them; they share the refits.
    settings : Settings
    animals : sequence of str
        The name of each of the view's units; several units of one name are left out together.

    Returns
    -------
    dict of str to DataFrame
        worst_p, 1 where nothing can be tested without that animal and NaN where nothing can be with it; worst_animal.
    """
    if not contrasts:
        return {}
    covariate = observed_mean(view.values) if view.fitted.trend else None
    names, group = np.unique(np.asarray(animals, dtype=str), return_inverse=True)
    found = influence(
        view.values, view.spots.design, np.array([weights.row for weights in contrasts.values()]),
        partial(view.spots.prior, covariate=covariate), groups=group, blocks=view.fitted.blocks,
    )  # fmt: skip
    return {
        name: pd.DataFrame({"worst_p": worst, "worst_animal": np.where(at >= 0, names[at], "")})
        for name, worst, at in zip(contrasts, found.worst_p, found.worst_group, strict=True)
    }


def of_testable(worst: pd.DataFrame, p_value: pd.Series) -> pd.DataFrame:
    """What `worst_without_one` found, empty where a feature is not testable: there is nothing to lose."""
    testable = p_value.notna().to_numpy()
    return worst.assign(
        worst_p=worst["worst_p"].where(testable), worst_animal=worst["worst_animal"].where(testable, "")
    )
