"""The competitive test of every gene set, which allows for genes that go together (Wu and Smyth 2012, NAR 40:e133)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from spotwise.enrich.gene_sets import GeneSet
from spotwise.enrich.scores import Scores
from spotwise.stats.competitive import Camera, camera
from spotwise.stats.multiplicity import benjamini_hochberg

COLUMNS = ("correlation", "p_directional", "p_any", "p_value", "direction")


def camera_table(sets: Sequence[GeneSet], scores: Scores) -> pd.DataFrame:
    """The rows of `camera.tsv`, BH over all sets of a collection.

    Parameters
    ----------
    sets : sequence of GeneSet
        Eligible ones, of genes that have a score.
    scores : Scores
    """
    frames = []
    for collection in dict.fromkeys(s.collection for s in sets):
        members = [s for s in sets if s.collection == collection]
        found = _test([s.genes for s in members], scores)
        frame = pd.DataFrame(
            {"term_id": [s.id for s in members], "term": [s.name for s in members], "collection": collection,
             "set_size": found.size} | {name: getattr(found, name) for name in COLUMNS}
        )  # fmt: skip
        adjusted = benjamini_hochberg(found.p_value)
        frames.append(frame.assign(adj_p_value=adjusted, n_tests=int(np.isfinite(found.p_value).sum())))
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def camera_of(sets: Mapping[str, Collection[str]], scores: Scores, min_size: int) -> dict[str, dict]:
    """The same of some named sets, without adjusting; none of a set with too few genes that have a score."""
    able = {name: genes for name, genes in sets.items() if len(scores.places(genes)) >= min_size}
    found = _test(list(able.values()), scores)
    return {name: {c: getattr(found, c)[at] for c in COLUMNS} for at, name in enumerate(able)}


def _test(sets: Sequence[Collection[str]], scores: Scores) -> Camera:
    places = [scores.places(genes) for genes in sets]
    if np.isfinite(scores.z).any():
        return camera(scores.z, scores.residuals, scores.df, places, scores.size)
    found = camera(scores.size, scores.residuals, scores.df, places)  # a test of several contrasts has no direction
    nothing = np.full(len(places), np.nan)
    return replace(found, p_directional=nothing, p_value=found.p_any, direction=np.full(len(places), "", object))
