"""Least squares with holes, against numpy's own solver feature by feature."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spotwise.stats.linear_model import basis_of, estimate_contrast, fit_features


def example(seed, features=30, units=14, holes=0.25):
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(units), np.arange(units) % 2, rng.normal(size=units)])
    values = rng.normal(size=(features, units))
    values[rng.random(values.shape) < holes] = np.nan
    return values, design


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_each_feature_equals_its_own_least_squares(seed):
    values, design = example(seed)
    fitted = fit_features(values, design)
    weights = np.array([0.0, 1.0, 0.3])
    estimate, unscaled = estimate_contrast(fitted, weights)
    for at, row in enumerate(values):
        seen = np.isfinite(row)
        own = design[seen]
        if np.linalg.matrix_rank(own) < 3:
            continue
        coefficients = np.linalg.lstsq(own, row[seen], rcond=None)[0]
        df = seen.sum() - 3
        assert fitted.df[at] == df
        np.testing.assert_allclose(estimate[at], weights @ coefficients, rtol=1e-7, atol=1e-9)
        np.testing.assert_allclose(unscaled[at], np.sqrt(weights @ np.linalg.inv(own.T @ own) @ weights), rtol=1e-8)
        if df > 0:
            variance = np.sum((row[seen] - own @ coefficients) ** 2) / df
            np.testing.assert_allclose(fitted.variance[at], variance, rtol=1e-7, atol=1e-12)


def test_a_feature_without_residual_degrees_of_freedom_has_no_variance():
    values, design = example(1)
    values[0] = np.nan
    values[0, :3] = 1.0, 2.0, 3.0
    values[1] = np.nan
    fitted = fit_features(values, design)
    assert fitted.df[0] == 0
    assert np.isnan(fitted.variance[0])
    assert fitted.df[1] == 0
    assert np.isnan(estimate_contrast(fitted, np.array([0.0, 1.0, 0.0]))[0][1])


def test_a_feature_that_cannot_estimate_the_contrast_gives_nan():
    values, design = example(2, holes=0)
    values[0, 1::2] = np.nan  # all that is left has the second column at zero
    fitted = fit_features(values, design)
    estimate, unscaled = estimate_contrast(fitted, np.array([0.0, 1.0, 0.0]))
    assert np.isnan(estimate[0])
    assert np.isnan(unscaled[0])
    assert np.isfinite(estimate[1:]).all()
    assert fitted.df[0] == 7 - 2


def test_a_design_with_more_columns_than_rank_gives_the_same_contrast():
    values, design = example(3)
    wide = np.column_stack([design, design[:, 0] - design[:, 1], 2 * design[:, 2]])
    one = estimate_contrast(fit_features(values, design), np.array([0.0, 1.0, 0.0]))
    # the same difference of fitted means: rows of the wide design at column two 1 and 0
    other = estimate_contrast(fit_features(values, wide), np.array([0.0, 1.0, 0.0, -1.0, 0.0]))
    np.testing.assert_allclose(one, other, rtol=1e-9)


def test_weights_outside_the_row_space_are_refused():
    values, design = example(4)
    wide = np.column_stack([design, design[:, 1]])
    with pytest.raises(ValueError, match="not estimable"):
        estimate_contrast(fit_features(values, wide), np.array([0.0, 1.0, 0.0, 0.0]))


def test_the_basis_is_orthonormal_and_spans_the_design():
    _, design = example(5)
    design = np.column_stack([design * [1, 1e4, 1e-3], design[:, 1]])
    basis = basis_of(design)
    assert basis.columns.shape == (14, 3)
    np.testing.assert_allclose(basis.columns.T @ basis.columns, np.eye(3), atol=1e-12)
    projected = basis.columns @ (basis.columns.T @ design)
    np.testing.assert_allclose(projected, design, rtol=1e-9, atol=1e-9)
