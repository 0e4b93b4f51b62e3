"""What the contrasts of a region are tested on: its units, or the means of its animals or blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from spotwise.blocks import group_means, members
from spotwise.design import Group, Weights, constant_within, groups_of, mean_rows, over_groups
from spotwise.differential import RegionFit, Settings, fit_region
from spotwise.genes import SpotModel
from spotwise.model import RegionModel
from spotwise.stats.prior import fit_prior
from spotwise.stats.robust_prior import fit_robust_prior


@dataclass(frozen=True)
class View:
    """Values of units and how they were fitted.

    Attributes
    ----------
    values : array, shape (features, units)
        Log2 volumes.
    fitted : RegionFit
    spots : SpotModel
        The same for the tests of genes.
    names : list of str
        What each unit is called: its animal, or the animals of its block.
    groupings : list of list of str
        Labels of the animals and blocks that units still share, from the finest.
    of : {'units', 'animals', 'blocks'}
        What the values are of.
    """

    values: np.ndarray
    fitted: RegionFit
    spots: SpotModel
    names: list[str]
    groupings: list[list[str]]
    of: str = "units"


class Views:
    """The view that each contrast of a model is to be tested on; each is made when first asked for.

    Parameters
    ----------
    values : array, shape (features, units)
        Of the model's own units.
    model : RegionModel
    tested : array of bool, shape (features,)
    settings : Settings
    covariate : array, shape (features,), optional
        What the trend of the prior variance follows; the mean of what was observed without it.
    """

    def __init__(
        self,
        values: np.ndarray,
        model: RegionModel,
        tested: np.ndarray,
        settings: Settings,
        covariate: np.ndarray | None = None,
    ) -> None:
        self._values, self._given = values, (tested, settings, covariate)
        self.model = model
        self._means: dict[tuple, View] = {}

    @cached_property
    def whole(self) -> View:
        """The view of the units as they are."""
        return self._view(self._values, self.model.matrix, self.model.subjects, self.model.groupings, "units")

    def can(self, name: str) -> bool:
        """Whether the model's animals can estimate a contrast."""
        return isinstance(self.model.weighed[name], Weights)

    def of(self, name: str) -> tuple[View, Weights]:
        """The view of a contrast that can be estimated, and its weights there."""
        view, weights, key = self.whole, self.model.weighed[name], ()
        for at in range(len(self.model.groupings)):
            groups = groups_of(weights, view.groupings[at])
            if not constant_within(weights, groups):
                break
            if len(groups) < len(weights.sides):
                key = (*key, tuple((*group.units, *group.shares) for group in groups))
                if key not in self._means:
                    self._means[key] = self._collapsed(view, groups, at)
                view, weights = self._means[key], over_groups(weights, groups)
        return view, weights

    def _collapsed(self, view: View, groups: list[Group], at: int) -> View:
        """The view of the means of some groups, those of the grouping of this number."""
        values = group_means(view.values, groups, view.fitted.fit)
        rows = np.array(mean_rows(view.spots.design.tolist(), groups))
        names = [", ".join(dict.fromkeys(view.names[unit] for unit in group.units)) for group in groups]
        labels = [[own[group.units[0]] for group in groups] for own in view.groupings]
        # the labels of what was collapsed stand for each mean by itself
        labels = [own if n > at else list(map(str, range(len(groups)))) for n, own in enumerate(labels)]
        kind = "animals" if all(len({view.names[unit] for unit in group.units}) == 1 for group in groups) else "blocks"
        return self._view(values, rows, names, labels, kind)

    def _view(
        self, values: np.ndarray, matrix: np.ndarray, names: list[str], groupings: Sequence[Sequence[str]], of: str
    ) -> View:
        tested, settings, covariate = self._given
        shared = next((labels for labels in groupings if len(set(labels)) < len(labels)), None)
        fitted = fit_region(values, matrix, tested, settings, covariate, None if shared is None else members(shared))
        prior = fit_robust_prior if settings.robust else fit_prior
        spots = SpotModel(
            values, matrix, fitted.variance, fitted.df, prior, fitted.weights, fitted.blocks, settings.lfc
        )  # fmt: skip
        return View(values, fitted, spots, list(names), [list(labels) for labels in groupings], of)
