"""All pictures of a contrast in a region, from the tables that hand it over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from spotwise.figures.calls import BY_PRESENCE, BY_TEST, full_name, ranked
from spotwise.figures.gel import draw_gel
from spotwise.figures.groups import Mark
from spotwise.figures.heat_map import Animals
from spotwise.figures.intervals import draw_intervals
from spotwise.figures.ma import draw_ma
from spotwise.figures.p_values import draw_p_values
from spotwise.figures.spot_map import draw_spot_map
from spotwise.figures.strips import MOST, Spots, draw_strips
from spotwise.figures.strips import Animals as Columns
from spotwise.figures.text import counted
from spotwise.figures.volcano import draw_volcano

UNIT_COLUMNS = ("unit", "subject", "group", "samples")
"""Of a table of units; what follows are the sheet's factors."""

NAMED = 36
"""Animals that a heat map names at most: names take longer to draw than the map."""


@dataclass(frozen=True)
class Region:
    """What the pictures of all contrasts of a region share.

    Attributes
    ----------
    name : str
    features, entries : DataFrame
        As handed over.
    analysed, normalised : DataFrame
        Features x units and entries x samples, log2.
    units : DataFrame
    mark : mapping of group to Mark
    """

    name: str
    features: pd.DataFrame
    entries: pd.DataFrame
    analysed: pd.DataFrame
    normalised: pd.DataFrame
    units: pd.DataFrame
    mark: Mapping[str, Mark]


@dataclass(frozen=True)
class Asked:
    """A contrast: its name, each unit's arm, what the two arms are called, and its estimated share of true nulls."""

    contrast: str
    arms: Sequence[str]
    names: Mapping[str, str]
    nulls: float | None


def draw_contrast(
    tests: pd.DataFrame, region: Region, asked: Asked, fdr: float, equivalence: float
) -> dict[str, Figure]:
    """The pictures by name, each ready to be rendered; `tests` is the table `differential` of the contrast."""
    places = region.entries[["feature", "x", "y"]].dropna().drop_duplicates("feature")
    own = region.features[["feature", "primary_gene", "pi", "mr"]]
    table = tests.merge(own, on="feature", how="left").merge(places, on="feature", how="left")
    table["primary_gene"] = table["primary_gene"].fillna("")
    names, by_presence = (asked.contrast, region.name), int(table["call"].isin(BY_PRESENCE).sum())
    return {
        "volcano": draw_volcano(table, *names, fdr),
        "ma": draw_ma(table, *names, fdr),
        "p_values": draw_p_values(table["p_value"].to_numpy(), *names, by_presence, asked.nulls),
        "intervals": draw_intervals(table, *names, equivalence),
        "heat_map": _heat_map(table, region, asked.contrast),
        "strips": _strips(table, region, asked),
        "gel": draw_gel(table, *names),
    }


def _heat_map(table: pd.DataFrame, region: Region, contrast: str) -> Figure:
    called = ranked(table[table["call"].isin(BY_TEST + BY_PRESENCE)])
    units = region.units
    factors = {name: units[name].to_list() for name in units.columns if name not in UNIT_COLUMNS}
    animals = Animals(units["unit"].to_list(), units["group"].to_list(), region.mark, factors, NAMED)
    values = region.analysed.loc[called["feature"], units["unit"]].to_numpy()
    tested = int((table["call"] != "not_testable").sum())
    return draw_spot_map(values, _names(called), animals, contrast, region.name, tested)


def _names(spots: pd.DataFrame) -> list[str]:
    return [full_name(*pair) for pair in spots[["primary_gene", "feature"]].to_numpy()]


def _strips(table: pd.DataFrame, region: Region, asked: Asked) -> Figure:
    """The top spots, with the technical gels of an animal where the spots were tested as they were measured."""
    top = ranked(table[np.isfinite(table["p_value"])])[:MOST]
    units = region.units
    values = region.analysed.loc[top["feature"], units["unit"]].to_numpy()
    gels = [_gels(region.normalised, top["feature"], samples.split(";")) for samples in units["samples"]]
    said = [f"{call.replace('_', ' ')}, adj. p {p:.2g}" for call, p in top[["call", "adj_p_value"]].to_numpy()]
    spots = Spots(_names(top), said, values, gels)
    animals = Columns(units["group"].to_list(), asked.arms, region.mark)
    called = int(top["call"].isin(BY_TEST).sum())
    which = f"the {counted(len(top), 'spot')} of smallest p, {called} of them called"
    return draw_strips(spots, animals, asked.contrast, region.name, which, asked.names)


def _gels(normalised: pd.DataFrame, features: pd.Series, samples: Sequence[str]) -> np.ndarray:
    known = len(samples) > 1 and set(samples) <= set(normalised.columns)
    return normalised.reindex(features)[samples].to_numpy() if known else np.empty((len(features), 0))
