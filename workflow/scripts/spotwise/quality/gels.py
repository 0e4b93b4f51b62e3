"""The gels of a region, one row each: which agree less with others than gels do, and which may be swapped."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from spotwise.quality.factors import Factor
from spotwise.stats.sample_correlation import (
    FAR,
    lies_elsewhere,
    mean_by_level,
    median_with,
    robust_z,
    stands_apart,
    strangers,
    with_nearest,
)

MISSING, MEDIAN = 0.1, 0.5
"""How far beyond the median gel a gel's share missing, and its median log2 volume, are at least to be named."""


def gel_table(
    normalised: pd.DataFrame,
    subject: Sequence[str],
    group: Sequence[str],
    factors: Sequence[Factor],
    plain: np.ndarray,
    centred: np.ndarray,
) -> pd.DataFrame:
    """The rows of `quality.tsv`.

    Parameters
    ----------
    normalised : DataFrame
        Log2 volumes, entries x gels.
    subject, group : sequences of str, shape (gels,)
    factors : sequence of Factor
        The columns that name the groups, by gel.
    plain, centred : arrays, shape (gels, gels)
        As `gel_correlations` gives them.
    """
    values, group = normalised.to_numpy(), np.asarray(group, object)
    others = strangers(np.asarray(subject, object))
    own, nearest = median_with(plain, others & (group[:, None] == group[None, :])), with_nearest(plain, others)
    seen = [column[np.isfinite(column)] for column in values.T]
    missing = np.array([1.0 - len(column) / max(1, len(values)) for column in seen])
    median = np.array([np.median(column) if len(column) else np.nan for column in seen])
    table = pd.DataFrame({"sample": list(normalised.columns), "subject": subject, "group": group})
    table = table.assign(
        missing=missing,
        median=median,
        correlation=own,
        correlation_nearest=nearest,
        **_neighbours(centred, group, others),
    )
    reasons = [*_apart(nearest), *_missing(missing), *_median(median)]
    elsewhere = [found for factor in factors for found in _elsewhere(factor, centred, others)]
    table["outlier"] = [any(at == gel for gel, _ in reasons) for at in range(len(table))]
    table["swapped"] = [any(at == gel for gel, _ in elsewhere) for at in range(len(table))]
    said = reasons + elsewhere
    return table.assign(why=["; ".join(why for gel, why in said if gel == at) for at in range(len(table))])


def _neighbours(centred: np.ndarray, group: np.ndarray, others: np.ndarray) -> dict:
    """How much each gel goes with its own group and with the nearest other one, feature means removed."""
    names, code = np.unique(group, return_inverse=True)
    by_group = mean_by_level(centred, code, others)
    at = np.arange(len(group))
    own = by_group[at, code] if len(group) else np.empty(0)
    rest = np.where(np.isnan(by_group) | (np.arange(len(names)) == code[:, None]), -np.inf, by_group)
    nearest = rest.argmax(axis=1) if len(names) else code
    other = rest[at, nearest]
    there = np.isfinite(other)
    return {"own_group": own, "other_group": np.where(there, other, np.nan),
            "nearest_group": np.where(there, names[nearest], "")}  # fmt: skip


def _apart(nearest: np.ndarray) -> list[tuple[int, str]]:
    middle = np.nanmedian(nearest) if np.isfinite(nearest).any() else np.nan
    return [
        (at, f"correlates by {nearest[at]:.3f} with the three gels most like it, the median gel by {middle:.3f}")
        for at in np.flatnonzero(stands_apart(nearest))
    ]


def _missing(share: np.ndarray) -> list[tuple[int, str]]:
    with np.errstate(invalid="ignore"):
        far = (robust_z(share, 0.02) > FAR) & (share - np.median(share) >= MISSING)
    return [
        (at, f"{share[at]:.0%} of its volumes are missing, of the median gel's {np.median(share):.0%}")
        for at in np.flatnonzero(far)
    ]


def _median(median: np.ndarray) -> list[tuple[int, str]]:
    if not np.isfinite(median).any():
        return []
    middle = np.nanmedian(median)
    with np.errstate(invalid="ignore"):
        far = (np.abs(robust_z(median, 0.1)) > FAR) & (np.abs(median - middle) >= MEDIAN)
    return [
        (at, f"its median volume, after normalisation, is {2 ** (median[at] - middle):.2f} times the median gel's")
        for at in np.flatnonzero(far)
    ]


def _elsewhere(factor: Factor, centred: np.ndarray, others: np.ndarray) -> list[tuple[int, str]]:
    if factor.numeric or len(factor.levels) < 2:
        return []
    by_level = mean_by_level(centred, factor.values, others)
    there = lies_elsewhere(by_level, factor.values)
    return [
        (at, f"lies with {factor.name} = {factor.levels[there[at]]} (mean correlation, less each spot's mean, "
             f"{by_level[at, there[at]]:.2f}) rather than with its own {factor.levels[factor.values[at]]} "
             f"({by_level[at, factor.values[at]]:.2f})")
        for at in np.flatnonzero(there >= 0)
    ]  # fmt: skip
