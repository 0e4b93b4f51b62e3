"""Blocks: litters are not animals."""

import numpy as np
import pytest
from spotwise.blocks import between_blocks, block_means, members, over_blocks
from spotwise.design import comparison, make_design
from spotwise.differential import Settings, differential
from spotwise.views import Views

LITTERS = 16


def litters(share, seed, n=150):
    """Three animals a litter, separation by litter, drug within; `share` of the variance is the litter's."""
    rng = np.random.default_rng(seed)
    units = [
        {"separation": ["no", "yes"][litter % 2], "drug": ["no", "yes", ["no", "yes"][litter // 2 % 2]][at]}
        for litter in range(LITTERS)
        for at in range(3)
    ]
    labels = [f"L{at // 3}" for at in range(len(units))]
    litter = rng.normal(0, np.sqrt(share), (n, LITTERS)).repeat(3, axis=1)
    return units, labels, 20 + litter + rng.normal(0, np.sqrt(1 - share), (n, len(units)))


def analyse(units, labels, values, column, test="yes", reference="no"):
    design = make_design([("separation", "drug")], units)
    matrix = np.array([design.row(unit) for unit in units])
    settings = Settings(trend=False, robust=False)
    views = Views(values, matrix, np.ones(len(values), bool), settings, labels)
    view, weights = views.of(comparison(design, units, column, test, reference, {}))
    return views, view, differential(view.fitted, view.values, weights, settings)


def test_members_stand_in_the_order_of_their_first_unit():
    np.testing.assert_array_equal(members(["b", "a", "b"]), [[True, False, True], [False, True, False]])


def test_what_is_constant_within_litters_is_tested_on_their_means():
    units, labels, values = litters(0.4, 1)
    views, view, table = analyse(units, labels, values, "separation")
    assert view is not views.animals
    assert view.values.shape[1] == LITTERS
    assert set(table["n_test"]) == {LITTERS // 2}
    views, view, table = analyse(units, labels, values, "drug")
    assert view is views.animals
    assert set(table["n_test"]) == {24}


def test_without_blocks_there_are_animals_alone():
    units, _, values = litters(0.4, 1)
    views, view, _ = analyse(units, None, values, "separation")
    assert view is views.animals
    assert view.fitted.blocks is None


def test_the_correlation_within_litters_is_found():
    units, labels, values = litters(0.4, 2, n=400)
    _, view, _ = analyse(units, labels, values, "drug")
    assert view.fitted.blocks.correlation == pytest.approx(0.4, abs=0.05)


@pytest.mark.parametrize("column", ["separation", "drug"])
def test_the_null_holds_for_both_kinds_of_contrast(column):
    shares = []
    for seed in range(20):
        units, labels, values = litters(0.4, seed)
        shares.append((analyse(units, labels, values, column)[2]["p_value"] < 0.05).mean())
    assert 0.035 < np.mean(shares) < 0.065


def test_ignoring_litters_would_not_hold_it():
    shares = []
    for seed in range(20):
        units, _, values = litters(0.4, seed)
        shares.append((analyse(units, None, values, "separation")[2]["p_value"] < 0.05).mean())
    assert np.mean(shares) > 0.1


def test_means_are_over_what_was_observed_and_rows_are_averaged():
    values = np.array([[1.0, 3.0, np.nan], [np.nan, np.nan, 4.0]])
    means, rows = block_means(values, np.array([[1.0, 0], [0, 1], [1, 1]]), members(["a", "a", "b"]))
    np.testing.assert_array_equal(means, [[2, np.nan], [np.nan, 4]])
    np.testing.assert_array_equal(rows, [[0.5, 0.5], [1, 1]])


def test_strata_turn_from_units_to_blocks():
    units, labels, _ = litters(0.4, 1)
    design = make_design([("separation", "drug")], units)
    member = members(labels)
    weights = comparison(design, units, "separation", "yes", "no", {})
    assert between_blocks(weights, member)
    assert not between_blocks(comparison(design, units, "drug", "yes", "no", {}), member)
    turned = over_blocks(weights, member)
    assert turned.row == weights.row
    assert {len(s.test) for s in turned.strata} == {8}


def test_animals_that_are_their_own_blocks_need_no_means():
    units, _, _ = litters(0.4, 1)
    design = make_design([("separation", "drug")], units)
    weights = comparison(design, units, "separation", "yes", "no", {})
    assert not between_blocks(weights, members([str(at) for at in range(len(units))]))
