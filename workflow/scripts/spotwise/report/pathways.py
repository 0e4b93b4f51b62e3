"""What enrichment says of gene sets and foci, and where it can't say anything."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from spotwise.report.handover import ContrastTables
from spotwise.report.rows import plain, smallest

TERM = (
    "term_id", "term", "collection", "overlap", "set_size", "expected", "p_value", "p_attainable",
    "adj_p_value", "n_tests", "genes", "p_up_against_down",
)  # fmt: skip
CAMERA = (
    "term_id", "term", "collection", "set_size", "direction", "correlation", "p_directional", "p_any", "p_value",
    "adj_p_value", "n_tests", "cluster", "representative",
)  # fmt: skip
GSEA = ("term_id", "term", "collection", "set_size", "nes", "p_value", "adj_p_value", "n_tests", "leading_edge")
MOST = {"any": 20, "up": 10, "down": 10}
"""Terms that are shown of each direction."""


def set_facts(tables: ContrastTables, background: Mapping, fdr: float) -> dict:
    """What each method says of gene sets, and the background they were held against; None for one not asked for."""
    return {
        "valid": background["valid"],
        "why": background["why"],
        "background": background["genes"],
        "camera": None if tables.camera is None else ranked_facts(tables.camera, CAMERA, fdr),
        "ora": None if tables.ora is None else ora_facts(tables.ora, background, fdr),
        "gsea": None if tables.gsea is None else ranked_facts(tables.gsea, GSEA, fdr),
    }


def ranked_facts(terms: pd.DataFrame, columns: Sequence[str], fdr: float, most: int = 20) -> dict:
    """The sets of the smallest p; those that stand for their cluster first among equals."""
    order = np.lexsort((terms["term_id"], terms["p_value"].to_numpy(float)))
    return {
        "tried": int(terms["p_value"].notna().sum()),
        "passed": int((terms["adj_p_value"] <= fdr).sum()),
        "smallest": smallest(terms) if len(terms) else None,
        "rows": plain(terms.iloc[order[:most]][list(columns)]),
    }


def ora_facts(ora: pd.DataFrame, background: Mapping, fdr: float) -> dict:
    """The best terms of each direction, and the background they were held against."""
    directions = [_direction(ora[ora["direction"] == d], d, most, fdr) for d, most in MOST.items()]
    return {
        "valid": background["ora_valid"],
        "background": background["ora_genes"],
        "listed": background["ora_genes"] != background["genes"],
        "directions": [found for found in directions if found["tried"]],
        "collections": int(ora["collection"].nunique()),
    }


def _direction(terms: pd.DataFrame, direction: str, most: int, fdr: float) -> dict:
    """Terms with a hit by p, larger overlaps first among equals; without p by overlap alone."""
    hit = terms[terms["overlap"] > 0]
    p = hit["p_value"].to_numpy(dtype=float)
    order = np.lexsort((-hit["overlap"].to_numpy(), np.where(np.isnan(p), np.inf, p)))
    return {
        "direction": direction,
        "query": int(terms["query_size"].iloc[0]) if len(terms) else 0,
        "tried": len(terms),
        "hit": len(hit),
        "passed": int((terms["adj_p_value"] <= fdr).sum()),
        "reachable": int((terms["p_attainable"] <= fdr).sum()),
        "smallest": smallest(terms) if len(terms) else None,
        "rows": plain(hit.iloc[order[:most]][list(TERM)]),
    }


def focus_facts(focus: pd.DataFrame, fdr: float) -> dict:
    """Every focus of every region and contrast, which ones are supported, and the smallest p of each contrast."""
    supported = focus["verdict"].str.startswith("supported").to_numpy(dtype=bool)
    # adjusting can only raise a p: what could not reach the rate alone could not reach it among others
    hopeless = ((focus["ora_p_attainable"] > fdr) & (focus["method"] == "ora")).to_numpy(dtype=bool)
    focus = focus.assign(supported=supported, hopeless=hopeless)
    families = [
        _family(contrast, focus[focus["contrast"] == contrast]) for contrast in dict.fromkeys(focus["contrast"])
    ]
    found = [row for family in families for row in family["rows"] if row["supported"]]
    return {"families": families, "supported": found, "total": len(focus)}


def _family(contrast: str, foci: pd.DataFrame) -> dict:
    """The foci that were adjusted together."""
    least = smallest(foci)
    return {
        "contrast": contrast,
        "rows": plain(foci),
        "supported": int(foci["supported"].sum()),
        "smallest": least,
    }


def no_background(backgrounds: Mapping[str, Mapping]) -> list[dict]:
    """Regions and contrasts without a background, together where they have the same reason.

    Parameters
    ----------
    backgrounds : mapping of str to mapping
        Region name to its `background.json`, which goes by contrast name.
    """
    found = []
    for region, of_contrast in backgrounds.items():
        reasons: dict[str, list[str]] = {}
        for contrast, facts in of_contrast.items():
            if not facts["valid"]:
                reasons.setdefault(facts["why"], []).append(contrast)
        for why, contrasts in reasons.items():
            every = len(contrasts) == len(of_contrast)
            found.append({"region": region, "contrasts": contrasts, "every": every, "why": why})
    return found


def unmapped_genes(mapping: pd.DataFrame) -> dict:
    """Identified genes that no gene set knows."""
    genes = mapping.drop_duplicates("gene")
    return {"genes": genes.loc[genes["route"] == "unmapped", "gene"].tolist(), "of": len(genes)}
