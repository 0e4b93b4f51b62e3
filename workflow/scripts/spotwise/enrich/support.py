"""How many analyses support each focus, and what leaving out one animal does to it."""

import numpy as np
import pandas as pd

from spotwise.enrich.focus import SUPPORTED
from spotwise.stats.multiplicity import benjamini_hochberg

CELL = ["region", "contrast", "focus"]
CONTRARY = {f"{SUPPORTED} (up)": "down", f"{SUPPORTED} (down)": "up"}
"""The direction in which an analysis speaks against a verdict, however small its p."""


def support(verdicts: pd.DataFrame, analyses: pd.DataFrame, own: str, fdr: float) -> pd.DataFrame:
    """`overview/robustness.tsv`: a row for each of `overview/focus.tsv`.

    An analysis supports a focus where its own adjusted p, over foci x regions within the contrast, passes, and it does
    not find the direction opposite to the study's verdict. One that cannot test the focus does not support it.

    Parameters
    ----------
    verdicts : DataFrame
        `overview/focus.tsv`.
    analyses : DataFrame
        Rows of `robustness.tsv` with their region.
    own : str
        The analysis that is the study's own.
    fdr : float

    Returns
    -------
    DataFrame
        analyses is 0 where none could test the focus. worst_p is 1 where it cannot be tested without some animal, and
        empty where it is not testable with all of them.
    """
    verdicts = verdicts[[*CELL, "verdict"]]
    whole = _judged(analyses[analyses["left_out"] == ""].merge(verdicts, "left", CELL), fdr)
    inside = whole["ambiguous"] == "in"
    without = whole[~inside].rename(
        columns={"supports": "supported_without_ambiguous", "p_value": "p_without_ambiguous"}
    )
    testable = whole.loc[(whole["analysis"] == own) & whole["p_value"].notna(), CELL]
    table = verdicts.merge(_shares(whole[inside]), "left", CELL)
    table = table.merge(without[[*CELL, "supported_without_ambiguous", "p_without_ambiguous"]], "left", CELL)
    table = table.merge(testable.merge(_worst(analyses[analyses["left_out"] != ""]), "left", CELL), "left", CELL)
    return table.fillna({"analyses": 0, "supporting": 0, "worst_animal": ""})


def _judged(analyses: pd.DataFrame, fdr: float) -> pd.DataFrame:
    """With `supports`: whether each row supports its focus."""
    family = analyses.groupby(["analysis", "contrast"], sort=False)["p_value"]
    adjusted = family.transform(lambda p: benjamini_hochberg(p.to_numpy(float))).astype(float)
    contrary = analyses["direction"] == analyses["verdict"].map(CONTRARY)
    return analyses.assign(supports=(adjusted <= fdr) & ~contrary)


def _shares(analyses: pd.DataFrame) -> pd.DataFrame:
    """Of the analyses of each focus, how many support it, and the range of their p."""
    table = analyses.groupby(CELL, sort=False, as_index=False).agg(
        analyses=("supports", "size"), supporting=("supports", "sum"),
        p_smallest=("p_value", "min"), p_largest=("p_value", "max"),
    )  # fmt: skip
    run = table["analyses"].where(table["p_smallest"].notna(), 0)
    return table.assign(analyses=run, share=table["supporting"] / run.where(run > 0, np.nan))


def _worst(without: pd.DataFrame) -> pd.DataFrame:
    """The largest p without one animal, and which: the first of equals."""
    without = without.assign(worst_p=without["p_value"].fillna(1.0)).rename(columns={"left_out": "worst_animal"})
    return without.loc[without.groupby(CELL, sort=False)["worst_p"].idxmax(), [*CELL, "worst_p", "worst_animal"]]
