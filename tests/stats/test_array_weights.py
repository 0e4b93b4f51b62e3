"""Weights of units against limma's REML, and with holes against the restricted likelihood itself.

`aw` of gel300 stopped at limma's tolerance of 1e-5; array_weights.tsv holds limma run to its end
(tests/reference/make_array_weights.R). With holes limma takes one gene-by-gene pass: its weights on gelna300 lie up to
24% from the maximum, and shuffling the features moves each by 6% (standard deviation of 200 shuffles).
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spotwise.stats.array_weights import array_weights
from spotwise.stats.empirical_bayes import moderate, moderated_t
from spotwise.stats.linear_model import estimate_contrast, fit_features
from spotwise.stats.prior import fit_prior

ARMS = np.repeat(np.eye(2), 4, axis=0)


def read(reference, name):
    with np.load(reference / f"limma-3.54.1-{name}.npz") as file:
        return dict(file)


@pytest.fixture
def complete(reference):
    return read(reference, "gel300")


@pytest.fixture
def holes(reference):
    return read(reference, "gelna300")


def test_limmas_weights_at_limmas_tolerance(complete):
    found = array_weights(complete["Y"], complete["X"], tolerance=1e-5)
    np.testing.assert_allclose(found, complete["aw"].ravel(), rtol=1e-10)


def test_moderated_t_with_these_weights_is_limmas(complete):
    weights = array_weights(complete["Y"], complete["X"], tolerance=1e-5)
    fitted = fit_features(complete["Y"], complete["X"], weights=weights)
    variance, df = moderate(fitted.variance, fitted.df, fit_prior(fitted.variance, fitted.df))
    for at, contrast in enumerate(np.array([[-1, 1, 0, 0, 0, 0], [0, 0, -1, 1, 0, 0], [1, -1, -1, 1, 0, 0]], float)):
        test = moderated_t(*estimate_contrast(fitted, contrast), variance, df)
        np.testing.assert_allclose(test.t, complete["aw.t"][:, at], rtol=1e-8)


@pytest.mark.parametrize(("column", "prior_n"), [(0, 0), (1, 10), (2, 100)])
def test_the_maximum_is_where_limma_comes_to_rest(complete, reference, column, prior_n):
    limma = np.loadtxt(reference / "array_weights.tsv", skiprows=1)[:, column]
    np.testing.assert_allclose(array_weights(complete["Y"], complete["X"], prior_n), limma, rtol=2e-7)
    exact = array_weights(complete["Y"], complete["X"], prior_n, tolerance=1e-24)
    np.testing.assert_allclose(exact, limma, rtol=1e-8)


def restricted_likelihood(log_variance, values, design, prior_n):
    """Of the definition, feature by feature: residual contrasts of variance s2 K'VK with s2 at its best."""
    total = -0.5 * prior_n * np.sum(log_variance + np.exp(-log_variance))
    for y in values:
        seen = np.isfinite(y)
        u, s, _ = np.linalg.svd(design[seen])
        free = u[:, np.sum(s > 1e-9) :]
        if free.shape[1]:
            covariance = (free.T * np.exp(log_variance[seen])) @ free
            left = free.T @ y[seen]
            square = left @ np.linalg.solve(covariance, left)
            total -= 0.5 * (np.linalg.slogdet(covariance)[1] + free.shape[1] * np.log(square))
    return total


def test_with_holes_the_weights_maximise_the_restricted_likelihood(holes):
    values, design = holes["Y"], holes["X"]
    best = -np.log(array_weights(values, design))
    rng = np.random.default_rng(1)
    for _ in range(6):
        direction = rng.normal(size=12)
        direction -= direction.mean()
        up, down = (restricted_likelihood(best + step * direction, values, design, 10) for step in (1e-3, -1e-3))
        middle = restricted_likelihood(best, values, design, 10)
        assert (up + down - 2 * middle) < 0
        # the top of the parabola through the three, as a share of the step
        assert abs(up - down) / abs(up + down - 2 * middle) < 2e-3


def test_with_holes_limmas_pass_comes_near(holes):
    found, limma = array_weights(holes["Y"], holes["X"]), holes["aw"].ravel()
    assert np.corrcoef(np.log(found), np.log(limma))[0, 1] > 0.85
    assert np.abs(found / limma - 1).max() < 0.25


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_invariants(seed, with_holes):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(40, 8)) * np.exp(rng.normal(size=8) / 2)
    if with_holes:
        values[rng.random(values.shape) < 0.1] = np.nan
    weights = array_weights(values, ARMS)
    assert np.log(weights).sum() == pytest.approx(0, abs=1e-10)
    shuffled, units = rng.permutation(40), rng.permutation(8)
    np.testing.assert_allclose(array_weights(values[shuffled], ARMS), weights, rtol=1e-6)
    np.testing.assert_allclose(array_weights(values[:, units], ARMS[units]), weights[units], rtol=1e-6)
    moved = values * np.exp(rng.normal(size=(40, 1))) + rng.normal(size=(40, 2)) @ ARMS.T
    np.testing.assert_allclose(array_weights(moved, ARMS @ [[1, 1], [0, 2]]), weights, rtol=1e-6)


def test_a_bad_gel_is_found():
    rng = np.random.default_rng(2)
    values = rng.normal(size=(500, 8))
    values[:, 3] *= 30
    weights = array_weights(values, ARMS)
    assert weights[3] / np.delete(weights, 3).mean() == pytest.approx(30.0**-2, rel=0.3)


def test_the_prior_draws_towards_one():
    values = np.random.default_rng(3).normal(size=(50, 8)) * np.linspace(0.5, 2, 8)
    spread = [np.std(np.log(array_weights(values, ARMS, n))) for n in (0, 10, 100, 1e6)]
    assert spread == sorted(spread, reverse=True)
    assert spread[-1] < 1e-3


@pytest.mark.parametrize("prior_n", [0, 10])
def test_a_unit_that_the_model_fits_exactly_or_without_values_says_nothing(prior_n):
    rng = np.random.default_rng(4)
    values = rng.normal(size=(200, 8))
    values[:, 5] = np.nan
    design = np.column_stack([ARMS, np.eye(8)[0]])  # unit 0 has a column of its own
    weights = array_weights(values, design, prior_n)
    rest = [1, 2, 3, 4, 6, 7]
    mean = weights[rest].mean() if prior_n else 1.0
    np.testing.assert_allclose(weights[[0, 5]], mean, rtol=1e-6)
    alone = array_weights(values[:, rest], design[rest], prior_n)
    if not prior_n:
        np.testing.assert_allclose(weights[rest], alone, rtol=1e-6)


def test_features_without_residuals_do_not_count():
    rng = np.random.default_rng(5)
    values = rng.normal(size=(60, 8))
    flat, lone, empty = np.full(8, 20.0), np.where(np.arange(8) < 1, 20.0, np.nan), np.full(8, np.nan)
    weights = array_weights(values, ARMS)
    np.testing.assert_allclose(array_weights(np.vstack([values, flat, lone, empty]), ARMS), weights, rtol=1e-6)


@pytest.mark.parametrize("seed", range(12))
def test_few_features_of_unlike_units_converge(seed):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(10, 8)) * np.exp(rng.normal(size=8))
    weights = array_weights(values, rng.normal(size=(8, 2 + seed % 5)), prior_n=1)
    assert np.isfinite(weights).all()


def test_nothing_to_judge_by_gives_ones():
    np.testing.assert_array_equal(array_weights(np.ones((5, 2)), np.eye(2)), 1.0)
    np.testing.assert_array_equal(array_weights(np.empty((0, 8)), ARMS), 1.0)
