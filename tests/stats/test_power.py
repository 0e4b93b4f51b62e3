"""Power against simulated studies, and against the formulas it stands on."""

import numpy as np
import pytest
from scipy import stats
from spotwise.stats.empirical_bayes import moderate, moderated_t
from spotwise.stats.linear_model import estimate_contrast, fit_features
from spotwise.stats.multiplicity import benjamini_hochberg
from spotwise.stats.power import noncentrality, smallest_change, threshold, units_needed
from spotwise.stats.prior import fit_prior

POWER = 0.8


def test_the_threshold_is_the_fixed_point_of_benjamini_hochberg():
    p = threshold(0.05, changed=0.05, power=POWER)
    assert p == pytest.approx(0.05 * (0.05 * POWER + 0.95 * p))
    assert p == pytest.approx(0.0021, rel=0.01)


@pytest.mark.parametrize("df", [3.0, 10.0, 47.5, 900.0])
def test_the_noncentrality_gives_the_power(df):
    nc = noncentrality(np.array([df]), 0.002, POWER)[0]
    critical = stats.t.ppf(1 - 0.001, df)
    assert stats.nct.sf(critical, df, nc) == pytest.approx(POWER, abs=1e-6)


def test_many_degrees_of_freedom_go_over_into_the_normal():
    many, more, all_of_them = noncentrality(np.array([9e4, 2e5, np.inf]), 0.002, POWER)
    assert many == pytest.approx(more, rel=1e-4)
    assert all_of_them == pytest.approx(stats.norm.ppf(0.999) + stats.norm.ppf(POWER))
    assert np.isnan(noncentrality(np.array([np.nan, 0.0]), 0.002, POWER)).all()


def simulate(rng, n, change, features=4000, changed=0.05):
    """Moderated tests of `n` against `n`, variances from a prior of 6 df and variance .09."""
    sd = np.sqrt(0.09 * 6 / rng.chisquare(6, features))
    values = rng.normal(0, 1, (features, 2 * n)) * sd[:, None]
    true = np.arange(features) < changed * features
    values[true, :n] += np.broadcast_to(change(sd), features)[true, None]
    fitted = fit_features(values, np.repeat(np.eye(2), n, axis=0))
    prior = fit_prior(fitted.variance, fitted.df)
    variance, df = moderate(fitted.variance, fitted.df, prior)
    estimate, unscaled = estimate_contrast(fitted, np.array([1.0, -1.0]))
    return true, fitted, prior, moderated_t(estimate, unscaled, variance, df)


def test_simulated_studies_find_four_fifths_of_what_the_formula_calls_findable():
    rng = np.random.default_rng(3)
    alpha, n = threshold(0.05), 6
    _, _, _, test = simulate(rng, n, lambda sd: 0.0)
    needed = noncentrality(test.df, alpha)[0] * np.sqrt(2 / n)  # in standard deviations
    found = []
    for _ in range(20):
        true, _, _, test = simulate(rng, n, lambda sd: needed * sd)
        found.append(np.mean(benjamini_hochberg(test.p_value)[true] <= 0.05))
    # the moderated t is not quite a noncentral t, and the threshold varies from study to study
    assert np.mean(found) == pytest.approx(POWER, abs=0.03)


def test_the_smallest_change_grows_with_the_standard_error_and_shrinks_with_df():
    change = smallest_change(np.array([0.1, 0.2, 0.2, np.nan]), np.array([10.0, 10.0, 30.0, 10.0]), 0.002)
    assert change[1] == pytest.approx(2 * change[0])
    assert change[2] < change[1]
    assert np.isnan(change[3])


def test_a_larger_study_made_as_advised_has_the_power_it_was_promised():
    rng = np.random.default_rng(5)
    alpha, change = threshold(0.05), np.log2(1.5)
    _, fitted, prior, test = simulate(rng, 5, lambda sd: 0.0)
    needed = units_needed(change, test.se, fitted.df, prior.df, n=5, rank=2, alpha=alpha)
    n = int(np.quantile(needed, 0.5, method="inverted_cdf"))
    assert 6 < n < 30
    shares = []
    for _ in range(10):
        true, _, _, test = simulate(rng, n, lambda sd: change)
        shares.append(np.mean(benjamini_hochberg(test.p_value)[true] <= 0.05))
    # half of the features are found with a power of 80% or more, the others with less: the mean power is a little lower
    assert 0.6 < np.mean(shares) < 0.85
    assert np.quantile(needed, 0.9, method="inverted_cdf") > n


def test_the_number_needed_is_the_first_that_suffices():
    se, df, prior = np.array([0.2]), np.array([10]), np.array([4.0])
    n = int(units_needed(1.0, se, df, prior, n=6, rank=2, alpha=0.002)[0])

    def power_at(n):
        growth = n / 6
        nu = growth * 12 - 2 + 4
        return stats.nct.sf(stats.t.ppf(0.999, nu), nu, 1.0 / (0.2 / np.sqrt(growth)))

    assert power_at(n) >= POWER > power_at(n - 1)


def test_what_no_study_finds_is_infinite_and_what_was_not_tested_is_nothing():
    needed = units_needed(0.001, np.array([5.0, np.nan, 1e-9]), np.full(3, 10), np.full(3, 4.0), 6, 2, 0.002)
    assert np.isinf(needed[0])
    assert np.isnan(needed[1])
    assert needed[2] == 2
