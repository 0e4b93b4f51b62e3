"""Presence within strata against Fisher's exact test and against every table that the margins allow."""

from itertools import product
from math import comb

import numpy as np
import pytest
from scipy import stats
from spotwise.stats.presence import presence


def in_turn(n_test, n_reference):
    """Every pair of observed counts, shapes (pairs, strata)."""
    cells = list(product(*(range(n + 1) for n in [*n_test, *n_reference])))
    counts = np.array(cells)
    return counts[:, : len(n_test)], counts[:, len(n_test) :]


def by_enumeration(test, reference, n_test, n_reference):
    """P of one feature: sum the probability of every table with its margins, by the test arm's total."""
    margins = test + reference
    totals = {}
    for table in product(*(range(n + 1) for n in n_test)):
        ways = [
            comb(a, x) * comb(b, m - x) if m >= x else 0
            for a, b, m, x in zip(n_test, n_reference, margins, table, strict=True)
        ]
        totals[sum(table)] = totals.get(sum(table), 0) + np.prod(ways, dtype=object)
    seen = totals[test.sum()]
    likely = sum(ways for ways in totals.values() if ways <= seen)
    return likely / sum(totals.values()), sum(1 for ways in totals.values() if ways)


@pytest.mark.parametrize(("n_test", "n_reference"), [(6, 6), (4, 7), (1, 5)])
def test_with_one_stratum_it_is_fishers_exact_test(n_test, n_reference):
    test, reference = in_turn([n_test], [n_reference])
    found = presence(test, [n_test], reference, [n_reference]).p_value
    everything = np.isin((test + reference)[:, 0], [0, n_test + n_reference])
    assert np.isnan(found[everything]).all()
    expected = [
        stats.fisher_exact([[a, n_test - a], [b, n_reference - b]]).pvalue
        for a, b in zip(test[~everything, 0], reference[~everything, 0], strict=True)
    ]
    np.testing.assert_allclose(found[~everything], expected, rtol=1e-10)


@pytest.mark.parametrize(("n_test", "n_reference"), [([3, 2], [3, 4]), ([2, 1, 2], [1, 2, 2])])
def test_over_strata_it_sums_the_tables_that_the_margins_allow(n_test, n_reference):
    test, reference = in_turn(n_test, n_reference)
    found = presence(test, n_test, reference, n_reference).p_value
    expected = [by_enumeration(*pair, n_test, n_reference) for pair in zip(test, reference, strict=True)]
    several = np.array([outcomes > 1 for _, outcomes in expected])
    assert 0 < (~several).sum() < several.sum()
    assert np.isnan(found[~several]).all()
    np.testing.assert_allclose(found[several], [p for (p, _), keep in zip(expected, several, strict=True) if keep])


def test_strata_add_up_where_each_alone_says_little():
    both = presence(np.array([[4, 4]]), [4, 4], np.array([[0, 0]]), [4, 4])
    alone = presence(np.array([[4]]), [4], np.array([[0]]), [4])
    assert alone.p_value[0] == pytest.approx(2 / 70)
    assert both.p_value[0] == pytest.approx(2 / 70**2)
    assert both.excess[0] == pytest.approx(4)


def test_a_difference_between_strata_is_none_between_arms():
    found = presence(np.array([[5, 0]]), [5, 5], np.array([[5, 0]]), [5, 5])
    assert np.isnan(found.p_value[0])
    found = presence(np.array([[5, 1]]), [5, 5], np.array([[5, 1]]), [5, 5])
    assert found.p_value[0] == pytest.approx(1)
    assert found.excess[0] == pytest.approx(0)


def test_excess_has_the_sign_of_the_arm_and_the_least_p_is_that_of_an_extreme_table():
    test, reference = np.array([[3], [0], [2]]), np.array([[0], [3], [1]])
    found = presence(test, [3], reference, [3])
    np.testing.assert_allclose(found.excess, [1.5, -1.5, 0.5])
    np.testing.assert_allclose(found.p_value, [0.1, 0.1, 1.0])
    np.testing.assert_allclose(found.p_attainable, 0.1)


def test_it_keeps_its_level_when_the_arm_does_not_matter():
    rng = np.random.default_rng(7)
    n_test, n_reference, shown = np.array([6, 5]), np.array([6, 7]), np.array([0.7, 0.4])
    test = rng.binomial(n_test, shown, (20000, 2))
    reference = rng.binomial(n_reference, shown, (20000, 2))
    p = presence(test, n_test, reference, n_reference).p_value
    assert 0.02 < np.mean(p <= 0.05) < 0.052  # discrete, so below its level


def test_a_count_above_the_number_of_units_is_an_error():
    with pytest.raises(ValueError, match="between 0 and"):
        presence(np.array([[4]]), [3], np.array([[0]]), [3])
