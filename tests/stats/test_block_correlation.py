"""Correlation within blocks, against the likelihood written out with matrices of units x units."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spotwise.stats.block_correlation import HIGHEST, block_correlations, consensus_correlation
from spotwise.stats.linear_model import basis_of


def example(seed, features=40, holes=0.2, blocks=6, units=22):
    """Blocks of one to several units that cross two groups, and a covariate."""
    rng = np.random.default_rng(seed)
    of = np.sort(np.r_[np.arange(blocks), rng.integers(0, blocks, units - blocks)])
    columns = basis_of(np.column_stack([np.ones(units), np.arange(units) % 2, rng.normal(size=units)])).columns
    shared = rng.normal(size=(features, blocks)) * rng.uniform(0, 2, (features, 1))
    values = 20 + rng.normal(size=(features, units)) + shared[:, of]
    values[rng.random(values.shape) < holes] = np.nan
    return values, columns, of == np.arange(blocks)[:, None]


def likelihood(row, columns, member, rho):
    """Restricted log likelihood of one feature, its variance at its best."""
    seen = np.isfinite(row)
    u, s, _ = np.linalg.svd(columns[seen])
    free = u[:, (s > 1e-9).sum() :]
    together = member[:, seen].T.astype(float) @ member[:, seen]
    covariance = free.T @ ((1 - rho) * np.eye(seen.sum()) + rho * together) @ free
    left = free.T @ row[seen]
    return -0.5 * (np.linalg.slogdet(covariance)[1] + len(left) * np.log(left @ np.linalg.solve(covariance, left)))


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6), holes=st.sampled_from([0.0, 0.15, 0.4]))
def test_no_correlation_nearby_is_likelier(seed, holes):
    values, columns, member = example(seed, holes=holes)
    found = block_correlations(values, columns, member)
    assert np.isfinite(found).mean() > 0.9
    lowest = 1 / (1 - member.sum(axis=1).max()) + 0.01
    for row, rho in zip(values[::4], found[::4], strict=True):
        if np.isnan(rho):
            continue
        best = likelihood(row, columns, member, rho)
        for other in np.clip([rho - 1e-3, rho + 1e-3], lowest, HIGHEST):
            assert likelihood(row, columns, member, other) <= best + 1e-8
        if lowest + 1e-6 < rho < HIGHEST - 1e-6:  # so flat at the top that only the slope tells where it is
            step = 1e-4
            ends = [likelihood(row, columns, member, rho + d) for d in (-step, step)]
            curvature = (ends[0] - 2 * best + ends[1]) / step**2
            assert abs(ends[1] - ends[0]) / (2 * step) <= 1e-4 * max(1.0, abs(curvature))


def test_it_finds_the_correlation_that_made_the_data():
    rng = np.random.default_rng(1)
    of = np.repeat(np.arange(30), 3)
    values = np.sqrt(0.6) * rng.normal(size=(500, 90)) + np.sqrt(0.4) * rng.normal(size=(500, 30))[:, of]
    consensus, _ = consensus_correlation(values, np.ones((90, 1)) / np.sqrt(90), of == np.arange(30)[:, None])
    assert consensus == pytest.approx(0.4, abs=0.01)


def test_what_a_feature_lacks_does_not_change_the_others():
    values, columns, member = example(2)
    alone = np.concatenate([block_correlations(row[None], columns, member) for row in values])
    np.testing.assert_allclose(block_correlations(values, columns, member), alone, atol=1e-9)


def test_a_feature_that_cannot_tell_has_no_correlation():
    values, columns, member = example(3, holes=0)
    values[0, 5:] = np.nan  # two units beyond the model
    values[1, ~member[:2].any(axis=0)] = np.nan
    values[1, member[1]] = np.nan  # one block is left
    first = member.argmax(axis=1)
    values[2, np.setdiff1d(np.arange(22), first)] = np.nan  # a unit of each block
    values[3] = np.nan
    found = block_correlations(values, columns, member)
    assert np.isnan(found[:4]).all()
    assert np.isfinite(found[4:]).all()


def test_no_correlation_is_told_where_all_are_as_likely():
    # one group a block of its own size: all that is left of each block varies alike
    of = np.repeat(np.arange(4), 3)
    member = of == np.arange(4)[:, None]
    values = np.random.default_rng(4).normal(size=(3, 12))
    consensus, found = consensus_correlation(values, np.eye(4)[of] / np.sqrt(3), member)
    assert np.isnan(found).all()
    assert np.isnan(consensus)
