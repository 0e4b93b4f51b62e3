"""The precision-weighted mean of a gene's spots, with holes."""

import numpy as np
import pytest
from spotwise.stats.gene_means import by_size, estimation_penalty, gene_means, precisions, pseudo_inverses


def additive(y, w):
    """Means of units by weighted least squares in the model spot + unit, levels of least norm, for one gene."""
    spots, units = np.nonzero(np.isfinite(y))
    x = np.zeros((len(spots), y.shape[1] + y.shape[0] - 1))
    x[np.arange(len(spots)), units] = 1
    for j in range(1, y.shape[0]):
        x[spots == j, y.shape[1] + j - 1] = 1
    root = np.sqrt(w[spots])
    return np.linalg.lstsq(x * root[:, None], y[spots, units] * root, rcond=None)[0][: y.shape[1]]


def test_complete_spots_give_the_weighted_mean_of_centred_spots():
    rng = np.random.default_rng(1)
    y, w = rng.normal(size=(5, 8)) + rng.normal(20, 3, 5)[:, None], rng.uniform(1, 9, 5)
    gene = np.array([1, 0, 1, 1, 0])
    found = gene_means(y, w, gene, 2)
    centred = y - y.mean(axis=1, keepdims=True)
    for g in (0, 1):
        expected = np.average(centred[gene == g], axis=0, weights=w[gene == g])
        np.testing.assert_allclose(found[g], expected, atol=1e-12)


def test_with_holes_it_is_the_additive_fit_up_to_a_constant():
    rng = np.random.default_rng(2)
    y = rng.normal(size=(4, 9)) + rng.normal(20, 3, 4)[:, None]
    y[rng.random(y.shape) < 0.3] = np.nan
    w = rng.uniform(1, 9, 4)
    difference = gene_means(y, w, np.zeros(4, int), 1)[0] - additive(y, w)
    np.testing.assert_allclose(difference, difference[0], atol=1e-9)


def test_a_missing_spot_does_not_shift_the_mean():
    units = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0])
    y = units + np.array([[10.0], [25.0]])  # one spot lies far above the other
    y[1, :4] = np.nan
    found = gene_means(y, np.ones(2), np.zeros(2, int), 1)[0]
    np.testing.assert_allclose(np.diff(found), 1.0, atol=1e-10)


def test_a_unit_without_spots_is_missing_and_a_gene_of_one_spot_is_that_spot():
    y = np.array([[1.0, np.nan, 3.0], [5.0, np.nan, 2.0], [7.0, 8.0, 9.0]])
    found = gene_means(y, np.array([1.0, 2.0, 3.0]), np.array([0, 0, 1]), 2)
    np.testing.assert_array_equal(np.isnan(found), [[False, True, False], [False] * 3])
    np.testing.assert_allclose(found[1], [-1, 0, 1])


def test_spots_that_share_no_unit_are_centred_on_their_own():
    y = np.array([[1.0, 2.0, np.nan, np.nan], [np.nan, np.nan, 8.0, 10.0]])
    np.testing.assert_allclose(gene_means(y, np.ones(2), np.zeros(2, int), 1)[0], [-0.5, 0.5, -1, 1], atol=1e-12)


def test_nothing_seen_gives_nothing():
    assert np.isnan(gene_means(np.full((2, 3), np.nan), np.ones(2), np.zeros(2, int), 1)).all()
    assert gene_means(np.empty((0, 3)), np.empty(0), np.empty(0, int), 0).shape == (0, 3)


def test_the_order_of_spots_does_not_matter():
    rng = np.random.default_rng(3)
    y, w, gene = rng.normal(size=(30, 7)), rng.uniform(1, 4, 30), rng.integers(0, 8, 30)
    y[rng.random(y.shape) < 0.2] = np.nan
    order = rng.permutation(30)
    np.testing.assert_allclose(gene_means(y[order], w[order], gene[order], 8), gene_means(y, w, gene, 8), atol=1e-10)


def test_genes_go_by_their_number_of_spots():
    found = {tuple(genes): spots.tolist() for genes, spots in by_size(np.array([2, 0, 2, 1, 1]), 3, least=2)}
    assert found == {(1, 2): [[3, 4], [0, 2]]}


def test_the_penalty_is_that_of_meier():
    # two spots of equal weight and 10 degrees of freedom: 1 + 4 (1/4 + 1/4) / 10; one spot has none
    found = estimation_penalty(np.array([3.0, 3.0, 5.0]), np.full(3, 10.0), np.array([0, 0, 1]), 2)
    np.testing.assert_allclose(found, [1.2, 1.0])
    np.testing.assert_allclose(estimation_penalty(np.ones(2), np.full(2, np.inf), np.zeros(2, int), 1), 1.0)


def test_a_variance_of_zero_has_a_finite_weight():
    assert np.isfinite(precisions(np.array([0.0, 1.0, 2.0]))).all()
    assert precisions(np.array([0.5]))[0] == pytest.approx(2.0)


def test_pseudo_inverses_and_ranks():
    rng = np.random.default_rng(4)
    x = rng.normal(size=(6, 3, 5))
    matrices = x.transpose(0, 2, 1) @ x
    inverse, rank = pseudo_inverses(matrices)
    np.testing.assert_array_equal(rank, 3)
    np.testing.assert_allclose(inverse, np.linalg.pinv(matrices, rcond=1e-9, hermitian=True), atol=1e-8)
