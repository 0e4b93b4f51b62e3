"""Expected calls by relabelling: what chance gives where nothing changed, and far less than what was planted."""

import numpy as np
import pandas as pd
import pytest
from spotwise.calibration import calibrate
from spotwise.differential import Settings, differential
from spotwise.model import region_models
from spotwise.model_problems import contrast_problems, region_problems
from spotwise.views import Views

ASKED = {
    "drug": {"column": "drug", "test": "yes", "reference": "no"},
    "a": {"column": "drug", "test": "yes", "reference": "no", "where": {"strain": "a"}},
    "b": {"column": "drug", "test": "yes", "reference": "no", "where": {"strain": "b"}},
    "c": {"column": "drug", "test": "yes", "reference": "no", "where": {"strain": "c"}},
    "by strain": {"difference": ["a", "b"]},
    "odd": {"difference": ["a", "strain"]},
    "strain": {"column": "strain", "test": "a", "reference": "b"},
}
SETTINGS = Settings(trend="auto", robust=True)


@pytest.fixture
def study():
    rng = np.random.default_rng(1)
    units = pd.DataFrame(
        {"strain": list("aaaaaabbbbbb"), "drug": ["no", "yes"] * 6, "subject": [f"r{i}" for i in range(12)]}
    )
    values = rng.normal(20, 2, 300)[:, None] + rng.normal(0, 0.4, (300, 12))
    [model] = region_models(units, [["strain", "drug"]], [], ASKED)
    return values, model


def views_of(values, model):
    return Views(values, model, np.ones(len(values), bool), SETTINGS)


def rows(values, model, name, seed=1):
    return calibrate(views_of(values, model), name, SETTINGS, np.random.default_rng(seed))


def test_where_nothing_changed_observed_is_near_expected(study):
    table = rows(*study, "drug").set_index("threshold")
    assert list(table.index) == [
        "p .05", "p .05 and fold 1.5", "p .01", "p .01 and fold 1.5", "BH .05", "BH .05 and fold 1.5",
    ]  # fmt: skip
    assert table["expected"]["p .05"] == pytest.approx(15, abs=5)
    assert table["observed"]["p .05"] < 30
    assert table["expected"]["BH .05"] < 1


def test_what_was_planted_stands_out(study):
    values, model = study
    planted = values.copy()
    planted[:20, 1::2] += 1.5
    table = rows(planted, model, "drug").set_index("threshold")
    assert table["observed"]["BH .05"] >= 18
    assert table["expected"]["BH .05"] < 3


def test_a_difference_of_one_column_is_relabelled_and_one_of_two_columns_is_not(study):
    assert rows(*study, "by strain")["expected"].notna().all()
    odd = rows(*study, "odd")
    assert odd["expected"].isna().all()
    assert (odd["relabellings"] == 0).all()


def test_a_contrast_that_cannot_be_estimated_has_no_rows(study):
    assert len(rows(*study, "c")) == 0


def test_the_same_seed_gives_the_same_numbers(study):
    pd.testing.assert_frame_equal(rows(*study, "drug"), rows(*study, "drug"))


def test_observed_is_what_the_tables_call(study):
    values, model = study
    values[:20, 1::2] += 1.5
    view, weights = views_of(values, model).of("drug")
    table = differential(view.fitted, view.values, weights, SETTINGS)
    found = rows(values, model, "drug").set_index("threshold")["observed"]
    assert found["BH .05"] == (table["adj_p_value"] <= 0.05).sum()
    assert found["p .05"] == (table["p_value"] < 0.05).sum()


def test_problems_name_what_was_let_pass(study):
    values, model = study
    said = [p.what for p in region_problems("r", np.arange(300) < 40, SETTINGS)]
    said += [p.what for name in model.weighed for p in contrast_problems("r", views_of(values, model), name)]
    assert any("260 of 300 features" in what for what in said)
    assert any("40 features are few" in what for what in said)
    assert any("'yes' beside 'no', strain = c" in what for what in said)


def test_observed_is_what_the_tables_call_with_holes_too(study):
    values, model = study
    values[:20, 1::2] += 1.5
    values[np.random.default_rng(5).random(values.shape) < 0.35] = np.nan
    views = views_of(values, model)
    view, weights = views.of("a")
    table = differential(view.fitted, view.values, weights, SETTINGS, view.names)
    assert table["p_value"].isna().sum() > 10
    found = rows(values, model, "a").set_index("threshold")["observed"]
    assert found["p .05"] == (table["p_value"] < 0.05).sum()
    assert found["BH .05"] == (table["adj_p_value"] <= 0.05).sum()


def test_what_is_the_same_within_litters_and_averaged_over_what_varies_in_them_is_calibrated():
    units = pd.DataFrame(
        {"strain": ["a", "b"] * 12, "drug": ["no"] * 12 + ["yes"] * 12, "subject": [f"r{i}" for i in range(24)],
         "litter": [f"L{i % 6}" for i in range(24)]}
    )  # fmt: skip
    asked = {"strain": {"column": "strain", "test": "a", "reference": "b"},
             "untreated": {"column": "strain", "test": "a", "reference": "b", "where": {"drug": "no"}}}  # fmt: skip
    values = 20 + np.random.default_rng(3).normal(0, 0.4, (200, 24))
    [model] = region_models(units, [["strain", "drug"]], [], asked, "litter")
    for name in asked:
        table = rows(values, model, name).set_index("threshold")
        assert table["expected"]["p .05"] == pytest.approx(10, abs=8)
        assert table["relabellings"].iloc[0] == 9  # of 20 ways to pick 3 litters of 6, each with its mirror image
