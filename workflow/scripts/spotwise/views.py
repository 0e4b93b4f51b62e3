"""What the contrasts of a region are tested on: its animals, or the means of its blocks."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from spotwise.blocks import block_means, members, over_blocks
from spotwise.design import Weights, between
from spotwise.differential import RegionFit, Settings, fit_region
from spotwise.genes import SpotModel
from spotwise.model import RegionModel
from spotwise.stats.prior import fit_prior
from spotwise.stats.robust_prior import fit_robust_prior


@dataclass(frozen=True)
class View:
    """Log2 volumes (features x units), how they were fitted, and the same for the tests of genes."""

    values: np.ndarray
    fitted: RegionFit
    spots: SpotModel


def make_view(
    values: np.ndarray,
    matrix: np.ndarray,
    tested: np.ndarray,
    settings: Settings,
    covariate: np.ndarray | None = None,
    member: np.ndarray | None = None,
) -> View:
    """Fit a view; `member`, blocks x units, asks for their correlation."""
    fitted = fit_region(values, matrix, tested, settings, covariate, member)
    prior = fit_robust_prior if settings.robust else fit_prior
    spots = SpotModel(values, matrix, fitted.variance, fitted.df, prior, fitted.weights, fitted.blocks, settings.lfc)
    return View(values, fitted, spots)


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
        self.member = None if model.block is None else members(model.block)

    @cached_property
    def animals(self) -> View:
        """The view of the animals."""
        return make_view(self._values, self.model.matrix, *self._given, self.member)

    @cached_property
    def blocks(self) -> View:
        """The view of the blocks' means."""
        values, rows = block_means(self._values, self.model.matrix, self.member)
        return make_view(values, rows, *self._given)

    def can(self, name: str) -> bool:
        """Whether the model's animals can estimate a contrast."""
        return isinstance(self.model.weighed[name], Weights)

    def of(self, name: str) -> tuple[View, Weights]:
        """The view of a contrast that can be estimated, and its weights there."""
        weights = self.model.weighed[name]
        if self.member is None or not between(weights, self.model.block):
            return self.animals, weights
        return self.blocks, over_blocks(weights, self.member)

    def names(self, view: View) -> list[str]:
        """What each unit of a view is called: its animal, or the animals of its block."""
        subjects = self.model.subjects
        if view is not self.__dict__.get("blocks"):
            return list(subjects)
        return [", ".join(s for s, held in zip(subjects, row, strict=True) if held) for row in self.member]
