"""Published claims held against an analysis: one row a claim, region and contrast, and a line that sums them up."""

from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd

from spotwise.reproduce.found import OPPOSITE, Found, Results, find
from spotwise.reproduce.verdict import NOT_MEASURED, NOT_TESTABLE, SUPPORTED, VERDICTS, excludes_fold, judge
from spotwise.study.published import COLUMNS, Claim

FOLD_EXCLUDED = "the interval excludes the published fold"


def reproduced(
    claims: Sequence[Claim], regions: Sequence[str], comparisons: Sequence[str], results: Results
) -> pd.DataFrame:
    """The rows of `overview/reproduced.tsv`: a claim in its region and contrast, or in each where it names none.

    Parameters
    ----------
    claims : sequence of Claim
    regions : sequence of str
    comparisons : sequence of str
        The contrasts in which a claim that names none is judged.
    results : Results
    """
    rows = []
    for claim in claims:
        for region in [claim.region] if claim.region else _regions(claim, regions, results):
            for contrast in [claim.contrast] if claim.contrast else comparisons:
                found = find(claim, region, contrast, results)
                rows.append(_row(claim, region, contrast, found, results.fdr))
    return pd.DataFrame(rows)


def _regions(claim: Claim, regions: Sequence[str], results: Results) -> list[str]:
    """The regions of a claim without one; an outcome has those of its table, none where it is of the whole animal."""
    if claim.level != "outcome":
        return list(regions)
    table = results.outcomes
    own = [] if table is None else table.loc[table["outcome"] == claim.id, "region"]
    return list(dict.fromkeys(own)) or [""]


def _row(claim: Claim, region: str, contrast: str, found: Found, fdr: float) -> dict:
    of_claim = {name: getattr(claim, name) for name in COLUMNS} | {"region": region, "contrast": contrast}
    of_found = asdict(found)
    of_found["measured_direction"] = of_found.pop("direction")
    if excludes_fold(claim, found):
        of_found["note"] = "; ".join(part for part in (found.note, FOLD_EXCLUDED) if part)
    return of_claim | of_found | {"verdict": judge(claim, found, fdr)}


def summary(table: pd.DataFrame, claims: Sequence[Claim], simulated: bool) -> str:
    """One line: how many claims are supported, each counted in every region and contrast, and how directions agree.

    What is found again in simulated data was planted, and says nothing of the publication.

    Parameters
    ----------
    table : DataFrame
        What `reproduced` gives.
    claims : sequence of Claim
    simulated : bool
    """
    head = "Planted, recovered (simulated data)" if simulated else "Reproduced"
    if table.empty:
        return f"{head}: no claim is listed under `published`."
    counts = table["verdict"].value_counts()
    judged = len(table) - sum(counts.get(verdict, 0) for verdict in (NOT_MEASURED, NOT_TESTABLE))
    rest = [f"{counts[verdict]} {verdict}" for verdict in VERDICTS if verdict != SUPPORTED and verdict in counts]
    stated = table["claim_id"].map({claim.claim_id: claim.stated for claim in claims})
    both = stated.isin(OPPOSITE) & table["measured_direction"].isin(OPPOSITE) & table["p_value"].notna()
    agree = int((both & (stated == table["measured_direction"])).sum())
    return (
        f"{head}: of {table['claim_id'].nunique()} claims, judged {len(table)} times by region and contrast, "
        f"{counts.get(SUPPORTED, 0)} of {judged} that could be tested are supported"
        f"{''.join(f', {part}' for part in rest)}. "
        f"Direction agrees in {agree} of {int(both.sum())} that state one and have one measured; half would by chance."
    )
