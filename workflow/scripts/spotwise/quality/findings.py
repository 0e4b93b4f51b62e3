"""What a reader has to know of gels and sheet: gels apart, swaps, and columns that go with treatment."""

from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from spotwise.problems import Problem
from spotwise.quality.factors import Factor
from spotwise.stats.association import determines, explained_by_levels, independence

UNEVEN = 0.01
"""P below which a column counts as unevenly spread over the arms; several columns may be looked at."""


def quality_problems(region: str, gels: pd.DataFrame, found: Iterable[tuple[str, str]]) -> list[Problem]:
    """The rows of `problems/quality.tsv`: gels by their row of `quality.tsv`, then what `uneven` found."""
    problems = []
    for gel in gels[gels["outlier"] | gels["swapped"]].to_dict("records"):
        what = "possibly swapped" if gel["swapped"] else "stands apart"
        follows = "kept; check its labels" if gel["swapped"] else "kept; look at the gel (the sheet's column `exclude`)"
        problems.append(Problem("quality", f"{region}, {gel['sample']}", f"{what}: {gel['why']}", follows))
    return problems + [Problem("quality", region, what, follows) for what, follows in found]


def uneven(compared: Iterable[Factor], factors: Iterable[Factor], model: Collection[str]) -> list[tuple[str, str]]:
    """Columns that a comparison can't be told from, or that differ between its arms, with what follows.

    Parameters
    ----------
    compared : iterable of Factor
        The columns that contrasts compare.
    factors : iterable of Factor
        The further columns, but for those that the animals were measured for.
    model : collection of str
        Names of the columns that the model holds.
    """
    pairs = [(arm, factor) for arm in compared for factor in factors if factor.name != arm.name]
    return [said for arm, factor in pairs for said in _said(arm, factor, factor.name in model)]


def _said(arm: Factor, factor: Factor, held: bool) -> list[tuple[str, str]]:
    use = arm.known & factor.known
    if len(np.unique(arm.values[use])) < 2:
        return []
    one, other = arm.among(use), factor.among(use)
    if not factor.numeric and ((tells := determines(other, one)) or determines(one, other)):
        first, second = (factor.name, arm.name) if tells else (arm.name, factor.name)
        what = f"each level of {first} goes with one level of {second} alone"
        return [(what, f"what {factor.name} does can't be told from what {arm.name} does")]
    p = explained_by_levels(other[:, None], one)[1][0] if factor.numeric else independence(one, other)
    if not p < UNEVEN:
        return []
    what = f"{factor.name} differs between the levels of {arm.name} (p = {p:.2g})"
    follows = (
        "the model allows for it, and is less sure"
        if held
        else "part of the change may be its own; make it a covariate"
    )
    return [(what, follows)]
