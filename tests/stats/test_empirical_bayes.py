"""The moderation of variances, at its edges; agreement with limma is held in test_limma_pecten."""

import numpy as np
import pytest
from scipy import special, stats
from spotwise.stats.empirical_bayes import equivalent, interval, moderate, moderated_t, treat
from spotwise.stats.prior import Prior, fit_prior, inverse_trigamma


@pytest.mark.parametrize("value", [1e-8, 1e-3, 0.1, 1.0, 50.0, 1e6, 1e9])
def test_inverse_trigamma_inverts(value):
    assert special.polygamma(1, inverse_trigamma(value)) == pytest.approx(value, rel=1e-6)


def test_the_prior_is_recovered_from_simulated_variances():
    rng = np.random.default_rng(1)
    sigma2 = 0.2 * 8 / rng.chisquare(8, 20000)
    s2 = sigma2 * rng.chisquare(5, 20000) / 5
    prior = fit_prior(s2, np.full(20000, 5))
    assert prior.df[0] == pytest.approx(8, rel=0.1)
    assert prior.variance[0] == pytest.approx(0.2, rel=0.03)


def test_one_common_variance_gives_an_infinite_prior():
    s2, df = np.full(50, 0.3), np.full(50, 6)
    prior = fit_prior(s2, df)
    np.testing.assert_allclose(prior.variance, 0.3)
    assert np.isinf(prior.df).all()
    variance, total = moderate(s2 * np.linspace(0.5, 2, 50), df, prior)
    np.testing.assert_allclose(variance, 0.3)
    assert (total == 300).all()  # all residual degrees of freedom, and no more


def test_a_feature_without_residual_df_takes_the_prior():
    variance, df = moderate(np.array([0.5, np.nan]), np.array([4, 0]), Prior(np.full(2, 0.2), np.full(2, 3.0)))
    assert variance[1] == pytest.approx(0.2)
    assert variance[0] == pytest.approx((3 * 0.2 + 4 * 0.5) / 7)
    assert list(df) == [4, 3]


def test_zero_variances_do_not_break_the_prior():
    s2 = np.r_[np.zeros(3), np.linspace(0.1, 2, 40)]
    prior = fit_prior(s2, np.full(43, 4))
    assert np.isfinite(prior.variance).all()
    assert (prior.df > 0).all()


def test_without_features_there_is_no_prior():
    prior = fit_prior(np.array([np.nan]), np.array([0]))
    assert np.isnan(prior.variance).all()
    assert (prior.df == 0).all()


def test_p_and_intervals_are_those_of_the_t_distribution():
    estimate, unscaled = np.array([1.0, -0.4, np.nan]), np.array([0.5, 0.7, 0.5])
    variance, df = np.array([0.3, 0.2, 0.1]), np.array([7.5, 9.0, 4.0])
    found = moderated_t(estimate, unscaled, variance, df)
    se = unscaled * np.sqrt(variance)
    np.testing.assert_allclose(found.p_value, 2 * stats.t.sf(np.abs(estimate / se), df), rtol=1e-12)
    low, high = interval(estimate, found.se, found.df)
    np.testing.assert_allclose(high - estimate, stats.t.ppf(0.975, df) * se * [1, 1, np.nan], rtol=1e-9)
    np.testing.assert_allclose(estimate - low, high - estimate, rtol=1e-9)
    assert np.isnan(found.t[2])
    assert np.isnan(found.df[2])


def moderate_example():
    estimate, unscaled = np.array([1.0, -0.4, 0.1]), np.array([0.5, 0.7, 0.5])
    return estimate, moderated_t(estimate, unscaled, np.array([0.3, 0.2, 0.1]), np.array([7.5, 9.0, 4.0]))


def test_a_margin_of_zero_is_the_ordinary_test():
    estimate, test = moderate_example()
    t, p_value = treat(estimate, test, 0.0)
    np.testing.assert_allclose(t, test.t)
    np.testing.assert_allclose(p_value, test.p_value)


def test_equivalence_is_the_larger_of_two_one_sided_tests():
    estimate, test = moderate_example()
    lower = stats.t.sf((estimate + 1) / test.se, test.df)
    upper = stats.t.cdf((estimate - 1) / test.se, test.df)
    np.testing.assert_allclose(equivalent(estimate, test, 1.0), np.maximum(lower, upper), rtol=1e-10)
    assert equivalent(estimate, test, 1.0)[0] == pytest.approx(0.5)
