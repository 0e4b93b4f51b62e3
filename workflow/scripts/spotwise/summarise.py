"""From samples to units: technical gels of one animal are averaged, and rarely seen features are set aside."""

from collections.abc import Sequence

import numpy as np


def average(log2: np.ndarray, members: Sequence[Sequence[int]]) -> np.ndarray:
    """Mean over each unit's samples of what was observed, NaN where none was.

    Parameters
    ----------
    log2 : array, shape (features, samples)
    members : sequence of sequence of int
        Columns of each unit.

    Returns
    -------
    array, shape (features, units)
    """
    seen = np.isfinite(log2)
    filled = np.where(seen, log2, 0.0)
    sums = np.stack([filled[:, list(unit)].sum(axis=1) for unit in members], axis=1)
    counts = np.stack([seen[:, list(unit)].sum(axis=1) for unit in members], axis=1)
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)


def seen_enough(log2: np.ndarray, groups: Sequence[str], min_fraction: float, within: str) -> np.ndarray:
    """Which features were observed in at least a share of the units of any, or of every, group.

    Parameters
    ----------
    log2 : array, shape (features, units)
    groups : sequence of str
        The group of each unit.
    min_fraction : float
    within : {'any_group', 'every_group'}

    Returns
    -------
    array of bool, shape (features,)
        A feature that no unit shows is never among them.
    """
    names, group = np.unique(np.asarray(groups), return_inverse=True)
    member = (group[:, None] == np.arange(len(names))).astype(float)
    share = np.isfinite(log2) @ member / member.sum(axis=0)
    passed = share >= min_fraction - 1e-12
    return (passed.any(axis=1) if within == "any_group" else passed.all(axis=1)) & (share > 0).any(axis=1)
