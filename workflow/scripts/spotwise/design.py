"""Design rows and contrast weights, as plain lists: this file imports nothing, so the checks before a run use it too.

Every categorical column is coded by an indicator for each of its levels, and interactions by products, so a design
may have more columns than rank. That changes nothing: a contrast is a difference of fitted means, and a difference of
fitted means is the same number under every coding that spans the same space. It is estimable where its weights lie in
the row space of the design.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod, sqrt
from typing import NamedTuple

Unit = Mapping[str, str | float]
"""The values of one animal's unit by column: text where the column is categorical, a number where it is numeric."""


LEAST = 2  # units that each arm of a comparison needs for a variance
LEAST_SLOPE = 3  # units that a slope needs


@dataclass(frozen=True)
class Design:
    """A model over units.

    Attributes
    ----------
    terms : tuple of tuple of str
        The columns of each term; the empty tuple is the intercept.
    levels : mapping of str to tuple of str
        Levels of each categorical column, sorted.
    means : mapping of str to float
        Mean over the units of each numeric column.
    """

    terms: tuple[tuple[str, ...], ...]
    levels: Mapping[str, tuple[str, ...]]
    means: Mapping[str, float]

    def row(self, unit: Unit) -> list[float]:
        """The design's row for one unit."""
        return [prod(cell) for term in self.terms for cell in product(*(self._coded(c, unit[c]) for c in term))]

    def names(self) -> list[str]:
        """Names of the design's columns, as `strain=FSL:treatment=control`."""
        parts = {c: [f"{c}={level}" for level in levels] for c, levels in self.levels.items()}
        cells = [cell for term in self.terms for cell in product(*(parts.get(c, [c]) for c in term))]
        return [":".join(cell) or "intercept" for cell in cells]

    def _coded(self, column: str, value: str | float) -> list[float]:
        if column in self.means:
            return [float(value)]
        return [float(value == level) for level in self.levels[column]]


def make_design(terms: Iterable[tuple[str, ...]], units: Sequence[Unit]) -> Design:
    """The design of some terms over some units; a column is numeric where its values are floats."""
    terms = tuple(terms)
    columns = list(dict.fromkeys(column for term in terms for column in term))
    numeric = [column for column in columns if units and all(isinstance(unit[column], float) for unit in units)]
    levels = {c: tuple(sorted({unit[c] for unit in units})) for c in columns if c not in numeric}
    return Design(terms, levels, {c: sum(unit[c] for unit in units) / len(units) for c in numeric})


@dataclass(frozen=True)
class Stratum:
    """One combination of levels in which two arms are compared, and the units of each, by number.

    A slope has one arm, `test`.
    """

    levels: Mapping[str, str]
    test: tuple[int, ...]
    reference: tuple[int, ...]


@dataclass(frozen=True)
class Weights:
    """A contrast on a design.

    Attributes
    ----------
    row : list of float, or list of such lists
        Weights of the design's columns, a list of them for each part of a joint test; empty where there is no stratum
        to compare.
    strata : list of Stratum
        Those compared, with units in both arms.
    left_out : list of Stratum
        Those with units in one arm alone.
    sides : mapping of int to tuple of float
        Where each unit that is compared stands, one number a part: 1 in the test arm, -1 in the reference, or the
        value that a slope runs along.
    compares : bool
        Whether the contrast is one comparison of two arms, so that presence and means of arms mean something.
    """

    row: list
    strata: list[Stratum]
    left_out: list[Stratum]
    sides: Mapping[int, tuple[float, ...]]
    compares: bool = True

    @property
    def joint(self) -> bool:
        """Whether several contrasts are tested at once."""
        return bool(self.row) and isinstance(self.row[0], list)


def comparison(
    design: Design, units: Sequence[Unit], column: str, test: str, reference: str, where: Mapping[str, str]
) -> Weights:
    """`test` minus `reference`, predicted in each stratum and averaged with equal weights over the strata.

    A stratum is a combination of levels of the categorical columns that share a term with `column` or stand in
    `where`; the other columns have the same share in both predictions. Numeric columns stand at their mean.
    """
    strata = [
        Stratum(levels, *(tuple(at for at in members if units[at][column] == arm) for arm in (test, reference)))
        for levels, members in _strata(design, units, column, where)
    ]
    both = [stratum for stratum in strata if stratum.test and stratum.reference]
    one = [stratum for stratum in strata if bool(stratum.test) != bool(stratum.reference)]
    sides = {at: (1.0,) for stratum in both for at in stratum.test}
    sides |= {at: (-1.0,) for stratum in both for at in stratum.reference}
    return Weights(_averaged(design, both, {column: test}, {column: reference}), both, one, sides)


def slope(design: Design, units: Sequence[Unit], column: str, per: float, where: Mapping[str, str]) -> Weights:
    """The change for each `per` units of a numeric column, averaged with equal weights over the strata."""
    strata = [Stratum(levels, members, ()) for levels, members in _strata(design, units, column, where)]
    mean = design.means[column]
    sides = {at: (float(units[at][column]),) for stratum in strata for at in stratum.test}
    return Weights(_averaged(design, strata, {column: mean + per}, {column: mean}), strata, [], sides, compares=False)


def _averaged(design: Design, strata: list[Stratum], there: Mapping, here: Mapping) -> list[float]:
    """The design's row `there` minus that `here`, mean over the strata."""
    fixed = {c: levels[0] for c, levels in design.levels.items()} | dict(design.means)
    rows = []
    for stratum in strata:
        at = fixed | dict(stratum.levels)
        rows.append([a - b for a, b in zip(design.row(at | there), design.row(at | here), strict=True)])
    return [sum(cell) / len(rows) for cell in zip(*rows, strict=True)]


def _strata(
    design: Design, units: Sequence[Unit], column: str, where: Mapping[str, str]
) -> list[tuple[dict[str, str], tuple[int, ...]]]:
    """The strata of a column, sorted by their levels, with the units of each."""
    beside = {c for term in design.terms if column in term for c in term if c in design.levels} - {column}
    columns = [c for c in design.levels if c in beside or c in where]
    members: dict[tuple, list[int]] = {}
    for at, unit in enumerate(units):
        if all(unit[c] == level for c, level in where.items()):
            members.setdefault(tuple(unit[c] for c in columns), []).append(at)
    return [(dict(zip(columns, levels, strict=True)), tuple(own)) for levels, own in sorted(members.items())]


def minus(minuend: Weights, subtrahend: Weights) -> Weights:
    """One contrast minus another; it needs the strata of both."""
    row = [a - b for a, b in zip(minuend.row, subtrahend.row, strict=True)]
    strata, left_out = minuend.strata + subtrahend.strata, minuend.left_out + subtrahend.left_out
    sides = {at: (one - other,) for at, (one, other) in _side_by_side([minuend, subtrahend]).items()}
    return Weights(row, strata, left_out, sides, compares=False)


def together(parts: Sequence[Weights]) -> Weights:
    """Several contrasts for one test of all; it needs the strata of each."""
    strata, left_out = [s for part in parts for s in part.strata], [s for part in parts for s in part.left_out]
    return Weights([part.row for part in parts], strata, left_out, _side_by_side(parts), compares=False)


def _side_by_side(parts: Sequence[Weights]) -> dict[int, tuple[float, ...]]:
    """Where each unit stands in each part; 0 in one that has no use for it."""
    units = sorted({at for part in parts for at in part.sides})
    return {at: tuple(part.sides.get(at, (0.0,))[0] for part in parts) for at in units}


class Group(NamedTuple):
    """Units of one animal or block, and the share of each in the group's mean; shares sum to one."""

    units: list[int]
    shares: list[float]


def groups_of(weights: Weights, labels: Sequence[str]) -> list[Group]:
    """The units that a contrast compares, together where they share a label, in the order of their first unit.

    Each stratum that a group holds has the same share in its mean, as strata have in the contrast.
    """
    stratum = {at: n for n, own in enumerate(weights.strata) for at in (*own.test, *own.reference)}
    groups: dict[str, list[int]] = {}
    for at in sorted(weights.sides):
        groups.setdefault(labels[at], []).append(at)
    found = []
    for units in groups.values():
        counts = Counter(stratum.get(at) for at in units)
        found.append(Group(units, [1.0 / len(counts) / counts[stratum.get(at)] for at in units]))
    return found


def constant_within(weights: Weights, groups: Sequence[Group]) -> bool:
    """Whether all units of a group stand on the same side of a contrast."""
    return all(len({weights.sides[at] for at in group.units}) == 1 for group in groups)


def over_groups(weights: Weights, groups: Sequence[Group]) -> Weights:
    """The same contrast with groups, numbered in their order, in the place of units."""
    number = {at: n for n, group in enumerate(groups) for at in group.units}

    def groups_in(arm: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted({number[at] for at in arm}))

    strata = [Stratum(s.levels, groups_in(s.test), groups_in(s.reference)) for s in weights.strata]
    sides = {number[at]: side for at, side in weights.sides.items()}
    return Weights(weights.row, strata, weights.left_out, sides, weights.compares)


def mean_rows(matrix: Sequence[Sequence[float]], groups: Sequence[Group]) -> list[list[float]]:
    """Means of the design's rows over the units of each group."""
    means = []
    for group in groups:
        columns = zip(*(matrix[at] for at in group.units), strict=True)
        means.append(
            [sum(share * cell for share, cell in zip(group.shares, column, strict=True)) for column in columns]
        )
    return means


def basis(rows: Iterable[Sequence[float]], tolerance: float = 1e-9) -> list[list[float]]:
    """An orthonormal basis of the space that rows span (Gram-Schmidt, twice, as rounding asks)."""
    found: list[list[float]] = []
    for row in dict.fromkeys(map(tuple, rows)):
        rest = _beyond(_beyond(row, found), found)
        if (length := _length(rest)) > tolerance * max(1.0, _length(row)):
            found.append([value / length for value in rest])
    return found


def spanned(row: Sequence[float], found: list[list[float]], tolerance: float = 1e-7) -> bool:
    """Whether a row lies in the space of a basis."""
    return _length(_beyond(row, found)) <= tolerance * max(1.0, _length(row))


def _beyond(row: Sequence[float], found: list[list[float]]) -> list[float]:
    rest = list(row)
    for vector in found:
        share = sum(a * b for a, b in zip(rest, vector, strict=True))
        rest = [a - share * b for a, b in zip(rest, vector, strict=True)]
    return rest


def _length(row: Sequence[float]) -> float:
    return sqrt(sum(value * value for value in row))
