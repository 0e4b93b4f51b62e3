"""The largest p without any one animal, beside each spot."""

import numpy as np
import pandas as pd
import pytest
from spotwise.differential import Settings, differential
from spotwise.influence import lost_without_one, of_testable, worst_without_one
from spotwise.model import model_on
from spotwise.power import power_table
from spotwise.study.contrasts import AnyOf, Comparison
from spotwise.views import Views

DRUG = {"drug": Comparison("drug", "yes", "no")}
ANIMALS = [f"r{at}" for at in range(12)]
UNITS = [{"drug": "no"}] * 6 + [{"drug": "yes"}] * 6
SETTINGS = Settings(trend=False, robust=False)


def analyse(values, settings=SETTINGS):
    model = model_on(range(12), DRUG, [("drug",)], UNITS, ANIMALS)
    views = Views(values, model, np.ones(len(values), bool), settings)
    view, weights = views.of("drug")
    return views, view, differential(view.fitted, view.values, weights, settings)


def worst(views, tests):
    return of_testable(worst_without_one(views)["drug"], tests["p_value"])


def simulated(n=120):
    return np.random.default_rng(4).normal(20, 0.3, (n, 12))


def test_a_result_that_one_animal_makes_falls_without_it():
    values = simulated()
    values[0, 6:] += 1.5
    values[1, 8] += 9
    views, view, tests = analyse(values)
    found = worst(views, tests)
    assert found["worst_p"][0] < 1e-4
    assert found["worst_animal"][1] == "r8"
    assert found["worst_p"][1] > 0.05


def test_it_equals_the_analysis_without_that_animal():
    values = simulated()
    views, view, tests = analyse(values)
    found = worst(views, tests)
    largest = np.zeros(len(values))
    for left in range(12):
        kept = [at for at in range(12) if at != left]
        model = model_on(kept, DRUG, [("drug",)], UNITS, ANIMALS)
        view, weights = Views(values[:, kept], model, np.ones(len(values), bool), SETTINGS).of("drug")
        largest = np.maximum(largest, differential(view.fitted, view.values, weights, SETTINGS)["p_value"])
    np.testing.assert_allclose(found["worst_p"], largest, rtol=1e-8)


def test_what_is_not_testable_has_no_worst():
    values = simulated()
    values[0, 6:] = np.nan
    views, view, tests = analyse(values)
    found = worst(views, tests)
    assert np.isnan(found["worst_p"][0])
    assert found["worst_animal"][0] == ""


def test_power_grows_with_what_is_looked_for():
    _, view, tests = analyse(simulated())
    table = power_table(tests, view.fitted, SETTINGS)
    assert list(table["spot"]) == ["median", "90th percentile"]
    assert (table["n"] == 6).all()
    assert (table["n_for_1.25"] > table["n_for_1.5"]).all()
    assert (table["n_for_1.5"] > table["n_for_2"]).all()
    assert 1.2 < table["smallest_fold"][0] <= table["smallest_fold"][1] < 2.5


def test_the_smallest_fold_is_found_as_often_as_said():
    values = simulated(400)
    _, view, tests = analyse(values)
    row = power_table(tests, view.fitted, SETTINGS).iloc[0]
    fresh = np.random.default_rng(9).normal(20, 0.3, (4000, 12))
    fresh[:, 6:] += np.log2(row["smallest_fold"])
    _, _, again = analyse(fresh)
    assert 0.72 < (again["p_value"] < row["p_to_pass"]).mean() < 0.88


def test_nothing_testable_gives_no_number():
    _, view, tests = analyse(simulated())
    table = power_table(tests.assign(se=np.nan, df=np.nan), view.fitted, SETTINGS)
    assert list(table.columns) == ["spot", "p_to_pass"]


def test_a_joint_test_has_its_worst_too():
    values = simulated()
    values[0, 8] += 9
    units = [{"drug": "no"}] * 4 + [{"drug": "low"}] * 4 + [{"drug": "high"}] * 4
    contrasts = {level: Comparison("drug", level, "no") for level in ("low", "high")}
    model = model_on(range(12), contrasts | {"any": AnyOf(("low", "high"))}, [("drug",)], units, ANIMALS)
    views = Views(values, model, np.ones(len(values), bool), SETTINGS)
    found = worst_without_one(views)["any"]
    assert found["worst_animal"][0] == "r8"
    kept = [at for at in range(12) if at != 8]
    without = model_on(kept, model.contrasts, [("drug",)], units, ANIMALS)
    view, weights = Views(values[:, kept], without, np.ones(len(values), bool), SETTINGS).of("any")
    alone = differential(view.fitted, view.values, weights, SETTINGS)
    np.testing.assert_allclose(found["worst_p"][0], alone["p_value"][0], rtol=1e-9)


def test_with_a_margin_the_worst_p_is_no_better_than_the_p_beside_it():
    settings = Settings(trend=False, robust=False, lfc=0.3)
    values = simulated()
    values[:10, 6:] += 1.5
    views, view, tests = analyse(values, settings)
    found = worst(views, tests)
    assert (found["worst_p"][:10] >= tests["p_value"][:10] * (1 - 1e-9)).all()
    plain, _, _ = analyse(values)
    assert (found["worst_p"] > worst(plain, tests)["worst_p"])[:10].all()


def test_a_spot_with_two_animals_in_an_arm_rests_on_each_of_them():
    values = simulated()
    values[3, 2:6] = np.nan
    views, _, tests = analyse(values)
    found = worst(views, tests)
    assert np.isfinite(tests["p_value"][3])
    assert (found["worst_p"][3], found["worst_animal"][3]) == (1.0, "r0")
    assert (found["worst_p"][4:] < 1).all()


def called(*rows):
    return pd.DataFrame(rows, columns=["call", "p_value", "worst_p", "worst_animal"])


def test_a_call_is_lost_where_its_worst_p_is_over_the_largest_p_called():
    tests = called(
        ("up", 0.001, 0.02, "r2"), ("down", 0.004, 0.004, "r1"), ("changed", 0.002, 0.1, "r2"),
        ("inconclusive", 0.2, 0.9, "r3"), ("only_in_test", np.nan, np.nan, ""), ("up", 0.003, 1.0, "r1"),
    )  # fmt: skip
    found = lost_without_one(tests)
    assert found[["animal", "lost"]].to_numpy().tolist() == [["r2", 2], ["r1", 1]]
    assert set(found["called"]) == {4}
    assert set(found["largest_p"]) == {0.004}


@pytest.mark.parametrize(
    ("tests", "n"),
    [
        (called(("up", 0.001, 0.001, "r1"), ("down", 0.01, 0.01, "r2")), 2),
        (called(("inconclusive", 0.2, 0.9, "r3"), ("only_in_test", np.nan, np.nan, "")), 0),
        (called(("not_testable", np.nan, np.nan, "")).drop(columns=["worst_p", "worst_animal"]), 0),
    ],
)
def test_where_nothing_would_be_lost_there_is_one_row_without_an_animal(tests, n):
    found = lost_without_one(tests)
    assert found[["animal", "lost", "called"]].to_numpy().tolist() == [["", 0, n]]
