"""A prior variance that follows the number of peptides (DEqMS, Zhu et al. 2020): its definition, and R."""

import numpy as np
import pytest
from scipy.special import digamma, polygamma
from spotwise.stats.empirical_bayes import moderate, moderated_t
from spotwise.stats.linear_model import estimate_contrast, fit_features
from spotwise.stats.prior import fit_prior, inverse_trigamma


def test_the_definition_where_each_count_has_a_variance_of_its_own():
    # four counts: a curve of four dimensions passes through the mean of each, whatever its kind
    rng = np.random.default_rng(5)
    count = np.repeat([1, 2, 4, 8], 15)
    variance, df = rng.chisquare(4, 60) / 4 * (0.1 + 1 / count) * 6 / rng.chisquare(6, 60), np.full(60, 4.0)
    e = np.log(variance) - digamma(2) + np.log(2)
    curve = np.array([e[count == own].mean() for own in count])
    excess = ((e - curve) ** 2).sum() / (60 - 4) - polygamma(1, 2)
    d0 = 2 * inverse_trigamma(excess)
    prior = fit_prior(variance, df, np.log2(count))
    np.testing.assert_allclose(prior.df, d0, rtol=1e-10)
    np.testing.assert_allclose(prior.variance, np.exp(curve + digamma(d0 / 2) - np.log(d0 / 2)), rtol=1e-10)
    posterior, total = moderate(variance, df, prior)
    np.testing.assert_allclose(posterior, (d0 * prior.variance + 4 * variance) / (d0 + 4), rtol=1e-12)
    np.testing.assert_allclose(total, d0 + 4, rtol=1e-10)


def test_more_peptides_mean_a_smaller_prior_variance():
    rng = np.random.default_rng(6)
    count = rng.integers(1, 20, 500)
    prior = fit_prior(rng.chisquare(5, 500) / 5 / count, np.full(500, 5), np.log2(count))
    single, many = prior.variance[count == 1].mean(), prior.variance[count == 16].mean()
    assert single / many == pytest.approx(16, rel=0.3)


@pytest.fixture(scope="module")
def tested(reference):
    """The table of R, and our moderated test of the same proteins."""
    table = np.genfromtxt(reference / "deqms.tsv", names=True)
    y = np.column_stack([table[f"X{at}"] for at in range(1, 9)])
    fitted = fit_features(y, np.column_stack([np.ones(8), np.repeat([0.0, 1.0], 4)]))
    prior = fit_prior(fitted.variance, fitted.df, np.log2(table["count"]))
    moderated = moderate(fitted.variance, fitted.df, prior)
    return table, prior, moderated_t(*estimate_contrast(fitted, np.array([0.0, 1.0])), *moderated)


def test_it_is_limmas_with_a_trend_on_the_count(tested):
    table, prior, found = tested
    np.testing.assert_allclose(prior.df, table["prior_df"], rtol=1e-8)
    np.testing.assert_allclose(prior.variance, table["prior_variance"], rtol=1e-8)
    np.testing.assert_allclose(found.t, table["t"], rtol=1e-8)
    np.testing.assert_allclose(found.p_value, table["p_value"], rtol=1e-8)


def test_a_loess_curve_in_place_of_the_spline_says_nearly_the_same(tested):
    table, _, found = tested
    ranks = [np.argsort(np.argsort(p)) for p in (found.p_value, table["p_loess"])]
    assert np.corrcoef(ranks)[0, 1] > 0.999
    apart = np.abs(np.log10(found.p_value) - np.log10(table["p_loess"]))
    assert np.median(apart) < 0.01
    assert apart.max() < 0.2
