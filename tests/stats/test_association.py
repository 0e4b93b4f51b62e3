"""Association of the sheet's columns, held against SciPy where it has the test."""

import numpy as np
import pytest
from scipy import stats
from spotwise.stats.association import cross_table, determines, explained_by_levels, explained_by_number, independence


def test_levels_give_what_one_way_anova_gives():
    rng = np.random.default_rng(1)
    level = np.array([0] * 5 + [1] * 7 + [2] * 4)
    y = rng.normal(0, 1, (16, 3)) + level[:, None] * [0, 0.5, 2]
    r2, p = explained_by_levels(y, level)
    for at in range(3):
        expected = stats.f_oneway(*(y[level == k, at] for k in range(3)))
        assert p[at] == pytest.approx(expected.pvalue, rel=1e-9)
        f = r2[at] / 2 / ((1 - r2[at]) / 13)
        assert f == pytest.approx(expected.statistic, rel=1e-9)


def test_numbers_give_what_regression_gives():
    rng = np.random.default_rng(2)
    x, y = rng.normal(3, 1, 12), rng.normal(0, 1, (12, 2))
    y[:, 1] += x
    r2, p = explained_by_number(y, x)
    for at in range(2):
        expected = stats.linregress(x, y[:, at])
        assert (r2[at], p[at]) == pytest.approx((expected.rvalue**2, expected.pvalue), rel=1e-9)


def test_what_can_not_be_told_is_missing():
    y = np.random.default_rng(3).normal(0, 1, (4, 1))
    for r2, p in (
        explained_by_levels(y, np.zeros(4, int)),  # one level
        explained_by_levels(y, np.arange(4)),  # a level each
        explained_by_levels(np.ones((4, 1)), np.array([0, 0, 1, 1])),  # no variance
        explained_by_number(y, np.ones(4)),
        explained_by_number(y[:2], np.arange(2.0)),
    ):
        assert np.isnan(p).all()
        assert np.isnan(r2).all()


def test_a_perfect_fit_has_p_of_zero():
    r2, p = explained_by_levels(np.array([[1.0], [1], [3], [3]]), np.array([0, 0, 1, 1]))
    assert (r2[0], p[0]) == (1, 0)


def test_independence_is_the_n_minus_1_chi_squared():
    one, other = np.array([0] * 10 + [1] * 10), np.array([0] * 8 + [1] * 2 + [0] * 3 + [1] * 7)
    chi2 = stats.chi2_contingency(cross_table(one, other), correction=False).statistic
    assert independence(one, other) == pytest.approx(stats.chi2.sf(chi2 * 19 / 20, 1), rel=1e-9)
    assert np.isnan(independence(one, np.zeros(20, int)))


def test_under_independence_few_p_are_small():
    rng = np.random.default_rng(4)
    arm, batch = np.repeat([0, 1], 24), np.repeat([0, 1, 2, 3], [8, 10, 14, 16])
    p = np.array([independence(arm, rng.permutation(batch)) for _ in range(2000)])
    assert 0.035 < np.mean(p < 0.05) < 0.06
    assert np.mean(p < 0.01) < 0.015


def test_which_column_tells_the_other():
    batch, arm = np.array([0, 0, 1, 1, 2, 2]), np.array([0, 0, 1, 1, 1, 1])
    assert determines(batch, arm)
    assert not determines(arm, batch)
    assert not determines(np.arange(6), arm)  # a level each tells everything, and nothing of interest
