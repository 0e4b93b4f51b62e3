"""Columns of the model that say nothing which other columns have not said: nothing can then tell them apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spotwise.design import Unit, basis, make_design
from spotwise.study.formula import Term


@dataclass(frozen=True)
class Alias:
    """A column, and the columns that tell (part of) the same."""

    column: str
    others: tuple[str, ...]


def aliases(terms: Sequence[Term], units: Sequence[Unit]) -> list[Alias]:
    """Main effects that add less to a model's rank than their levels ask for; each pair of columns once.

    Cells that no unit fills take rank from an interaction, and are no fault: contrasts are averaged over the strata
    that are there. A column that is the same for every unit is none either: it adds nothing.
    """
    found: dict[frozenset[str], Alias] = {}
    for column in (term[0] for term in terms if len(term) == 1):
        beside = [term for term in terms if column not in term]
        if _adds(column, beside, units) < _asks(column, units):
            others = tuple(dict.fromkeys(other for term in beside for other in term))
            alias = Alias(column, _least(column, others, units))
            found.setdefault(frozenset((column, *alias.others)), alias)
    return list(found.values())


def _asks(column: str, units: Sequence[Unit]) -> int:
    distinct = {unit[column] for unit in units}
    return min(1, len(distinct) - 1) if all(isinstance(value, float) for value in distinct) else len(distinct) - 1


def _adds(column: str, terms: Iterable[Term], units: Sequence[Unit]) -> int:
    without = [(), *terms]
    return _rank([*without, (column,)], units) - _rank(without, units)


def _rank(terms: Iterable[Term], units: Sequence[Unit]) -> int:
    design = make_design(terms, units)
    return len(basis(map(design.row, units)))


def _least(column: str, others: tuple[str, ...], units: Sequence[Unit]) -> tuple[str, ...]:
    """The one other column that is enough, or all of them."""
    asked = _asks(column, units)
    return next(((other,) for other in others if _adds(column, [(other,)], units) < asked), others)
