"""The test of a train that shifts, against least squares with a free mean of each unit."""

import numpy as np
import pytest
from scipy.stats import f as distribution
from spotwise.stats.prior import Prior
from spotwise.stats.trains import train_test

N = 5
DESIGN = np.column_stack([np.ones(2 * N), np.repeat([0.0, 1.0], N)])
CONTRAST = np.array([0.0, 1.0])


def no_prior(variance, df):
    return Prior(np.zeros(len(variance)), np.zeros(len(variance)))


def by_hand(y, w, design, contrast):
    """F, its two df and p of one gene: every spot with its own coefficients, against one contrast for all."""
    size, n = y.shape
    spots, units = np.nonzero(np.isfinite(y))
    k = design.shape[1]
    q, _ = np.linalg.qr(np.column_stack([contrast, np.eye(k)]))
    rest = q[:, 1:k]  # coefficients under which the contrast is zero, as the design is of full rank

    def sums(x):
        columns = np.zeros((len(spots), n + size * x.shape[1]))
        columns[np.arange(len(spots)), units] = 1
        for j in range(size):
            columns[spots == j, n + j * x.shape[1] : n + (j + 1) * x.shape[1]] = x[units[spots == j]]
        root = np.sqrt(w[spots])
        columns, target = columns * root[:, None], y[spots, units] * root
        residual = target - columns @ np.linalg.lstsq(columns, target, rcond=1e-10)[0]
        return residual @ residual, np.linalg.matrix_rank(columns, tol=1e-8)

    (full, rank), (bound, bound_rank) = sums(design), sums(design @ rest)
    df = len(spots) - rank
    f = (bound - full) / (rank - bound_rank) / (full / df)
    return f, rank - bound_rank, df, distribution.sf(f, rank - bound_rank, df)


def one_gene(y, w, design=DESIGN, contrast=CONTRAST, **keys):
    keys = {"prior": no_prior} | keys
    return train_test(y, w, np.full(len(y), np.inf), np.zeros(len(y), int), 1, design, contrast, **keys)


@pytest.mark.parametrize("holes", [0.0, 0.25])
@pytest.mark.parametrize("size", [2, 3, 6])
def test_it_is_the_comparison_of_two_models(size, holes):
    rng = np.random.default_rng(size)
    y = rng.normal(size=(size, 2 * N)) + rng.normal(size=2 * N) * 3 + rng.normal(20, 4, size)[:, None]
    y[rng.random(y.shape) < holes] = np.nan
    w = rng.uniform(1, 5, size)
    found = one_gene(y, w)
    f, rank, df, p = by_hand(y, w, DESIGN, CONTRAST)
    assert (found.rank[0], found.df[0]) == (rank, df)
    np.testing.assert_allclose([found.f[0], found.p_value[0]], [f, p], rtol=1e-8)


def test_it_holds_with_a_covariate_and_more_columns_than_rank():
    rng = np.random.default_rng(7)
    y, w = rng.normal(size=(3, 2 * N)), rng.uniform(1, 5, 3)
    age = rng.normal(size=2 * N)
    full = np.column_stack([DESIGN, age])
    cells = np.column_stack([np.ones(2 * N), 1 - DESIGN[:, 1], DESIGN[:, 1], age])
    f, *_, p = by_hand(y, w, full, np.array([0.0, 1.0, 0.0]))
    found = one_gene(y, w, cells, np.array([0.0, -1.0, 1.0, 0.0]))
    np.testing.assert_allclose([found.f[0], found.p_value[0]], [f, p], rtol=1e-8)


def test_two_spots_are_the_t_test_of_their_difference():
    rng = np.random.default_rng(8)
    y = rng.normal(size=(2, 2 * N))
    d = y[0] - y[1]
    a, b = d[:N], d[N:]
    pooled = (a.var(ddof=1) + b.var(ddof=1)) / 2
    assert one_gene(y, np.array([1.0, 7.0])).f[0] == pytest.approx((a.mean() - b.mean()) ** 2 / (pooled * 2 / N))


def test_what_all_spots_share_drops_out():
    rng = np.random.default_rng(9)
    y, w = rng.normal(size=(4, 2 * N)), rng.uniform(1, 5, 4)
    moved = y + rng.normal(size=2 * N) * 10 + 5 * DESIGN[:, 1] + rng.normal(size=(4, 1)) * 10
    np.testing.assert_allclose(one_gene(moved, w).p_value, one_gene(y, w).p_value, rtol=1e-8)


def test_the_order_of_spots_and_of_units_and_the_sign_do_not_matter():
    rng = np.random.default_rng(10)
    y, w, gene = rng.normal(size=(40, 2 * N)), rng.uniform(1, 5, 40), rng.integers(0, 12, 40)
    y[rng.random(y.shape) < 0.1] = np.nan
    df = np.full(40, 12.0)
    found = train_test(y, w, df, gene, 12, DESIGN, CONTRAST).p_value
    spots, units = rng.permutation(40), rng.permutation(2 * N)
    other = train_test(-y[spots][:, units], w[spots], df, gene[spots], 12, DESIGN[units], -CONTRAST).p_value
    np.testing.assert_allclose(other, found, rtol=1e-7)


def test_several_contrasts_at_once():
    rng = np.random.default_rng(11)
    design = np.kron(np.eye(3), np.ones((4, 1)))
    contrast = np.array([[-1.0, 1.0, 0.0], [-1.0, 0.0, 1.0], [0.0, -1.0, 1.0]])
    found = one_gene(rng.normal(size=(3, 12)), np.ones(3), design, contrast)
    assert found.rank[0] == 4  # two independent contrasts of three spots
    assert found.df[0] == 2 * 9


def test_a_gene_of_one_spot_and_one_without_values_have_no_test():
    y = np.vstack([np.random.default_rng(12).normal(size=(3, 2 * N)), np.full((2, 2 * N), np.nan)])
    found = train_test(y, np.ones(5), np.full(5, 9.0), np.array([0, 0, 1, 2, 2]), 3, DESIGN, CONTRAST)
    np.testing.assert_array_equal(np.isfinite(found.p_value), [True, False, False])


def test_spots_that_share_no_animal_have_no_test():
    y = np.random.default_rng(13).normal(size=(2, 2 * N))
    y[0, ::2], y[1, 1::2] = np.nan, np.nan
    assert np.isnan(one_gene(y, np.ones(2)).p_value[0])


def test_welch_takes_off_what_estimated_weights_add():
    rng = np.random.default_rng(14)
    y, w = rng.normal(size=(3, 2 * N)), np.array([1.0, 2.0, 3.0])
    sure = one_gene(y, w)
    df = np.full(3, 8.0)
    found = train_test(y, w, df, np.zeros(3, int), 1, DESIGN, CONTRAST, prior=no_prior)
    factor = 1 + 2 * (3 - 2) / (3**2 - 1) * np.sum((1 - w / 6) ** 2 / 8)
    np.testing.assert_allclose(found.f, sure.f / factor)


def test_the_null_is_kept():
    rng = np.random.default_rng(15)
    size, genes = 4, 4000
    gene = np.repeat(np.arange(genes), size)
    sd = 0.4 * np.sqrt(8 / rng.chisquare(8, len(gene)))
    y = (rng.normal(size=(genes, 2 * N))[gene] + rng.normal(size=(len(gene), 2 * N))) * sd[:, None]
    residual = ((y[:, :N] - y[:, :N].mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    residual += ((y[:, N:] - y[:, N:].mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    variance = (residual + 8 * 0.4**2) / (2 * N - 2 + 8)
    found = train_test(y, 1 / variance, np.full(len(gene), 2 * N + 6.0), gene, genes, DESIGN, CONTRAST)
    assert 0.04 < np.mean(found.p_value < 0.05) < 0.062
