"""All that enrichment says of one contrast: the tables of camera, over-representation, the ranked list and the foci."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from spotwise.enrich.background import Background
from spotwise.enrich.camera import camera_table
from spotwise.enrich.collapse import collapse
from spotwise.enrich.focus import focus_table
from spotwise.enrich.gene_sets import GeneSet
from spotwise.enrich.ora import eligible, ora
from spotwise.enrich.prerank import prerank
from spotwise.enrich.redundancy import clusters
from spotwise.enrich.scores import Scores, scores_of
from spotwise.problems import Problem
from spotwise.stats.residual_effects import residual_effects
from spotwise.views import Views

FOCI = "foci of the configuration"  # no file of gene sets is called so


@dataclass(frozen=True)
class Asked:
    """What is asked of every contrast.

    Attributes
    ----------
    sets : sequence of GeneSet
    foci : mapping of str to set of str
        The genes of each.
    terms : set of str
        The terms that the foci are made of: they stand for their cluster where they can.
    methods : sequence of {'camera', 'ora', 'gsea'}
    min_size : int
    max_fraction : float
    seed : int
    """

    sets: Sequence[GeneSet]
    foci: Mapping[str, set[str]]
    terms: set[str]
    methods: Sequence[str]
    min_size: int
    max_fraction: float
    seed: int


@dataclass(frozen=True)
class Enriched:
    """The tables of a contrast by their names, and what was let pass."""

    tables: Mapping[str, pd.DataFrame]
    problems: list[Problem]


def enrich(asked: Asked, background: Background, for_ora: Background, scores: Scores | None, where: str) -> Enriched:
    """Test the sets and foci of one contrast.

    Parameters
    ----------
    asked : Asked
    background : Background
    for_ora : Background
        The same, or that of the user's list.
    scores : Scores or None
        None without a valid background: the tests that rest on it are left out.
    where : str
        Region and contrast, for the problems.
    """
    tables = {method: pd.DataFrame() for method in asked.methods}
    problems: list[Problem] = []
    if "ora" in asked.methods:
        sets, same = collapse(eligible(asked.sets, for_ora.measured, asked.min_size, asked.max_fraction), asked.terms)
        tables["ora"] = _grouped(ora(sets, for_ora), sets, same, asked.terms)
    foci = focus_table(
        asked.foci,
        background,
        for_ora if "ora" in asked.methods else None,
        scores if "camera" in asked.methods else None,
        asked.min_size,
    )
    if scores is not None:
        sets, same = collapse(eligible(asked.sets, scores.symbols, asked.min_size, asked.max_fraction), asked.terms)
        if "camera" in asked.methods:
            tables["camera"] = _grouped(camera_table(sets, scores), sets, same, asked.terms)
        if "gsea" in asked.methods and np.isfinite(scores.z).any():  # an F has no direction to rank by
            tables["gsea"], ranked, problems = _ranked(asked, sets, scores, where)
            tables["gsea"]["same_as"] = _same_as(tables["gsea"], same)
            foci = foci.merge(ranked, "left", "focus")
    return Enriched(tables | {"focus": foci}, problems)


def _ranked(
    asked: Asked, sets: Sequence[GeneSet], scores: Scores, where: str
) -> tuple[pd.DataFrame, pd.DataFrame, list[Problem]]:
    """The ranked list's test of sets, and of foci as a family of their own."""
    z = pd.Series(scores.z, scores.symbols)
    foci = [GeneSet(name, name, FOCI, tuple(sorted(genes))) for name, genes in asked.foci.items()]
    table, problems = prerank(z, [*sets, *foci], asked.seed, where, asked.min_size, asked.max_fraction)
    own = table["collection"] == FOCI
    found = table.loc[own, ["term_id", "nes", "p_value"]]
    return table[~own], found.set_axis(["focus", "gsea_nes", "gsea_p_value"], axis=1), problems


def _grouped(table: pd.DataFrame, sets: Sequence[GeneSet], same: Mapping, terms: Collection[str]) -> pd.DataFrame:
    """With the cluster of each set, whether it stands for it, and the sets of the very same genes."""
    if table.empty:
        return table
    members = {(s.collection, s.id): s.genes for s in sets}
    families = ["collection", "direction"] if "overlap" in table else ["collection"]
    parts = []
    for _, rows in table.groupby(families, sort=False):
        genes = [members[key] for key in zip(rows["collection"], rows["term_id"], strict=True)]
        hits = [cell.split(";") if cell else [] for cell in rows["genes"]] if "genes" in rows else None
        p = rows["p_value"].to_numpy(float) if "p_value" in rows else np.full(len(rows), np.nan)
        cluster, leads = clusters(rows["term_id"].to_list(), p, genes, hits, terms)
        parts.append(rows.assign(cluster=cluster, representative=leads))
    return pd.concat(parts).assign(same_as=_same_as(table, same))


def _same_as(table: pd.DataFrame, same: Mapping[tuple[str, str], Sequence[str]]) -> list[str]:
    """The sets of the very same genes as each row's, `;`-joined."""
    return [";".join(same.get(key, ())) for key in zip(table["collection"], table["term_id"], strict=True)]


def region_scores(
    views: Views, name: str, genes: pd.DataFrame, symbol: Mapping[str, str], carrier: pd.Series, tests: pd.DataFrame
) -> Scores:
    """The scores of a contrast that its region can estimate.

    Parameters
    ----------
    views : Views
        Those that hold the contrast.
    name : str
    genes, tests : DataFrame
        `genes.tsv` and `differential.tsv`.
    symbol : mapping of str to str
    carrier : Series of str, shape (features,)
        The primary gene of each feature.
    """
    view, _ = views.of(name)
    effects = residual_effects(view.values, view.spots.design, view.fitted.weights, view.fitted.blocks)
    df = view.values.shape[1] - view.fitted.fit.basis.columns.shape[1]
    return scores_of(genes, symbol, carrier.where(tests["p_value"].notna(), ""), effects, df)
