"""A region's models as its jobs need them: the animals, the design, and the weights of each contrast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from spotwise.design import Design, Unit, Weights, make_design
from spotwise.study.contrasts import Contrast, chosen_by, parse_contrasts
from spotwise.study.estimable import fittings, groupings_of, weigh
from spotwise.study.units import stored


@dataclass(frozen=True)
class RegionModel:
    """Animals of a region under a model: all of them, or those that a `fit_on` names.

    Attributes
    ----------
    at : array of int, shape (units,)
        Which of the region's units they are.
    units : list of mapping
        Values of each animal's unit by the model's columns.
    subjects : list of str
        The animal of each unit.
    groupings : list of list of str
        Labels of the animals, where some have several units, and of the blocks that units share.
    design : Design
    matrix : array, shape (units, design columns)
    contrasts : mapping of str to Contrast
        Those that are fitted on these animals.
    weighed : mapping of str to Weights or str
        The weights of each contrast, or why the region can't estimate it.
    """

    at: np.ndarray
    units: list[Unit]
    subjects: list[str]
    groupings: list[list[str]]
    design: Design
    matrix: np.ndarray
    contrasts: Mapping[str, Contrast]
    weighed: Mapping[str, Weights | str]


def region_models(
    units: pd.DataFrame,
    terms: Sequence[Sequence[str]],
    numeric: Sequence[str],
    asked: Mapping[str, Mapping],
    block: str | None = None,
) -> list[RegionModel]:
    """The model over all animals of a region, then one for each `fit_on` among the contrasts.

    Parameters
    ----------
    units : DataFrame
        The rows of `units.tsv`.
    terms, numeric : sequences
        Of the study's model.
    asked : mapping
        `design.contrasts` of the configuration.
    block : str, optional
        The column that names blocks.
    """
    terms, (contrasts, _) = [tuple(term) for term in terms], parse_contrasts(asked)
    columns = dict.fromkeys([*(c for term in terms for c in term), *chosen_by(contrasts), *([block] if block else [])])
    kinds = {column: float if column in numeric else str for column in columns}
    rows = [{c: kind(row[stored(c)]) for c, kind in kinds.items()} for row in units.to_dict("records")]
    subjects = units["subject"].to_list()
    return [model_on(fit.at, fit.contrasts, terms, rows, subjects, block) for fit in fittings(contrasts, rows)]


def model_on(
    at: Sequence[int],
    contrasts: Mapping[str, Contrast],
    terms: Sequence[tuple[str, ...]],
    units: Sequence[Unit],
    subjects: Sequence[str],
    block: str | None = None,
) -> RegionModel:
    """The model of some units, which `at` picks, for some contrasts."""
    own = [units[i] for i in at]
    design = make_design(terms, own)
    matrix = np.array([design.row(unit) for unit in own])
    animals = [subjects[i] for i in at]
    groupings = groupings_of(own, animals, block)
    weighed = weigh(contrasts, terms, own, groupings)
    return RegionModel(np.array(at, int), own, animals, groupings, design, matrix, contrasts, weighed)
