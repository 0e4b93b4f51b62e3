"""From samples to units: the gels of one animal that differ in nothing the model knows are one unit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

OWN = ("sample", "subject", "region", "group", "excluded", "unit", "samples")
"""Columns that the hand-over files have themselves."""


@dataclass(frozen=True)
class Unit:
    """One animal in one cell of the design, with the names of its technical samples and its values by column."""

    name: str
    subject: str
    group: str
    samples: tuple[str, ...]
    values: Mapping[str, str]


def stored(column: str) -> str:
    """The name under which a column of the sheet stands in a hand-over file that has a column of that name itself."""
    return f"{column} in sheet" if column in OWN and column not in ("sample", "region") else column


def units_of(
    samples: Iterable[Mapping[str, str]], subject: str | None, columns: Sequence[str], group: Sequence[str]
) -> list[Unit]:
    """Units of one region's samples, in the order of their first sample.

    Parameters
    ----------
    samples : iterable of mapping
        Values of each sample that is not excluded, by the sheet's columns.
    subject : str or None
        The column that names the animal; None makes each sample a unit.
    columns : sequence of str
        The model's columns.
    group : sequence of str
        The columns whose levels, joined by `:`, name the unit's group.
    """
    together: dict[tuple, list[Mapping[str, str]]] = {}
    for sample in samples:
        animal = sample[subject or "sample"]
        together.setdefault((animal, *(sample[column] for column in columns)), []).append(sample)
    of_animal = Counter(key[0] for key in together)
    units = []
    for (animal, *values), members in together.items():
        named = animal if of_animal[animal] == 1 else ":".join([animal, *values])
        values = dict(zip(columns, values, strict=True))
        level = ":".join(values[column] for column in group)
        units.append(Unit(named, animal, level, tuple(sample["sample"] for sample in members), values))
    return units


def units_in(
    region: str, samples: Iterable[Mapping[str, str]], columns: Sequence[str], group: Sequence[str]
) -> list[Unit]:
    """Units of a region from the rows of `samples.tsv`; excluded samples and those of a standard are in none.

    Parameters
    ----------
    region : str
    samples : iterable of mapping
    columns, group : sequence of str
        As the sheet calls them.
    """
    here = [row for row in samples if row["region"] == region and row["excluded"] == "" and row["subject"] != ""]
    return units_of(here, "subject", [stored(column) for column in columns], [stored(column) for column in group])
