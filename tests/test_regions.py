"""Regions compared: each animal's own difference, and independent fits where no animal is shared."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.stats import ttest_ind
from spotwise.design import make_design
from spotwise.differential import RegionFit
from spotwise.regions import Asked, Region, compare_regions, make_region
from spotwise.stats.linear_model import fit_features
from spotwise.stats.prior import Prior
from spotwise.study.contrasts import Comparison, Difference

DRUG = {"drug": Comparison("drug", "yes", "no")}
TERMS = [("drug",)]


def no_prior(variance, df, covariate=None):
    return Prior(np.zeros(len(variance)), np.zeros(len(variance)))


def region(name, seed=0, n=12, genes=30, animals=None, **columns):
    rng = np.random.default_rng(seed)
    units = tuple(
        {"drug": "yes" if at % 2 else "no"} | {c: values[at] for c, values in columns.items()} for at in range(n)
    )
    animals = tuple(f"R{at:02}" for at in range(n)) if animals is None else tuple(animals)
    values = rng.normal(size=(genes, n))
    return Region(name, tuple(f"g{at}" for at in range(genes)), values, np.ones(genes), np.ones(genes), animals, units)


def rows(table, name, contrast="drug"):
    return table[(table["region"] == name) & (table["contrast"] == contrast)].reset_index(drop=True)


def arms(units):
    return [at for at, u in enumerate(units) if u["drug"] == "yes"], [
        at for at, u in enumerate(units) if u["drug"] == "no"
    ]


def test_each_region_is_tested_on_its_own_and_pairs_on_differences_within_animals():
    a, b = region("A", 1), region("B", 2)
    table, problems = compare_regions([a, b], Asked(DRUG, TERMS), no_prior)
    yes, no = arms(a.units)
    for name, values, effect in (
        ("A", a.values, "log2fc"),
        ("B", b.values, "log2fc"),
        ("A - B", a.values - b.values, "difference"),
    ):
        found = rows(table, name)
        expected = ttest_ind(values[:, yes], values[:, no], axis=1)
        np.testing.assert_allclose(found[effect], values[:, yes].mean(axis=1) - values[:, no].mean(axis=1))
        np.testing.assert_allclose(found["p_value"], expected.pvalue)
        np.testing.assert_allclose(found["ci_low"], expected.confidence_interval().low)
        assert (found["df"] == 10).all()
        assert (found["n_test"] == 6).all()
    assert rows(table, "A - B")["log2fc"].isna().all()
    assert rows(table, "A")["difference"].isna().all()
    assert problems == []


def test_what_an_animal_shares_between_regions_drops_out():
    a, b = region("A", 1), region("B", 2)
    shared = np.random.default_rng(3).normal(0, 10, a.values.shape)
    moved = [Region(**(vars(r) | {"values": r.values + shared})) for r in (a, b)]
    found, other = (rows(compare_regions(pair, Asked(DRUG, TERMS))[0], "A - B") for pair in ([a, b], moved))
    np.testing.assert_allclose(other[["difference", "p_value"]], found[["difference", "p_value"]], rtol=1e-8)


def test_the_reverse_pair_differs_in_sign_alone():
    a, b = region("A", 1), region("B", 2)
    found = rows(compare_regions([a, b], Asked(DRUG, TERMS))[0], "A - B")
    other = rows(compare_regions([b, a], Asked(DRUG, TERMS))[0], "B - A")
    np.testing.assert_allclose(other["difference"], -found["difference"])
    np.testing.assert_allclose(other["p_value"], found["p_value"])


def test_animals_of_one_region_are_named_and_left_out():
    names = [f"R{at:02}" for at in range(12)]
    a, b = region("A", 1), region("B", 2, animals=[*names[:10], "X", "Y"])
    table, problems = compare_regions([a, b], Asked(DRUG, TERMS), no_prior)
    assert [(p.where, p.what) for p in problems] == [
        ("A - B", "2 measured in A alone: 'R10', 'R11'"),
        ("A - B", "2 measured in B alone: 'X', 'Y'"),
    ]
    found = rows(table, "A - B")
    assert (found["n_test"] == 5).all()
    assert (found["df"] == 8).all()
    assert (rows(table, "A")["n_test"] == 6).all()


def test_animals_are_matched_by_name_whatever_their_order():
    a, b = region("A", 1), region("B", 2)
    order = np.random.default_rng(3).permutation(12)
    mixed = Region(
        "B", b.genes, b.values[:, order], b.spots, b.penalty,
        tuple(b.subjects[at] for at in order), tuple(b.units[at] for at in order),
    )  # fmt: skip
    found, other = (compare_regions([a, r], Asked(DRUG, TERMS))[0] for r in (b, mixed))
    numbers = ["log2fc", "difference", "p_value", "adj_p_value"]
    np.testing.assert_allclose(other[numbers], found[numbers], rtol=1e-9)


def test_several_units_of_an_animal_are_matched_by_their_levels_too():
    day = ["1", "1", "2", "2"] * 3
    animals = [f"R{at // 4}{'a' if at % 2 else 'b'}" for at in range(12)]
    a, b = (region(name, seed, day=day, animals=animals) for seed, name in enumerate("AB"))
    order = [2, 3, 0, 1, *range(4, 12)]
    b = Region(
        "B", b.genes, b.values[:, order], b.spots, b.penalty,
        tuple(b.subjects[at] for at in order), tuple(b.units[at] for at in order),
    )  # fmt: skip
    found = rows(compare_regions([a, b], Asked(DRUG, [("drug",), ("day",)]), no_prior)[0], "A - B")
    assert (found["n_test"] == 3).all()  # animals, on the means of whose days the drug is tested
    assert (found["df"] == 6 - 2).all()


def test_independent_regions_are_compared_with_welch():
    a, b = region("A", 1), region("B", 2, n=10, animals=[f"X{at}" for at in range(10)])
    table, problems = compare_regions([a, b], Asked(DRUG, TERMS), no_prior)
    one, other, found = rows(table, "A"), rows(table, "B"), rows(table, "A - B")
    np.testing.assert_allclose(found["difference"], one["log2fc"] - other["log2fc"])
    squares = []
    for r in (a, b):
        yes, no = arms(r.units)
        n = len(yes)
        squares.append((r.values[:, yes].var(axis=1, ddof=1) + r.values[:, no].var(axis=1, ddof=1)) / n)
    df = (squares[0] + squares[1]) ** 2 / (squares[0] ** 2 / 10 + squares[1] ** 2 / 8)
    np.testing.assert_allclose(found["df"], df)
    assert problems[0].what == "no animal was measured in both regions"


def test_genes_of_both_regions_alone_are_paired():
    a, b = region("A", 1), region("B", 2)
    b = Region(**(vars(b) | {"genes": tuple(f"g{at}" for at in range(28, 58))}))
    table, _ = compare_regions([a, b], Asked(DRUG, TERMS), no_prior)
    found = rows(table, "A - B")
    assert list(found["gene"]) == ["g28", "g29"]
    yes, no = arms(a.units)
    difference = a.values[28:] - b.values[:2]
    np.testing.assert_allclose(found["difference"], difference[:, yes].mean(axis=1) - difference[:, no].mean(axis=1))


def test_a_covariate_that_differs_between_an_animals_gels_has_a_coefficient_in_each():
    rng = np.random.default_rng(5)
    batches = rng.permuted(np.tile(["b1", "b1", "b2", "b2"], (2, 4)), axis=1)
    a, b = (region("AB"[at], at, n=16, batch=list(batches[at])) for at in (0, 1))
    table, _ = compare_regions([a, b], Asked(DRUG, [("drug",), ("batch",)]), no_prior)
    x = [np.ones(16), [u["drug"] == "yes" for u in a.units]]
    x += [[u["batch"] == "b2" for u in r.units] for r in (a, b)]
    x = np.array(x, float).T
    expected = np.linalg.lstsq(x, (a.values - b.values).T, rcond=None)[0][1]
    found = rows(table, "A - B")
    np.testing.assert_allclose(found["difference"], expected, atol=1e-10)
    assert (found["df"] == 12).all()


def test_a_difference_of_contrasts_within_and_between_regions():
    strain = ["x", "x", "y", "y"] * 4
    a, b = (region(name, seed, n=16, strain=strain) for seed, name in enumerate("AB"))
    contrasts = {s: Comparison("drug", "yes", "no", {"strain": s}) for s in "xy"} | {"xy": Difference("x", "y")}
    table, _ = compare_regions([a, b], Asked(contrasts, [("drug", "strain")]))
    x, y, both = (rows(table, "A - B", name)["difference"] for name in ("x", "y", "xy"))
    np.testing.assert_allclose(both, x - y, atol=1e-12)


def test_too_few_common_animals_leave_the_pair_without_a_p():
    a, b = region("A", 1), region("B", 2, animals=["R00", "R01", *(f"X{at}" for at in range(10))])
    table, problems = compare_regions([a, b], Asked(DRUG, TERMS))
    assert rows(table, "A - B")["p_value"].isna().all()
    assert problems[-1].where == "A - B, drug"
    assert rows(table, "A")["p_value"].notna().all()


def test_a_gene_that_one_arm_lacks_has_no_p():
    a, b = region("A", 1), region("B", 2)
    yes, _ = arms(a.units)
    a.values[3, yes] = np.nan
    a.values[4] = np.nan
    a.values[5, yes[:4]] = np.nan
    table, _ = compare_regions([a, b], Asked(DRUG, TERMS))
    for name in ("A", "A - B"):
        np.testing.assert_array_equal(rows(table, name)["p_value"].isna()[2:7], [False, True, True, False, False])
    assert rows(table, "A - B")["n_test"][5] == 2


def test_three_regions_make_three_pairs_and_one_makes_none():
    regions = [region(name, seed) for seed, name in enumerate("ABC")]
    table, _ = compare_regions(regions, Asked(DRUG, TERMS))
    assert list(dict.fromkeys(table["region"])) == ["A", "B", "C", "A - B", "A - C", "B - C"]
    assert list(dict.fromkeys(compare_regions(regions[:1], Asked(DRUG, TERMS))[0]["region"])) == ["A"]


def fits(values, variance, df, tested, units):
    """As much of a region's fits as its genes are made of."""
    model = SimpleNamespace(subjects=list("abcdef")[: len(units)], units=units)
    whole = SimpleNamespace(fitted=RegionFit(None, None, variance, df))
    return SimpleNamespace(values=values, tested=tested, main=SimpleNamespace(whole=whole, model=model))


def test_a_region_is_made_of_its_tested_identified_spots():
    rng = np.random.default_rng(6)
    values = rng.normal(20, 1, (5, 6))
    units = [{"drug": drug} for drug in ["yes", "no"] * 3]
    tested = np.array([1, 1, 1, 1, 0], bool)
    given = fits(values, np.full(5, 0.5), np.full(5, 10.0), tested, units)
    made = make_region("A", given, ["g", "", "g", "h", "k"])
    assert made.genes == ("g", "h")
    np.testing.assert_array_equal(made.spots, [2, 1])
    centred = values - values.mean(axis=1, keepdims=True)
    np.testing.assert_allclose(made.values, [centred[[0, 2]].mean(axis=0), centred[3]], atol=1e-12)
    np.testing.assert_allclose(made.penalty, [1 + 4 * 0.5 / 10, 1])


def test_a_region_without_genes_has_no_rows():
    units = [{"drug": drug} for drug in ["yes", "no"] * 2]
    made = make_region("A", fits(np.ones((2, 4)), np.ones(2), np.ones(2), np.ones(2, bool), units), ["", ""])
    assert len(compare_regions([made], Asked(DRUG, TERMS))[0]) == 0


@pytest.mark.parametrize("shared", [True, False])
def test_the_null_is_kept(shared):
    p = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        a, b = (region(name, rng.integers(1 << 30), genes=200) for name in "AB")
        if not shared:
            b = Region(**(vars(b) | {"subjects": tuple(f"X{s}" for s in b.subjects)}))
        sd = np.sqrt(8 / rng.chisquare(8, (200, 1)))
        pair = [Region(**(vars(r) | {"values": r.values * sd})) for r in (a, b)]
        p.append(rows(compare_regions(pair, Asked(DRUG, TERMS))[0], "A - B")["p_value"])
    assert 0.04 < np.mean(np.concatenate(p) < 0.05) < 0.06


def test_differences_are_those_of_the_designs_own_fit():
    a, b = region("A", 1), region("B", 2)
    design = make_design(TERMS, a.units)
    x = np.array([design.row(unit) for unit in a.units])
    fitted = fit_features(a.values - b.values, x)
    table, _ = compare_regions([a, b], Asked(DRUG, TERMS), no_prior)
    yes, no = arms(a.units)
    se = np.sqrt(fitted.variance * (1 / len(yes) + 1 / len(no)))
    found = rows(table, "A - B")
    np.testing.assert_allclose((found["ci_high"] - found["ci_low"]) / 2 / 2.2281388519649385, se)
