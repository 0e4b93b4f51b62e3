"""The hand-over tables that a report is made from, as read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class ContrastTables:
    """Tables of one contrast in one region; those of enrichment are None where its method was not asked for."""

    differential: pd.DataFrame
    genes: pd.DataFrame
    ora: pd.DataFrame | None = None
    camera: pd.DataFrame | None = None
    gsea: pd.DataFrame | None = None


@dataclass(frozen=True)
class RegionTables:
    """Tables of a region, its contrasts by id; `background` is None where enrichment is off, others where not made.

    `loaded` is what the reader of its table noted: the format, and whether its rows are peptides.
    """

    units: pd.DataFrame
    features: pd.DataFrame
    model: Mapping
    background: Mapping | None
    contrasts: Mapping[str, ContrastTables]
    calls: pd.DataFrame | None = None
    pls: pd.DataFrame | None = None
    power: pd.DataFrame | None = None
    influence: pd.DataFrame | None = None
    quality: pd.DataFrame | None = None
    factors: pd.DataFrame | None = None
    loaded: Mapping = field(default_factory=dict)


@dataclass(frozen=True)
class StudyTables:
    """Tables of a study, its regions by id; `mapping` and `focus` are None where enrichment is off."""

    samples: pd.DataFrame
    problems: pd.DataFrame
    mapping: pd.DataFrame | None
    focus: pd.DataFrame | None
    regions: Mapping[str, RegionTables]
    compared: pd.DataFrame | None = None
    outcomes: pd.DataFrame | None = None
