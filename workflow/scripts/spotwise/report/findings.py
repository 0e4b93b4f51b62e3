"""What a contrast found among spots and genes of a region."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from spotwise.report.rows import first_by_p, number, plain, smallest
from spotwise.report.words import CALLED, CALLS

SPOT = (
    "feature", "gene", "protein", "log2fc", "ci_low", "ci_high", "p_value", "adj_p_value",
    "n_test", "n_reference", "call",
)  # fmt: skip
GENE = ("gene", "n_features", "lead_feature", "log2fc", "log2fc_mean", "p_value", "adj_p_value", "direction")


def spot_facts(differential: pd.DataFrame, description: Mapping[str, str]) -> dict:
    """Counts of calls, the smallest p, the width of what stays open, and the first spots.

    Parameters
    ----------
    differential : DataFrame
        The contrast's `differential.tsv`.
    description : mapping of str to str
        What each feature is, empty where it is not identified.
    """
    called = differential["call"].isin(CALLED).to_numpy()
    first = first_by_p(differential[list(SPOT)], called)
    for row in first["rows"]:
        row["description"] = description.get(row["feature"], "")
    calls = count_calls(differential["call"])
    return {
        "calls": calls,
        "tested": len(differential) - calls["not_testable"],
        "called": int(called.sum()),
        "smallest": smallest(differential),
        "half_width": _half_width(differential),
        **first,
    }


def count_calls(call: pd.Series) -> dict[str, int]:
    """How often each call was made; those of any contrast of two groups stand there with a zero."""
    counts = call.value_counts()
    always = ("up", "down", "inconclusive", "not_testable")
    known = [word for word in CALLS if word in always or word in counts]
    return {word: int(counts.get(word, 0)) for word in [*known, *sorted(set(counts.index) - set(CALLS))]}


def _half_width(differential: pd.DataFrame) -> float | None:
    """Half the interval of the middle inconclusive spot: what could have been missed there."""
    open_ = differential[differential["call"] == "inconclusive"]
    half = (open_["ci_high"] - open_["ci_low"]).dropna() / 2
    return number(half.median()) if len(half) else None


def gene_facts(genes: pd.DataFrame, differential: pd.DataFrame, fdr: float) -> dict:
    """Counts of directions, the smallest p, and the first genes, each with the interval of its lead spot."""
    direction = genes["direction"]
    counts = {word: int((direction == word).sum()) for word in ("up", "down", "mixed", "changed")}
    lead = differential.drop_duplicates("feature").set_index("feature")[["ci_low", "ci_high"]]
    joined = genes[list(GENE)].join(lead, on="lead_feature")
    first = first_by_p(joined, np.isin(direction, list(counts)))
    trains = genes.loc[genes["train_adj_p_value"] <= fdr, "gene"].tolist()
    return {"trains": trains, "counts": counts, "called": sum(counts.values()), "smallest": smallest(genes), **first}


def chance_facts(calls: pd.DataFrame | None, contrast: str) -> dict | None:
    """Calls by threshold beside those of relabelled animals; None where nothing could change places."""
    own = None if calls is None else calls[calls["contrast"] == contrast]
    if own is None or own["expected"].isna().all():
        return None
    return {
        "relabellings": int(own["relabellings"].max()),
        "rows": plain(own[["threshold", "observed", "expected"]]),
    }
