"""Discriminant analysis: what it finds, and that overfitting shows."""

import numpy as np
import pytest
from spotwise.stats.folds import fold_of
from spotwise.stats.pls import pls_da

SIX_AND_SIX = np.repeat([0, 1], 6)


def noise(seed, features=650, units=12):
    return np.random.default_rng(seed).normal(20, 0.4, (features, units))


def fit(values, classes=SIX_AND_SIX, seed=0, permutations=99, strata=None, covariates=None):
    """Folds and permutations drawn; the latter within strata."""
    rng = np.random.default_rng(seed)
    fold = fold_of(classes, rng, strata=strata)
    own = np.zeros(len(classes), int) if strata is None else strata
    chance = rng.random((permutations, len(classes)))
    orders = np.tile(np.arange(len(classes)), (permutations, 1))
    for stratum in np.unique(own):
        at = np.flatnonzero(own == stratum)
        orders[:, at] = at[np.argsort(chance[:, at], axis=1)]
    return pls_da(values, classes, fold, orders, strata, covariates)


def test_on_pure_noise_the_fit_is_perfect_and_worth_nothing():
    found = [fit(noise(seed), seed=seed) for seed in range(20)]
    assert np.mean([one.error_fitted for one in found]) < 0.02
    assert np.mean([one.errors.mean() for one in found]) == pytest.approx(0.5, abs=0.08)
    assert np.mean([one.r2y for one in found]) > 0.9
    assert np.mean([one.q2 for one in found]) < 0.1
    assert np.mean([one.error_by_chance for one in found]) == pytest.approx(0.45, abs=0.05)
    p = np.array([one.p_value for one in found])
    assert np.mean(p) > 0.35
    assert np.mean(p < 0.05) <= 0.15


def test_a_planted_signal_is_found_and_its_features_matter_most():
    values = noise(1)
    values[:30, :6] += 1.0
    found = fit(values)
    assert found.error < 0.1
    assert found.p_value <= 0.02
    assert found.error < found.error_by_chance - 0.3
    assert 0.3 < found.q2 < found.r2y <= 1
    assert found.vip[:30].min() > np.median(found.vip[30:])
    assert np.mean(found.vip[:30]) > 2
    gap = found.scores[:6, 0].mean() - found.scores[6:, 0].mean()
    assert abs(gap) > 2 * max(found.scores[:6, 0].std(), found.scores[6:, 0].std())


def by_definition(x, y, components):
    """VIP and scores by NIPALS as it is written in textbooks: x units x features, autoscaled; y centred dummies."""
    weights, explained, scores = [], [], []
    for _ in range(components):
        w = np.linalg.svd(x.T @ y, full_matrices=False)[0][:, 0]
        t = x @ w
        q, p = y.T @ t / (t @ t), x.T @ t / (t @ t)
        weights.append(w)
        scores.append(t)
        explained.append(np.sum(np.outer(t, q) ** 2))
        x, y = x - np.outer(t, p), y - np.outer(t, q)
    vip = np.sqrt(x.shape[1] * (np.array(explained) @ np.square(weights)) / np.sum(explained))
    return vip, np.array(scores).T


@pytest.mark.parametrize("sizes", [(6, 6), (4, 5, 6)])
def test_vip_and_scores_are_those_of_nipals(sizes):
    classes = np.repeat(np.arange(len(sizes)), sizes)
    values = noise(2, 40, len(classes)) + np.random.default_rng(5).normal(0, 0.5, (40, len(sizes)))[:, classes]
    found = fit(values, classes)
    x = (values - values.mean(axis=1, keepdims=True)) / values.std(axis=1, ddof=1, keepdims=True)
    y = np.eye(len(sizes))[classes]
    vip, scores = by_definition(x.T, y - y.mean(axis=0), found.components)
    np.testing.assert_allclose(found.vip, vip, rtol=1e-8)
    np.testing.assert_allclose(np.abs(found.scores), np.abs(scores), rtol=1e-7, atol=1e-9)
    assert np.mean(found.vip**2) == pytest.approx(1)


def test_three_classes_of_different_sizes_are_told_apart():
    classes = np.repeat([0, 1, 2], [4, 7, 5])
    values = noise(3, 200, 16)
    values[:20, classes == 1] += 1.2
    values[20:40, classes == 2] += 1.2
    found = fit(values, classes)
    assert found.error < 0.1
    assert found.p_value <= 0.02
    assert found.components >= 2


def test_unequal_classes_of_noise_are_wrong_half_the_time_too():
    classes = np.repeat([0, 1], [4, 14])
    errors = [fit(noise(seed, 100, 18), classes, seed, permutations=0).errors.mean() for seed in range(40)]
    assert np.mean(errors) == pytest.approx(0.5, abs=0.08)


def test_holes_take_the_mean_and_features_that_say_nothing_have_no_importance():
    values = noise(4, 50)
    values[:10, :6] += 1.5
    values[3, 8] = np.nan
    values[48] = 7.0
    values[49] = np.nan
    found = fit(values, permutations=19)
    assert np.isnan(found.vip[[48, 49]]).all()
    assert np.isfinite(found.vip[:48]).all()
    assert np.nanmean(found.vip**2) == pytest.approx(1)
    assert found.error < 0.1
    known = values[:48]
    mean, sd = np.nanmean(known, axis=1, keepdims=True), np.nanstd(known, axis=1, ddof=1, keepdims=True)
    y = np.eye(2)[SIX_AND_SIX] - 0.5
    vip, _ = by_definition(np.nan_to_num((known - mean) / sd).T, y, found.components)
    np.testing.assert_allclose(found.vip[:48], vip, rtol=1e-8)


def test_the_same_seed_gives_the_same_and_scaling_a_feature_changes_nothing():
    values = noise(6)
    one, again, scaled = fit(values), fit(values), fit(values * np.linspace(0.1, 10, 650)[:, None])
    np.testing.assert_array_equal(one.vip, again.vip)
    assert one.p_value == again.p_value
    np.testing.assert_allclose(scaled.vip, one.vip, rtol=1e-8)
    np.testing.assert_allclose(scaled.errors, one.errors)


def test_strata_do_not_count_however_unequal_the_arms_are_in_them():
    """One strain has most of the treated animals, and differs in every spot: alone it would tell the arms apart."""
    strata = np.repeat([0, 1], 12)
    classes = np.array([0] * 3 + [1] * 9 + [0] * 9 + [1] * 3)
    values = noise(7, 200, 24)
    values[:, strata == 1] += np.random.default_rng(8).normal(0, 3, (200, 1))
    assert fit(values, classes).error == pytest.approx(0.25)
    errors = [fit(noise(s, 200, 24) + 5 * strata, classes, s, 0, strata).errors.mean() for s in range(20)]
    assert np.mean(errors) == pytest.approx(0.5, abs=0.08)
    moved = values + np.random.default_rng(9).normal(0, 5, (200, 1)) * strata
    one, other = fit(values, classes, strata=strata), fit(moved, classes, strata=strata)
    np.testing.assert_allclose(one.errors, other.errors)
    np.testing.assert_allclose(one.vip, other.vip, rtol=1e-8)
    assert one.p_value == other.p_value


def test_a_change_within_strata_is_found_beneath_their_difference():
    strata, classes = np.repeat([0, 1], 8), np.tile([0, 1], 8)
    values = noise(10, 200, 16)
    values[:20, classes == 1] += 1.5
    values[:, strata == 1] += np.random.default_rng(11).normal(0, 4, (200, 1))
    found = fit(values, classes, strata=strata)
    assert found.error < 0.1
    assert found.p_value <= 0.02
    assert found.vip[:20].min() > 1.5


def test_strata_are_taken_off_values_and_classes():
    strata, classes = np.repeat([0, 1, 2], [5, 6, 4]), np.array([0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1, 0, 1])
    values = noise(12, 40, 15) + np.random.default_rng(13).normal(0, 2, (40, 3))[:, strata]
    found = fit(values, classes, strata=strata)
    within = np.eye(15) - (strata[:, None] == strata) / np.bincount(strata)[strata]
    x, y = within @ values.T, within @ np.eye(2)[classes]
    x /= np.sqrt(np.sum(x**2, axis=0) / (15 - 3))
    vip, scores = by_definition(x, y, found.components)
    np.testing.assert_allclose(found.vip, vip, rtol=1e-8)
    np.testing.assert_allclose(np.abs(found.scores), np.abs(scores), rtol=1e-7, atol=1e-9)


def test_covariates_do_not_count_however_unequal_they_are_in_the_classes():
    rng = np.random.default_rng(17)
    classes = np.repeat([0, 1], 12)
    batch = np.array([0] * 9 + [1] * 3 + [0] * 3 + [1] * 9)
    covariates = np.stack([batch == 0, batch == 1, 300 + 10 * rng.normal(size=24)], axis=1)
    slopes = rng.normal(0, [[3, 3, 0.1]], (200, 3)) @ covariates.T
    assert fit(noise(18, 200, 24) + slopes, classes).error <= 0.25
    found = [fit(noise(s, 200, 24) + slopes, classes, s, 30, covariates=covariates) for s in range(20)]
    assert np.mean([one.errors.mean() for one in found]) == pytest.approx(0.5, abs=0.08)
    assert np.mean([one.p_value for one in found]) == pytest.approx(0.5, abs=0.15)
    one, other = (fit(noise(3, 200, 24) + k * slopes, classes, covariates=covariates) for k in (1, 0))
    np.testing.assert_allclose(one.errors, other.errors, atol=0.09)  # they are scaled before covariates go


def test_covariates_are_taken_off_by_least_squares():
    rng = np.random.default_rng(19)
    classes, covariates = np.tile([0, 1], 8), rng.normal(size=(16, 2))
    values = noise(20, 40, 16) + rng.normal(0, 1, (40, 2)) @ covariates.T
    found = fit(values, classes, covariates=covariates)
    x = ((values - values.mean(axis=1, keepdims=True)) / values.std(axis=1, ddof=1, keepdims=True)).T
    about = covariates - covariates.mean(axis=0)
    x -= about @ np.linalg.lstsq(about, x, rcond=None)[0]
    vip, scores = by_definition(x, np.eye(2)[classes] - 0.5, found.components)
    np.testing.assert_allclose(found.vip, vip, rtol=1e-8)
    np.testing.assert_allclose(np.abs(found.scores), np.abs(scores), rtol=1e-7, atol=1e-9)


def by_regression(train, y, test, components):
    """Predictions of partial least squares in the space of the features, one after another component."""
    x, left, weights, loadings, shares = train, y, [], [], []
    for _ in range(components):
        w = np.linalg.svd(x.T @ left, full_matrices=False)[0][:, 0]
        t = x @ w
        p, q = x.T @ t / (t @ t), left.T @ t / (t @ t)
        weights.append(w)
        loadings.append(p)
        shares.append(q)
        x, left = x - np.outer(t, p), left - np.outer(t, q)
    weights, loadings = np.array(weights).T, np.array(loadings).T
    return test @ weights @ np.linalg.inv(loadings.T @ weights) @ np.array(shares)


def test_r2y_and_q2_are_those_of_predictions_written_out():
    values = noise(14, 60)
    values[:10, :6] += 1.0
    classes, y = SIX_AND_SIX, np.eye(2)[SIX_AND_SIX]
    fold = fold_of(classes, np.random.default_rng(3))
    found = pls_da(values, classes, fold, np.empty((0, 12), int))
    missed = 0.0
    for f in np.unique(fold):
        train, test = values[:, fold != f], values[:, fold == f]
        mean, sd = train.mean(axis=1, keepdims=True), train.std(axis=1, ddof=1, keepdims=True)
        centre = y[fold != f].mean(axis=0)
        rows = [((part - mean) / sd).T for part in (train, test)]
        guess = by_regression(rows[0], y[fold != f] - centre, rows[1], found.components) + centre
        missed += np.sum((y[fold == f] - guess) ** 2)
    x = ((values - values.mean(axis=1, keepdims=True)) / values.std(axis=1, ddof=1, keepdims=True)).T
    fitted = by_regression(x, y - 0.5, x, found.components) + 0.5
    assert found.q2 == pytest.approx(1 - missed / np.sum((y - 0.5) ** 2), rel=1e-8)
    assert found.r2y == pytest.approx(1 - np.sum((y - fitted) ** 2) / np.sum((y - 0.5) ** 2), rel=1e-8)
    assert np.isnan(found.error_by_chance)
    assert found.p_value == 1


def test_an_order_that_changes_nothing_does_as_well():
    values, classes = noise(15, 30), SIX_AND_SIX
    fold = np.tile(np.arange(6), 2)
    same = np.tile(np.arange(12), (5, 1))
    swapped = np.roll(np.arange(12), 6)[None]
    assert pls_da(values, classes, fold, same).p_value == 1
    found = pls_da(values, classes, fold, swapped)
    assert found.error_by_chance == pytest.approx(found.error)


def test_a_stratum_that_is_held_out_whole_says_nothing():
    strata, classes = np.array([0, 0, 0, 0, 0, 0, 1, 1]), np.array([0, 1, 0, 1, 0, 1, 0, 1])
    fold = np.array([0, 0, 1, 1, 2, 2, 3, 3])
    values = noise(16, 20, 8)
    far = values + 100.0 * strata
    one, other = (pls_da(each, classes, fold, np.empty((0, 8), int), strata) for each in (values, far))
    np.testing.assert_allclose(one.errors, other.errors)
    assert one.q2 == pytest.approx(other.q2)
