"""Least squares with holes, against numpy's own solver feature by feature."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spotwise.stats.linear_model import Blocks, basis_of, estimate_contrast, fit_features


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


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), each=st.booleans())
def test_weights_and_blocks_make_it_generalised_least_squares(seed, each):
    values, design = example(seed)
    rng = np.random.default_rng(seed)
    weights = rng.uniform(0.2, 5, values.shape if each else 14)
    blocks = Blocks(np.arange(14) // 3 == np.arange(5)[:, None], rng.uniform(-0.3, 0.9))
    fitted = fit_features(values, design, weights, blocks)
    c = np.array([0.0, 1.0, 0.3])
    estimate, unscaled = estimate_contrast(fitted, c)
    alike = np.where(blocks.member.T.astype(float) @ blocks.member > 0, blocks.correlation, 0.0)
    np.fill_diagonal(alike, 1.0)
    for at, row in enumerate(values):
        seen = np.isfinite(row)
        if np.linalg.matrix_rank(design[seen]) < 3 or seen.sum() < 5:
            continue
        root = 1 / np.sqrt((weights[at] if each else weights)[seen])
        factor = np.linalg.cholesky(alike[np.ix_(seen, seen)] * np.outer(root, root))
        x, y = np.linalg.solve(factor, design[seen]), np.linalg.solve(factor, row[seen])
        coefficients, left, *_ = np.linalg.lstsq(x, y, rcond=None)
        np.testing.assert_allclose(estimate[at], c @ coefficients, rtol=1e-7, atol=1e-9)
        np.testing.assert_allclose(unscaled[at], np.sqrt(c @ np.linalg.inv(x.T @ x) @ c), rtol=1e-7)
        np.testing.assert_allclose(fitted.variance[at], left[0] / (seen.sum() - 3), rtol=1e-7, atol=1e-12)


@pytest.mark.parametrize("weighted", [False, True])
def test_how_many_are_worked_on_at_once_changes_nothing(weighted, monkeypatch):
    values, design = example(6, features=200)
    values[:20] = np.nan_to_num(values[:20])
    weights = np.random.default_rng(6).uniform(0.5, 2, values.shape) if weighted else None
    whole = fit_features(values, design, weights)
    monkeypatch.setattr("spotwise.stats.normal_equations.AT_ONCE", 50)
    parts = fit_features(values, design, weights)
    for name in ("coefficients", "variance", "df", "pattern", "inverse", "complete"):
        np.testing.assert_allclose(getattr(parts, name), getattr(whole, name), rtol=1e-9, atol=1e-12)


def test_a_fit_holds_little_beside_the_data():
    values, design = example(7, features=50_000, units=30, holes=0.1)
    tracemalloc.start()
    fit_features(values, design)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1.5 * values.nbytes


def test_no_features_fit_too():
    fitted = fit_features(np.empty((0, 14)), example(8)[1])
    assert fitted.variance.shape == (0,)
    assert estimate_contrast(fitted, np.array([0.0, 1.0, 0.0]))[0].shape == (0,)


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
