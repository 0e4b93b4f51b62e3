"""What the report says of an earlier run."""

from collections.abc import Mapping

import pandas as pd

from spotwise.report.rows import MOST, plain

KINDS = {
    "setting": "Settings that differ",
    "focus": "Verdicts on foci that changed",
    "gene": "Directions of genes that changed",
    "call": "Calls of spots that changed",
}


def change_facts(changes: pd.DataFrame, counts: Mapping) -> dict:
    """What changed by kind, its first rows each, and how much of each table could be compared.

    Parameters
    ----------
    changes : DataFrame
        `overview/changes.tsv`.
    counts : mapping
        `overview/changes.json`.
    """
    kinds = []
    for kind, title in KINDS.items():
        rows = changes[changes["kind"] == kind]
        kinds.append({"kind": kind, "title": title, "total": len(rows), "rows": plain(rows[:MOST])})
    return {"previous": counts["previous"], "kinds": kinds, "tables": counts["tables"]}
