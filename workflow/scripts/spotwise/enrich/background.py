"""Which genes a region could have found changed: the background, never the genome."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from spotwise.delimited import read_rows
from spotwise.problems import Problem

SUSPECT_ODDS, SUSPECT_P = 5.0, 1e-3
CALLED = ("up", "down", "mixed", "changed")  # directions of genes that are called
PRESENT = {"only_in_test": "up", "only_in_reference": "down"}


@dataclass(frozen=True)
class Background:
    """Symbols of a region's genes in one contrast.

    `measured` holds those of every identified, testable feature, co-identified genes too; `up`, `down` and `any` those
    of called genes. `valid` is false where only changed spots were identified: then there is nothing to test against,
    and `why` says so.
    """

    measured: frozenset[str]
    up: frozenset[str]
    down: frozenset[str]
    any: frozenset[str]
    valid: bool
    why: str


def make_background(
    differential: pd.DataFrame,
    genes: pd.DataFrame,
    symbol: Mapping[str, str],
    why_not: str = "",
    presence: pd.Series | None = None,
) -> Background:
    """The background of a contrast.

    Parameters
    ----------
    differential, genes : DataFrame
        The hand-over tables of the contrast.
    symbol : mapping of str to str
        Gene to symbol of the gene sets, empty where it has none; those genes can stand in no set and are left out.
    why_not : str
        Why the region has no background, as `selected` says it; empty where it has one.
    presence : Series of str, optional
        The primary gene of each feature. With it, features called by presence alone join the background and the query:
        seen only under test counts as up.
    """
    called = {d: {symbol.get(g, "") for g in genes.loc[genes["direction"] == d, "gene"]} for d in CALLED}
    counts = differential["p_value"].notna()  # a spot called by presence has no p, and stands in no test of its own
    if presence is not None:
        for call, direction in PRESENT.items():
            called[direction] |= {symbol.get(g, "") for g in presence[differential["call"] == call]}
        counts |= differential["call"].isin(PRESENT)
    joined = differential.loc[counts & (differential["gene"] != ""), "gene"]
    measured = {symbol.get(gene, "") for cell in joined for gene in cell.split(";")} - {""}
    called = {direction: found & measured for direction, found in called.items()}
    both = called["up"] & called["down"]  # two genes of one symbol that went opposite ways
    why = why_not or ("" if measured else "no testable spot is identified")
    return Background(
        frozenset(measured), frozenset(called["up"] - both), frozenset(called["down"] - both),
        frozenset().union(*called.values()), not why, why,
    )  # fmt: skip


def listed_genes(path: str | Path) -> list[str]:
    """Genes of a user's background list, one a line; further columns and a header called gene or symbol don't count."""
    cells = [cells[0].strip() for _, cells in read_rows(path) if cells and not cells[0].startswith("#")]
    return [cell for cell in cells if cell and cell.lower() not in ("gene", "symbol")]


def background_problems(region: str, paths: Sequence[str], listed: Collection[str], why: str) -> list[Problem]:
    """What becomes of a user's list in a region: of no use where the region has a background, or where no gene maps."""
    if paths and not why:
        what = "the region has a background of its own"
        return [Problem("enrich", region, what, "enrichment.background is not used here")]
    if paths and not listed:
        what = f"no gene of {paths[0]} stands in the gene sets"
        return [Problem("enrich", region, what, "it restores no background")]
    return []


def with_list(background: Background, listed: Iterable[str]) -> Background:
    """The background of over-representation where the user lists the genes that could have been found."""
    return replace(background, measured=background.measured | set(listed), valid=True, why="")


def selected(selection: str, tables: Iterable[pd.DataFrame]) -> str:
    """Why the spots sent to identification leave a region no background; empty where they leave one.

    Parameters
    ----------
    selection : {'all', 'changed', 'unknown'}
        Which spots were sent to identification.
    tables : iterable of DataFrame
        `differential.tsv` of each of the region's contrasts: one that the choice seems to have followed is enough.
    """
    if selection == "changed":
        return "only changed spots were sent to identification"
    for table in tables if selection == "unknown" else ():
        testable = table["p_value"].notna()
        if looks_selected(table.loc[testable, "p_value"].to_numpy(), (table.loc[testable, "gene"] != "").to_numpy()):
            return "changed spots were identified far more often than others, as if only they had been sent"
    return ""


def looks_selected(p: np.ndarray, identified: np.ndarray) -> bool:
    """Whether p below .05 is so much more common among identified spots that they seem chosen for it.

    Both of an odds ratio over 5 and a p below .001 by Fisher's exact test.
    """
    from scipy.stats import fisher_exact

    low = p < 0.05
    table = [
        [np.sum(low & identified), np.sum(~low & identified)],
        [np.sum(low & ~identified), np.sum(~low & ~identified)],
    ]
    odds, p_value = fisher_exact(table, alternative="greater")
    return bool(odds > SUSPECT_ODDS and p_value < SUSPECT_P)
