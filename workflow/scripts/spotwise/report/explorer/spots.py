"""The spots of a region: what each holds, and where it lies on the gel."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from spotwise.report.explorer.encode import decimals

TEXT = ("feature", "protein", "gene", "description")

PLACES = {
    "pixels": ("position on the image", "x", "y", 1),
    "observed": ("observed pI and Mr", "pi", "mr", 3),
    "theoretical": ("theoretical pI and Mr", "pi_theoretical", "mr_theoretical", 3),
}
"""Ways to place a spot: in words, the columns that they need, and decimals; the first that a table has is shown."""


def spot_columns(features: pd.DataFrame, entries: pd.DataFrame, gene_at: Mapping[str, int]) -> dict:
    """The columns of a region's spots.

    Parameters
    ----------
    features, entries : DataFrame
    gene_at : mapping of str to int
        The number of each primary gene of the study.
    """
    return {
        **{column: features[column].tolist() for column in TEXT},
        "primary": [gene_at.get(gene, -1) for gene in features["primary_gene"]],
        "places": places(features, entries),
    }


def places(features: pd.DataFrame, entries: pd.DataFrame) -> list[dict]:
    """Each way to place spots that has a place for one of them at least."""
    own = entries.drop_duplicates("feature").set_index("feature")[["x", "y"]].reindex(features["feature"])
    columns = {name: features[name] for name in ("pi", "mr", "pi_theoretical", "mr_theoretical")} | {
        name: own[name] for name in ("x", "y")
    }
    found = []
    for kind, (words, x, y, digits) in PLACES.items():
        across, down = (np.asarray(columns[name], dtype=float) for name in (x, y))
        known = np.isfinite(across) & np.isfinite(down)
        if kind != "pixels":
            known &= down > 0  # Mr is drawn on a log scale
        elif len(entries) != len(features):
            continue  # the places of peptides are not those of a protein
        if known.any():
            across, down = (np.where(known, values, np.nan) for values in (across, down))
            found.append({"kind": kind, "words": words, "x": decimals(across, digits), "y": decimals(down, digits)})
    return found
