"""Calls that relabelled data give: what thresholds would call if the arms did not differ, measured on the data itself.

Residuals of the model without the contrast are moved between units as a relabelling moves the arms, and the whole
moderated test is done again (Freedman and Lane 1983, J Bus Econ Stat 1:292; Winkler et al. 2014, NeuroImage 92:381).
Without covariates that is the plain permutation test. Where many features did change, the residuals hold part of the
change, so the expected calls are too many rather than too few.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtri, fdtrc

from spotwise.stats.empirical_bayes import moderate
from spotwise.stats.linear_model import Fit, basis_of, estimate_contrast, fit_features, quadratic_form
from spotwise.stats.normal_equations import TOLERANCE, Blocks, Patterns, Rows, distinct_rows, each_times
from spotwise.stats.prior import Prior

THRESHOLDS = ("p .05", "p .01", "BH")
CHUNK = 50_000
"""Features x relabellings worked on at once."""

FindPriors = Callable[[np.ndarray, np.ndarray], Prior]
"""Variances and degrees of freedom, shape (tables, features), to priors of that shape, as `fit_priors` gives them."""


@dataclass(frozen=True)
class Calls:
    """Calls under each threshold.

    Attributes
    ----------
    observed : array of int, shape (3, 2)
        By p below .05, p below .01 and adjusted p up to the false discovery rate; without and with the fold.
    relabelled : array of int, shape (relabellings, 3, 2)
        The same in each relabelling.
    tested : array of int, shape (relabellings,)
        Features that a relabelling could test; fewer than in fact where values are missing.
    """

    observed: np.ndarray
    relabelled: np.ndarray
    tested: np.ndarray

    @property
    def expected(self) -> np.ndarray:
        """Mean over relabellings, shape (3, 2); NaN without any."""
        return self.relabelled.mean(axis=0) if len(self.relabelled) else np.full((3, 2), np.nan)


def reduced_design(design: np.ndarray, nulls: np.ndarray) -> np.ndarray:
    """The part of a model in which some contrasts are zero.

    Parameters
    ----------
    design : array, shape (units, columns)
    nulls : array, shape (contrasts, columns) or (columns,)
        What is zero if the arms do not differ: the difference in each stratum, or the slope, or a difference of
        differences itself. All must be estimable.

    Returns
    -------
    array, shape (units, rank of the design less that of the contrasts)

    Raises
    ------
    ValueError
        Where the design cannot estimate one of them.
    """
    basis = basis_of(design)
    c = np.array([basis.weights(row) for row in np.atleast_2d(nulls)])
    _, s, vt = np.linalg.svd(c)
    rank = int(np.sum(s > TOLERANCE * s[0])) if len(s) else 0
    return basis.columns @ vt[rank:].T


def null_calls(
    values: np.ndarray,
    design: np.ndarray,
    weights: np.ndarray,
    source: np.ndarray,
    priors: FindPriors,
    nulls: np.ndarray | None = None,
    testable: np.ndarray | None = None,
    unit_weights: np.ndarray | None = None,
    blocks: Blocks | None = None,
    fold: float = 1.5,
    fdr: float = 0.05,
) -> Calls:
    """Count the calls of a contrast in the data as they are, and in every relabelling.

    Parameters
    ----------
    values : array, shape (features, units)
        Log2 volumes, NaN where missing: all features that share the prior.
    design : array, shape (units, columns)
    weights : array, shape (columns,), or (contrasts, columns) for their common F-test
    source : array of int, shape (relabellings, units)
        Permutations of the units, as `relabellings` gives them; those within blocks, or of whole blocks.
    priors : callable
        Called with a chunk of relabellings at a time: `partial(fit_priors, covariate=..., robust=...)`.
    nulls : array, shape (contrasts, columns), optional
        As in `reduced_design`; the weights themselves without it, which keeps what strata differ in.
    testable : array of bool, shape (features,), optional
        Which features count; the others only enter the prior.
    unit_weights : array, shape (units,), optional
        Inverse variances; residuals are moved on the scale on which all units vary alike.
    blocks : Blocks, optional
        As in the fit of the data.
    fold : float
        Beside each threshold, calls of at least this fold are counted, up or down; the largest of several contrasts.
    fdr : float

    Raises
    ------
    ValueError
        Where the design cannot estimate the contrast.
    """
    rows = np.atleast_2d(weights)
    null = reduced_design(design, rows if nulls is None else nulls)
    root = np.ones(design.shape[0]) if unit_weights is None else np.sqrt(unit_weights)
    residuals = _residuals(values * root, null * root[:, None], blocks)
    testable = np.ones(len(values), bool) if testable is None else testable
    every = np.concatenate([np.arange(design.shape[0])[None], source]).astype(int)
    counts, tested = [], []
    for fitted in _fits(residuals, design * root[:, None], rows, every, blocks):
        p, size, able = _tests(fitted, priors, testable, max(0.05, fdr))
        counts.append(_count(p, size, able, np.log2(fold), fdr))
        tested.append(able.sum(axis=1))
    counts, tested = np.concatenate(counts), np.concatenate(tested)
    return Calls(counts[0], counts[1:], tested[1:])


def _residuals(values: np.ndarray, null: np.ndarray, blocks: Blocks | None) -> np.ndarray:
    """What the model without the contrast leaves of the data; NaN where missing."""
    if null.shape[1] == 0:
        return values
    fitted = fit_features(values, null, None, blocks)
    return values - fitted.coefficients @ fitted.basis.columns.T


@dataclass(frozen=True)
class _Fits:
    """Fits of several relabellings, arrays of shape (relabellings, features).

    `size` is the largest absolute estimate of the contrasts, NaN where one is not estimable; `quadratic` their
    estimates in the inverse of their unscaled covariance, and `rank` how many of them are independent.
    """

    size: np.ndarray
    quadratic: np.ndarray
    rank: int
    variance: np.ndarray
    df: np.ndarray


def _chunks(source: np.ndarray, features: int) -> Iterator[np.ndarray]:
    step = max(1, CHUNK // max(1, features))
    return (source[start : start + step] for start in range(0, len(source), step))


def _fits(residuals, design, rows, source, blocks) -> Iterator[_Fits]:
    """Fit relabelled residuals, a hole moving with its residual.

    Relabelling keeps the blocks, so whitened residuals and their sums of squares move with the residuals and are found
    once. A relabelling's own are their products with the model's rows in new places, and what the moved holes make of
    the normal matrices.
    """
    basis, seen = basis_of(design), np.isfinite(residuals)
    filled = np.where(seen, residuals, 0.0)
    white = np.where(seen, Rows(seen.astype(float), blocks).whiten(filled), 0.0)
    whole, count = np.einsum("fu,fu->f", white, filled), seen.sum(axis=1)
    for chunk in _chunks(source, len(residuals)):
        own, inverse, ranks = _moved(seen, chunk, basis.columns, blocks)
        right = white @ _placed(basis.columns, chunk)
        coefficients = each_times(inverse, own.ravel(), right.reshape(own.size, -1))
        left = np.maximum(whole - np.einsum("rfk,rfk->rf", right, coefficients.reshape(right.shape)), 0.0)
        df = count - ranks[own]
        variance = np.divide(left, df, out=np.full(left.shape, np.nan), where=df > 0)
        complete = ranks == basis.columns.shape[1]
        fitted = Fit(basis, coefficients, variance.ravel(), df.ravel(), own.ravel(), inverse, complete)
        size, quadratic, rank = _contrast(fitted, rows)
        yield _Fits(size.reshape(left.shape), quadratic.reshape(left.shape), rank, variance, df)


def _moved(seen, source, columns, blocks) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Inverses and ranks of the normal matrices of moved holes, and which each relabelling gives each feature."""
    patterns, pattern = distinct_rows(seen)
    moved, which = distinct_rows(patterns[:, source].reshape(-1, seen.shape[1]))
    own = which.reshape(len(patterns), len(source))[pattern].T
    return own, *Patterns(moved, np.ones(seen.shape[1]), blocks).inverses(columns)


def _placed(columns: np.ndarray, source: np.ndarray) -> np.ndarray:
    """The model's rows at the units that relabellings take their residuals from, shape (relabellings, units, rank)."""
    placed = np.zeros((*source.shape, columns.shape[1]))
    placed[np.arange(len(source))[:, None], source] = columns
    return placed


def _contrast(fitted: Fit, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    if len(rows) > 1:
        quadratic, rank = quadratic_form(fitted, rows)
        return np.abs([estimate_contrast(fitted, row)[0] for row in rows]).max(axis=0), quadratic, rank
    estimate, unscaled = estimate_contrast(fitted, rows[0])
    return np.abs(estimate), np.square(estimate / unscaled), 1


def _tests(fits: _Fits, priors: FindPriors, testable: np.ndarray, largest: float) -> tuple[np.ndarray, ...]:
    """P-values (infinite above `largest`, or where there is no test), sizes, and which features were tested.

    The p of an F is no less than that of chi-squared, so most features need none to be known above `largest`.
    """
    prior = priors(fits.variance, fits.df)
    variance, df = _moderated(fits.variance, fits.df, prior)
    able = testable & (fits.df > 0) & np.isfinite(fits.quadratic)
    with np.errstate(invalid="ignore", divide="ignore"):
        f = np.where(able, fits.quadratic / fits.rank / variance, 0.0)
    p = np.full(f.shape, np.inf)
    near = f >= chdtri(fits.rank, largest) / fits.rank * (1 - 1e-9)
    p[near] = fdtrc(fits.rank, df[near], f[near])
    return p, fits.size, able


def _moderated(variance: np.ndarray, df: np.ndarray, prior: Prior) -> tuple[np.ndarray, np.ndarray]:
    """`moderate` for each of several tables."""
    rows = [moderate(v, d, Prior(s, e)) for v, d, s, e in zip(variance, df, prior.variance, prior.df, strict=True)]
    return np.array([row[0] for row in rows]), np.array([row[1] for row in rows])


def _count(p: np.ndarray, size: np.ndarray, able: np.ndarray, lfc: float, fdr: float) -> np.ndarray:
    """Calls of each relabelling by each threshold, shape (relabellings, 3, 2)."""
    with np.errstate(invalid="ignore"):
        large = size >= lfc
    called = [p < 0.05, p < 0.01, p <= _step_up(p, able.sum(axis=1), fdr)[:, None]]
    return np.array([[c.sum(axis=1), (c & large).sum(axis=1)] for c in called]).transpose(2, 0, 1)


def _step_up(p: np.ndarray, tests: np.ndarray, fdr: float) -> np.ndarray:
    """The largest p of each row that Benjamini-Hochberg calls; -1 where it calls none."""
    most = int((p <= fdr).sum(axis=1).max(initial=0))  # no more can be called
    if most == 0:
        return np.full(len(p), -1.0)
    lowest = np.sort(np.partition(p, most - 1, axis=1)[:, :most], axis=1)
    passes = lowest * np.maximum(tests, 1)[:, None] <= fdr * np.arange(1, most + 1)
    return np.where(passes, lowest, -1.0).max(axis=1)
