"""What a treatment does in one region and not in another, tested on each animal's own difference between the two.

"Changed in A and not in B" is a claim about a difference, which no pair of verdicts proves. The design is fitted to the
differences within animals, so what makes an animal high in both regions drops out; where no animal was measured in
both, the regions' own estimates are subtracted as independent ones.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.special import stdtr

from spotwise.design import Unit, Weights
from spotwise.differential import UNMODERATED, arm_counts
from spotwise.faults import listed
from spotwise.fits import RegionFits
from spotwise.model import RegionModel, model_on
from spotwise.problems import Problem
from spotwise.stats.contrast_test import ContrastTest, contrast_test
from spotwise.stats.empirical_bayes import interval, moderate
from spotwise.stats.gene_means import estimation_penalty, gene_means, precisions
from spotwise.stats.linear_model import Fit
from spotwise.stats.multiplicity import benjamini_hochberg
from spotwise.stats.prior import Prior, fit_prior
from spotwise.study.contrasts import Contrast
from spotwise.study.estimable import fittings
from spotwise.views import View, Views

COLUMNS = (
    "gene", "contrast", "region", "log2fc", "difference", "ci_low", "ci_high", "df", "p_value", "adj_p_value",
    "n_test", "n_reference",
)  # fmt: skip


@dataclass(frozen=True)
class Region:
    """The genes of a region in its units.

    Attributes
    ----------
    name : str
    genes : tuple of str
    values : array, shape (genes, units)
        Mean of each gene's spots; NaN where none was seen.
    spots, penalty : arrays, shape (genes,)
        How many spots each gene has, and by how much its residual variance is too small (`estimation_penalty`).
    subjects : tuple of str
        The animal of each unit.
    units : tuple of mapping
        The values of each by the model's columns.
    """

    name: str
    genes: tuple[str, ...]
    values: np.ndarray
    spots: np.ndarray
    penalty: np.ndarray
    subjects: tuple[str, ...]
    units: tuple[Unit, ...]


def make_region(name: str, fits: RegionFits, carrier: Sequence[str]) -> Region:
    """A region's genes, each the precision-weighted mean of its spots.

    Parameters
    ----------
    name : str
    fits : RegionFits
    carrier : sequence of str
        What is compared: each feature's primary gene, empty where there is none; or, where regions share one match
        set, its own name.
    """
    fitted, model = fits.main.whole.fitted, fits.main.model
    carrier = np.array(carrier, dtype=object)
    used = np.flatnonzero(fits.tested & (carrier != "") & np.isfinite(fitted.variance))
    gene, genes = pd.factorize(carrier[used])
    weights, n = precisions(fitted.variance[used]), len(genes)
    return Region(
        name, tuple(genes), gene_means(fits.values[used], weights, gene, n), np.bincount(gene, minlength=n),
        estimation_penalty(weights, fitted.df[used], gene, n), tuple(model.subjects), tuple(model.units),
    )  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What is asked of every region: contrasts by name, the terms of the model, and the column of blocks if any."""

    contrasts: Mapping[str, Contrast]
    terms: Sequence[tuple[str, ...]]
    block: str | None = None


def compare_regions(
    regions: Sequence[Region], asked: Asked, prior: Callable[..., Prior] = fit_prior
) -> tuple[pd.DataFrame, list[Problem]]:
    """Every contrast in every region, and its difference between each two.

    Returns
    -------
    DataFrame
        The rows of `overview/regions.tsv`. A row of a region has `log2fc`; a row of two, called `one - other`, has
        `difference`, and exists for the genes of both. Both have a p of their own, adjusted over the genes of a
        contrast and region, or pair. P is that of the moderated t of the genes' means.
    list of Problem
        Animals left out since they were measured in one region alone, and pairs that cannot be compared.
    """
    alone = {region.name: _tests(region, asked, prior) for region in regions}
    compared, problems = {}, []
    for one, other in combinations(regions, 2):
        tests, found = _pair(one, other, alone, asked, prior)
        compared[f"{one.name} - {other.name}"] = tests
        problems += found
    blocks = [
        _rows(tests[contrast], contrast, name, effect)
        for contrast in asked.contrasts
        for effect, group in (("log2fc", alone), ("difference", compared))
        for name, tests in group.items()
    ]
    table = pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame()
    return table.reindex(columns=list(COLUMNS)), problems


@dataclass(frozen=True)
class _Tested:
    genes: tuple[str, ...]
    test: ContrastTest
    n_test: np.ndarray
    n_reference: np.ndarray


def _rows(tested: _Tested, contrast: str, name: str, effect: str) -> pd.DataFrame:
    test = tested.test
    ci_low, ci_high = interval(test.estimate, test.se, test.df)
    return pd.DataFrame(
        {
            "gene": tested.genes, "contrast": contrast, "region": name, effect: test.estimate,
            "ci_low": ci_low, "ci_high": ci_high, "df": test.df,
            "p_value": test.p_value, "adj_p_value": benjamini_hochberg(test.p_value),
            "n_test": tested.n_test, "n_reference": tested.n_reference,
        }
    )  # fmt: skip


def _tests(region: Region, asked: Asked, prior: Callable) -> dict[str, _Tested]:
    tested = {}
    for fit in fittings(asked.contrasts, region.units):
        model = model_on(fit.at, fit.contrasts, asked.terms, region.units, region.subjects, asked.block)
        tested |= _fit(region, model, prior)
    return tested


def _fit(region: Region, model: RegionModel, prior: Callable) -> dict[str, _Tested]:
    """Tests of each contrast of a model that has weights, without any p for the others."""
    n = len(region.genes)
    nothing = ContrastTest(*(np.full(n, np.nan) for _ in range(5)))
    tested = {name: _Tested(region.genes, nothing, np.zeros(n, int), np.zeros(n, int)) for name in model.weighed}
    if n == 0 or all(isinstance(found, str) for found in model.weighed.values()):
        return tested
    views, moderated = Views(region.values[:, model.at], model, np.ones(n, bool), UNMODERATED), {}
    for name in model.weighed:
        if views.can(name):
            view, weights = views.of(name)
            if id(view) not in moderated:
                moderated[id(view)] = _moderated(view.fitted.fit, region, prior)
            tested[name] = _test(region, view, view.names, weights, *moderated[id(view)])
    return tested


def _moderated(fitted: Fit, region: Region, prior: Callable) -> tuple[np.ndarray, np.ndarray]:
    """Variances of genes moderated along their numbers of spots."""
    residual, size = fitted.variance * region.penalty, np.log2(region.spots)
    return moderate(residual, fitted.df, prior(residual, fitted.df, size if np.ptp(size) > 0 else None))


def _test(
    region: Region, view: View, animals: Sequence[str], weights: Weights, variance: np.ndarray, df: np.ndarray
) -> _Tested:
    n_test, n_reference, enough = arm_counts(np.isfinite(view.values), weights, animals)
    variance = np.where(enough & (df > 0), variance, np.nan)
    test = contrast_test(view.fitted.fit, np.array(weights.row), variance, df)
    able = np.isfinite(test.p_value)
    estimate, df = np.where(able, test.estimate, np.nan), np.where(able, test.df, np.nan)
    return _Tested(region.genes, replace(test, estimate=estimate, df=df), n_test, n_reference)


def _pair(
    one: Region, other: Region, alone: Mapping, asked: Asked, prior: Callable
) -> tuple[dict[str, _Tested], list[Problem]]:
    where = f"{one.name} - {other.name}"
    at, beside = _matched(one, other)
    if not at:
        what = "no animal was measured in both regions"
        problem = Problem("regions", where, what, "each region's own estimate is subtracted as an independent one")
        return _independent(one, other, alone), [problem]
    problems = [
        Problem("regions", where, f"{len(left)} measured in {region.name} alone: {listed(left, 40)}", "left out")
        for region, kept in ((one, at), (other, beside))
        if (left := list(dict.fromkeys(s for i, s in enumerate(region.subjects) if i not in set(kept))))
    ]
    difference, models, tested = _differences(one, other, at, beside), _models(one, other, at, beside, asked), {}
    for model in models:
        problems += [
            Problem("regions", f"{where}, {name}", found, "the regions are not compared")
            for name, found in model.weighed.items()
            if isinstance(found, str)
        ]
        tested |= _fit(difference, model, prior)
    return tested, problems


def _matched(one: Region, other: Region) -> tuple[list[int], list[int]]:
    """Units of the same animal, and where it has several in a region, of the same levels too."""
    keys, lone = [], [Counter(region.subjects) for region in (one, other)]
    for region in (one, other):
        named = [
            (subject, () if all(count[subject] == 1 for count in lone) else tuple(sorted(unit.items())))
            for subject, unit in zip(region.subjects, region.units, strict=True)
        ]
        keys.append({key: at for at, key in enumerate(named)})
    pairs = [(at, keys[1][key]) for key, at in keys[0].items() if key in keys[1]]
    return [at for at, _ in pairs], [beside for _, beside in pairs]


def _shared(one: Region, other: Region) -> tuple[list[int], list[int]]:
    place = {gene: at for at, gene in enumerate(other.genes)}
    pairs = [(at, place[gene]) for at, gene in enumerate(one.genes) if gene in place]
    return [at for at, _ in pairs], [beside for _, beside in pairs]


def _differences(one: Region, other: Region, at: list[int], beside: list[int]) -> Region:
    """Differences within animals, as a region of their own."""
    g, h = _shared(one, other)
    spots, others_spots = one.spots[g], other.spots[h]
    return replace(
        one,
        genes=tuple(one.genes[i] for i in g),
        values=one.values[np.ix_(g, at)] - other.values[np.ix_(h, beside)],
        spots=2.0 / (1.0 / spots + 1.0 / others_spots),
        penalty=(one.penalty[g] + other.penalty[h]) / 2,
        subjects=tuple(one.subjects[i] for i in at),
        units=tuple(one.units[i] for i in at),
    )


def _models(one: Region, other: Region, at: list[int], beside: list[int], asked: Asked) -> list[RegionModel]:
    """The models of the differences within animals.

    The design holds the columns of both regions, the second's with the other sign. Where an animal has the same row in
    both it has the rank of one; a covariate that differs between an animal's gels has a coefficient in each.
    """
    units, others = [one.units[i] for i in at], [other.units[i] for i in beside]
    subjects, models = [one.subjects[i] for i in at], []
    for fit in fittings(asked.contrasts, units):
        here, there = (
            model_on(fit.at, fit.contrasts, asked.terms, own, subjects, asked.block) for own in (units, others)
        )
        matrix = np.hstack([here.matrix, -there.matrix])
        rank = np.linalg.matrix_rank(matrix) if len(matrix) else 0
        weighed = {name: _apart(here.weighed[name], there.weighed[name], rank, len(fit.at)) for name in fit.contrasts}
        models.append(replace(here, matrix=matrix, weighed=weighed))
    return models


def _apart(here: Weights | str, there: Weights | str, rank: int, units: int) -> Weights | str:
    """The weights of a contrast in one region less those in the other, or why there are none."""
    if reason := next((found for found in (here, there) if isinstance(found, str)), None):
        return f"{reason} (animals of both regions)"
    if rank >= units:
        return f"{units} animals of both regions leave no degree of freedom to a rank of {rank}"
    return replace(here, row=np.concatenate([np.array(here.row), -np.array(there.row)], axis=-1).tolist())


def _independent(one: Region, other: Region, alone: Mapping[str, Mapping[str, _Tested]]) -> dict[str, _Tested]:
    """Differences of independent estimates, with the degrees of freedom of Welch and Satterthwaite."""
    g, h = _shared(one, other)
    tested = {}
    for name, a in alone[one.name].items():
        b = alone[other.name][name]
        estimate = a.test.estimate[g] - b.test.estimate[h]
        squares = np.array([a.test.se[g] ** 2, b.test.se[h] ** 2])
        total = squares.sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            df = total**2 / (squares**2 / np.array([a.test.df[g], b.test.df[h]])).sum(axis=0)
            t = np.where((estimate == 0) & (total == 0), 0.0, estimate / np.sqrt(total))
        p_value = np.minimum(1.0, 2.0 * stdtr(df, -np.abs(t)))
        test = ContrastTest(estimate, np.sqrt(total), t, df, p_value)
        counts = a.n_test[g] + b.n_test[h], a.n_reference[g] + b.n_reference[h]
        tested[name] = _Tested(tuple(one.genes[i] for i in g), test, *counts)
    return tested
