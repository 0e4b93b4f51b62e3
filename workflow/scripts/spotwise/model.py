"""One region's model as its jobs need it: the animals, the design, and the weights of each contrast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from spotwise.design import Design, Unit, Weights, make_design
from spotwise.differential import FEW
from spotwise.problems import Problem
from spotwise.study.contrasts import Contrast, parse_contrasts
from spotwise.study.estimable import weigh
from spotwise.study.units import stored
from spotwise.views import Views


@dataclass(frozen=True)
class RegionModel:
    """A region's animals under a model.

    Attributes
    ----------
    units : list of mapping
        Values of each animal's unit by the model's columns.
    design : Design
    matrix : array, shape (units, design columns)
    contrasts : mapping of str to Contrast
    weighed : mapping of str to Weights or str
        The weights of each contrast, or why the region can't estimate it.
    """

    units: list[Unit]
    design: Design
    matrix: np.ndarray
    contrasts: Mapping[str, Contrast]
    weighed: Mapping[str, Weights | str]


def region_model(
    units: pd.DataFrame, terms: Sequence[Sequence[str]], numeric: Sequence[str], asked: Mapping[str, Mapping]
) -> RegionModel:
    """The model of some terms over the rows of `units.tsv`; `asked` is `design.contrasts` of the configuration."""
    terms = [tuple(term) for term in terms]
    kinds = {column: float if column in numeric else str for term in terms for column in term}
    rows = [{c: kind(row[stored(c)]) for c, kind in kinds.items()} for row in units.to_dict("records")]
    contrasts, _ = parse_contrasts(asked)
    design = make_design(terms, rows)
    return RegionModel(
        rows, design, np.array([design.row(row) for row in rows]), contrasts, weigh(contrasts, terms, rows)
    )


def region_problems(region: str, model: RegionModel, tested: np.ndarray, views: Views) -> list[Problem]:
    """What the test of a region lets pass, with a word."""
    problems = []
    if rare := int((~tested).sum()):
        what = f"{rare} of {len(tested)} features were seen in too few animals (missing.min_fraction)"
        problems.append(Problem("test", region, what, "not testable"))
    if (n := int(tested.sum())) < FEW:
        what = f"{n} features are few to learn a common variance from"
        problems.append(Problem("test", region, what, "moderated p-values are less sure than they look"))
    for name, found in model.weighed.items():
        where = f"{region}, {name}"
        if isinstance(found, str):
            problems.append(Problem("test", where, found, "every feature is not testable"))
            continue
        if views.of(found)[0] is not views.animals:
            what = "it is the same for all animals of a block"
            problems.append(Problem("test", where, what, f"tested on the means of {len(views.member)} blocks"))
        for stratum in found.left_out:
            level = ", ".join(f"{column} = {value}" for column, value in stratum.levels.items())
            problems.append(Problem("test", where, f"{level} has one arm alone", "left out of the contrast"))
    return problems
