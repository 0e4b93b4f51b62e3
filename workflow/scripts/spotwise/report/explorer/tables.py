"""The hand-over tables that the explorer is made from, as read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class RegionTables:
    """Tables of a region; its contrasts' `differential.tsv` by id, matrices indexed by feature and by entry.

    `peptides` says whether its features are proteins, rolled up from the entries.
    """

    features: pd.DataFrame
    entries: pd.DataFrame
    units: pd.DataFrame
    analysed: pd.DataFrame
    normalised: pd.DataFrame
    differential: Mapping[str, pd.DataFrame]
    peptides: bool = False


@dataclass(frozen=True)
class StudyTables:
    """Tables of a study, its regions by id; those of enrichment are None where it is off.

    `members` holds the genes of each focus (under its name) and of each term (under its collection and id), as symbols.
    """

    regions: Mapping[str, RegionTables]
    mapping: pd.DataFrame | None = None
    focus: pd.DataFrame | None = None
    terms: pd.DataFrame | None = None
    members: Mapping[tuple[str, str], Sequence[str]] | None = None
