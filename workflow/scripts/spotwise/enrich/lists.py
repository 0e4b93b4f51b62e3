"""Genes that a paper names as changed, without measurements: what of them can be tested, and against what."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from spotwise.enrich.background import Background, with_list
from spotwise.enrich.methods import Asked, enrich
from spotwise.identify.gene_list import ListedGene
from spotwise.problems import Problem

WHY = "the list comes without the genes that could have been found"


def list_genes(rows: Iterable[ListedGene]) -> pd.DataFrame:
    """The rows of `genes.tsv` that a list has: each gene once, in its order.

    Returns
    -------
    DataFrame
        gene; n_features, its rows in the list; direction: up, down, mixed where rows gainsay each other, changed where
        none gives one.
    """
    ways: dict[str, list[str]] = {}
    for row in rows:
        ways.setdefault(row.gene, []).append(row.direction)
    found = [{"gene": gene, "n_features": len(own), "direction": _direction(own)} for gene, own in ways.items()]
    return pd.DataFrame(found, columns=["gene", "n_features", "direction"])


def _direction(ways: Iterable[str]) -> str:
    given = set(ways) - {""}
    return "mixed" if len(given) > 1 else given.pop() if given else "changed"


def list_background(genes: pd.DataFrame, symbol: Mapping[str, str], found: Iterable[str] | None) -> Background:
    """What a list is tested against.

    Parameters
    ----------
    genes : DataFrame
        As `list_genes` makes it.
    symbol : mapping of str to str
        Gene to symbol of the gene sets, empty where it has none; those genes are left out.
    found : iterable of str, or None
        Symbols of the genes that could have been found. The listed genes join them, for they were found. None where
        nobody knows: then there is no test, and the listed genes alone are counted.
    """
    named = {way: {symbol[gene] for gene in own} - {""} for way, own in genes.groupby("direction")["gene"]}
    up, down, every = named.get("up", set()), named.get("down", set()), set().union(*named.values())
    both = (up & down) | named.get("mixed", set())  # two genes of one symbol may have gone opposite ways
    alone = Background(
        frozenset(every), frozenset(up - both), frozenset(down - both), frozenset(every), valid=False, why=WHY
    )
    return alone if found is None else with_list(alone, found)


def list_facts(
    genes: pd.DataFrame, symbol: Mapping[str, str], background: Background, found: Iterable[str] | None
) -> dict:
    """What a list is held against, for the page and for verdicts."""
    known = set(found or ())
    return {
        "valid": background.valid,
        "why": background.why,
        "genes": len(background.measured),
        "ora_valid": background.valid,
        "ora_genes": len(background.measured),
        "outside": [gene for gene in genes["gene"] if symbol[gene] and symbol[gene] not in known] * background.valid,
    }


def list_problems(name: str, path: str, genes: pd.DataFrame, facts: Mapping) -> list[Problem]:
    """What was found in a list and let pass."""
    where, both = f"lists, {name}", genes.loc[genes["direction"] == "mixed", "gene"]
    repeated = genes.loc[(genes["n_features"] > 1) & (genes["direction"] != "mixed"), "gene"]
    found = {
        f"{path} gives genes twice the same way": (repeated, "each counts once"),
        f"{path} gives genes up and down": (both, "counted as changed, in neither direction"),
        "genes of the list are not in its background": (facts["outside"], "they join it, for they were found"),
    }
    problems = [
        Problem("lists", where, f"{what} ({len(names)}): {', '.join(names)}", consequence)
        for what, (names, consequence) in found.items()
        if len(names)
    ]
    if not facts["valid"]:
        problems.append(Problem("lists", where, f"no background: {facts['why']}", "counts and names, no verdict"))
    return problems


def enrich_list(asked: Asked, background: Background, where: str) -> dict[str, pd.DataFrame]:
    """`ora.tsv` and `focus.tsv` of a list.

    Without a background any share of the list may lie in a set, for there is nothing else to count, and what speaks of
    the background is left empty; so is up against down where the list does not have both.

    Parameters
    ----------
    asked : Asked
        With over-representation for its one method.
    background : Background
    where : str
        The name of the list.
    """
    asked = asked if background.valid else replace(asked, max_fraction=1.0)
    empty = [] if background.valid else ["background_size", "expected", "odds_ratio"]
    empty += [] if background.up and background.down else ["p_up_against_down"]
    tables = enrich(asked, background, background, None, where).tables
    return {kind: table.assign(**dict.fromkeys(set(empty) & set(table), np.nan)) for kind, table in tables.items()}
