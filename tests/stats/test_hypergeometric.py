"""Hypergeometric tests against scipy's."""

import numpy as np
import pytest
from scipy.stats import fisher_exact, hypergeom
from spotwise.stats.hypergeometric import attainable, two_sided, upper_tail


def cases(background, seed=0, n=300):
    rng = np.random.default_rng(seed)
    query = int(rng.integers(1, background))
    size = rng.integers(1, background + 1, n)
    return rng.hypergeometric(size, background - size, query), size, query


@pytest.mark.parametrize("background", [7, 60, 240, 5000, 20000])
def test_the_upper_tail_is_scipys(background):
    for seed in range(3):
        overlap, size, query = cases(background, seed)
        expected = hypergeom.sf(overlap - 1, background, size, query)
        np.testing.assert_allclose(upper_tail(overlap, size, query, background), expected, rtol=1e-8)


def test_tails_far_out_keep_their_digits():
    overlap, size = np.array([100, 60, 1]), np.array([100, 200, 3])
    expected = hypergeom.sf(overlap - 1, 5000, size, 400)
    assert expected[0] < 1e-100
    np.testing.assert_allclose(upper_tail(overlap, size, 400, 5000), expected, rtol=1e-9)


def test_nothing_drawn_and_nothing_hit():
    np.testing.assert_array_equal(upper_tail(np.array([0, 0]), np.array([3, 10]), 0, 10), 1)
    np.testing.assert_allclose(upper_tail(np.array([10]), np.array([10]), 10, 10), 1)


@pytest.mark.parametrize("background", [12, 60, 240])
def test_both_sides_are_fishers(background):
    overlap, size, query = cases(background, n=60)
    table = [[[k, s - k], [query - k, background - s - query + k]] for k, s in zip(overlap, size, strict=True)]
    expected = [fisher_exact(one).pvalue for one in table]
    np.testing.assert_allclose(two_sided(overlap, size, query, background), expected, rtol=1e-7)


def test_the_attainable_p_is_that_of_the_largest_overlap():
    size = np.arange(1, 60)
    for query in (1, 5, 40):
        most = np.minimum(size, query)
        np.testing.assert_allclose(attainable(size, query, 60), hypergeom.sf(most - 1, 60, size, query), rtol=1e-9)
    np.testing.assert_array_equal(attainable(size, 0, 60), 1)
