"""Discriminant analysis: what it finds, and that overfitting shows."""

import numpy as np
import pytest
from spotwise.stats.pls import fold_of, pls_da

SIX_AND_SIX = np.repeat([0, 1], 6)


def noise(seed, features=650, units=12):
    return np.random.default_rng(seed).normal(20, 0.4, (features, units))


def fit(values, classes=SIX_AND_SIX, seed=0, permutations=99, **options):
    return pls_da(values, classes, np.random.default_rng(seed), permutations, **options)


def test_on_pure_noise_the_fit_is_perfect_and_worth_nothing():
    found = [fit(noise(seed), seed=seed) for seed in range(20)]
    assert np.mean([one.error_fitted for one in found]) < 0.02
    assert np.mean([one.errors.mean() for one in found]) == pytest.approx(0.5, abs=0.08)
    p = np.array([one.p_value for one in found])
    assert np.mean(p) > 0.35
    assert np.mean(p < 0.05) <= 0.15


def test_a_planted_signal_is_found_and_its_features_matter_most():
    values = noise(1)
    values[:30, :6] += 1.0
    found = fit(values)
    assert found.error < 0.1
    assert found.p_value <= 0.02
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


def test_every_fold_holds_its_share_of_each_class():
    classes = np.repeat([0, 1, 2], [7, 8, 5])
    fold = fold_of(classes, 5, np.random.default_rng(1))
    counts = np.array([[np.sum((fold == f) & (classes == c)) for c in range(3)] for f in range(5)])
    assert (counts.max(axis=0) - counts.min(axis=0)).max() <= 1
    assert counts.sum(axis=1).max() - counts.sum(axis=1).min() <= 1


@pytest.mark.parametrize("classes", [[0] * 12, [0] * 11 + [1]])
def test_too_few_of_a_class_is_an_error(classes):
    with pytest.raises(ValueError, match="two"):
        fit(noise(1), np.array(classes))
