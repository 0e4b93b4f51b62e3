"""What a region's animals can estimate: the weights of each contrast, or the reason why there are none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spotwise.design import (
    LEAST,
    LEAST_SLOPE,
    Design,
    Unit,
    Weights,
    basis,
    comparison,
    constant_within,
    groups_of,
    make_design,
    mean_rows,
    minus,
    over_groups,
    slope,
    spanned,
    together,
)
from spotwise.faults import listed, quoted
from spotwise.study.contrasts import Comparison, Contrast, Difference, Simple, Slope, fitted_on


@dataclass(frozen=True)
class Fitting:
    """Units to which one model is fitted, by number, and the contrasts that it answers."""

    at: list[int]
    contrasts: Mapping[str, Contrast]


def fittings(contrasts: Mapping[str, Contrast], units: Sequence[Unit]) -> list[Fitting]:
    """The models of a region: one over all units, and one for each `fit_on` that contrasts name."""
    asked = {name: tuple(sorted(fitted_on(name, contrasts).items())) for name in contrasts}
    return [
        Fitting(
            [at for at, unit in enumerate(units) if all(unit[column] == level for column, level in levels)],
            {name: contrasts[name] for name, own in asked.items() if own == levels},
        )
        for levels in dict.fromkeys([(), *asked.values()])
    ]


def weigh(
    contrasts: Mapping[str, Contrast],
    terms: Sequence[tuple[str, ...]],
    units: Sequence[Unit],
    groupings: Sequence[Sequence[str]] = (),
) -> dict[str, Weights | str]:
    """Weights of each contrast on the design of some terms over units, or why it can't be estimated.

    Parameters
    ----------
    contrasts : mapping of str to Contrast
        With the parts of those that have any.
    terms : sequence of tuple of str
    units : sequence of mapping
    groupings : sequence of sequence of str
        The animal of each unit, and its block, as `groupings_of` gives them.
    """
    if not units:
        return dict.fromkeys(contrasts, "the region has no sample that is not excluded")
    design = make_design(terms, units)
    matrix = [design.row(unit) for unit in units]
    space = basis(matrix)
    if len(space) >= len(units):
        reason = f"{len(units)} animals leave no degree of freedom to a model of rank {len(space)}"
        return dict.fromkeys(contrasts, reason)
    simple = {name: c for name, c in contrasts.items() if isinstance(c, Simple)}
    weighed: dict[str, Weights | str] = {name: _weigh(c, design, units, space) for name, c in simple.items()}
    for kind in (Difference, object):  # tests of several contrasts may hold differences, so those come first
        for name, contrast in contrasts.items():
            if name not in weighed and isinstance(contrast, kind):
                weighed[name] = _joined(contrast, weighed)
    return {name: _on_means(weighed[name], matrix, groupings) for name in contrasts}


def groupings_of(units: Sequence[Unit], subjects: Sequence[str], block: str | None) -> list[list[str]]:
    """Labels that units share which are not independent: of their animal, where some have several; then of their block.

    A block that is not the same for all units of an animal can't be modelled beside the animal, and is left out.
    """
    groupings = [list(subjects)] if len(set(subjects)) < len(subjects) else []
    labels = [str(unit[block]) for unit in units] if block else []
    nested = len(set(zip(subjects, labels, strict=False))) == len(set(subjects))
    if labels and nested and len(set(labels)) < len(set(subjects)):
        groupings.append(labels)
    return groupings


def _weigh(asked: Simple, design: Design, units: Sequence[Unit], space: list[list[float]]) -> Weights | str:
    weights = _slope(asked, design, units) if isinstance(asked, Slope) else _comparison(asked, design, units)
    if isinstance(weights, Weights) and not spanned(weights.row, space):
        others = [column for column in [*design.levels, *design.means] if column != asked.column]
        return f"these animals can't tell {asked.column} from {' and '.join(others) or 'nothing'}"
    return weights


def _comparison(asked: Comparison, design: Design, units: Sequence[Unit]) -> Weights | str:
    weights = comparison(design, units, asked.column, asked.test, asked.reference, asked.where)
    within = _within(asked.where)
    if not weights.strata:
        found = listed(sorted({str(unit[asked.column]) for unit in units}))
        pair = f"{asked.column} = {quoted(asked.test)} beside {quoted(asked.reference)}"
        return f"no animals of {pair}{within} (levels here: {found})"
    for arm in ("test", "reference"):
        n = len({at for stratum in weights.strata for at in getattr(stratum, arm)})
        if n < LEAST:
            return f"{n} animal of {asked.column} = {quoted(getattr(asked, arm))}{within}; each arm needs {LEAST}"
    return weights


def _slope(asked: Slope, design: Design, units: Sequence[Unit]) -> Weights | str:
    weights = slope(design, units, asked.column, asked.per, asked.where)
    within = {at for stratum in weights.strata for at in stratum.test}
    if len(within) < LEAST_SLOPE:
        return f"{len(within)} animals{_within(asked.where)}; a slope needs {LEAST_SLOPE}"
    if len({units[at][asked.column] for at in within}) == 1:
        return f"{asked.column} is the same for all animals{_within(asked.where)}"
    return weights


def _within(where: Mapping[str, str]) -> str:
    return "".join(f", {column} = {level}" for column, level in where.items())


def _joined(asked: Contrast, weighed: Mapping[str, Weights | str]) -> Weights | str:
    parts = [weighed[part] for part in asked.parts]
    reason = next((part for part in parts if isinstance(part, str)), None)
    return reason or (minus(*parts) if isinstance(asked, Difference) else together(parts))


def _on_means(
    weights: Weights | str, matrix: Sequence[Sequence[float]], groupings: Sequence[Sequence[str]]
) -> Weights | str:
    """The weights; or why the means of animals, or of blocks, can't estimate what is constant within them."""
    if isinstance(weights, str):
        return weights
    rows, collapsed = matrix, weights
    for at in range(len(groupings)):
        groups = groups_of(collapsed, groupings[at])
        if not constant_within(collapsed, groups):
            break
        if len(groups) == len(collapsed.sides):
            continue
        rows, collapsed = mean_rows(rows, groups), over_groups(collapsed, groups)
        groupings = [[own[group.units[0]] for group in groups] if n > at else [] for n, own in enumerate(groupings)]
        space, what = basis(rows), "blocks" if at == len(groupings) - 1 else "animals"
        if len(space) >= len(rows):
            told = f"{len(rows)} {what} leave no degree of freedom to a model of rank {len(space)}"
            return f"{told}, and it is the same within each"
        if not all(spanned(row, space) for row in (weights.row if weights.joint else [weights.row])):
            return f"it is the same within each of {len(rows)} {what}, and their means can't tell it from the rest"
    return weights
