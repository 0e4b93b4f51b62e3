"""What an earlier run of a study said otherwise: settings, calls of spots and genes, and verdicts on foci."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isclose

import numpy as np
import pandas as pd

from spotwise.problems import Problem

TOLERANCE = 1e-8
"""Numbers of two runs are the same within this share of the larger one."""

OWN = ("outdir", "previous")
"""Settings in which two runs differ by their nature."""

EMPTY = (None, "", [])
"""Ways of saying nothing, of which a later version may have filled in one."""

COLUMNS = ("kind", "region", "contrast", "key", "before", "now", "before_p", "now_p", "before_adj_p", "now_adj_p")


@dataclass(frozen=True)
class Compared:
    """A kind of table: its name among the hand-over files, what its rows are, the column that names them, and the one
    that may have changed."""

    table: str
    kind: str
    key: str
    says: str

    @property
    def columns(self) -> list[str]:
        """The columns that are looked at, as far as the kind has them."""
        return ["region", "contrast", self.key, self.says, "p_value", "adj_p_value"]


TABLES = {
    "differential.tsv": Compared("differential", "call", "feature", "call"),
    "genes.tsv": Compared("genes", "gene", "gene", "direction"),
    "overview/focus.tsv": Compared("focus_overview", "focus", "focus", "verdict"),
}
"""The tables that are compared, by their files."""


def changed_settings(before: Mapping, now: Mapping) -> pd.DataFrame:
    """The settings of two configurations that differ, each by its path; empty where one lacks it."""
    earlier, later = _settings(before), _settings(now)
    keys = [key for key in dict.fromkeys([*later, *earlier]) if not _same(earlier.get(key), later.get(key))]
    rows = [
        {"kind": "setting", "key": key, "before": _text(earlier.get(key)), "now": _text(later.get(key))} for key in keys
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _settings(value: object, path: str = "") -> dict[str, object]:
    """The leaves of a configuration by their paths, as in `quantities[1].path`; a list of words is one leaf."""
    if isinstance(value, Mapping):
        below = {f"{path}.{key}".lstrip("."): part for key, part in value.items() if path or key not in OWN}
    elif isinstance(value, list) and any(isinstance(part, Mapping | list) for part in value):
        below = {f"{path}[{at}]": part for at, part in enumerate(value, start=1)}
    else:
        return {path: value}
    return {key: leaf for part, held in below.items() for key, leaf in _settings(held, part).items()}


def _same(one: object, other: object) -> bool:
    if one in EMPTY or other in EMPTY:
        return one in EMPTY and other in EMPTY
    if all(isinstance(value, int | float) for value in (one, other)):
        return isclose(one, other, rel_tol=TOLERANCE)
    return one == other


def _text(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def changed_rows(before: pd.DataFrame, now: pd.DataFrame, what: Compared) -> tuple[pd.DataFrame, dict]:
    """The rows of a table that say something else than they did, and how many were compared.

    Parameters
    ----------
    before, now : DataFrame
        With the columns of `what`, `p_value` and `adj_p_value`; where tables of several regions and contrasts are put
        together, with region and contrast too.
    what : Compared

    Returns
    -------
    changes : DataFrame
        In the order of `now`, then those that it lacks; empty where a run lacks the row.
    counts : dict of str to int
        joined, only_before, only_now, changed (of those that both have), and same_but_p: those that say the same,
        with a p that differs by more than `TOLERANCE`.
    """
    on = [column for column in ("region", "contrast", what.key) if column in now]
    before, now = before.set_index(on), now.set_index(on)
    keys = now.index.append(before.index.difference(now.index, sort=False))
    earlier, later = before.reindex(keys), now.reindex(keys)
    was, new = keys.isin(before.index), keys.isin(now.index)
    differ = (earlier[what.says].fillna("") != later[what.says].fillna("")).to_numpy()
    moved = ~_equal(earlier["p_value"], later["p_value"])
    counts = {
        "joined": was & new,
        "only_before": was & ~new,
        "only_now": new & ~was,
        "changed": was & new & differ,
        "same_but_p": was & new & ~differ & moved,
    }
    rows = keys.to_frame(index=False).rename(columns={what.key: "key"}).assign(kind=what.kind)
    for run, table in (("before", earlier), ("now", later)):
        own = table[[what.says, "p_value", "adj_p_value"]].set_axis([run, f"{run}_p", f"{run}_adj_p"], axis=1)
        rows = rows.join(own.reset_index(drop=True))
    changes = rows.reindex(columns=COLUMNS).loc[differ].reset_index(drop=True)
    return changes.fillna({"before": "", "now": ""}), {name: int(where.sum()) for name, where in counts.items()}


def _equal(one: pd.Series, other: pd.Series) -> np.ndarray:
    """Whether numbers are the same within `TOLERANCE`, or missing in both."""
    return np.isclose(one.to_numpy(float), other.to_numpy(float), rtol=TOLERANCE, atol=0, equal_nan=True)


def lacking(
    paths: Iterable[str], earlier: Iterable[str], regions: Mapping[str, str], contrasts: Mapping[str, str], where: str
) -> list[Problem]:
    """What the earlier run does not have: whole regions, contrasts that none of its regions has, and single files.

    Parameters
    ----------
    paths : iterable of str
        Files of this run that could be compared, `{region}/{contrast}/...` or others.
    earlier : iterable of str
        Those of them that the earlier run has.
    regions, contrasts : mapping of str to str
        Id to name.
    where : str
        The folder of the earlier run.
    """
    earlier = set(earlier)
    had = [path.split("/") for path in earlier]
    no_region = {id_ for id_ in regions if not any(parts[0] == id_ for parts in had)}
    no_contrast = {id_ for id_ in contrasts if not any(parts[0] in regions and parts[1] == id_ for parts in had)}
    said = {f"the earlier run has no region {regions[id_]}": None for id_ in regions if id_ in no_region}
    if len(no_region) < len(regions):
        said |= {f"the earlier run has no contrast {contrasts[id_]}": None for id_ in contrasts if id_ in no_contrast}
    for path in paths:
        region, contrast, *_ = path.split("/")
        if path not in earlier and region not in no_region and contrast not in no_contrast:
            said[f"the earlier run has no {path}"] = None
    return [Problem("changes", where, what, "not compared") for what in said]


KINDS = {
    "setting": "settings",
    "call": "calls of spots",
    "gene": "directions of genes",
    "focus": "verdicts on foci",
}


def in_words(previous: str, changes: pd.DataFrame) -> str:
    """One line on how many settings, calls and verdicts changed."""
    kind = changes["kind"]
    counts = ", ".join(f"{words} {int((kind == name).sum())}" for name, words in KINDS.items())
    return f"Changed since {previous}: {counts} (overview/changes.tsv)"
