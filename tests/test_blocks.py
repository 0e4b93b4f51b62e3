"""Blocks: litters are not animals."""

import numpy as np
import pytest
from spotwise.blocks import group_means, members
from spotwise.design import Group, comparison, constant_within, groups_of, make_design, over_groups
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
    assert view is not views.whole
    assert view.values.shape[1] == LITTERS
    assert set(table["n_test"]) == {LITTERS // 2}
    views, view, table = analyse(units, labels, values, "drug")
    assert view is views.whole
    assert set(table["n_test"]) == {24}


def test_without_blocks_there_are_animals_alone():
    units, _, values = litters(0.4, 1)
    views, view, _ = analyse(units, None, values, "separation")
    assert view is views.whole
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


def test_means_are_over_what_was_observed_and_units_in_no_group_do_not_count():
    values = np.array([[1.0, 3.0, np.nan, 9.0], [np.nan, np.nan, 4.0, 9.0]])
    np.testing.assert_array_equal(
        group_means(values, [Group([0, 1], [0.5, 0.5]), Group([2], [1.0])]), [[2, np.nan], [np.nan, 4]]
    )


def test_strata_turn_from_units_to_blocks():
    units, labels, _ = litters(0.4, 1)
    design = make_design([("separation", "drug")], units)
    weights = comparison(design, units, "separation", "yes", "no", {})
    groups = groups_of(weights, labels)
    assert constant_within(weights, groups)
    assert not constant_within(comparison(design, units, "drug", "yes", "no", {}), groups)
    turned = over_groups(weights, groups)
    assert turned.row == weights.row
    assert {len(s.test) for s in turned.strata} == {8}


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
    found = differential(view.fitted, view.values, weights, Settings(), view.names)
    assert found["call"][0] == "not_testable"
    assert np.isfinite(found["p_value"][1])
    assert found["n_test"][1] == 4


def strains(rng, holes=0.0, drug=2.0, n=400, missing_from="FSL"):
    """Six litters of four: strain by litter, drug within, no strain effect; holes in treated animals of one strain."""
    units = [
        {"strain": ["FSL", "FRL"][litter % 2], "drug": ["no", "yes"][at % 2], "litter": f"L{litter}"}
        for litter in range(6)
        for at in range(4)
    ]
    treated = np.array([unit["drug"] == "yes" for unit in units])
    values = 20 + rng.normal(0, 0.2, (n, 6)).repeat(4, axis=1) + rng.normal(0, 0.3, (n, 24)) + drug * treated
    at_risk = treated & np.array([unit["strain"] == missing_from for unit in units])
    values[(rng.random(values.shape) < holes) & at_risk] = np.nan
    return units, values


def by_strain(units, values, where=None, formula=(("strain",), ("drug",))):
    contrasts = {"strain": Comparison("strain", "FSL", "FRL", where or {})}
    animals = [f"r{at}" for at in range(len(units))]
    model = model_on(range(len(units)), contrasts, formula, units, animals, "litter")
    views = Views(values, model, np.ones(len(values), bool), Settings(trend=False, robust=False))
    view, weights = views.of("strain")
    return view, differential(view.fitted, view.values, weights, Settings(), view.names)


def test_holes_in_one_arm_of_a_factor_within_litters_bias_no_mean():
    """The drug raises every spot, and is missing more often in one strain: that is no effect of the strain."""
    found = [by_strain(*strains(np.random.default_rng(seed), holes=0.4))[1] for seed in range(5)]
    assert abs(np.mean([table["log2fc"].mean() for table in found])) < 0.05
    assert np.mean([(table["p_value"] < 0.05).mean() for table in found]) < 0.08


@pytest.mark.parametrize("formula", [(("strain", "drug"),), (("strain",), ("drug",))])
def test_a_contrast_of_litters_within_a_level_that_varies_in_them(formula):
    units, values = strains(np.random.default_rng(1))
    view, table = by_strain(units, values, {"drug": "no"}, formula)
    assert view.of == "blocks"
    assert (table["n_test"] == 3).all()
    if len(formula) == 1:  # cells: the means of the untreated animals of each litter, and nothing else
        own = [
            [at for at, unit in enumerate(units) if unit["litter"] == f"L{n}" and unit["drug"] == "no"]
            for n in range(6)
        ]
        means = np.stack([values[:, at].mean(axis=1) for at in own], axis=1)
        np.testing.assert_allclose(table["log2fc"], means[:, ::2].mean(axis=1) - means[:, 1::2].mean(axis=1), atol=1e-9)
        pooled = (means[:, ::2].var(axis=1, ddof=1) + means[:, 1::2].var(axis=1, ddof=1)) / 2
        np.testing.assert_allclose(view.fitted.fit.variance, pooled, rtol=1e-8)


def test_gels_are_no_animals_where_litters_are_the_blocks():
    """Eight animals of four gels in four batches: neither p nor presence takes the gels for animals."""
    rng = np.random.default_rng(2)
    units = [
        {"drug": ["no", "yes"][animal % 2], "batch": f"b{gel}", "litter": f"L{animal // 2}", "animal": f"r{animal}"}
        for animal in range(8)
        for gel in range(4)
    ]
    animals = [unit["animal"] for unit in units]
    shares = []
    for _ in range(10):
        values = 20 + rng.normal(0, 0.5, (200, 8)).repeat(4, axis=1) + rng.normal(0, 0.2, (200, 32))
        values[0, [unit["drug"] == "yes" for unit in units]] = np.nan
        model = model_on(range(32), {"drug": Comparison("drug", "yes", "no")}, [("drug",), ("batch",)], units, animals,
                         "litter")  # fmt: skip
        views = Views(values, model, np.ones(200, bool), Settings(trend=False, robust=False))
        view, weights = views.of("drug")
        table = differential(view.fitted, view.values, weights, Settings(), view.names)
        assert (view.of, table["n_test"][1], table["n_reference"][1]) == ("animals", 4, 4)
        shares.append((table["p_value"] < 0.05).mean())
        assert table["presence_p"][0] == pytest.approx(2 / 70, rel=1e-6)
    assert 0.02 < np.mean(shares) < 0.08
