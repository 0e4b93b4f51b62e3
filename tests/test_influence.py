"""The largest p without any one animal, beside each spot."""

import numpy as np
from spotwise.design import comparison, make_design
from spotwise.differential import Settings, differential
from spotwise.influence import of_testable, worst_without_one
from spotwise.power import power_table
from spotwise.views import Views

ANIMALS = [f"r{at}" for at in range(12)]
UNITS = [{"drug": "no"}] * 6 + [{"drug": "yes"}] * 6
SETTINGS = Settings(trend=False, robust=False)


def analyse(values, settings=SETTINGS):
    design = make_design([("drug",)], UNITS)
    matrix = np.array([design.row(unit) for unit in UNITS])
    views = Views(values, matrix, np.ones(len(values), bool), settings)
    view, weights = views.of(comparison(design, UNITS, "drug", "yes", "no", {}))
    return view, weights, differential(view.fitted, view.values, weights, settings)


def worst(view, weights, tests):
    found = worst_without_one(view, {"drug": weights}, SETTINGS, ANIMALS)["drug"]
    return of_testable(found, tests["p_value"])


def simulated(n=120):
    return np.random.default_rng(4).normal(20, 0.3, (n, 12))


def test_a_result_that_one_animal_makes_falls_without_it():
    values = simulated()
    values[0, 6:] += 1.5
    values[1, 8] += 9
    view, weights, tests = analyse(values)
    found = worst(view, weights, tests)
    assert found["worst_p"][0] < 1e-4
    assert found["worst_animal"][1] == "r8"
    assert found["worst_p"][1] > 0.05


def test_it_equals_the_analysis_without_that_animal():
    values = simulated()
    view, weights, tests = analyse(values)
    found = worst(view, weights, tests)
    design = make_design([("drug",)], UNITS)
    largest = np.zeros(len(values))
    for left in range(12):
        kept = [at for at in range(12) if at != left]
        units = [UNITS[at] for at in kept]
        matrix = np.array([design.row(unit) for unit in units])
        views = Views(values[:, kept], matrix, np.ones(len(values), bool), SETTINGS)
        view, weights = views.of(comparison(design, units, "drug", "yes", "no", {}))
        largest = np.maximum(largest, differential(view.fitted, view.values, weights, SETTINGS)["p_value"])
    np.testing.assert_allclose(found["worst_p"], largest, rtol=1e-8)


def test_what_is_not_testable_has_no_worst():
    values = simulated()
    values[0, 6:] = np.nan
    view, weights, tests = analyse(values)
    found = worst(view, weights, tests)
    assert np.isnan(found["worst_p"][0])
    assert found["worst_animal"][0] == ""


def test_power_grows_with_what_is_looked_for():
    view, _, tests = analyse(simulated())
    table = power_table(tests, view.fitted, SETTINGS)
    assert list(table["spot"]) == ["median", "90th percentile"]
    assert (table["n"] == 6).all()
    assert (table["n_for_1.25"] > table["n_for_1.5"]).all()
    assert (table["n_for_1.5"] > table["n_for_2"]).all()
    assert 1.2 < table["smallest_fold"][0] <= table["smallest_fold"][1] < 2.5


def test_the_smallest_fold_is_found_as_often_as_said():
    values = simulated(400)
    view, _, tests = analyse(values)
    row = power_table(tests, view.fitted, SETTINGS).iloc[0]
    fresh = np.random.default_rng(9).normal(20, 0.3, (4000, 12))
    fresh[:, 6:] += np.log2(row["smallest_fold"])
    _, _, again = analyse(fresh)
    assert 0.72 < (again["p_value"] < row["p_to_pass"]).mean() < 0.88


def test_nothing_testable_gives_no_number():
    view, _, tests = analyse(simulated())
    table = power_table(tests.assign(se=np.nan, df=np.nan), view.fitted, SETTINGS)
    assert list(table.columns) == ["spot", "p_to_pass"]
