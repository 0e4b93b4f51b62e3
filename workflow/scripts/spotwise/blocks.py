"""Units that are not independent: those of one animal, and the animals of one block, such as a litter.

A contrast that varies within such groups is tested by generalised least squares with the correlation that all features
agree on. One that is constant within every group has the groups for its units: it is tested on their means, with their
degrees of freedom, for the units of a group add little to it, and a consensus correlation counts them too high.
"""

from collections.abc import Sequence

import numpy as np

from spotwise.design import Group
from spotwise.stats.linear_model import Fit


def members(labels: Sequence[str]) -> np.ndarray:
    """Which units each group holds, shape (groups, units); groups stand in the order of their first unit."""
    names = list(dict.fromkeys(labels))
    return np.array([[label == name for label in labels] for name in names])


def group_means(values: np.ndarray, groups: Sequence[Group], fitted: Fit | None = None) -> np.ndarray:
    """Means over the units of each group, shape (features, groups).

    Where units are missing, a mean of what was seen belongs to other rows of the design than the mean of the whole
    group. So each group's mean is that of its fitted values, over all its units, and of the residuals of those seen;
    on complete data it is the plain mean.

    Parameters
    ----------
    values : array, shape (features, units)
        NaN where missing.
    groups : sequence of Group
        Units that are in none do not count.
    fitted : Fit, optional
        The fit of these values; without it the means are of what was seen alone. A feature whose units leave the model
        less rank has means of groups that were seen whole, for its fitted values say nothing of what is missing.
    """
    seen = np.isfinite(values)
    share = np.zeros((len(groups), values.shape[1]))
    for row, group in zip(share, groups, strict=True):
        row[group.units] = group.shares
    told = seen @ share.T
    expected = np.zeros_like(values) if fitted is None else fitted.coefficients @ fitted.basis.columns.T
    rest = np.where(seen, values - expected, 0.0) @ share.T / np.where(told > 0, told, 1.0)
    means = np.where(told > 0, rest + expected @ share.T, np.nan)
    if fitted is not None:
        means[~fitted.complete[fitted.pattern][:, None] & (told < 1.0 - 1e-9)] = np.nan
    return means
