"""What the contrasts of a region are tested on: its animals, or the means of its blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from spotwise.blocks import between_blocks, block_means, members, over_blocks
from spotwise.design import Weights
from spotwise.differential import RegionFit, Settings, fit_region
from spotwise.genes import SpotModel
from spotwise.stats.prior import fit_prior
from spotwise.stats.robust_prior import fit_robust_prior


@dataclass(frozen=True)
class View:
    """Log2 volumes (features x units), how they were fitted, and the same for the tests of genes."""

    values: np.ndarray
    fitted: RegionFit
    spots: SpotModel


def make_view(
    values: np.ndarray, matrix: np.ndarray, tested: np.ndarray, settings: Settings, member: np.ndarray | None = None
) -> View:
    """Fit a view; `member`, blocks x units, asks for their correlation."""
    fitted = fit_region(values, matrix, tested, settings, member)
    prior = fit_robust_prior if settings.robust else fit_prior
    blocks = fitted.blocks
    return View(
        values, fitted, SpotModel(values, matrix, fitted.variance, fitted.df, prior, None, blocks, settings.lfc)
    )


class Views:
    """The view that each contrast of a region is to be tested on; that of the blocks is made when first asked for.

    Parameters
    ----------
    values : array, shape (features, units)
    matrix : array, shape (units, design columns)
    tested : array of bool, shape (features,)
    settings : Settings
    block : sequence of str, optional
        The block of each unit.
    """

    def __init__(
        self,
        values: np.ndarray,
        matrix: np.ndarray,
        tested: np.ndarray,
        settings: Settings,
        block: Sequence[str] | None = None,
    ) -> None:
        self._given = matrix, tested, settings
        self.member = None if block is None else members(block)
        self.animals = make_view(values, matrix, tested, settings, self.member)
        self._blocks: View | None = None

    def of(self, weights: Weights) -> tuple[View, Weights]:
        """The view of a contrast, and its weights there."""
        if self.member is None or not between_blocks(weights, self.member):
            return self.animals, weights
        if self._blocks is None:
            matrix, tested, settings = self._given
            values, rows = block_means(self.animals.values, matrix, self.member)
            self._blocks = make_view(values, rows, tested, settings)
        return self._blocks, over_blocks(weights, self.member)

    def names(self, view: View, subjects: Sequence[str]) -> list[str]:
        """What each unit of a view is called: its animal, or the animals of its block."""
        if view is self.animals:
            return list(subjects)
        return [", ".join(s for s, held in zip(subjects, row, strict=True) if held) for row in self.member]
