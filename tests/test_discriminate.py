"""PLS-DA of a contrast: whose units, which folds, and that overfitting shows."""

import numpy as np
import pandas as pd
import pytest
from spotwise.discriminate import discriminate
from spotwise.model import model_on
from spotwise.study.contrasts import Comparison, Difference, Slope

DRUG = Comparison("drug", "yes", "no")
CONTRASTS = {
    "drug": DRUG,
    "drug in a": Comparison("drug", "yes", "no", {"strain": "a"}),
    "drug in b": Comparison("drug", "yes", "no", {"strain": "b"}),
    "by strain": Difference("drug in a", "drug in b"),
    "weight": Slope("weight", 1.0, {}),
}
TERMS = [("strain", "drug"), ("weight",)]


def animals(per=6):
    rng = np.random.default_rng(1)
    cells = [(strain, drug) for strain in "ab" for drug in ("no", "yes") for _ in range(per)]
    return [{"strain": s, "drug": d, "weight": float(rng.normal(300, 10))} for s, d in cells]


def gels(units, features=200, seed=2):
    rng = np.random.default_rng(seed)
    strain = np.array([unit["strain"] == "b" for unit in units])
    return rng.normal(20, 0.4, (features, len(units))) + rng.normal(0, 2, (features, 1)) * strain


def found(values, units, name="drug", contrasts=CONTRASTS, terms=TERMS, block=None, seed=3):
    model = model_on(range(len(units)), contrasts, terms, units, [f"r{at}" for at in range(len(units))], block)
    spots = [f"s{at}" for at in range(len(values))]
    return discriminate(values, spots, model, name, np.random.default_rng(seed))


def treated(units):
    return np.array([unit["drug"] == "yes" for unit in units])


def test_noise_fits_perfectly_and_predicts_nothing():
    units, rows = animals(), []
    for seed in range(12):
        row, _ = found(gels(units, seed=seed), units, seed=seed)
        rows.append(row)
    table = pd.concat(rows)
    assert (table["r2y"] > 0.8).all()
    assert table["q2"].mean() < 0.1
    assert table["error_by_chance"].mean() == pytest.approx(0.46, abs=0.05)
    assert table["p_value"].mean() == pytest.approx(0.5, abs=0.2)


def test_a_drug_that_changes_spots_is_found_whatever_strains_differ_in():
    units = animals()
    values = gels(units)
    values[:15, treated(units)] += 1.5
    row, vip = found(values, units)
    assert row.loc[0, ["n_test", "n_reference", "permutations"]].tolist() == [12, 12, 99]
    assert row.loc[0, "error"] <= 0.05
    assert row.loc[0, "p_value"] == 0.01
    assert row.loc[0, "q2"] > 0.3
    assert set(vip["feature"][:15]) == {f"s{at}" for at in range(15)}
    assert (vip["vip"] >= 1).all()
    assert vip["vip"].is_monotonic_decreasing
    assert set(vip["contrast"]) == {"drug"}


def test_only_units_of_the_two_arms_count():
    units = animals()
    values = gels(units)
    values[:15, treated(units)] += 1.0
    row, vip = found(values, units, "drug in a")
    assert row.loc[0, ["n_test", "n_reference"]].tolist() == [6, 6]
    other = values.copy()
    other[:, 12:] = np.random.default_rng(4).normal(20, 5, (200, 12))
    again, other_vip = found(other, units, "drug in a")
    pd.testing.assert_frame_equal(row, again)
    pd.testing.assert_frame_equal(vip, other_vip)


@pytest.mark.parametrize("name", ["by strain", "weight"])
def test_what_compares_no_two_arms_has_no_row(name):
    units = animals()
    assert [len(table) for table in found(gels(units), units, name)] == [0, 0]


def test_what_can_not_be_estimated_has_no_row_and_neither_have_single_animals():
    units = animals()
    contrasts = {"drug": Comparison("drug", "yes", "never"), "few": DRUG}
    assert len(found(gels(units), units, "drug", contrasts)[0]) == 0
    few = [units[at] for at in (0, 1, 2, 6)]
    assert len(found(gels(few), few, "few", contrasts, [("drug",)])[0]) == 0
    assert len(found(np.empty((0, 24)), units)[0]) == 0


def test_a_batch_that_the_model_holds_does_not_count():
    units = [{"drug": "yes" if at < 12 else "no", "batch": "ba"[at % 12 < 9]} for at in range(24)]
    units[12:] = [{**unit, "batch": "ab"[unit["batch"] == "a"]} for unit in units[12:]]
    rng = np.random.default_rng(9)
    values = rng.normal(20, 0.4, (200, 24)) + rng.normal(0, 2, (200, 1)) * np.array([u["batch"] == "b" for u in units])
    contrasts = {"drug": DRUG}
    without, _ = found(values, units, "drug", contrasts, [("drug",)])
    held, _ = found(values, units, "drug", contrasts, [("drug",), ("batch",)])
    assert without.loc[0, "error"] <= 0.25
    assert held.loc[0, "error"] > 0.35
    assert held.loc[0, "p_value"] > 0.1


def litters(separated_with):
    """24 animals in 8 litters; drug changes within litters, separation between them."""
    units = []
    for litter in range(8):
        for animal in range(3):
            drug = "yes" if (animal + litter) % 2 else "no"
            separated = "yes" if litter % 2 else "no"
            units.append({"litter": f"l{litter}", "drug": drug, "separated": separated, **separated_with})
    return units


def test_what_is_the_same_for_a_litter_is_told_by_litters():
    units = litters({})
    contrasts = {"separated": Comparison("separated", "yes", "no")}
    rng = np.random.default_rng(5)
    shared = rng.normal(0, 1, (200, 8))[:, np.repeat(np.arange(8), 3)]  # of a litter, nothing to do with separation
    values = 20 + shared + rng.normal(0, 0.2, (200, 24))
    row, _ = found(values, units, "separated", contrasts, [("separated",)], "litter")
    assert row.loc[0, ["n_test", "n_reference", "permutations"]].tolist() == [4, 4, 34]
    assert row.loc[0, "error"] > 0.2
    alone, _ = found(values, units, "separated", contrasts, [("separated",)])
    assert alone.loc[0, "error"] < 0.1  # litter mates in training give a litter away


def test_litters_stay_whole_where_the_arms_are_within_them():
    units = litters({})
    contrasts = {"drug": DRUG}
    rng = np.random.default_rng(6)
    values = 20 + rng.normal(0, 1, (200, 8))[:, np.repeat(np.arange(8), 3)] + rng.normal(0, 0.2, (200, 24))
    values[:20, treated(units)] += 1.0
    row, _ = found(values, units, "drug", contrasts, [("drug",)], "litter")
    assert row.loc[0, "n_test"] + row.loc[0, "n_reference"] == 24
    assert row.loc[0, "error"] < 0.2
    assert row.loc[0, "p_value"] <= 0.02


def test_a_litter_with_animals_of_two_strains_counts_once():
    units = litters({})
    units = [{**unit, "strain": "ab"[at % 3 == 0]} for at, unit in enumerate(units)]
    contrasts = {"separated": Comparison("separated", "yes", "no")}
    row, _ = found(gels(units), units, "separated", contrasts, [("separated", "strain")], "litter")
    assert row.loc[0, ["n_test", "n_reference"]].tolist() == [4, 4]


def test_the_same_seed_gives_the_same_and_holes_are_let_be():
    units = animals()
    values = gels(units)
    values[np.random.default_rng(7).random(values.shape) < 0.15] = np.nan
    values[5, :20] = np.nan
    first, second = found(values, units), found(values, units)
    pd.testing.assert_frame_equal(first[0], second[0])
    pd.testing.assert_frame_equal(first[1], second[1])
    assert np.isfinite(first[1]["vip"]).all()
    assert found(values, units, seed=8)[0].loc[0, "error_by_chance"] != first[0].loc[0, "error_by_chance"]
