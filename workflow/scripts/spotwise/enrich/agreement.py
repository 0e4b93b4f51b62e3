"""Terms and foci by region and method, side by side; and over-representation among the genes that all regions share.

Regions have backgrounds of their own, so a term may stand out in one since the other never measured its genes. Among
the genes that every region could have found, the regions can be compared.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from spotwise.stats.hypergeometric import upper_tail

Cell = tuple[str, str]
"""Region and contrast."""

TAKEN = {
    "camera": {"set_size": "set_size", "direction": "direction", "p_value": "camera_p_value",
               "adj_p_value": "camera_adj_p_value"},
    "ora": {"overlap": "overlap", "p_value": "ora_p_value", "adj_p_value": "ora_adj_p_value"},
    "gsea": {"nes": "gsea_nes", "p_value": "gsea_p_value"},
}  # fmt: skip
"""The columns of each method's table, and what they are called here."""

KEYS = ["collection", "term_id", "term"]
FOCUS = "focus"
"""What the collection of the foci is called."""

COLUMNS = [
    *KEYS, "contrast", "region", *dict.fromkeys(name for taken in TAKEN.values() for name in taken.values()),
    "common_genes", "common_overlap", "common_p_value",
]  # fmt: skip


def expanded(table: pd.DataFrame, names: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """The rows of a method, with one for each set in `same_as`: which sets are the same hangs on region and method."""
    same = [cell.split(";") if cell else [] for cell in table["same_as"]]
    ids = [[own, *others] for own, others in zip(table["term_id"], same, strict=True)]
    rows = table.loc[table.index.repeat([len(own) for own in ids])].assign(term_id=[one for own in ids for one in own])
    keys = zip(rows["collection"], rows["term_id"], strict=True)
    return rows.assign(term=[names.get(key, term) for key, term in zip(keys, rows["term"], strict=True)])


def term_rows(tables: Mapping[str, pd.DataFrame], names: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """What each method says of the terms of one region and contrast, one row a term.

    Parameters
    ----------
    tables : mapping of method to DataFrame
        camera.tsv, ora.tsv (of which the changes in any direction are taken) and gsea.tsv, as far as there are any.
    names : mapping of (collection, term_id) to str
    """
    rows = pd.DataFrame(columns=KEYS)
    for method, taken in TAKEN.items():
        if method in tables:
            table = tables[method]
            table = expanded(table[table["direction"] == "any"] if method == "ora" else table, names)
            rows = rows.merge(table[[*KEYS, *taken]].rename(columns=taken), "outer", KEYS)
    return rows


def focus_rows(foci: pd.DataFrame) -> pd.DataFrame:
    """The same of foci, from the rows of `overview/focus.tsv` of one region and contrast."""
    return pd.DataFrame(
        {
            "collection": FOCUS, "term_id": foci["focus"], "term": foci["focus"], "set_size": foci["genes_measured"],
            "direction": foci["direction"], "camera_p_value": foci["camera_p_value"],
            "camera_adj_p_value": foci["adj_p_value"].where(foci["method"] == "camera"),
            "overlap": foci["genes_changed"], "ora_p_value": foci["ora_p_value"],
            "gsea_nes": foci["gsea_nes"], "gsea_p_value": foci["gsea_p_value"],
        }
    )  # fmt: skip


def among_common(
    genes: Mapping[tuple[str, str], set[str]],
    rows: pd.DataFrame,
    measured: Mapping[Cell, set[str]],
    called: Mapping[Cell, set[str]],
) -> pd.DataFrame:
    """With over-representation among the genes that every region measured in the contrast.

    Parameters
    ----------
    genes : mapping of (collection, term_id) to set of str
    rows : DataFrame
        collection, term_id, contrast, region.
    measured, called : mapping of (region, contrast) to set of str
        Of the regions that have a background.
    """
    parts = []
    for (contrast, region), own in rows.groupby(["contrast", "region"], sort=False):
        backgrounds = [found for (_, other), found in measured.items() if other == contrast]
        common = set.intersection(*backgrounds) if backgrounds else set()
        query = called.get((region, contrast), set()) & common
        members = [genes.get(key, set()) & common for key in zip(own["collection"], own["term_id"], strict=True)]
        size, overlap = np.array([len(m) for m in members], int), np.array([len(m & query) for m in members], int)
        able = (region, contrast) in measured and len(backgrounds) > 1
        p = upper_tail(overlap, size, len(query), len(common)) if able else np.full(len(own), np.nan)
        p = np.where(size > 0, p, np.nan)
        parts.append(own.assign(common_genes=size, common_overlap=overlap, common_p_value=p))
    return pd.concat(parts) if parts else rows


def agreement(
    tables: Mapping[Cell, Mapping[str, pd.DataFrame]],
    foci: pd.DataFrame,
    genes: Mapping[tuple[str, str], set[str]],
    measured: Mapping[Cell, set[str]],
    called: Mapping[Cell, set[str]],
    names: Mapping[tuple[str, str], str],
) -> pd.DataFrame:
    """The rows of `overview/terms.tsv`: foci first, then terms; a row a contrast and region.

    Parameters
    ----------
    tables : mapping of (region, contrast) to mapping of method to DataFrame
    foci : DataFrame
        `overview/focus.tsv`.
    genes, measured, called
        As in `among_common`.
    names : mapping of (collection, term_id) to str
    """
    parts = []
    for (region, contrast), of_methods in tables.items():
        own = foci[(foci["region"] == region) & (foci["contrast"] == contrast)]
        for rank, rows in enumerate((focus_rows(own), term_rows(of_methods, names))):
            if len(rows):
                parts.append(rows.assign(region=region, contrast=contrast, rank=rank))
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    rows = among_common(genes, pd.concat(parts, ignore_index=True), measured, called)
    return rows.sort_values(["rank", "collection", "term_id"], kind="stable").reindex(columns=COLUMNS)


def members(sets: Sequence, foci: Mapping[str, set[str]]) -> dict[tuple[str, str], set[str]]:
    """The genes of every set by collection and id, and those of the foci."""
    found = {(one.collection, one.id): set(one.genes) for one in sets}
    return found | {(FOCUS, name): set(genes) for name, genes in foci.items()}
