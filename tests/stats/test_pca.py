"""Principal components against numpy's decomposition, and what must not change them."""

import numpy as np
import pytest
from spotwise.stats.pca import principal_components


@pytest.fixture
def log2():
    rng = np.random.default_rng(3)
    return rng.normal(18, 2, (40, 1)) + rng.normal(size=(40, 3)) @ rng.normal(size=(3, 12)) + rng.normal(size=(40, 12))


@pytest.fixture
def holes(log2):
    rng = np.random.default_rng(4)
    return np.where(rng.random(log2.shape) < 0.15, np.nan, log2)


def test_complete_data_against_the_covariance(log2):
    """The eigenvalues of the covariance of units, by another route than the decomposition in the code."""
    found = principal_components(log2)
    centred = log2 - log2.mean(axis=1, keepdims=True)
    values, vectors = np.linalg.eigh(centred.T @ centred)
    np.testing.assert_allclose(found.share, values[::-1][:2] / values.sum(), rtol=1e-10)
    expected = vectors[:, ::-1][:, :2] * np.sqrt(values[::-1][:2])
    np.testing.assert_allclose(np.abs(found.scores), np.abs(expected), rtol=1e-8, atol=1e-10)
    assert found.used.all()


def test_complete_data_against_numpy_svd(log2):
    centred = log2 - log2.mean(axis=1, keepdims=True)
    _, s, vt = np.linalg.svd(centred, full_matrices=False)
    scores = principal_components(log2).scores
    np.testing.assert_allclose(scores * np.sign((scores * vt[:2].T).sum(axis=0)), (vt[:2] * s[:2, None]).T, rtol=1e-9)


def test_the_largest_score_is_positive(holes):
    scores = principal_components(holes).scores
    assert (scores[np.abs(scores).argmax(axis=0), [0, 1]] > 0).all()


def test_features_in_any_order_and_at_any_level(holes):
    found = principal_components(holes)
    order = np.random.default_rng(5).permutation(len(holes))
    moved = principal_components(holes[order] + np.arange(len(holes))[:, None])
    np.testing.assert_allclose(moved.scores, found.scores, rtol=1e-9, atol=1e-10)
    np.testing.assert_allclose(moved.share, found.share, rtol=1e-12)
    assert (moved.used == found.used[order]).all()


def test_units_in_another_order(holes):
    order = np.random.default_rng(6).permutation(holes.shape[1])
    np.testing.assert_allclose(
        principal_components(holes[:, order]).scores, principal_components(holes).scores[order], rtol=1e-9, atol=1e-10
    )


def test_two_units_have_a_sign_of_their_own():
    """Scores are a and -a, equal in size but for rounding: the first unit is the positive one."""
    values = np.random.default_rng(7).normal(size=(30, 2))
    for table in (values, values[::-1], values[:, ::-1]):
        found = principal_components(table)
        assert found.scores[0, 0] > 0
        assert found.share == pytest.approx([1, 0])
        assert not found.scores[:, 1].any()


def test_a_missing_value_counts_as_its_features_mean(log2):
    holed = log2.copy()
    holed[0, 0] = np.nan
    filled = holed.copy()
    filled[0, 0] = np.nanmean(holed[0])
    np.testing.assert_allclose(
        principal_components(holed).scores, principal_components(filled).scores, rtol=1e-9, atol=1e-10
    )


def test_features_seen_in_half_of_the_units_enter():
    values = np.random.default_rng(8).normal(size=(3, 4))
    values[0, :2] = values[1, :3] = np.nan
    assert principal_components(values).used.tolist() == [True, False, True]


@pytest.mark.parametrize(
    "values",
    [
        np.full((5, 4), 17.3),
        np.full((5, 4), np.nan),
        np.zeros((0, 4)),
        np.zeros((5, 1)),
        np.full((5, 6), 1 / 3) * np.arange(1, 6)[:, None],
    ],
    ids=["constant", "missing", "no features", "one unit", "thirds"],
)
def test_nothing_that_varies(values):
    found = principal_components(values)
    assert found.scores.shape == (values.shape[1], 2)
    assert not found.scores.any()
    assert not found.share.any()


def test_no_units():
    found = principal_components(np.zeros((5, 0)))
    assert found.scores.shape == (0, 2)
    assert not found.used.any()
