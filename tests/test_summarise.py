"""Technical gels are one animal, and rarely seen spots are set aside."""

import numpy as np
from spotwise.summarise import average, seen_enough

NAN = np.nan


def test_the_mean_is_over_what_was_observed():
    log2 = np.array([[1.0, 3.0, 5.0], [NAN, 3.0, 5.0], [NAN, NAN, 5.0]])
    np.testing.assert_array_equal(average(log2, [[0, 1], [2]]), [[2, 5], [3, 5], [NAN, 5]])


def test_gels_of_an_animal_that_are_copies_change_nothing():
    log2 = np.random.default_rng(0).normal(size=(20, 4))
    log2[3, 1] = NAN
    fivefold = np.repeat(log2, 5, axis=1)
    found = average(fivefold, [range(5 * at, 5 * at + 5) for at in range(4)])
    np.testing.assert_allclose(found, log2, rtol=1e-12)


def test_half_of_any_group_is_enough():
    groups = ["a", "a", "a", "a", "b", "b"]
    log2 = np.full((4, 6), NAN)
    log2[0, :2] = 1  # half of a
    log2[1, :1], log2[1, 4:5] = 1, 1  # a quarter of a, half of b
    log2[2, 0] = 1  # a quarter of a
    assert list(seen_enough(log2, groups, 0.5, "any_group")) == [True, True, False, False]
    assert list(seen_enough(log2, groups, 0.25, "every_group")) == [False, True, False, False]


def test_what_nobody_shows_is_never_enough():
    assert list(seen_enough(np.full((1, 2), NAN), ["a", "b"], 0.0, "any_group")) == [False]
