"""Which arm of a contrast an animal stands in, for pictures that set a contrast's animals apart from the others."""

from collections.abc import Iterable, Mapping, Sequence

from spotwise.study.contrasts import Comparison, Simple

TEST, REFERENCE, INVOLVED, OUTSIDE = "test", "reference", "involved", ""
"""`involved`: in a slope, or in the test of one part and the reference of another."""


def arms(units: Iterable[Mapping[str, str]], parts: Sequence[Simple]) -> list[str]:
    """The arm of each unit.

    Parameters
    ----------
    units : iterable of mapping
        The values of each unit by column.
    parts : sequence of Comparison or Slope
        The contrast's own (`simple_parts`).
    """
    return [_arm({_in_part(unit, part) for part in parts} - {OUTSIDE}) for unit in units]


def arm_names(parts: Sequence[Simple]) -> dict[str, str]:
    """What the two arms are called, where all parts compare the same two levels."""
    pairs = {(part.test, part.reference) if isinstance(part, Comparison) else None for part in parts}
    pair = pairs.pop() if len(pairs) == 1 else None
    return {TEST: pair[0], REFERENCE: pair[1]} if pair else {}


def _arm(found: set[str]) -> str:
    return OUTSIDE if not found else found.pop() if len(found) == 1 else INVOLVED


def _in_part(unit: Mapping[str, str], part: Simple) -> str:
    if any(str(unit.get(column)) != level for column, level in {**part.where, **part.fit_on}.items()):
        return OUTSIDE
    if not isinstance(part, Comparison):
        return INVOLVED
    return {part.test: TEST, part.reference: REFERENCE}.get(str(unit.get(part.column)), OUTSIDE)
