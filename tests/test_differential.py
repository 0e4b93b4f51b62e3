"""The table of a contrast: calls, equivalence, presence, trend and robustness as set."""

import numpy as np
import pytest
from spotwise.design import comparison, make_design
from spotwise.differential import FEW, Settings, differential, fit_region, observed_mean

UNITS = [{"drug": "no"}] * 6 + [{"drug": "yes"}] * 6


def simulated(n=200, seed=1):
    rng = np.random.default_rng(seed)
    return rng.normal(20, 2, n)[:, None] + rng.normal(0, 0.3, (n, 12))


def analyse(values, settings=Settings(), units=UNITS):  # noqa: B008 - frozen
    design = make_design([("drug",)], units)
    rows = np.array([design.row(unit) for unit in units])
    region = fit_region(values, rows, np.isfinite(values).any(axis=1), settings)
    return region, differential(region, values, comparison(design, units, "drug", "yes", "no", {}), settings)


def test_changed_before_unchanged_before_inconclusive():
    values = simulated()
    values[0, 6:] += 3
    values[1, 6:] -= 3
    values[2, 6:] += 0.7  # neither
    values[2] += np.linspace(-1.5, 1.5, 12) * np.tile([1, -1], 6)
    _, table = analyse(values)
    assert list(table["call"][:3]) == ["up", "down", "inconclusive"]
    assert (table["call"][3:] == "unchanged").mean() > 0.9
    unchanged = table["call"] == "unchanged"
    assert (table.loc[unchanged, "adj_p_equivalent"] <= 0.05).all()
    assert (table.loc[unchanged, ["ci_low", "ci_high"]].abs() < 1.2).all(axis=None)


def test_a_wider_margin_lets_more_pass():
    values = simulated() + np.random.default_rng(2).normal(0, 0.8, (200, 12))
    narrow, wide = (analyse(values, Settings(equivalence=fold))[1] for fold in (1.5, 4))
    assert (narrow["call"] == "unchanged").sum() < (wide["call"] == "unchanged").sum()
    assert (narrow["p_equivalent"] >= wide["p_equivalent"]).all()


def test_a_spot_that_one_arm_never_shows_is_called_by_presence():
    values = simulated()
    values[0, 6:] = np.nan
    values[1, :6] = np.nan
    values[2, 1:6] = np.nan  # one animal is left in the reference
    _, table = analyse(values)
    assert list(table["call"][:2]) == ["only_in_reference", "only_in_test"]
    assert table["p_value"][:2].isna().all()
    assert table["presence_p"][0] == pytest.approx(2 / 924)
    assert table["call"][2] == "not_testable"
    assert table["presence_p"][5:].isna().all()


def test_presence_that_does_not_pass_leaves_the_counts():
    units = [{"drug": "no"}] * 2 + [{"drug": "yes"}] * 2
    values = simulated()[:, 4:8]
    values[0, 2:] = np.nan
    _, table = analyse(values, units=units)
    assert table["call"][0] == "not_testable"
    assert (table["n_test"][0], table["n_reference"][0]) == (0, 2)


def test_treat_asks_for_more_than_its_margin():
    values = simulated()
    values[0, 6:] += 1.2
    plain, treat = (analyse(values, Settings(lfc=lfc))[1] for lfc in (0.0, 1.1))
    assert plain["call"][0] == "up"
    assert treat["call"][0] != "up"
    assert (treat["p_value"] >= plain["p_value"] - 1e-15).all()
    np.testing.assert_array_equal(treat["log2fc"], plain["log2fc"])


def test_auto_trend_begins_at_a_hundred_features():
    assert analyse(simulated(99), Settings(trend="auto"))[0].covariate is None
    region, _ = analyse(simulated(100), Settings(trend="auto"))
    assert region.covariate is not None
    assert np.unique(region.prior.variance).size > 50


def test_a_robust_prior_keeps_hypervariable_spots_apart():
    values = simulated(300)
    values[:6] += np.random.default_rng(3).normal(0, 5, (6, 12))
    plain, robust = (analyse(values, Settings(robust=on))[0] for on in (False, True))
    assert np.median(robust.prior.df) > 2 * plain.prior.df[0]
    assert robust.prior.df[:6].max() < 0.5 * np.median(robust.prior.df)


def test_few_features_still_give_a_table():
    for n in (1, 2, 5, FEW - 1):
        _, table = analyse(simulated(n), Settings(trend="auto", robust=True))
        assert table["p_value"].notna().all()


def test_the_mean_is_of_what_was_observed():
    assert observed_mean(np.array([[1.0, np.nan, 3.0], [np.nan] * 3]))[0] == 2
    assert np.isnan(observed_mean(np.array([[np.nan]]))[0])
