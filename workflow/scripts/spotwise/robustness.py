"""The foci of one region again, under other analyses: a small grid, without ambiguous spots, without each animal."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd

from spotwise.differential import Settings, differential
from spotwise.enrich.camera import camera_of
from spotwise.enrich.methods import region_scores
from spotwise.enrich.scores import Scores
from spotwise.fits import RegionFits, region_fits
from spotwise.genes import gene_table
from spotwise.normalise import normalise
from spotwise.rollup import features_of
from spotwise.summarise import average

METHODS = ("none", "median_ratio", "quantile")
STRICT = {"min_fraction": 0.75, "in": "every_group"}
LENIENT = {"min_fraction": 0.5, "in": "any_group"}
TRENDS = {True: "trend", False: "no trend", "auto": "trend auto", "peptides": "trend on peptides"}
COLUMNS = ("contrast", "focus", "p_value", "direction")

OWN = "1"
"""The study's own analysis, the first of the grid."""
WITHOUT_AMBIGUOUS, WITHOUT_ONE = "without ambiguous", "without one animal"


@dataclass(frozen=True)
class Analysis:
    """One way to analyse a region: how it is normalised, which features are tested, and how."""

    normalisation: str
    missing: Mapping
    settings: Settings

    def words(self) -> dict[str, str]:
        """What stands of it in the table."""
        test = f"{TRENDS[self.settings.trend]}, {'robust' if self.settings.robust else 'not robust'}"
        rule = f"{self.missing['min_fraction']:g} of {self.missing['in']}"
        return {"normalisation": self.normalisation, "missing": rule, "test": test}


def grid(own: Analysis, alone: bool = False) -> list[Analysis]:
    """Each normalisation under each rule for missing values and each test, the study's own analysis first.

    Parameters
    ----------
    own : Analysis
    alone : bool
        Whether no other normalisation can take the place of the study's, as in DIGE.

    Returns
    -------
    list of Analysis
        3 x 2 x 2; 2 x 2 where the normalisation stands alone.
    """
    others = [] if alone else [method for method in METHODS if method != own.normalisation][:2]
    rule = LENIENT if own.missing == STRICT else STRICT
    plain = replace(own.settings, trend=False, robust=False)
    test = replace(plain, trend="auto", robust=True) if own.settings == plain else plain
    return [
        Analysis(*way)
        for way in product([own.normalisation, *others], [own.missing, rule], [own.settings, test])
    ]  # fmt: skip


def units_under(
    method: str, log2: np.ndarray, number: np.ndarray, n_features: int, summary: str, members: Sequence[Sequence[int]]
) -> np.ndarray:
    """Log2 volumes of features in units under another normalisation, shape (features, units).

    Parameters
    ----------
    method : str
        A name in `normalise.METHODS` that needs no standard.
    log2 : array, shape (entries, samples)
    number : array of int, shape (entries,)
        As `rollup.numbered` gives it.
    n_features : int
    summary : str
        A name in `rollup.METHODS`.
    members : sequence of sequence of int
        Samples of each unit.
    """
    return average(features_of(normalise(log2, method).values, number, n_features, summary), members)


@dataclass(frozen=True)
class Question:
    """What is asked of a region, whatever the analysis.

    Attributes
    ----------
    units, features, levels : DataFrame
        The hand-over tables of those names.
    model : mapping
        terms, numeric, contrasts and block of the study's model.
    contrasts : sequence of str
        Those in which the region has a background.
    foci : mapping of str to set of str
        The genes of each.
    symbol : mapping of str to str
        Gene to symbol of the gene sets, empty where it has none.
    min_size : int
    """

    units: pd.DataFrame
    features: pd.DataFrame
    levels: pd.DataFrame
    model: Mapping
    contrasts: Sequence[str]
    foci: Mapping[str, Collection[str]]
    symbol: Mapping[str, str]
    min_size: int


def focus_p(asked: Question, analysed: pd.DataFrame, missing: Mapping, settings: Settings) -> pd.DataFrame:
    """Camera's p and direction of every focus in every contrast, as `enrich` finds them from the same matrix.

    Parameters
    ----------
    asked : Question
    analysed : DataFrame, shape (features, units)
        Log2 volumes, NaN where missing.
    missing : mapping
        min_fraction, in.
    settings : Settings

    Returns
    -------
    DataFrame
        contrast, focus, p_value, direction; no p where this analysis cannot test the focus.
    """
    model = {**asked.model, "missing": missing}
    region = region_fits(analysed, asked.units, asked.features, asked.levels, model, settings)
    rows = []
    for contrast in asked.contrasts:
        scores = _scores(asked, region, contrast, settings)
        found = {} if scores is None else camera_of(asked.foci, scores, asked.min_size)
        tests = [(focus, found.get(focus, {"p_value": np.nan, "direction": ""})) for focus in asked.foci]
        rows += [(contrast, focus, test["p_value"], test["direction"]) for focus, test in tests]
    return pd.DataFrame(rows, columns=COLUMNS)


def _scores(asked: Question, region: RegionFits, contrast: str, settings: Settings) -> Scores | None:
    """The scores of a contrast's genes; None where no identified feature can be tested."""
    views, carrier = region.of(contrast), asked.features["primary_gene"]
    if not views.can(contrast):
        return None
    view, weights = views.of(contrast)
    tests = differential(view.fitted, view.values, weights, settings)
    tests = asked.features[["feature"]].join(tests)
    if not (tests["p_value"].notna() & (carrier != "")).any():
        return None
    genes = gene_table(tests, carrier, settings.fdr, view.spots, np.array(weights.row))
    return region_scores(views, contrast, genes, asked.symbol, carrier, tests)


def over_grid(asked: Question, analyses: Iterable[Analysis], matrices: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Rows of `robustness.tsv` of every analysis of a grid, numbered from 1.

    Parameters
    ----------
    asked : Question
    analyses : iterable of Analysis
    matrices : mapping of str to DataFrame
        Log2 volumes of features in units by normalisation.
    """
    tables = [
        _named(focus_p(asked, matrices[way.normalisation], way.missing, way.settings), str(number), way)
        for number, way in enumerate(analyses, 1)
    ]
    return pd.concat(tables, ignore_index=True)


def without_ambiguous(asked: Question, own: Analysis, analysed: pd.DataFrame) -> pd.DataFrame:
    """Rows of the study's own analysis where spots that hold several proteins speak for none of them."""
    carrier = asked.features["primary_gene"].mask(asked.features["ambiguous"], "")
    asked = replace(asked, features=asked.features.assign(primary_gene=carrier))
    return _named(focus_p(asked, analysed, own.missing, own.settings), WITHOUT_AMBIGUOUS, own, ambiguous="out")


def without_each_animal(asked: Question, own: Analysis, analysed: pd.DataFrame) -> pd.DataFrame:
    """Rows of the study's own analysis without each animal in turn, all of its units; normalisation is kept."""
    tables = []
    for animal in dict.fromkeys(asked.units["subject"]):
        kept = (asked.units["subject"] != animal).to_numpy()
        others = replace(asked, units=asked.units[kept].reset_index(drop=True))
        found = focus_p(others, analysed.loc[:, kept], own.missing, own.settings)
        tables.append(_named(found, WITHOUT_ONE, own, left_out=animal))
    return pd.concat(tables, ignore_index=True)


def _named(table: pd.DataFrame, name: str, way: Analysis, ambiguous: str = "in", left_out: str = "") -> pd.DataFrame:
    return table.assign(analysis=name, **way.words(), ambiguous=ambiguous, left_out=left_out)
