"""Priors of many tables at once, against the prior of each alone."""

import numpy as np
import pytest
from spotwise.stats.lowess import lowess
from spotwise.stats.many_priors import fit_priors, smooth
from spotwise.stats.prior import fit_prior
from spotwise.stats.robust_prior import fit_robust_prior

TABLES, FEATURES = 12, 300


def tables(df, prior_df, seed=1):
    """Variances from a prior that follows a covariate, with ten hypervariable features."""
    rng = np.random.default_rng(seed)
    x = rng.normal(20, 2, FEATURES)
    sigma2 = np.exp((22 - x) / 4) * prior_df / rng.chisquare(prior_df, FEATURES)
    sigma2[:10] *= 40
    df = np.broadcast_to(df, (TABLES, FEATURES))
    return sigma2 * rng.chisquare(df) / df, df, x


@pytest.mark.parametrize("robust", [False, True])
@pytest.mark.parametrize("trend", [False, True])
@pytest.mark.parametrize("df", [4, 10, "holes", 44])
@pytest.mark.parametrize("prior_df", [4, 1e6])
def test_each_is_what_it_would_be_alone(df, prior_df, trend, robust):
    df = np.random.default_rng(2).integers(4, 11, FEATURES) if df == "holes" else df
    variance, df, x = tables(df, prior_df)
    found = fit_priors(variance, df, x if trend else None, robust)
    for row in range(TABLES):
        alone = (fit_robust_prior if robust else fit_prior)(variance[row], df[row], x if trend else None)
        np.testing.assert_allclose(found.variance[row], alone.variance, rtol=1e-6)
        np.testing.assert_allclose(found.df[row], alone.df, rtol=1e-5, atol=1e-7)


def test_infinite_priors_are_among_what_was_compared():
    assert np.isinf(fit_priors(np.full((2, 50), 0.3), np.full((2, 50), 6)).df).all()
    variance, df, _ = tables(10, 1e6)
    variance[:, :10] /= 40
    found = fit_priors(variance, df, None, robust=True)
    for row in range(TABLES):
        np.testing.assert_allclose(found.df[row], fit_robust_prior(variance[row], df[row]).df, rtol=1e-5)


def test_tables_unlike_the_others_are_fitted_too():
    variance, df, x = tables(10, 4)
    variance, df = variance.copy(), df.copy()
    variance[0, 5], df[0, 5] = np.nan, 0
    df[1] = 9
    variance[2, 7] = 0
    found = fit_priors(variance, df, x, robust=True)
    for row in range(4):
        alone = fit_robust_prior(variance[row], df[row], x)
        np.testing.assert_allclose(found.variance[row], alone.variance, rtol=1e-6)
        np.testing.assert_allclose(found.df[row], alone.df, rtol=1e-5, atol=1e-7)


def test_the_smooth_of_many_curves_is_that_of_each():
    rng = np.random.default_rng(4)
    x = np.round(rng.normal(0, 1, 200), 1)  # with equal values
    y = np.sin(x) + rng.standard_t(2, (5, 200))
    y[4] = 2 * x  # no residual: its rounds end at once
    found = smooth(x, y, 0.4, 3, 0.01 * np.ptp(x))
    for row in range(5):
        np.testing.assert_allclose(found[row], lowess(x, y[row], 0.4, 3, 0.01 * np.ptp(x)), rtol=1e-8, atol=1e-10)


def test_lines_whose_weights_are_made_anew_are_the_same(monkeypatch):
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=300), rng.standard_t(2, 300)
    kept = lowess(x, y, 0.4, 3, 0.01)
    monkeypatch.setattr("spotwise.stats.lowess.KEPT", 0)
    np.testing.assert_array_equal(lowess(x, y, 0.4, 3, 0.01), kept)
