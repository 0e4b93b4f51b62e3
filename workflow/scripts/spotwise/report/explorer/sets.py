"""Foci and terms with their genes, and what each contrast says of them in each region."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from spotwise.report.explorer.encode import p_values
from spotwise.report.explorer.members import FOCUS

MOST = 1000
"""Terms that a page offers: those of the smallest p in any region and contrast."""

METHODS = {"camera": "camera_p_value", "over-representation": "ora_p_value", "ranked list": "gsea_p_value"}
ADJUSTED = {"camera_p_value": "camera_adj_p_value", "ora_p_value": "ora_adj_p_value"}
Cell = tuple[str, str]


def chosen_terms(terms: pd.DataFrame) -> list[tuple[str, str]]:
    """Collection and id of the terms that the page offers, the smallest p first."""
    rows = terms[terms["collection"] != FOCUS]
    least = rows[list(METHODS.values())].min(axis=1).groupby([rows["collection"], rows["term_id"]], sort=False).min()
    return least.dropna().sort_values(kind="stable").index[:MOST].tolist()


def focus_facts(
    focus: pd.DataFrame, genes: Mapping[tuple[str, str], Sequence[int]], cells: Sequence[Cell]
) -> list[dict]:
    """Each focus: its genes by number, and its verdict, p and adjusted p by cell."""
    at = {cell: number for number, cell in enumerate(cells)}
    facts = []
    for name, rows in focus.groupby("focus", sort=False):
        own = {"verdict": [""] * len(cells), "p": [None] * len(cells), "adjusted": [None] * len(cells)}
        for row in rows.itertuples():
            cell = at[row.region, row.contrast]
            own["verdict"][cell] = row.verdict
            own["p"][cell], own["adjusted"][cell] = p_values([row.p_value, row.adj_p_value], 0)
        facts.append({"name": name, "genes": list(genes.get((FOCUS, name), [])), **own})
    return facts


def term_facts(
    terms: pd.DataFrame, chosen: Sequence[tuple[str, str]], genes: Mapping[tuple[str, str], Sequence[int]],
    cells: Sequence[Cell], fdr: float,
) -> list[dict]:  # fmt: skip
    """Each chosen term: its genes by number, and by method the p and adjusted p of each cell, where there are any."""
    at = {key: number for number, key in enumerate(chosen)}
    keys = list(zip(terms["collection"], terms["term_id"], strict=True))
    offered = np.array([key in at for key in keys], dtype=bool)
    own, keys = terms[offered], [key for key in keys if key in at]
    cell_at = {cell: number for number, cell in enumerate(cells)}
    row = [at[key] for key in keys]
    column = [cell_at[cell] for cell in zip(own["region"], own["contrast"], strict=True)]
    names = dict(zip(keys, own["term"], strict=True))
    used = {words: _pair(p) for words, p in METHODS.items() if terms[p].notna().any()}
    p = {
        name: _by_cell(own[name], row, column, (len(chosen), len(cells)), fdr)
        for pair in used.values()
        for name in pair
    }
    return [
        {
            "id": key[1],
            "name": names[key],
            "collection": key[0],
            "genes": list(genes.get(key, [])),
            "p": {words: [p[name][number] for name in pair] for words, pair in used.items()},
        }
        for key, number in at.items()
    ]


def _pair(column: str) -> list[str]:
    return [column, ADJUSTED[column]] if column in ADJUSTED else [column]


def _by_cell(
    values: pd.Series, row: list[int], column: list[int], shape: tuple[int, int], fdr: float
) -> list[list[float | None]]:
    """The p-values of each term, one a cell."""
    table = np.full(shape, np.nan)
    table[row, column] = values
    short = p_values(table.ravel(), fdr)
    return [short[start : start + shape[1]] for start in range(0, len(short), shape[1])]
