"""How many animals and gels stand behind a region, and what was left out."""

from collections.abc import Mapping, Sequence

import pandas as pd

from spotwise.report.rows import plain


def animal_facts(units: pd.DataFrame, samples: pd.DataFrame) -> dict:
    """Animals, gels, technical gels and excluded samples of a region, in all and by group.

    Parameters
    ----------
    units : DataFrame
        The region's `units.tsv`.
    samples : DataFrame
        The rows of `samples.tsv` that belong to the region; a group whose samples are all excluded is shown as such.
    """
    # images of a DIGE study's standard have no subject and no group
    samples = samples[samples[["subject", "group", "excluded"]].ne("").any(axis=1)]
    groups = dict.fromkeys([*units["group"], *samples["group"]])
    by_group = [
        {"group": group, **_counts(units[units["group"] == group], samples[samples["group"] == group])}
        for group in groups
    ]
    return {"groups": by_group, **_counts(units, samples)}


def _counts(units: pd.DataFrame, samples: pd.DataFrame) -> dict:
    kept = int((samples["excluded"] == "").sum())
    return {
        "animals": int(units["subject"].nunique()),
        "gels": kept,
        "technical": kept - len(units),
        "excluded": len(samples) - kept,
    }


def animals_by_cell(regions: Sequence[Mapping]) -> list[dict]:
    """One row a group with its counts in each region, None where the region lacks it; groups as regions name them."""
    named = [{row["group"]: row for row in region["animals"]["groups"]} for region in regions]
    groups = dict.fromkeys(group for rows in named for group in rows)
    return [{"group": group, "regions": [rows.get(group) for rows in named]} for group in groups]


def excluded_samples(samples: pd.DataFrame) -> list[dict]:
    """Samples that were left out, with the sheet's reason."""
    return plain(samples.loc[samples["excluded"] != "", ["sample", "region", "group", "excluded"]])
