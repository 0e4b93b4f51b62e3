"""Foci: the questions declared before the run, each one set and one p."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from spotwise.enrich.background import Background
from spotwise.enrich.camera import camera_of
from spotwise.enrich.gene_sets import GeneSet
from spotwise.enrich.ora import up_against_down
from spotwise.enrich.scores import Scores
from spotwise.stats.hypergeometric import attainable, upper_tail
from spotwise.stats.multiplicity import benjamini_hochberg
from spotwise.stats.self_contained import rotation_test

SUPPORTED, NOT_SUPPORTED, NOT_TESTABLE, NO_BACKGROUND = "supported", "not supported", "not testable", "no background"


def focus_sets(focus: Mapping[str, Sequence[str]], sets: Sequence[GeneSet]) -> dict[str, set[str]]:
    """The genes of each focus: the union of its terms, wherever they stand."""
    genes: dict[str, set[str]] = {}
    for s in sets:
        genes.setdefault(s.id, set()).update(s.genes)
    return {name: set().union(*(genes.get(term, ()) for term in terms)) for name, terms in focus.items()}


def focus_table(
    foci: Mapping[str, set[str]],
    background: Background,
    for_ora: Background | None,
    scores: Scores | None,
    min_size: int,
) -> pd.DataFrame:
    """The rows of `focus.tsv`; no p of a focus with too few measured genes.

    The p that the verdict rests on, `p_value`, is camera's; or that of over-representation where camera was not asked
    for, or where a list of the user's stands in for a background.

    Parameters
    ----------
    foci : mapping of str to set of str
    background : Background
        What was measured, and called.
    for_ora : Background or None
        What over-representation is tested against; None where it was not asked for.
    scores : Scores or None
        None where camera was not asked for, or there is no valid background.
    min_size : int
    """
    measured = {name: genes & background.measured for name, genes in foci.items()}
    table = pd.DataFrame([_counts(name, genes, measured, background) for name, genes in measured.items()])
    if table.empty:
        return pd.DataFrame(columns=["focus", "p_value"])
    if for_ora is not None and for_ora.valid:
        table = table.join(pd.DataFrame([_ora(genes & for_ora.measured, for_ora, min_size) for genes in foci.values()]))
    if scores is not None:
        table = table.join(pd.DataFrame([_camera(name, measured, scores, min_size) for name in measured]))
    return _headline(table, "camera" if scores is not None else "ora" if for_ora is not None and for_ora.valid else "")


def _counts(name: str, genes: set[str], measured: Mapping[str, set[str]], background: Background) -> dict:
    changed = genes & background.any
    return {
        "focus": name,
        "genes_measured": len(genes),
        "genes_changed": len(changed),
        "direction": _direction(changed, background),
        "p_up_against_down": float(up_against_down([changed], background)[0]),
        "shared_with": _shared(name, measured),
        "genes": ";".join(sorted(changed)),
    }


def _direction(changed: Collection[str], background: Background) -> str:
    """up or down where every changed gene went that way, else mixed; empty where the test knows no direction."""
    up, down = background.up.intersection(changed), background.down.intersection(changed)
    if not changed or not (background.up or background.down):
        return ""
    return "up" if len(up) == len(changed) else "down" if len(down) == len(changed) else "mixed"


def _shared(name: str, measured: Mapping[str, set[str]]) -> str:
    """The other foci with measured genes in common, and how many."""
    common = {other: len(genes & measured[name]) for other, genes in measured.items() if other != name}
    return "; ".join(f"{other} ({n})" for other, n in common.items() if n)


def _ora(genes: Collection[str], background: Background, min_size: int) -> dict:
    if len(genes) < min_size:
        return {}
    size, query, n = np.array([len(genes)]), len(background.any), len(background.measured)
    overlap = np.array([len(background.any.intersection(genes))])
    p, least = upper_tail(overlap, size, query, n), attainable(size, query, n)
    return {"ora_p_value": p[0], "ora_p_attainable": least[0]}


def _camera(name: str, measured: Mapping[str, set[str]], scores: Scores, min_size: int) -> dict:
    """Camera's p of a focus, and of what it does not share with any other."""
    own = measured[name].difference(*(genes for other, genes in measured.items() if other != name))
    found = camera_of({"whole": measured[name], "own": own}, scores, min_size)
    row = {f"camera_{key}": value for key, value in found.get("whole", {}).items() if key != "correlation"}
    if row:
        row |= _self_contained(measured[name], scores)
    return row | {"p_without_shared": found.get("own", {}).get("p_value", np.nan)}


def _self_contained(genes: Collection[str], scores: Scores) -> dict:
    """P that no gene of a focus changed at all (ROAST's limit); none of a test without direction."""
    if not np.isfinite(scores.z).any():
        return {}
    missing = np.isnan(scores.residuals)
    df = np.maximum(scores.df - missing.sum(axis=1), 1.0)
    # means of several spots vary less than one, while z does not: both are put on one scale
    square = np.where(missing, 0.0, scores.residuals**2).sum(axis=1)
    scaled = scores.residuals * np.sqrt(df / np.where(square > 0, square, 1.0))[:, None]
    found = rotation_test(scores.z, scaled, df, [scores.places(genes)])
    return {"fry_p_value": found.p_value[0], "fry_p_mixed": found.p_mixed[0]}


def _headline(table: pd.DataFrame, method: str) -> pd.DataFrame:
    """With the p of the method that verdicts rest on, and the direction that it speaks of."""
    table = table.assign(p_value=table.get(f"{method}_p_value", np.nan), method=method)
    if method == "camera" and "camera_direction" in table:
        table["direction"] = table["camera_direction"].where(table["p_value"].notna(), table["direction"])
    return table


def judge(foci: pd.DataFrame, has_background: Mapping[tuple[str, str], bool], fdr: float) -> pd.DataFrame:
    """`overview/focus.tsv`: adjusted over foci x regions within each contrast, with a verdict each.

    Parameters
    ----------
    foci : DataFrame
        Rows of `focus.tsv` with region and contrast.
    has_background : mapping of (region, contrast) to bool
    fdr : float
    """
    family = foci.groupby("contrast", sort=False)["p_value"]
    adjusted = family.transform(lambda p: benjamini_hochberg(p.to_numpy(float))).astype(float)
    foci = foci.assign(adj_p_value=adjusted, n_tests=family.transform("count"))
    valid = [has_background[key] for key in zip(foci["region"], foci["contrast"], strict=True)]
    towards = (" (" + foci["direction"] + ")").where(foci["direction"] != "", "")  # an F has no direction
    supported = (SUPPORTED + towards).where(adjusted <= fdr, NOT_SUPPORTED)
    nothing = [~np.array(valid, bool), adjusted.isna()]
    return foci.assign(verdict=np.select(nothing, [NO_BACKGROUND, NOT_TESTABLE], supported))
