"""What a region's animals can estimate: the weights of each contrast, or the reason why there are none."""

from collections.abc import Mapping, Sequence

from spotwise.design import Design, Unit, Weights, basis, comparison, make_design, minus, spanned
from spotwise.faults import listed, quoted
from spotwise.study.contrasts import Comparison, Contrast

LEAST = 2  # animals that each arm needs for a variance


def weigh(
    contrasts: Mapping[str, Contrast], terms: Sequence[tuple[str, ...]], units: Sequence[Unit]
) -> dict[str, Weights | str]:
    """Weights of each contrast on the design of some terms over a region's units, or why it can't be estimated."""
    if not units:
        return dict.fromkeys(contrasts, "the region has no sample that is not excluded")
    design = make_design(terms, units)
    space = basis(map(design.row, units))
    if len(space) >= len(units):
        reason = f"{len(units)} animals leave no degree of freedom to a model of rank {len(space)}"
        return dict.fromkeys(contrasts, reason)
    simple = {name: c for name, c in contrasts.items() if isinstance(c, Comparison)}
    weighed = {name: _weigh(contrast, design, units, space) for name, contrast in simple.items()}
    return {name: weighed[name] if name in simple else _difference(c, weighed) for name, c in contrasts.items()}


def _weigh(asked: Comparison, design: Design, units: Sequence[Unit], space: list[list[float]]) -> Weights | str:
    weights = comparison(design, units, asked.column, asked.test, asked.reference, asked.where)
    within = "".join(f", {column} = {level}" for column, level in asked.where.items())
    if not weights.strata:
        found = listed(sorted({str(unit[asked.column]) for unit in units}))
        pair = f"{asked.column} = {quoted(asked.test)} beside {quoted(asked.reference)}"
        return f"no animals of {pair}{within} (levels here: {found})"
    for arm in ("test", "reference"):
        n = len({at for stratum in weights.strata for at in getattr(stratum, arm)})
        if n < LEAST:
            return f"{n} animal of {asked.column} = {quoted(getattr(asked, arm))}{within}; each arm needs {LEAST}"
    if not spanned(weights.row, space):
        others = [column for column in [*design.levels, *design.means] if column != asked.column]
        return f"these animals can't tell {asked.column} from {' and '.join(others)}"
    return weights


def _difference(asked, weighed: Mapping[str, Weights | str]) -> Weights | str:
    parts = [weighed[asked.minuend], weighed[asked.subtrahend]]
    return next((part for part in parts if isinstance(part, str)), None) or minus(*parts)
