"""The numbers of the front page: what was found in each region, how sure that is, and what could have been found."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from spotwise.report.rows import number, plain

BY_P = ("up", "down", "changed")
"""Calls that rest on a p-value of the change."""


def power_facts(power: pd.DataFrame | None, contrast: str) -> dict | None:
    """The smallest fold that the study finds in the middle spot, and how many animals an arm smaller ones would take.

    None where it was not worked out.
    """
    own = None if power is None else power[(power["contrast"] == contrast) & (power["spot"] == "median")]
    if own is None or own.empty or np.isnan(own["smallest_fold"].iloc[0]):
        return None
    row = own.iloc[0]
    return {
        "smallest_fold": float(row["smallest_fold"]),
        "animals": number(row["n"]),
        "needed": {fold: number(row[f"n_for_{fold}"]) for fold in ("1.25", "1.5", "2")},
    }


def influence_facts(influence: pd.DataFrame | None, contrast: str) -> dict | None:
    """The animal without which most calls of a contrast would be lost; None where there is no call by p."""
    own = None if influence is None else influence[influence["contrast"] == contrast]
    if own is None or own.empty or not own["called"].iloc[0] > 0:
        return None
    row = own.iloc[int(own["lost"].argmax())]
    return {"animal": row["animal"], "lost": int(row["lost"]), "called": int(row["called"])}


def thresholds(chance: Mapping | None) -> dict | None:
    """Calls at p .05 and at the false discovery rate beside those of relabelled animals, from `chance_facts`."""
    if chance is None:
        return None
    plainly = [row for row in chance["rows"] if "fold" not in row["threshold"] and row["expected"] is not None]
    nominal = next((row for row in plainly if row["threshold"].startswith("p ")), None)
    adjusted = next((row for row in plainly if row["threshold"].startswith("BH")), None)
    return {"nominal": nominal, "adjusted": adjusted}


def doubtful_gels(quality: pd.DataFrame | None) -> list[dict]:
    """Gels that stand apart, or lie with another group and may have been swapped, and why."""
    if quality is None:
        return []
    odd = quality["outlier"].astype(bool) | quality["swapped"].astype(bool)
    return plain(quality.loc[odd, ["sample", "subject", "group", "outlier", "swapped", "why"]])


def explained(factors: pd.DataFrame | None, fdr: float) -> list[dict]:
    """Factors of the sheet that go with a principal component."""
    if factors is None:
        return []
    passing = factors[factors["adj_p_value"] <= fdr]
    passing = passing.sort_values(["component", "r2"], ascending=[True, False], kind="stable")
    return plain(passing[["component", "share", "factor", "r2", "p_value", "adj_p_value"]])


def focus_agreement(
    row: Mapping, genes: pd.DataFrame, differential: pd.DataFrame, symbol: Mapping[str, str], fdr: float
) -> dict:
    """Whether the other methods say the same of a focus, and how many of its changed genes outlast any one animal.

    Parameters
    ----------
    row : mapping
        A row of `overview/focus.tsv`.
    genes, differential : DataFrame
        Of its region and contrast.
    symbol : mapping of str to str
        Gene to the symbol under which gene sets know it.
    fdr : float
        The level at which another method's p counts as saying the same.

    Returns
    -------
    dict
        methods (name, p, agrees), without_shared (p, agrees; None where no genes are shared), held and of (changed
        genes whose lead keeps p at or below the level whichever animal is left out; None where that is not known).
    """
    methods = [
        {"name": name, "p": row[key], "agrees": row[key] <= fdr}
        for name, key in (("over-representation", "ora_p_value"), ("the ranked list", "gsea_p_value"))
        if row["method"] != key.removesuffix("_p_value") and row[key] is not None
    ]
    apart = row["p_without_shared"]
    own = {name for name in row["genes"].split(";") if name}
    changed = genes[genes["direction"] != "ns"]
    leads = changed.loc[[symbol.get(gene, gene) in own for gene in changed["gene"]], "lead_feature"]
    worst = differential.drop_duplicates("feature").set_index("feature")["worst_p"].reindex(leads).dropna()
    return {
        "methods": methods,
        "without_shared": None if apart is None else {"p": apart, "agrees": apart <= fdr},
        "held": int((worst <= fdr).sum()) if len(worst) else None,
        "of": len(worst),
    }


def region_differences(regions: pd.DataFrame | None, fdr: float) -> list[dict]:
    """Of each contrast and pair of regions, how many genes were compared and how many differ."""
    if regions is None:
        return []
    pairs = regions[regions["difference"].notna()]
    found = pairs.assign(tested=pairs["p_value"].notna(), differ=pairs["adj_p_value"] <= fdr)
    counts = found.groupby(["contrast", "region"], sort=False)[["tested", "differ"]].sum().reset_index()
    return [{**row, "tested": int(row["tested"]), "differ": int(row["differ"])} for row in plain(counts)]
