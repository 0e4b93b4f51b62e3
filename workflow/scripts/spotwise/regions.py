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

from spotwise.design import Unit, Weights, make_design
from spotwise.differential import LEAST, arm_counts
from spotwise.faults import listed
from spotwise.problems import Problem
from spotwise.stats.contrast_test import ContrastTest, contrast_test
from spotwise.stats.empirical_bayes import interval, moderate
from spotwise.stats.gene_means import estimation_penalty, gene_means, precisions
from spotwise.stats.linear_model import fit_features
from spotwise.stats.multiplicity import benjamini_hochberg
from spotwise.stats.prior import Prior, fit_prior
from spotwise.study.contrasts import Contrast
from spotwise.study.estimable import weigh

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


def make_region(
    name: str,
    values: np.ndarray,
    variance: np.ndarray,
    df: np.ndarray,
    carrier: Sequence[str],
    tested: np.ndarray,
    subjects: Sequence[str],
    units: Sequence[Unit],
) -> Region:
    """A region's genes, each the precision-weighted mean of its spots.

    Parameters
    ----------
    name : str
    values : array, shape (features, units)
        Log2 volumes; NaN where missing.
    variance, df : arrays, shape (features,)
        Moderated residual variances and their degrees of freedom.
    carrier : sequence of str
        What is compared: each feature's primary gene, empty where there is none; or, where regions share one match
        set, its own name.
    tested : array of bool, shape (features,)
    subjects, units : sequences
        Of each unit: its animal, and its values by the model's columns.
    """
    carrier = np.array(carrier, dtype=object)
    used = np.flatnonzero(np.asarray(tested) & (carrier != "") & np.isfinite(variance))
    gene, genes = pd.factorize(carrier[used])
    weights, n = precisions(variance[used]), len(genes)
    return Region(
        name, tuple(genes), gene_means(values[used], weights, gene, n), np.bincount(gene, minlength=n),
        estimation_penalty(weights, df[used], gene, n), tuple(subjects), tuple(units),
    )  # fmt: skip


def compare_regions(
    regions: Sequence[Region],
    contrasts: Mapping[str, Contrast],
    terms: Sequence[tuple[str, ...]],
    prior: Callable[..., Prior] = fit_prior,
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
    alone = {region.name: _tests(region, contrasts, terms, prior) for region in regions}
    compared, problems = {}, []
    for one, other in combinations(regions, 2):
        tests, found = _pair(one, other, alone, contrasts, terms, prior)
        compared[f"{one.name} - {other.name}"] = tests
        problems += found
    blocks = [
        _rows(tests[contrast], contrast, name, effect)
        for contrast in contrasts
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


def _tests(region: Region, contrasts: Mapping, terms: Sequence, prior: Callable) -> dict[str, _Tested]:
    weighed = weigh(contrasts, terms, region.units)
    rows = {name: w if isinstance(w, str) else np.array(w.row) for name, w in weighed.items()}
    return _fit(region, _design(terms, region.units), weighed, rows, prior)


def _design(terms: Sequence, units: Sequence[Unit]) -> np.ndarray:
    design = make_design(terms, units)
    return np.array([design.row(unit) for unit in units])


def _fit(region: Region, design: np.ndarray, weighed: Mapping, rows: Mapping, prior: Callable) -> dict[str, _Tested]:
    """Tests of each contrast that has weights, without any p for the others."""
    n = len(region.genes)
    none = ContrastTest(*(np.full(n, np.nan) for _ in range(4)))
    tested = {name: _Tested(region.genes, none, np.zeros(n, int), np.zeros(n, int)) for name in weighed}
    if n == 0 or all(isinstance(found, str) for found in weighed.values()):
        return tested
    fitted = fit_features(region.values, design)
    residual = fitted.variance * region.penalty
    size = np.log2(region.spots)
    variance, df = moderate(residual, fitted.df, prior(residual, fitted.df, size if np.ptp(size) > 0 else None))
    for name, found in weighed.items():
        if not isinstance(found, str):
            n_test, n_reference, complete = arm_counts(np.isfinite(region.values), found)
            able = complete & (n_test >= LEAST) & (n_reference >= LEAST)
            at = able & (df > 0)
            test = contrast_test(fitted, rows[name], np.where(at, variance, np.nan), df)
            estimate, test_df = np.where(at, test.estimate, np.nan), np.where(at, test.df, np.nan)
            tested[name] = _Tested(
                region.genes, ContrastTest(estimate, test.se, test_df, test.p_value), n_test, n_reference
            )
    return tested


def _pair(
    one: Region, other: Region, alone: Mapping, contrasts: Mapping, terms: Sequence, prior: Callable
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
    difference, weighed, rows, design = _differences(one, other, at, beside, contrasts, terms)
    problems += [
        Problem("regions", f"{where}, {name}", found, "the regions are not compared")
        for name, found in weighed.items()
        if isinstance(found, str)
    ]
    return _fit(difference, design, weighed, rows, prior), problems


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


def _differences(
    one: Region, other: Region, at: list[int], beside: list[int], contrasts: Mapping, terms: Sequence
) -> tuple[Region, dict[str, Weights | str], dict[str, np.ndarray], np.ndarray]:
    """Differences within animals as a region of their own, with weights of each contrast on their design.

    The design holds the columns of both regions, the second's with the other sign. Where an animal has the same row in
    both it has the rank of one; a covariate that differs between an animal's gels has a coefficient in each.
    """
    g, h = _shared(one, other)
    units, others = [one.units[i] for i in at], [other.units[i] for i in beside]
    weighed, minus = weigh(contrasts, terms, units), weigh(contrasts, terms, others)
    design = np.hstack([_design(terms, units), -_design(terms, others)])
    rank = np.linalg.matrix_rank(design)
    rows = {}
    for name, found in weighed.items():
        if isinstance(found, str) or isinstance(minus[name], str):
            weighed[name] = f"{found if isinstance(found, str) else minus[name]} (animals of both regions)"
        elif rank >= len(units):
            weighed[name] = f"{len(units)} animals of both regions leave no degree of freedom to a rank of {rank}"
        else:
            rows[name] = np.concatenate([np.array(found.row), -np.array(minus[name].row)], axis=-1)
    spots, others_spots = one.spots[g], other.spots[h]
    difference = replace(
        one,
        genes=tuple(one.genes[i] for i in g),
        values=one.values[np.ix_(g, at)] - other.values[np.ix_(h, beside)],
        spots=2.0 / (1.0 / spots + 1.0 / others_spots),
        penalty=(one.penalty[g] + other.penalty[h]) / 2,
        subjects=tuple(one.subjects[i] for i in at),
        units=tuple(units),
    )
    return difference, weighed, rows, design


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
        test = ContrastTest(estimate, np.sqrt(total), df, p_value)
        counts = a.n_test[g] + b.n_test[h], a.n_reference[g] + b.n_reference[h]
        tested[name] = _Tested(tuple(one.genes[i] for i in g), test, *counts)
    return tested
