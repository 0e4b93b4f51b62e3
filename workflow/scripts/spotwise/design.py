"""Design rows and contrast weights, as plain lists: this file imports nothing, so the checks before a run use it too.

Every categorical column is coded by an indicator for each of its levels, and interactions by products, so a design
may have more columns than rank. That changes nothing: a contrast is a difference of fitted means, and a difference of
fitted means is the same number under every coding that spans the same space. It is estimable where its weights lie in
the row space of the design.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod, sqrt

Unit = Mapping[str, str | float]
"""The values of one animal's unit by column: text where the column is categorical, a number where it is numeric."""


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
    numeric = [column for column in columns if all(isinstance(unit[column], float) for unit in units)]
    levels = {c: tuple(sorted({unit[c] for unit in units})) for c in columns if c not in numeric}
    return Design(terms, levels, {c: sum(unit[c] for unit in units) / len(units) for c in numeric})


@dataclass(frozen=True)
class Stratum:
    """One combination of levels in which two arms are compared, and the units of each, by number."""

    levels: Mapping[str, str]
    test: tuple[int, ...]
    reference: tuple[int, ...]


@dataclass(frozen=True)
class Weights:
    """A contrast on a design.

    Attributes
    ----------
    row : list of float
        Weights of the design's columns; empty where there is no stratum to compare.
    strata : list of Stratum
        Those compared, with units in both arms.
    left_out : list of Stratum
        Those with units in one arm alone.
    parts : int
        How many comparisons the contrast is made of.
    """

    row: list[float]
    strata: list[Stratum]
    left_out: list[Stratum]
    parts: int = 1


def comparison(
    design: Design, units: Sequence[Unit], column: str, test: str, reference: str, where: Mapping[str, str]
) -> Weights:
    """`test` minus `reference`, predicted in each stratum and averaged with equal weights over the strata.

    A stratum is a combination of levels of the categorical columns that share a term with `column` or stand in
    `where`; the other columns have the same share in both predictions. Numeric columns stand at their mean.
    """
    beside = {c for term in design.terms if column in term for c in term if c in design.levels} - {column}
    columns = [c for c in design.levels if c in beside or c in where]
    strata = _strata(columns, units, column, test, reference, where)
    both = [stratum for stratum in strata if stratum.test and stratum.reference]
    one = [stratum for stratum in strata if bool(stratum.test) != bool(stratum.reference)]
    fixed = {c: levels[0] for c, levels in design.levels.items()} | dict(design.means)
    rows = []
    for stratum in both:
        there = fixed | dict(stratum.levels)
        pair = design.row(there | {column: test}), design.row(there | {column: reference})
        rows.append([a - b for a, b in zip(*pair, strict=True)])
    return Weights([sum(cell) / len(rows) for cell in zip(*rows, strict=True)], both, one)


def _strata(
    columns: list[str], units: Sequence[Unit], column: str, test: str, reference: str, where: Mapping[str, str]
) -> list[Stratum]:
    members: dict[tuple, tuple[list[int], list[int]]] = {}
    for at, unit in enumerate(units):
        if all(unit[c] == level for c, level in where.items()):
            arms = members.setdefault(tuple(unit[c] for c in columns), ([], []))
            if unit[column] == test:
                arms[0].append(at)
            if unit[column] == reference:
                arms[1].append(at)
    return [
        Stratum(dict(zip(columns, levels, strict=True)), tuple(arms[0]), tuple(arms[1]))
        for levels, arms in sorted(members.items())
    ]


def minus(minuend: Weights, subtrahend: Weights) -> Weights:
    """One contrast minus another; it needs the strata of both."""
    row = [a - b for a, b in zip(minuend.row, subtrahend.row, strict=True)]
    strata, left_out = minuend.strata + subtrahend.strata, minuend.left_out + subtrahend.left_out
    return Weights(row, strata, left_out, minuend.parts + subtrahend.parts)


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
