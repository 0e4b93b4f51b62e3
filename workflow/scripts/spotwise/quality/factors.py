"""The columns of a sample sheet as factors of the units or gels of one region."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

MANY = 6
"""Distinct numbers up to which a column counts as levels that are written as numbers."""


@dataclass(frozen=True)
class Factor:
    """What a column says of each unit.

    Attributes
    ----------
    name : str
    levels : tuple of str
        None where the column holds numbers.
    values : array, shape (units,)
        The number of its level, -1 where the sheet says nothing; or the number itself, NaN where there is none.
    """

    name: str
    levels: tuple[str, ...]
    values: np.ndarray

    @property
    def numeric(self) -> bool:
        """Whether the column holds numbers."""
        return not self.levels

    @property
    def known(self) -> np.ndarray:
        """For which units the sheet says something."""
        return np.isfinite(self.values) if self.numeric else self.values >= 0

    def among(self, use: np.ndarray) -> np.ndarray:
        """Values of some units; levels renumbered, so that each of 0, 1, ... occurs."""
        return self.values[use] if self.numeric else np.unique(self.values[use], return_inverse=True)[1]


def unit_rows(members: Sequence[Sequence[Mapping[str, str]]], columns: Iterable[str]) -> list[dict[str, str]]:
    """What the sheet says of each unit: what its gels share, the mean of their numbers, else nothing."""
    return [{column: _shared([gel[column] for gel in gels]) for column in columns} for gels in members]


def _shared(values: list[str]) -> str:
    if len(set(values)) == 1:
        return values[0]
    numbers = [number(value) for value in values]
    return repr(sum(numbers) / len(numbers)) if all(map(math.isfinite, numbers)) else ""


def number(text: str) -> float:
    """A finite number, else NaN."""
    try:
        value = float(text)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def make_factor(
    name: str, values: Sequence[str], numeric: Collection[str] = (), levels: Collection[str] = ()
) -> Factor:
    """A column as a factor; the model takes those in `numeric` as numbers, and those in `levels` as levels."""
    distinct = {value for value in values if value}
    numbers = name not in levels and all(math.isfinite(number(value)) for value in distinct)
    if distinct and numbers and (name in numeric or len(distinct) > MANY):
        return Factor(name, (), np.array([number(value) for value in values]))
    levels = tuple(sorted(distinct))
    at = {level: code for code, level in enumerate(levels)}
    return Factor(name, levels, np.array([at.get(value, -1) for value in values], int))


def telling(factors: Iterable[Factor]) -> list[Factor]:
    """Those that differ between units, and do not give each its own level."""
    return [factor for factor in factors if _tells(factor)]


def _tells(factor: Factor) -> bool:
    distinct = len(np.unique(factor.values[factor.known]))
    return distinct > 1 and (factor.numeric or distinct < factor.known.sum())
