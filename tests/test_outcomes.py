"""Measurements of animals, tested by the contrasts of the proteome."""

import numpy as np
import pytest
from scipy.stats import t as distribution
from scipy.stats import ttest_ind
from spotwise.outcomes import animals_of, outcome_table
from spotwise.study.contrasts import Comparison, Difference
from spotwise.study.plan import Model

DRUG = {"drug": Comparison("drug", "yes", "no")}
MODEL = Model((("drug",),), ("drug",), frozenset(), ("drug",))


def sheet(n=12, seed=1, shift=0.0, regions=("cortex", "hippocampus"), **columns):
    """One row an animal and region; `y` is the same in both."""
    rng = np.random.default_rng(seed)
    rows = []
    for at in range(n):
        drug = "yes" if at % 2 else "no"
        y = f"{rng.normal(10, 1) + shift * (drug == 'yes'):.6f}"
        for region in regions:
            own = {name: values[at] for name, values in columns.items()}
            rows.append({"sample": f"{region}{at}", "animal": f"R{at}", "region": region, "drug": drug, "y": y} | own)
    return rows


def table_of(rows, outcomes=("y",), model=MODEL, contrasts=DRUG, **keys):
    animals, found = animals_of(rows, "animal", list(outcomes), model)
    table, problems = outcome_table(animals, contrasts, 0.05, **keys)
    return table, found + problems


def arm(rows, drug, column="y"):
    return np.array([float(row[column]) for row in rows if row["drug"] == drug and row["region"] == "cortex"])


def test_it_is_students_t_over_animals_however_many_gels_they_have():
    rows = sheet()
    expected = ttest_ind(arm(rows, "yes"), arm(rows, "no"))
    for given in (rows, [row for row in rows if row["region"] == "cortex"]):
        table, problems = table_of(given)
        row = table.iloc[0]
        np.testing.assert_allclose(
            [row["estimate"], row["t"], row["df"], row["p_value"], row["ci_low"], row["ci_high"]],
            [arm(rows, "yes").mean() - arm(rows, "no").mean(), *expected.statistic[None], 10, expected.pvalue,
             *expected.confidence_interval()],
        )  # fmt: skip
        np.testing.assert_allclose(row["mean_test"] - row["mean_reference"], row["estimate"])
        assert (row["n_test"], row["n_reference"], row["region"], problems) == (6, 6, "", [])


def test_equivalence_is_two_one_sided_tests_in_standard_deviations():
    rows = sheet()
    row = table_of(rows, equivalence_sd=0.8)[0].iloc[0]
    a, b = arm(rows, "yes"), arm(rows, "no")
    sd = np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2)
    assert row["sd"] == pytest.approx(sd)
    assert row["p_equivalent"] == pytest.approx(
        distribution.sf((0.8 * sd - abs(a.mean() - b.mean())) / (sd / 3**0.5), 10)
    )


def test_calls():
    assert table_of(sheet(shift=5))[0]["call"][0] == "up"
    assert table_of(sheet(shift=-5))[0]["call"][0] == "down"
    assert table_of(sheet())[0]["call"][0] == "inconclusive"
    assert table_of(sheet(), equivalence_sd=3)[0]["call"][0] == "unchanged"


def test_rows_that_disagree_are_named_and_their_animal_left_out():
    rows = sheet()
    rows[5]["y"] = "99"  # the hippocampus of R2
    table, problems = table_of(rows)
    assert table["n_reference"][0] == 5
    assert [(p.stage, p.where) for p in problems] == [("outcomes", "y")]
    assert "R2" in problems[0].what
    assert "99" in problems[0].what


def test_words_are_named_and_empty_cells_left_out():
    rows = sheet()
    for row in rows[:2]:
        row["y"] = "lost"
    for row in rows[2:4]:
        row["y"] = ""
    rows[4]["y"] = ""  # the other row of R2 says it
    table, problems = table_of(rows)
    assert (table["n_test"][0], table["n_reference"][0]) == (5, 5)
    assert len(problems) == 1
    assert "R0 (lost)" in problems[0].what


def test_a_number_written_in_two_ways_is_one_number():
    rows = sheet()
    rows[0]["y"], rows[1]["y"] = "10", "10.0"
    table, problems = table_of(rows)
    assert (table["n_reference"][0], problems) == (6, [])


def test_an_assay_of_each_region_makes_an_outcome_of_each():
    rows = sheet()
    for row in rows[1::2]:
        row["y"] = str(float(row["y"]) + 30)
    table, problems = table_of(rows)
    assert list(table["region"]) == ["cortex", "hippocampus"]
    np.testing.assert_allclose(table["estimate"][1], table["estimate"][0])
    np.testing.assert_allclose(table["mean_test"][1], table["mean_test"][0] + 30)
    assert problems == []


def test_adjusted_over_the_outcomes_of_a_contrast():
    rows = sheet(shift=2)
    for row, value in zip(rows, np.repeat(np.random.default_rng(3).normal(size=12), 2), strict=True):
        row["z"] = str(value)
    table, _ = table_of(rows, ("y", "z"))
    small, large = sorted(table["p_value"])
    np.testing.assert_allclose(sorted(table["adj_p_value"]), [2 * small, large])


def test_a_column_that_changes_within_an_animal_leaves_the_model():
    rows = sheet()
    for at, row in enumerate(rows):
        row["batch"] = f"b{at % 2}"
    model = Model((("drug",), ("batch",)), ("drug", "batch"), frozenset(), ("drug",))
    table, problems = table_of(rows, model=model)
    np.testing.assert_allclose(table["p_value"], table_of(sheet())[0]["p_value"])
    assert [p.where for p in problems] == ["design"]


def test_a_covariate_of_the_animal_is_fitted():
    age = [str(value) for value in np.random.default_rng(4).normal(70, 5, 12).round(1)]
    rows = sheet(age=age)
    model = Model((("drug",), ("age",)), ("drug", "age"), frozenset({"age"}), ("drug",))
    row = table_of(rows, model=model)[0].iloc[0]
    y = np.array([float(r["y"]) for r in rows[::2]])
    x = np.column_stack([np.ones(12), [r["drug"] == "yes" for r in rows[::2]], np.array(age, float)])
    b, rss, *_ = np.linalg.lstsq(x, y, rcond=None)
    se = np.sqrt(rss[0] / 9 * np.linalg.inv(x.T @ x)[1, 1])
    np.testing.assert_allclose([row["estimate"], row["se"], row["df"]], [b[1], se, 9])


def test_strata_weigh_the_same_and_differences_have_no_means():
    strain = ["a"] * 4 + ["b"] * 8
    rows = sheet(strain=strain)
    model = Model((("drug", "strain"),), ("drug", "strain"), frozenset(), ("drug", "strain"))
    contrasts = DRUG | {s: Comparison("drug", "yes", "no", {"strain": s}) for s in "ab"} | {"d": Difference("a", "b")}
    table = table_of(rows, model=model, contrasts=contrasts)[0].set_index("contrast")
    estimate = table["estimate"]
    assert estimate["drug"] == pytest.approx((estimate["a"] + estimate["b"]) / 2)
    assert estimate["d"] == pytest.approx(estimate["a"] - estimate["b"])
    assert table["mean_test"]["drug"] - table["mean_reference"]["drug"] == pytest.approx(estimate["drug"])
    assert np.isnan(table["mean_test"]["d"])


def test_what_cannot_be_estimated_is_not_testable_and_says_why():
    rows = [row | {"y": row["y"] if row["drug"] == "no" else ""} for row in sheet()]
    table, problems = table_of(rows)
    assert table["call"][0] == "not_testable"
    assert table["n_test"][0] == 0
    assert problems[0].where == "y, drug"


def test_nothing_measured_is_not_testable():
    table, problems = table_of([row | {"y": ""} for row in sheet()])
    assert table["call"][0] == "not_testable"
    assert len(problems) == 1


def test_an_outcome_of_the_model_is_left_out_of_its_own():
    model = Model((("drug",), ("y",)), ("drug", "y"), frozenset({"y"}), ("drug",))
    np.testing.assert_allclose(table_of(sheet(), model=model)[0]["p_value"], table_of(sheet())[0]["p_value"])


def test_a_contrast_that_changes_within_an_animal_is_not_testable():
    rows = sheet()
    for at, row in enumerate(rows):
        row["drug"] = "yes" if at % 2 else "no"
    table, problems = table_of(rows)
    assert table["call"][0] == "not_testable"
    assert len(problems) == 2


def test_the_order_of_rows_and_the_sign():
    rows = sheet(shift=1)
    found = table_of(rows)[0].iloc[0]
    other = table_of(rows[::-1], contrasts={"drug": Comparison("drug", "no", "yes")})[0].iloc[0]
    np.testing.assert_allclose([other["estimate"], other["p_value"]], [-found["estimate"], found["p_value"]])


def test_without_a_subject_each_sample_is_an_animal():
    rows = sheet(regions=("cortex",))
    animals, _ = animals_of(rows, None, ["y"], MODEL)
    assert len(animals.names) == 12
