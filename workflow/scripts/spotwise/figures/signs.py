"""Two columns of the sheet in one picture: one as colour, one as shape."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.patches import Patch

from spotwise.figures.groups import COLOURS, NAME, SHAPES, Mark, key, natural
from spotwise.figures.style import GREY, INK
from spotwise.figures.text import wrap


@dataclass(frozen=True)
class Sign:
    """Columns of the sheet, joined by `:`, and the colour or shape of each level, in the order of the legend."""

    columns: tuple[str, ...]
    of_level: Mapping[str, str]

    def level(self, row: Mapping[str, str]) -> str:
        """The level of a unit or sample."""
        return ":".join(row[column] for column in self.columns)


@dataclass(frozen=True)
class Signs:
    """The colour of a unit says its level of one thing, the shape that of another."""

    colour: Sign
    shape: Sign

    def mark(self, row: Mapping[str, str]) -> Mark:
        """How a unit is drawn."""
        return Mark(self.colour.of_level[self.colour.level(row)], self.shape.of_level[self.shape.level(row)])

    def entries(self, rows: Sequence[Mapping[str, str]]) -> list[tuple[str, object]]:
        """What a legend says of the units given: labels and handles."""
        if self.colour.columns == self.shape.columns:
            found = _levels(self.colour, rows)
            return [(label, key(self.colour.of_level[level], self.shape.of_level[level])) for level, label in found]
        found = [(_title(self.colour), key("none", "None"))]
        found += [
            (label, Patch(fc=self.colour.of_level[level], ec=INK, lw=0.3))
            for level, label in _levels(self.colour, rows)
        ]
        found.append((_title(self.shape), key("none", "None")))
        return found + [(label, key(GREY, self.shape.of_level[level])) for level, label in _levels(self.shape, rows)]


def _title(sign: Sign) -> str:
    return wrap(":".join(sign.columns), NAME) + ":"


def _levels(sign: Sign, rows: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    """Levels that occur, with a label that says how often."""
    present = [sign.level(row) for row in rows]
    return [
        (level, f"{wrap(level, NAME) or 'not said'} ({present.count(level)})")
        for level in sign.of_level
        if level in present
    ]


def choose_signs(
    rows: Sequence[Mapping[str, str]], compared: Sequence[str], group: Sequence[str], further: Sequence[str]
) -> Signs:
    """What colour and shape say: what is compared, and what else tells groups apart; or else a further column.

    Parameters
    ----------
    rows : sequence of mapping
        The sheet's values for all samples of the study, so that signs hold across regions.
    compared, group, further : sequence of str
        The columns that contrasts compare, those that name groups, and others that may serve, best first. Where
        levels are too many for colours and shapes apart, both say the group.
    """
    first = tuple((*compared, *group)[:1])
    rest = tuple(column for column in group if column not in first)
    choices = [rest] if rest else [(column,) for column in further]
    colour = _sign(first, rows, COLOURS)
    for columns in choices if 0 < len(colour.of_level) <= len(COLOURS) else []:
        shape = _sign(columns, rows, SHAPES)
        if 1 < len(shape.of_level) <= len(SHAPES):
            return Signs(colour, shape)
    return Signs(_sign(tuple(group), rows, COLOURS), _sign(tuple(group), rows, SHAPES))


def _sign(columns: tuple[str, ...], rows: Sequence[Mapping[str, str]], signs: Sequence[str]) -> Sign:
    levels = natural(":".join(row[column] for column in columns) for row in rows)
    return Sign(columns, {level: signs[at % len(signs)] for at, level in enumerate(levels)})
