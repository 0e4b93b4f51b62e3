"""The rows of `quality.tsv`: what is named, and why; and what of it becomes a problem."""

import numpy as np
import pandas as pd
import pytest
from spotwise.quality.factors import make_factor
from spotwise.quality.findings import quality_problems, uneven
from spotwise.quality.gels import gel_table
from spotwise.stats.sample_correlation import gel_correlations


def rows_of(log2, group, subject=None):
    names = [f"gel {at}" for at in range(log2.shape[1])]
    factor = make_factor("treatment", group, levels=["treatment"])
    plain, centred = gel_correlations(log2, centred=False), gel_correlations(log2, centred=True)
    return gel_table(pd.DataFrame(log2, columns=names), subject or names, group, [factor], plain, centred)


@pytest.fixture
def gels():
    rng = np.random.default_rng(1)
    group = ["control"] * 8 + ["drug"] * 8
    log2 = rng.normal(18, 1.5, (300, 1)) + rng.normal(0, 0.4, (300, 16))
    log2[:60, 8:] += rng.normal(0, 2, (60, 1))
    return log2, group


def test_sound_gels_are_not_named(gels):
    table = rows_of(*gels)
    assert not table[["outlier", "swapped"]].any(axis=None)
    assert (table["why"] == "").all()
    assert quality_problems("cortex", table, []) == []
    assert (table["own_group"] > table["other_group"]).all()
    assert set(table["nearest_group"]) == {"control", "drug"}


def test_each_reason_is_given(gels):
    log2, group = gels
    rng = np.random.default_rng(2)
    log2[:, 2] += rng.normal(0, 2, 300)
    log2[rng.random(300) < 0.4, 5] = np.nan
    log2[:, 11] += 1.5
    table = rows_of(log2, group)
    assert np.flatnonzero(table["outlier"]).tolist() == [2, 5, 11]
    for at, why in ((2, "correlates by"), (5, "of its volumes are missing"), (11, "times the median gel's")):
        assert why in table["why"][at]
    problems = quality_problems("cortex", table, [])
    assert [problem.where for problem in problems] == ["cortex, gel 2", "cortex, gel 5", "cortex, gel 11"]
    assert all(problem.what.startswith("stands apart: ") for problem in problems)


def test_a_swap_is_named_with_both_groups(gels):
    log2, group = gels
    group[1], group[12] = group[12], group[1]
    table = rows_of(log2, group)
    assert np.flatnonzero(table["swapped"]).tolist() == [1, 12]
    assert "lies with treatment = control" in table["why"][1]
    assert "its own drug" in table["why"][1]
    assert quality_problems("r", table, [])[0].what.startswith("possibly swapped: ")


@pytest.mark.parametrize("n", [1, 2, 4])
def test_few_gels_are_counted_and_not_judged(gels, n):
    table = rows_of(gels[0][:, :n], gels[1][:n])
    assert len(table) == n
    assert not table[["outlier", "swapped"]].any(axis=None)


def test_nothing_seen(gels):
    table = rows_of(np.full((5, 16), np.nan), gels[1])
    assert (table["missing"] == 1).all()
    assert not table["outlier"].any()


def said(arm, column, held=()):
    return uneven([make_factor("arm", arm, levels=["arm"])], [make_factor("x", column)], held)


def test_a_batch_that_goes_with_the_arm_is_named():
    found = said(list("aaabbb"), list("1112 2".replace(" ", "2")))
    assert found == [
        ("each level of x goes with one level of arm alone", "what x does can't be told from what arm does")
    ]
    assert said(list("aabbcc"), list("111122"))[0][0] == "each level of arm goes with one level of x alone"


def test_uneven_batches_and_run_orders_are_named_and_even_ones_are_not():
    arm = ["a"] * 12 + ["b"] * 12
    assert said(arm, ["1"] * 10 + ["2"] * 2 + ["1"] * 2 + ["2"] * 10)[0][0].startswith("x differs between")
    assert "make it a covariate" in said(arm, list(map(str, range(24))))[0][1]
    assert "the model allows for it" in said(arm, list(map(str, range(24))), held={"x"})[0][1]
    assert said(arm, ["1", "2"] * 12) == []
    assert said(arm, [str(at // 2 + 12 * (at % 2)) for at in range(24)]) == []


def test_one_arm_is_compared_with_nothing():
    assert said(["a"] * 6, list("111222")) == []
