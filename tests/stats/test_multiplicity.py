"""Adjusted p-values against definitions written out."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from spotwise.stats.multiplicity import benjamini_hochberg, holm, simes

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
