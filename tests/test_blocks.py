"""Blocks: litters are not animals."""

import numpy as np
import pytest
from spotwise.blocks import block_means, members, over_blocks
from spotwise.design import between, comparison, make_design
from spotwise.differential import Settings, differential
from spotwise.model import model_on
from spotwise.study.contrasts import Comparison
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
    units = units if labels is None else [{**unit, "litter": label} for unit, label in zip(units, labels, strict=True)]
    contrasts = {"asked": Comparison(column, test, reference)}
    terms, subjects = [("separation", "drug")], [f"r{at}" for at in range(len(units))]
    model = model_on(range(len(units)), contrasts, terms, units, subjects, labels and "litter")
    settings = Settings(trend=False, robust=False)
    views = Views(values, model, np.ones(len(values), bool), settings)
    view, weights = views.of("asked")
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
    assert between(weights, labels)
    assert not between(comparison(design, units, "drug", "yes", "no", {}), labels)
    turned = over_blocks(weights, member)
    assert turned.row == weights.row
    assert {len(s.test) for s in turned.strata} == {8}


def test_animals_that_are_their_own_blocks_need_no_means():
    units, _, _ = litters(0.4, 1)
    design = make_design([("separation", "drug")], units)
    weights = comparison(design, units, "separation", "yes", "no", {})
    assert not between(weights, [str(at) for at in range(len(units))])


def test_blocks_of_one_animal_each_change_nothing():
    units, _, values = litters(0.0, 3)
    alone = analyse(units, [str(at) for at in range(len(units))], values, "drug")[2]
    np.testing.assert_array_equal(alone["p_value"], analyse(units, None, values, "drug")[2]["p_value"])


def test_a_spot_that_two_animals_show_is_not_testable_however_many_units_they_have():
    units = [{"day": day, "side": side} for _ in range(8) for day in ("1", "2") for side in ("l", "r")]
    animals = [f"r{at // 4}" for at in range(32)]
    units = [{**unit, "animal": animal} for unit, animal in zip(units, animals, strict=True)]
    values = np.random.default_rng(0).normal(20, 1, (60, 32))
    values[0, 4:] = np.nan  # one animal, four units
    values[1, 8:] = np.nan  # two animals
    model = model_on(range(32), {"day": Comparison("day", "2", "1")}, [("day",), ("side",)], units, animals, "animal")
    views = Views(values, model, np.ones(60, bool), Settings(trend=False, robust=False))
    view, weights = views.of("day")
    found = differential(view.fitted, view.values, weights, Settings(), views.names(view))
    assert found["call"][0] == "not_testable"
    assert np.isfinite(found["p_value"][1])
    assert found["n_test"][1] == 4
