"""Coefficients of variation from log2 volumes."""

import numpy as np
import pytest
from spotwise.stats.variation import coefficient_of_variation, pooled_variance, variances_within


def test_the_formula_gives_the_cv_of_log_normal_volumes():
    rng = np.random.default_rng(1)
    volumes = 2 ** rng.normal(18, 0.6, 400_000)
    assert coefficient_of_variation(np.array([0.36]))[0] == pytest.approx(volumes.std() / volumes.mean(), rel=0.01)
    assert coefficient_of_variation(np.zeros(2)).tolist() == [0, 0]


def test_variances_within_and_pooled_over_labels():
    nan = np.nan
    log2 = np.array([[1.0, 3, 5, 5, 8], [nan, 3, nan, 4, 8], [nan] * 5])
    label = np.array([0, 0, 1, 1, 2])
    np.testing.assert_allclose(variances_within(log2, label), [[2, 0, nan], [nan, nan, nan], [nan] * 3])
    np.testing.assert_allclose(pooled_variance(log2, label), [1, nan, nan])


def test_a_large_level_loses_no_digits():
    log2 = 1e6 + np.array([[0.0, 0.001, 0.002]])
    np.testing.assert_allclose(variances_within(log2, np.zeros(3, int)), [[1e-6]], rtol=1e-4)


def test_no_columns():
    assert pooled_variance(np.empty((3, 0)), np.empty(0, int)).shape == (3,)
