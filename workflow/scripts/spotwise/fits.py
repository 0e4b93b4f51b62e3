"""A region as its jobs need it: the features that are tested, and the fits that each contrast is tested on."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from spotwise.differential import Settings
from spotwise.faults import Fault, InputFault
from spotwise.model import region_models
from spotwise.summarise import seen_enough
from spotwise.views import Views


@dataclass(frozen=True)
class RegionFits:
    """The fits of a region.

    Attributes
    ----------
    values : array, shape (features, units)
        Log2 volumes, NaN where missing; features that are not tested are NaN throughout.
    tested : array of bool, shape (features,)
    views : list of Views
        Of the model over all animals, then of each `fit_on`.
    """

    values: np.ndarray
    tested: np.ndarray
    views: list[Views]

    @property
    def main(self) -> Views:
        """Those of the model over all animals."""
        return self.views[0]

    def of(self, name: str) -> Views:
        """Those that hold a contrast."""
        return next(views for views in self.views if name in views.model.weighed)


def region_fits(
    analysed: pd.DataFrame,
    units: pd.DataFrame,
    features: pd.DataFrame,
    levels: pd.DataFrame,
    asked: Mapping,
    settings: Settings,
) -> RegionFits:
    """The fits of a region from its hand-over tables.

    Parameters
    ----------
    analysed, units, features, levels : DataFrame
        The tables of those names.
    asked : mapping
        terms, numeric, contrasts and block of the study's model, and `missing` of the configuration.
    settings : Settings
    """
    values, missing = analysed.to_numpy(), asked["missing"]
    tested = seen_enough(values, units["group"].to_list(), missing["min_fraction"], missing["in"])
    values = np.where(tested[:, None], values, np.nan)
    models = region_models(units, asked["terms"], asked["numeric"], asked["contrasts"], asked["block"])
    covariate = trend_covariate(settings, levels["level"].to_numpy(), features["n_peptides"].to_numpy(float))
    views = [Views(values[:, model.at], model, tested, settings, covariate) for model in models]
    return RegionFits(values, tested, views)


def trend_covariate(settings: Settings, level: np.ndarray, n_peptides: np.ndarray) -> np.ndarray | None:
    """What the trend of the prior variance follows, where that is not the mean of the values tested.

    Parameters
    ----------
    settings : Settings
        With the trend `peptides`, which makes the prior that of DEqMS (Zhu et al. 2020, Mol Cell Proteomics 19:1047).
    level : array, shape (features,)
        Mean log2 volumes, where the values are ratios to a standard; NaN elsewhere.
    n_peptides : array, shape (features,)

    Raises
    ------
    InputFault
        Where the trend is to follow the number of peptides, and a feature has none.
    """
    if settings.trend == "peptides":
        if unknown := int((~(n_peptides > 0)).sum()):
            found = f"the number of peptides of {unknown} of {len(n_peptides)} features is not known"
            raise InputFault([Fault("configuration, test.trend", found, "set it to auto")])
        return np.log2(n_peptides)
    return None if np.isnan(level).all() else level
