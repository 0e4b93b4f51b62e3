"""Contrasts mean what they say: differences of fitted means, whatever the coding, the order and the names."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spotwise.design import make_design
from spotwise.differential import Settings, differential, fit_region
from spotwise.model import model_on
from spotwise.study.contrasts import AnyOf, Comparison, Difference, Slope
from spotwise.study.estimable import fittings, weigh
from spotwise.study.formula import parse
from spotwise.views import Views

DRUG = Comparison("drug", "yes", "no")
STATISTICS = ["log2fc", "se", "t", "df", "p_value", "adj_p_value", "ci_low", "ci_high"]


def study(n_features=40, seed=0, holes=0.0):
    """Units of a 2 x 2 design with a batch and a slope, unbalanced, and values with a drug effect in one strain."""
    rng = np.random.default_rng(seed)
    cells = [("a", "no")] * 5 + [("a", "yes")] * 4 + [("b", "no")] * 6 + [("b", "yes")] * 5
    units = [
        {"strain": strain, "drug": drug, "batch": f"b{at % 3}", "age": float(rng.integers(50, 90))}
        for at, (strain, drug) in enumerate(cells)
    ]
    shift = np.array([1.0 * (unit["drug"] == "yes") * (unit["strain"] == "a") for unit in units])
    values = 20 + rng.normal(size=(n_features, len(units))) + shift
    values[rng.random(values.shape) < holes] = np.nan
    return units, values


def analyse(units, values, formula, contrasts):
    terms = parse(formula)
    weighed = weigh(contrasts, terms, units)
    design = make_design(terms, units)
    region = fit_region(values, np.array([design.row(unit) for unit in units]), np.ones(len(values), bool), Settings())
    return {name: differential(region, values, weights, Settings()) for name, weights in weighed.items()}


def assert_same(one, other, rtol=1e-9):
    for column in STATISTICS:
        np.testing.assert_allclose(one[column], other[column], rtol=rtol, atol=1e-9, err_msg=column)


def test_the_sign_is_that_of_test_minus_reference():
    units, values = study()
    found = analyse(units, values, "strain:drug", {"a": Comparison("drug", "yes", "no", {"strain": "a"})})["a"]
    arms = [[at for at, u in enumerate(units) if u["strain"] == "a" and u["drug"] == drug] for drug in ("yes", "no")]
    np.testing.assert_allclose(found["log2fc"], values[:, arms[0]].mean(axis=1) - values[:, arms[1]].mean(axis=1))
    assert found["log2fc"].mean() > 0.5


def test_a_contrast_and_its_reverse_differ_in_sign_alone():
    units, values = study(holes=0.2)
    found = analyse(units, values, "strain:drug + batch", {"on": DRUG, "off": Comparison("drug", "no", "yes")})
    np.testing.assert_allclose(found["on"]["log2fc"], -found["off"]["log2fc"], rtol=1e-12)
    np.testing.assert_allclose(found["on"]["p_value"], found["off"]["p_value"], rtol=1e-12)
    np.testing.assert_allclose(found["on"]["ci_low"], -found["off"]["ci_high"], rtol=1e-12)


def test_a_contrast_minus_itself_is_zero_with_p_one():
    units, values = study()
    found = analyse(units, values, "strain:drug", {"one": DRUG, "none": Difference("one", "one")})["none"]
    assert (found["log2fc"] == 0).all()
    assert (found["p_value"] == 1).all()
    assert (found["call"] == "inconclusive").all()


def test_a_level_against_itself_is_zero():
    units, values = study()
    found = analyse(units, values, "strain:drug", {"none": Comparison("drug", "no", "no")})["none"]
    assert (found["log2fc"] == 0).all()


@pytest.mark.parametrize(
    "formula",
    ["strain*drug", "0 + strain:drug", "drug*strain", "1 + strain + drug + strain:drug", "strain:drug + strain + drug"],
)
def test_every_coding_of_the_same_model_gives_the_same_numbers(formula):
    units, values = study(holes=0.1)
    contrasts = {"drug": DRUG, "a": Comparison("drug", "yes", "no", {"strain": "a"})}
    for name, found in analyse(units, values, formula, contrasts).items():
        assert_same(found, analyse(units, values, "strain:drug", contrasts)[name])


def test_the_order_of_covariates_changes_nothing():
    units, values = study(holes=0.1)
    one = analyse(units, values, "strain:drug + batch + age", {"drug": DRUG})["drug"]
    other = analyse(units, values, "age + batch + drug:strain", {"drug": DRUG})["drug"]
    assert_same(one, other)


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(range(20)))
def test_the_order_of_samples_changes_nothing(order):
    units, values = study(n_features=15, holes=0.1)
    one = analyse(units, values, "strain:drug + batch", {"drug": DRUG})["drug"]
    other = analyse([units[at] for at in order], values[:, list(order)], "strain:drug + batch", {"drug": DRUG})["drug"]
    assert_same(one, other)


@settings(max_examples=30, deadline=None)
@given(names=st.lists(st.text(min_size=1, max_size=8), min_size=4, max_size=4, unique=True))
def test_the_names_of_levels_change_nothing(names):
    units, values = study(n_features=10)
    new = dict(zip(["a", "b", "no", "yes"], names, strict=True))
    renamed = [{**u, "strain": new[u["strain"]], "drug": new[u["drug"]]} for u in units]
    one = analyse(units, values, "strain:drug", {"drug": DRUG})["drug"]
    other = analyse(renamed, values, "strain:drug", {"drug": Comparison("drug", new["yes"], new["no"])})["drug"]
    assert_same(one, other)


@pytest.mark.parametrize("pair", [("drug-1", "drug-10"), ("a.b", "a.b.c"), ("10 mg", "10 mg/kg"), ("x:y", "x")])
def test_levels_with_dashes_dots_spaces_and_shared_prefixes(pair):
    units, values = study()
    new = dict(zip(("no", "yes"), pair, strict=True))
    renamed = [{**unit, "drug": new[unit["drug"]]} for unit in units]
    one = analyse(units, values, "strain:drug", {"drug": DRUG})["drug"]
    assert_same(one, analyse(renamed, values, "strain:drug", {"drug": Comparison("drug", pair[1], pair[0])})["drug"])


def test_open_columns_are_averaged_with_equal_weights():
    units, values = study()
    contrasts = {"drug": DRUG} | {s: Comparison("drug", "yes", "no", {"strain": s}) for s in "ab"}
    found = analyse(units, values, "strain:drug", contrasts)
    np.testing.assert_allclose(found["drug"]["log2fc"], (found["a"]["log2fc"] + found["b"]["log2fc"]) / 2, rtol=1e-12)


def test_a_difference_is_the_first_minus_the_second():
    units, values = study()
    contrasts = {s: Comparison("drug", "yes", "no", {"strain": s}) for s in "ab"} | {"d": Difference("a", "b")}
    found = analyse(units, values, "strain:drug + batch", contrasts)
    np.testing.assert_allclose(found["d"]["log2fc"], found["a"]["log2fc"] - found["b"]["log2fc"], rtol=1e-10)
    assert list(found["d"]["n_test"]) == [9] * 40
    assert list(found["d"]["n_reference"]) == [11] * 40


def test_numeric_columns_stand_at_their_mean():
    units, values = study()
    found = analyse(units, values, "drug*age", {"drug": DRUG})["drug"]
    design = np.array(
        [
            [u["drug"] == "no", u["drug"] == "yes", (u["drug"] == "no") * u["age"], (u["drug"] == "yes") * u["age"]]
            for u in units
        ],
        float,
    )
    mean = np.mean([u["age"] for u in units])
    expected = np.linalg.lstsq(design, values.T, rcond=None)[0].T @ [-1, 1, -mean, mean]
    np.testing.assert_allclose(found["log2fc"], expected, rtol=1e-8)


def test_one_armed_strata_are_left_out_and_named():
    units, _ = study()
    kept = [unit for unit in units if not (unit["strain"] == "b" and unit["drug"] == "yes")]
    weights = weigh({"drug": DRUG}, parse("strain:drug"), kept)["drug"]
    assert [s.levels for s in weights.strata] == [{"strain": "a"}]
    assert [s.levels for s in weights.left_out] == [{"strain": "b"}]


def test_where_selects_what_is_averaged_and_never_what_is_fitted():
    units, values = study()
    found = analyse(units, values, "strain:drug", {"a": Comparison("drug", "yes", "no", {"strain": "a"})})["a"]
    assert (found["df"] >= 16).all()  # 20 animals in 4 cells, and the prior's
    assert list(found["n_test"]) == [4] * 40


def test_a_feature_that_lacks_a_stratum_is_not_testable():
    units, values = study()
    values[0, [at for at, u in enumerate(units) if u["strain"] == "b" and u["drug"] == "yes"]] = np.nan
    contrasts = {"drug": DRUG, "a": Comparison("drug", "yes", "no", {"strain": "a"})}
    found = analyse(units, values, "strain:drug", contrasts)
    assert found["drug"]["call"][0] == "not_testable"
    assert np.isnan(found["drug"]["p_value"][0])
    assert found["a"]["call"][0] != "not_testable"


def test_a_feature_with_one_animal_in_an_arm_is_not_testable():
    units, values = study()
    arm = [at for at, u in enumerate(units) if u["drug"] == "yes"]
    values[0, arm[1:]] = np.nan
    found = analyse(units, values, "drug", {"drug": DRUG})["drug"]
    assert found["call"][0] == "not_testable"
    assert found["n_test"][0] == 1


def test_a_missing_reference_batch_never_changes_what_the_contrast_means():
    """With a batch that a feature lacks, drug is estimated from the others, by the same comparison."""
    units, values = study()
    gone = [at for at, unit in enumerate(units) if unit["batch"] == "b0"]
    kept = [at for at in range(len(units)) if at not in gone]
    values[:, gone] = np.nan
    holed = analyse(units, values, "drug + batch", {"drug": DRUG})["drug"]
    cut = analyse([units[at] for at in kept], values[:, kept], "drug + batch", {"drug": DRUG})["drug"]
    np.testing.assert_allclose(holed["log2fc"], cut["log2fc"], rtol=1e-9)


def test_a_contrast_outside_a_features_own_row_space_is_not_testable():
    units, values = study()
    only = [at for at, u in enumerate(units) if (u["batch"] == "b0") == (u["drug"] == "yes")]
    lost = [at for at in range(len(units)) if at not in only]
    values[0, lost] = np.nan  # what is left of this feature has drug and batch b0 as one
    found = analyse(units, values, "drug + batch", {"drug": DRUG})["drug"]
    assert found["call"][0] == "not_testable"
    assert (found["call"][1:] != "not_testable").all()


@pytest.mark.parametrize(
    ("formula", "contrast", "said"),
    [
        ("drug + copy", DRUG, "can't tell drug from copy"),
        ("strain:drug", Comparison("drug", "yes", "no", {"strain": "c"}), "no animals of drug"),
    ],
)
def test_what_no_animal_can_estimate_is_said(formula, contrast, said):
    units, _ = study()
    units = [{**unit, "copy": "x" + unit["drug"]} for unit in units]
    assert said in weigh({"it": contrast}, parse(formula), units)["it"]


def least_squares(values, columns):
    """Coefficients, standard errors without sigma, and residual variance of complete data."""
    x = np.column_stack(columns)
    coefficients, *_ = np.linalg.lstsq(x, values.T, rcond=None)
    left = values.T - x @ coefficients
    return coefficients, np.sqrt(np.diag(np.linalg.inv(x.T @ x))), (left**2).sum(axis=0) / (len(x) - x.shape[1])


def test_a_slope_is_the_change_for_some_units_of_a_column():
    units, values = study()
    found = analyse(units, values, "strain:drug + age", {"per 1": Slope("age"), "per 10": Slope("age", 10)})
    cells = [(s, d) for s in "ab" for d in ("no", "yes")]
    columns = [[float((u["strain"], u["drug"]) == cell) for u in units] for cell in cells]
    coefficients, _, _ = least_squares(values, [*columns, [u["age"] for u in units]])
    np.testing.assert_allclose(found["per 1"]["log2fc"], coefficients[-1], rtol=1e-8)
    np.testing.assert_allclose(found["per 10"]["log2fc"], 10 * coefficients[-1], rtol=1e-8)
    np.testing.assert_allclose(found["per 10"]["p_value"], found["per 1"]["p_value"], rtol=1e-9)
    assert (found["per 1"]["n_test"] == 20).all()
    assert (found["per 1"]["n_reference"] == 0).all()
    assert found["per 1"]["presence_p"].isna().all()
    assert found["per 1"]["p_equivalent"].isna().all()  # a margin would hang on the choice of `per`
    assert not set(found["per 1"]["call"]) & {"unchanged"}


def test_slopes_of_strata_are_averaged_and_where_picks_one():
    units, values = study()
    contrasts = {"both": Slope("age")} | {s: Slope("age", 1, {"strain": s}) for s in "ab"} | {"d": Difference("a", "b")}
    found = analyse(units, values, "strain:drug + strain:age", contrasts)
    mean = (found["a"]["log2fc"] + found["b"]["log2fc"]) / 2
    np.testing.assert_allclose(found["both"]["log2fc"], mean, atol=1e-12)
    np.testing.assert_allclose(found["d"]["log2fc"], found["a"]["log2fc"] - found["b"]["log2fc"], atol=1e-12)
    assert (found["a"]["n_test"] == 9).all()


def test_any_of_is_the_moderated_f_of_its_parts():
    units, values = study(holes=0.1)
    contrasts = {s: Comparison("drug", "yes", "no", {"strain": s}) for s in "ab"}
    contrasts |= {"any": AnyOf(("a", "b")), "one": AnyOf(("a", "a2")), "a2": contrasts["a"]}
    found = analyse(units, values, "strain:drug", contrasts)
    squares = found["a"]["t"] ** 2 + found["b"]["t"] ** 2  # strains share no animal, so their estimates are independent
    np.testing.assert_allclose(found["any"]["f"], squares / 2, rtol=1e-8)
    np.testing.assert_allclose(found["one"]["p_value"], found["a"]["p_value"], rtol=1e-7)
    assert found["any"][["log2fc", "se", "t", "ci_low", "p_equivalent"]].isna().all(axis=None)
    testable = found["any"]["p_value"].notna()
    assert set(found["any"]["call"][testable]) <= {"changed", "inconclusive"}
    assert (testable == (found["a"]["p_value"].notna() & found["b"]["p_value"].notna())).all()


def test_parts_of_any_of_in_any_order_give_the_same():
    units, values = study(holes=0.1)
    contrasts = {s: Comparison("drug", "yes", "no", {"strain": s}) for s in "ab"}
    found = analyse(units, values, "strain:drug", contrasts | {"ab": AnyOf(("a", "b")), "ba": AnyOf(("b", "a"))})
    np.testing.assert_allclose(found["ab"]["p_value"], found["ba"]["p_value"], rtol=1e-9)


def test_fit_on_restricts_the_fit_to_some_animals():
    units, values = study()
    subjects = [f"r{at}" for at in range(len(units))]
    contrasts = {"a": Comparison("drug", "yes", "no", fit_on={"strain": "a"}), "both": DRUG}
    whole, part = (
        model_on(fit.at, fit.contrasts, [("strain", "drug")], units, subjects) for fit in fittings(contrasts, units)
    )
    assert (list(whole.weighed), list(part.weighed)) == (["both"], ["a"])
    assert {unit["strain"] for unit in part.units} == {"a"}
    view, weights = Views(values[:, part.at], part, np.ones(len(values), bool), Settings()).of("a")
    found = differential(view.fitted, view.values, weights, Settings())
    own = [at for at, unit in enumerate(units) if unit["strain"] == "a"]
    alone = analyse([units[at] for at in own], values[:, own], "drug", {"a": DRUG})["a"]
    assert_same(found, alone)
