"""Correlation of gels: exact numbers, and how often gels of equal make are called outliers or swapped."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.stats.sample_correlation import (
    gel_correlations,
    lies_elsewhere,
    mean_by_level,
    median_with,
    robust_z,
    stands_apart,
    strangers,
    with_nearest,
)


def make(rng, groups=2, per=12, factors=0, effect=0.0, features=300):
    """Gels whose noise varies by 15%, with a few values missing; and the group of each."""
    group = np.repeat(np.arange(groups), per)
    n = len(group)
    log2 = rng.normal(18, 1.5, (features, 1)) + rng.normal(0, 0.5, (features, n)) * np.exp(rng.normal(0, 0.15, n))
    log2 += rng.normal(0, 0.5, (features, factors)) @ rng.normal(0, 1, (factors, n)) / max(1, factors) ** 0.5
    log2 += (rng.random((features, 1)) < 0.1) * rng.normal(0, effect, (features, groups))[:, group]
    log2[rng.random(log2.shape) < 0.05] = np.nan
    return log2, group


def apart(log2):
    others = strangers(np.arange(log2.shape[1]))
    return stands_apart(with_nearest(gel_correlations(log2, centred=False), others))


def elsewhere(log2, group):
    r = gel_correlations(log2, centred=True)
    return lies_elsewhere(mean_by_level(r, group, strangers(np.arange(len(group)))), group)


@pytest.mark.parametrize("centred", [False, True])
def test_each_pair_is_correlated_over_what_both_show(centred):
    log2, _ = make(np.random.default_rng(1), per=3)
    r = gel_correlations(log2, centred)
    values = log2 - np.nanmean(log2, axis=1, keepdims=True) if centred else log2
    for one in range(6):
        for other in range(6):
            both = np.isfinite(values[:, one]) & np.isfinite(values[:, other])
            expected = np.corrcoef(values[both, one], values[both, other])[0, 1]
            assert r[one, other] == pytest.approx(expected, abs=1e-10)


def test_rarely_seen_features_do_not_count():
    log2, _ = make(np.random.default_rng(2), per=3)
    rare = np.full((50, 6), np.nan)
    rare[:, :2] = np.random.default_rng(3).normal(0, 9, (50, 2))
    np.testing.assert_array_equal(gel_correlations(np.vstack([log2, rare]), True), gel_correlations(log2, True))


@pytest.mark.parametrize(
    "log2",
    [np.full((9, 3), np.nan), np.full((9, 3), 7.25), np.empty((0, 3)), np.ones((2, 3)), np.full((9, 1), np.nan)],
)
@pytest.mark.parametrize("centred", [False, True])
def test_what_can_not_be_compared_is_missing(log2, centred):
    r = gel_correlations(log2, centred)
    assert r.shape == (log2.shape[1],) * 2
    assert np.isnan(r).all()


@given(st.integers(0, 1000), st.floats(-30, 30))
def test_level_and_order_change_nothing(seed, shift):
    log2, _ = make(np.random.default_rng(seed), per=3, features=30)
    order = np.random.default_rng(seed).permutation(6)
    for centred in (False, True):
        r = gel_correlations(log2, centred)
        np.testing.assert_allclose(gel_correlations(log2 + shift, centred), r, atol=1e-8)
        np.testing.assert_allclose(gel_correlations(log2[:, order], centred), r[np.ix_(order, order)], atol=1e-10)


def test_gels_of_one_animal_do_not_vouch_for_each_other():
    r = np.array([[1, 0.99, 0.2, 0.4], [0.99, 1, 0.3, 0.5], [0.2, 0.3, 1, 0.6], [0.4, 0.5, 0.6, 1]])
    others = strangers(np.array(["a", "a", "b", "c"]))
    np.testing.assert_allclose(median_with(r, others), [0.3, 0.4, 0.3, 0.5])
    assert np.isnan(with_nearest(r, others)[:2]).all()  # each has two of other animals alone
    np.testing.assert_allclose(with_nearest(r, others)[2:], [1.1 / 3, 0.5])
    by_level = mean_by_level(r, np.array([0, 0, 0, 1]), others)
    np.testing.assert_allclose(by_level[:, 0], [np.nan, np.nan, 0.25, np.mean([0.4, 0.5, 0.6])])
    assert np.isnan(by_level[:, 1]).all()


def test_robust_z():
    values = np.array([1.0, 2, 3, 4, 5, 6, 7, 100, np.nan])
    z = robust_z(values, 0.05)
    assert z[7] == pytest.approx((100 - 4.5) / (1.4826 * 2))
    assert np.isnan(z[8])
    assert robust_z(np.array([1.0, 1, 1, 1, 2]), 0.5)[4] == 2
    assert np.isnan(robust_z(np.arange(4.0), 0.1)).all()


@pytest.mark.parametrize(
    "kind", [{}, {"factors": 1}, {"factors": 3}, {"groups": 4, "per": 6, "factors": 2}, {"effect": 1.0}]
)
def test_equal_gels_are_named_in_less_than_one_study_of_twenty(kind):
    studies = [make(np.random.default_rng([7, at]), **kind) for at in range(120)]
    named = [apart(log2).any() or (elsewhere(log2, group) >= 0).any() for log2, group in studies]
    assert np.mean(named) < 0.05


def test_a_gel_of_thrice_the_noise_is_named_and_no_other():
    found = []
    for at in range(20):
        rng = np.random.default_rng([8, at])
        log2, _ = make(rng, effect=1.0)
        log2[:, 5] += rng.normal(0, 0.5 * 8**0.5, len(log2))
        found.append(np.flatnonzero(apart(log2)).tolist())
    assert found.count([5]) >= 19


def test_labels_that_were_swapped_are_found_where_groups_differ():
    hits, others = 0, 0
    for at in range(20):
        log2, group = make(np.random.default_rng([9, at]), effect=2.0)
        group[[3, 15]] = group[[15, 3]]
        there = elsewhere(log2, group)
        hits += (there[[3, 15]] == [0, 1]).sum()
        others += (np.delete(there, [3, 15]) >= 0).sum()
    assert hits >= 34
    assert others == 0


def test_too_few_gels_are_not_judged():
    log2, group = make(np.random.default_rng(1), per=2, effect=3.0)
    log2[:, 1] = np.random.default_rng(2).normal(0, 9, len(log2))
    assert not apart(log2).any()
    assert (elsewhere(log2, group) == -1).all()
    assert not stands_apart(np.full(24, np.nan)).any()
