"""Whether the pattern of all spots together tells two arms apart (PLS-DA), beside the tests of single spots."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from spotwise.blocks import group_means, members
from spotwise.design import Weights, constant_within, groups_of, make_design, mean_rows, over_groups
from spotwise.model import RegionModel
from spotwise.stats.folds import fold_of
from spotwise.stats.pls import pls_da
from spotwise.stats.relabelling import relabellings

PERMUTATIONS = 99
IMPORTANT = 1.0
"""Features of at least this importance are listed; the mean of their squares is 1."""


def discriminate(
    values: np.ndarray, features: Sequence[str], model: RegionModel, name: str, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `pls.tsv` and `vip.tsv` of one contrast.

    Units are those of the two arms; the means of their blocks where all of a block stand in one arm, as in the tests.
    Where the arms are compared in several strata, volumes are centred within each, so that what strata differ in does
    not count; neither do covariates of the model. A missing value takes its feature's mean over the units that train,
    so nothing is imputed from a unit that is held out. Folds and permutations keep to strata and to blocks.

    Parameters
    ----------
    values : array, shape (features, units)
        Log2 volumes of the features that are tested, in the model's own units.
    features : sequence of str
    model : RegionModel
    name : str
        The contrast. One that is no comparison of two arms has no rows, and neither has one that the region can't
        estimate, or with fewer than two units (blocks) in an arm.
    rng : Generator
    """
    weights = model.weighed[name]
    if isinstance(weights, str) or not weights.compares or not len(values):
        return pd.DataFrame(), pd.DataFrame()
    values, covariates, weights, block = _independent(values, _covariates(model, name), weights, model.groupings)
    units, classes, strata = _arms(weights)
    blocks = None if block is None else block[units]
    try:
        fold = fold_of(classes, rng, strata=strata, blocks=blocks)
    except ValueError:
        return pd.DataFrame(), pd.DataFrame()
    orders = relabellings(classes, strata, blocks, PERMUTATIONS, rng).source
    found = pls_da(values[:, units], classes, fold, orders, strata, covariates[units])
    row = {
        "contrast": name, "n_test": int((classes == 1).sum()), "n_reference": int((classes == 0).sum()),
        "components": found.components, "error": found.error, "error_by_chance": found.error_by_chance,
        "p_value": found.p_value, "r2y": found.r2y, "q2": found.q2, "permutations": len(orders),
    }  # fmt: skip
    return pd.DataFrame([row]), _important(features, found.vip).assign(contrast=name)


def _covariates(model: RegionModel, name: str) -> np.ndarray:
    """The part of the model that what is compared has no share in, shape (units, columns)."""
    terms = [term for term in model.design.terms if model.contrasts[name].column not in term]
    design = make_design(terms, model.units)
    return np.array([design.row(unit) for unit in model.units], float).reshape(len(model.units), -1)


def _independent(
    values: np.ndarray, covariates: np.ndarray, weights: Weights, groupings: Sequence[Sequence[str]]
) -> tuple[np.ndarray, np.ndarray, Weights, np.ndarray | None]:
    """The units to compare, by their values and places in a contrast, and each one's block by number if it counts."""
    groupings = [list(labels) for labels in groupings]
    for at in range(len(groupings)):
        groups = groups_of(weights, groupings[at])
        if not constant_within(weights, groups):
            return values, covariates, weights, members(groupings[at]).argmax(axis=0)
        if len(groups) < len(weights.sides):
            values, weights = group_means(values, groups), over_groups(weights, groups)
            covariates = np.array(mean_rows(covariates.tolist(), groups)).reshape(len(groups), covariates.shape[1])
            groupings = [[own[group.units[0]] for group in groups] for own in groupings]
    return values, covariates, weights, None


def _arms(weights: Weights) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Units of both arms, with their arm (1 is the test) and the number of their stratum, each shape (units,).

    A block may hold units of several strata, and is compared with those that do too.
    """
    units = sorted(weights.sides)
    held = [
        tuple(s for s, stratum in enumerate(weights.strata) if at in stratum.test + stratum.reference) for at in units
    ]
    number = {kind: n for n, kind in enumerate(sorted(set(held)))}
    arms = [int(weights.sides[at][0] > 0) for at in units]
    return np.array(units, int), np.array(arms, int), np.array([number[kind] for kind in held], int)


def _important(features: Sequence[str], vip: np.ndarray) -> pd.DataFrame:
    """Features of an importance of at least 1, the largest first."""
    order = np.argsort(-vip, kind="stable")  # NaN, a feature that says nothing, comes last
    order = order[vip[order] >= IMPORTANT]
    return pd.DataFrame({"feature": np.asarray(features)[order], "vip": vip[order]})
