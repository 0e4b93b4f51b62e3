"""Foci: the questions declared before the run, each one set and one p."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from spotwise.enrich.background import Background
from spotwise.enrich.gene_sets import GeneSet
from spotwise.enrich.ora import attainable, p_values
from spotwise.stats.multiplicity import benjamini_hochberg

SUPPORTED, NOT_SUPPORTED, NOT_TESTABLE, NO_BACKGROUND = "supported", "not supported", "not testable", "no background"


def focus_sets(focus: Mapping[str, Sequence[str]], sets: Sequence[GeneSet]) -> dict[str, set[str]]:
    """The genes of each focus: the union of its terms, wherever they stand."""
    genes: dict[str, set[str]] = {}
    for s in sets:
        genes.setdefault(s.id, set()).update(s.genes)
    return {name: set().union(*(genes.get(term, ()) for term in terms)) for name, terms in focus.items()}


def test_foci(foci: Mapping[str, set[str]], background: Background, min_size: int) -> pd.DataFrame:
    """The rows of `focus.tsv`; no p without a valid background, or for a focus with too few measured genes."""
    measured = {name: genes & background.measured for name, genes in foci.items()}
    able = {name: genes for name, genes in measured.items() if background.valid and len(genes) >= min_size}
    p, rows = p_values(background.any, able, background.measured), []
    for name, genes in measured.items():
        changed = genes & background.any
        row = {"focus": name, "genes_measured": len(genes), "genes_changed": len(changed)}
        row |= {"direction": _direction(changed, background), "genes": ";".join(sorted(changed))}
        if name in able:
            row["ora_p_value"] = p[name]
            size = np.array([len(genes)])
            row["ora_p_attainable"] = attainable(size, len(background.any), len(background.measured))[0]
        rows.append(row | {"shared_with": _shared(name, measured)})
    columns = ["focus", "genes_measured", "genes_changed", "direction", "ora_p_value", "ora_p_attainable"]
    return pd.DataFrame(rows, columns=[*columns, "shared_with", "genes"])


def _direction(changed: set[str], background: Background) -> str:
    """up or down where every changed gene went that way, else mixed; empty without any."""
    if not changed:
        return ""
    return "up" if changed <= background.up else "down" if changed <= background.down else "mixed"


def _shared(name: str, measured: Mapping[str, set[str]]) -> str:
    """The other foci with measured genes in common, and how many."""
    common = {other: len(genes & measured[name]) for other, genes in measured.items() if other != name}
    return "; ".join(f"{other} ({n})" for other, n in common.items() if n)


def judge(foci: pd.DataFrame, has_background: Mapping[tuple[str, str], bool], fdr: float) -> pd.DataFrame:
    """`overview/focus.tsv`: adjusted over foci x regions within each contrast, with a verdict each.

    Parameters
    ----------
    foci : DataFrame
        Rows of `focus.tsv` with region and contrast.
    has_background : mapping of (region, contrast) to bool
    fdr : float
    """
    foci = foci.assign(adj_p_value=np.nan, n_tests=0, verdict=NOT_TESTABLE)
    for _, rows in foci.groupby("contrast", sort=False).groups.items():
        p = foci.loc[rows, "ora_p_value"].astype(float)
        foci.loc[rows, "adj_p_value"] = benjamini_hochberg(p.to_numpy())
        foci.loc[rows, "n_tests"] = int(p.notna().sum())
    for at, row in foci.iterrows():
        foci.loc[at, "verdict"] = _verdict(row, has_background[row["region"], row["contrast"]], fdr)
    return foci


def _verdict(row: pd.Series, has_background: bool, fdr: float) -> str:
    if not has_background:
        return NO_BACKGROUND
    if np.isnan(row["adj_p_value"]):
        return NOT_TESTABLE
    return f"{SUPPORTED} ({row['direction']})" if row["adj_p_value"] <= fdr else NOT_SUPPORTED
