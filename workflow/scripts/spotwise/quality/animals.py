"""How many animals stand in each cell and region, and how the sheet's other columns spread over the arms."""

from collections.abc import Mapping, Sequence

import pandas as pd

from spotwise.quality.factors import make_factor, telling, unit_rows

CELLS, LEVELS, NUMBERS = "cells", "levels", "numbers"
"""Kinds of rows: animals of a cell in a region; of a level of a column in an arm; one animal's number in a column."""


def animal_table(
    samples: Sequence[Mapping[str, str]], group: Sequence[str], arm: str | None, further: Sequence[str]
) -> pd.DataFrame:
    """The rows of `animals.tsv`.

    Parameters
    ----------
    samples : sequence of mapping
        The rows of `samples.tsv` of animals, excluded ones too.
    group : sequence of str
        The columns that name a cell.
    arm : str, optional
        The column that is compared, which `further` are held against.
    further : sequence of str
        Animals are counted in each region anew: their gels may be of different batches.
    """
    rows = _cells(samples, ":".join(group))
    for column in further if arm else []:
        rows += _spread(samples, arm, column)
    columns = ["kind", "region", "column", "level", "arm_column", "arm", "animals", "excluded"]
    return pd.DataFrame(rows, columns=columns)


def _cells(samples: Sequence[Mapping[str, str]], column: str) -> list[tuple]:
    found: dict[tuple, tuple[set, set]] = {}
    for sample in samples:
        used, every = found.setdefault((sample["region"], sample["group"]), (set(), set()))
        every.add(sample["subject"])
        used.update([sample["subject"]] * (not sample["excluded"]))
    return [
        (CELLS, region, column, group, "", "", len(used), len(every) - len(used))
        for (region, group), (used, every) in found.items()
    ]


def _spread(samples: Sequence[Mapping[str, str]], arm: str, column: str) -> list[tuple]:
    members: dict[tuple, list[Mapping[str, str]]] = {}
    for sample in samples:
        if not sample["excluded"]:
            members.setdefault((sample["region"], sample["subject"], sample[arm]), []).append(sample)
    values = [row[column] for row in unit_rows(list(members.values()), [column])]
    arms = [key[2] for key in members]
    factor = make_factor(column, values)
    if not telling([factor]):
        return []
    if factor.numeric:
        return [
            (NUMBERS, region, column, value, arm, side, 1, 0)
            for (region, _, side), value, known in zip(members, values, factor.known, strict=True)
            if known
        ]
    counts = pd.Series(list(zip(values, arms, strict=True))).value_counts(sort=False)
    return [
        (LEVELS, "", column, level, arm, side, int(counts.get((level, side), 0)), 0)
        for level in factor.levels
        for side in sorted(set(arms))
    ]
