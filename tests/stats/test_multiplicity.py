"""Adjusted p-values against definitions written out."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats
from spotwise.stats.multiplicity import benjamini_hochberg, holm, share_of_nulls, simes

P = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(p=P)
def test_benjamini_hochberg_equals_scipy(p):
    np.testing.assert_allclose(benjamini_hochberg(np.array(p)), stats.false_discovery_control(p), rtol=1e-12)


def test_what_was_not_tested_does_not_count():
    p = np.array([0.01, np.nan, 0.02, np.nan])
    np.testing.assert_allclose(benjamini_hochberg(p), [0.02, np.nan, 0.02, np.nan])


def test_nothing_tested_gives_nothing():
    assert np.isnan(benjamini_hochberg(np.array([np.nan, np.nan]))).all()
    assert benjamini_hochberg(np.array([])).shape == (0,)


@given(p=P, seed=st.integers(0, 1000))
def test_simes_and_holm_equal_their_definitions_within_groups(p, seed):
    p = np.array(p)
    group = np.random.default_rng(seed).integers(0, 4, len(p))
    value, attained_by = simes(p, group, 5)
    adjusted = holm(p, group, 5)
    assert np.isnan(value[4])
    assert attained_by[4] == -1
    for g in range(4):
        own = np.flatnonzero(group == g)
        if not len(own):
            continue
        ordered = np.sort(p[own])
        scaled = ordered * len(own) / np.arange(1, len(own) + 1)
        np.testing.assert_allclose(value[g], scaled.min(), rtol=1e-12)
        lead = attained_by[g]
        rank = np.flatnonzero(ordered == p[lead])
        assert group[lead] == g
        assert np.isclose(scaled[rank], scaled.min(), rtol=1e-12).any()
        expected = np.minimum(1, np.maximum.accumulate(ordered * (len(own) - np.arange(len(own)))))
        np.testing.assert_allclose(np.sort(adjusted[own]), expected, rtol=1e-9, atol=1e-14)


def simulated(tests, nulls, seed, shift=2.5):
    z = np.random.default_rng(seed).normal(size=tests)
    z[round(tests * nulls) :] += shift
    return 2 * stats.norm.sf(np.abs(z))


def without_chance(tests, nulls, power, at):
    """The p-values of tests/reference/make_share_of_nulls.R."""
    rank = np.arange(1, tests + 1)
    uniform = np.sin((rank + 10000 * at) * 12.9898) * 43758.5453 % 1
    return np.where(rank <= nulls * tests, uniform, uniform**power)


def test_the_share_of_nulls_is_near_that_of_limma(reference):
    """Both stop short of the optimum, each at a place of its own."""
    studies = pd.read_csv(reference / "share_of_nulls.tsv", sep="\t")
    for at, (tests, nulls, power, share) in enumerate(studies.itertuples(index=False), 1):
        assert share_of_nulls(without_chance(int(tests), nulls, power, at)) == pytest.approx(share, abs=0.025)


def falling(logits):
    """A density over bins that falls ever more slowly: drops between neighbours that grow towards zero, on a floor."""
    drops = np.cumsum(np.exp(logits[:-1]))[::-1]
    density = np.exp(logits[-1]) + np.append(np.cumsum(drops[::-1])[::-1], 0.0)
    return density / density.sum()


def test_the_share_of_nulls_is_the_height_at_one_of_the_likeliest_convex_decreasing_density():
    p = simulated(300, 0.7, 3)
    counts = np.histogram(p, 100, (0, 1))[0] / 300
    found = optimize.minimize(
        lambda logits: -np.sum(counts * np.log(falling(logits))), np.full(100, -3.0),
        method="L-BFGS-B", options={"maxiter": 3000, "maxfun": 10**6},
    )  # fmt: skip
    assert share_of_nulls(p) == pytest.approx(100 * falling(found.x)[-1], abs=0.03)


@pytest.mark.parametrize(("tests", "nulls"), [(300, 1.0), (300, 0.9), (300, 0.8), (300, 0.5), (3000, 0.8)])
def test_the_share_of_nulls_is_found_and_steady(tests, nulls):
    shares = np.array([share_of_nulls(simulated(tests, nulls, seed)) for seed in range(30)])
    assert shares.max() <= 1 + 1e-9
    assert np.mean(shares) == pytest.approx(nulls, abs=0.04)
    assert np.std(shares) < 0.07


def test_the_share_of_nulls_where_there_is_little_to_go_by():
    assert share_of_nulls(np.array([])) is None
    assert share_of_nulls(np.full(3, np.nan)) is None
    assert share_of_nulls(np.zeros(50)) < 1e-3
    assert share_of_nulls(np.ones(50)) == pytest.approx(1)
    assert share_of_nulls(np.array([0.3])) <= 1
    p = simulated(300, 0.8, 1)
    assert share_of_nulls(np.append(p, [np.nan] * 40)) == share_of_nulls(p)
