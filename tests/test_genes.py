"""From spots to genes."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm, ttest_ind
from spotwise.genes import SpotModel, combine, gene_table, mean_test
from spotwise.stats.combine import cauchy
from spotwise.stats.contrast_test import contrast_test
from spotwise.stats.empirical_bayes import moderate
from spotwise.stats.linear_model import Blocks, fit_features
from spotwise.stats.prior import Prior, fit_prior
from spotwise.stats.robust_prior import fit_robust_prior

N = 6
DESIGN = np.column_stack([np.ones(2 * N), np.repeat([0.0, 1.0], N)])
CONTRAST = np.array([0.0, 1.0])


def one_gene(p, log2fc, fdr=0.05, mean_p=None, train_p=None):
    p = np.array(p)
    parts = [None if part is None else np.array([part]) for part in (mean_p, train_p)]
    return combine(p, np.array(log2fc), np.zeros(len(p), int), 1, fdr, *parts)


def test_a_gene_of_one_spot_has_its_p():
    gene = one_gene([0.01], [-1.0])
    assert gene.p_value[0] == 0.01
    assert gene.direction[0] == "down"
    assert gene.z[0] == pytest.approx(norm.ppf(0.005))


def test_simes_takes_the_spot_that_attains_it():
    gene = one_gene([0.5, 0.02, 0.021], [2.0, 1.0, -0.7])
    assert gene.p_value[0] == pytest.approx(0.021 * 3 / 2)
    assert gene.lead[0] == 2
    assert gene.log2fc[0] == -0.7
    assert gene.log2fc_mean[0] == pytest.approx((2.0 + 1.0 - 0.7) / 3)


def test_many_spots_do_not_make_a_call():
    rng = np.random.default_rng(1)
    p, gene = rng.random(60_000), np.repeat(np.arange(10_000), 6)
    found = combine(p, rng.normal(size=60_000), gene, 10_000, 0.05)
    assert 0.035 < np.mean(found.p_value < 0.05) < 0.055


def test_a_train_that_shifts_is_mixed_and_has_no_direction():
    gene = one_gene([1e-4, 2e-4, 0.6], [1.0, -1.2, 0.1], train_p=1e-5)
    assert gene.direction[0] == "mixed"
    assert gene.z[0] == 0
    assert gene.p_value[0] == pytest.approx(3e-4)


def test_opposite_spots_that_do_not_both_pass_are_not_mixed():
    assert one_gene([1e-4, 0.03, 0.6], [1.0, -1.2, 0.1], train_p=1e-5).direction[0] == "up"


@pytest.mark.parametrize("train_p", [None, 0.2])
def test_opposite_spots_without_a_train_are_not_mixed(train_p):
    assert one_gene([1e-4, 2e-4, 0.6], [1.0, -1.2, 0.1], train_p=train_p).direction[0] == "up"


def test_a_train_whose_gene_is_not_called_has_no_direction():
    assert one_gene([0.04, 0.9], [1.0, -1.2], train_p=1e-5).direction[0] == "ns"


def test_simes_is_joined_with_the_mean():
    gene = one_gene([0.04, 0.03, 0.05], [1.0, 0.9, 1.1], mean_p=0.001)
    assert gene.simes_p_value[0] == pytest.approx(0.05)
    assert gene.p_value[0] == pytest.approx(cauchy(np.array([[0.05], [0.001]]))[0])
    assert (gene.direction[0], gene.lead[0]) == ("up", 2)


def test_a_gene_of_one_spot_keeps_its_p_whatever_its_mean_says():
    assert one_gene([0.03], [1.0], mean_p=0.5).p_value[0] == 0.03


def test_a_test_without_direction():
    gene = one_gene([0.001, 0.2], [np.nan, np.nan])
    assert gene.direction[0] == "changed"
    assert np.isnan(gene.z[0])


def test_a_gene_that_is_not_called_has_no_direction():
    assert one_gene([0.2, 0.3], [1.0, -1.0]).direction[0] == "ns"


def spots(**columns):
    frame = pd.DataFrame({"feature": ["1", "2", "3", "4"], "p_value": [0.01, 0.5, np.nan, 0.2]})
    frame = frame.assign(log2fc=[1.0, 0.1, np.nan, -0.3], call=["up", "inconclusive", "not_testable", "inconclusive"])
    return frame.assign(**columns)


def a_model(n=4):
    values = np.random.default_rng(1).normal(size=(n, 2 * N))
    return SpotModel(values, DESIGN, np.full(n, 0.2), np.full(n, 12.0))


def table_of(tests, genes, model=None):
    return gene_table(tests, pd.Series(genes), 0.05, model or a_model(len(tests)), CONTRAST)


def test_only_testable_identified_spots_count_and_genes_keep_their_order():
    table = table_of(spots(), ["B", "A", "C", "B"])
    assert list(table["gene"]) == ["B", "A"]
    assert list(table["n_features"]) == [2, 1]
    assert list(table["lead_feature"]) == ["1", "2"]
    np.testing.assert_array_equal(table["train_p_value"].notna(), [True, False])


def test_without_identifications_there_are_no_genes():
    assert len(table_of(spots(), [""] * 4)) == 0


def test_a_contrast_that_nothing_can_estimate_has_no_genes():
    assert len(gene_table(spots(p_value=np.nan), pd.Series(["A"] * 4), 0.05, a_model(), None)) == 0


def test_a_gene_is_unchanged_where_its_least_certain_spot_is():
    table = table_of(spots(p_equivalent=[0.01, 0.2, np.nan, 0.3]), ["B", "A", "C", "B"])
    np.testing.assert_allclose(table["p_equivalent"], [0.3, 0.2])
    np.testing.assert_allclose(table["adj_p_equivalent"], [0.3, 0.3])


def test_without_equivalence_tests_the_columns_are_empty():
    assert table_of(spots(), ["B", "A", "C", "B"])["p_equivalent"].isna().all()


def gels(seed=1, genes=60, holes=0.0):
    """Tests of simulated spots, their genes, the model; genes of one to four spots, the first two changed."""
    rng = np.random.default_rng(seed)
    gene = np.repeat(np.arange(genes), rng.integers(1, 5, genes))
    values = 20 + (rng.normal(size=(genes, 2 * N))[gene] + rng.normal(size=(len(gene), 2 * N))) * 0.3
    values += ((gene < 2) * 1.5)[:, None] * DESIGN[:, 1]
    values[rng.random(values.shape) < holes] = np.nan
    return values, gene


def analyse(values, gene, design=DESIGN, contrast=CONTRAST, prior=fit_prior):
    fitted = fit_features(values, design)
    variance, df = moderate(fitted.variance, fitted.df, prior(fitted.variance, fitted.df))
    test = contrast_test(fitted, contrast, variance, df)
    tests = pd.DataFrame({"feature": [f"s{at}" for at in range(len(values))], "p_value": test.p_value})
    tests["log2fc"] = test.estimate
    model = SpotModel(values, design, variance, df, prior)
    return gene_table(tests, pd.Series([f"g{at}" for at in gene]), 0.05, model, contrast)


NUMBERS = ["n_features", "log2fc", "log2fc_mean", "z", "p_value", "adj_p_value", "train_p_value", "mean_p_value"]


@pytest.mark.parametrize("holes", [0.0, 0.15])
def test_the_order_of_spots_and_of_animals_does_not_matter(holes):
    values, gene = gels(holes=holes)
    rng = np.random.default_rng(2)
    rows, units = rng.permutation(len(gene)), rng.permutation(2 * N)
    found = analyse(values, gene).set_index("gene")
    other = analyse(values[rows][:, units], gene[rows], DESIGN[units]).set_index("gene").loc[found.index]
    np.testing.assert_allclose(other[NUMBERS], found[NUMBERS], rtol=1e-7, atol=1e-9)
    assert list(other["direction"]) == list(found["direction"])


def test_swapping_the_arms_swaps_the_signs_alone():
    values, gene = gels()
    found, other = analyse(values, gene), analyse(values, gene, contrast=-CONTRAST)
    np.testing.assert_allclose(other["p_value"], found["p_value"], rtol=1e-9)
    np.testing.assert_allclose(other["z"], -found["z"], rtol=1e-9)
    assert list(other["direction"]) == [{"up": "down", "down": "up"}.get(d, d) for d in found["direction"]]


def test_a_shift_of_a_spots_level_changes_nothing():
    values, gene = gels(holes=0.15)
    moved = values + np.random.default_rng(3).normal(0, 5, (len(gene), 1))
    np.testing.assert_allclose(analyse(moved, gene)[NUMBERS], analyse(values, gene)[NUMBERS], rtol=1e-6, atol=1e-9)


def test_cells_and_treatment_coding_agree():
    values, gene = gels(holes=0.1)
    cells = np.column_stack([1 - DESIGN[:, 1], DESIGN[:, 1]])
    found, other = analyse(values, gene), analyse(values, gene, cells, np.array([-1.0, 1.0]))
    np.testing.assert_allclose(other[NUMBERS], found[NUMBERS], rtol=1e-7, atol=1e-9)


def test_the_mean_is_tested_by_an_ordinary_t_where_nothing_is_moderated():
    values, _ = gels()
    model = SpotModel(
        values[:2], DESIGN, np.ones(2), np.full(2, np.inf), lambda v, df, x: Prior(np.zeros(1), np.zeros(1))
    )
    found = mean_test(model, np.arange(2), np.zeros(2, int), 1, CONTRAST)
    mean = values[:2].mean(axis=0)
    assert found.p_value[0] == pytest.approx(ttest_ind(mean[N:], mean[:N]).pvalue)


def test_several_contrasts_have_a_p_and_no_direction():
    values, gene = gels()
    design = np.kron(np.eye(3), np.ones((4, 1)))
    table = analyse(values, gene, design, np.array([[-1.0, 1.0, 0.0], [-1.0, 0.0, 1.0]]))
    assert set(table["direction"]) <= {"changed", "ns"}
    assert table["p_value"].notna().all()
    assert table["z"].isna().all()


@pytest.mark.parametrize("prior", [fit_prior, fit_robust_prior])
@pytest.mark.parametrize("holes", [0.0, 0.15])
def test_the_null_is_kept_by_every_part(holes, prior):
    rng = np.random.default_rng(4)
    tables = []
    for _ in range(80):
        gene = np.repeat(np.arange(200), rng.choice([1, 2, 3, 5], 200, p=[0.5, 0.3, 0.1, 0.1]))
        sd = 0.4 * np.sqrt(8 / rng.chisquare(8, len(gene)))[:, None]
        values = (rng.normal(size=(200, 2 * N))[gene] * 0.6 + rng.normal(size=(len(gene), 2 * N)) * 0.8) * sd
        values[rng.random(values.shape) < holes] = np.nan
        tables.append(analyse(values, gene, prior=prior))
    genes = pd.concat(tables)
    several = genes[genes["n_features"] > 1]
    # 8,000 genes of several spots: three standard errors are 0.0073
    assert 0.045 < (genes["p_value"] < 0.05).mean() < 0.055
    assert 0.0427 < (several["p_value"] < 0.05).mean() < 0.0573
    assert 0.038 < (several["mean_p_value"] < 0.05).mean() < 0.0573  # with holes it is a little careful
    assert 0.0427 < (several["train_p_value"] < 0.05).mean() < 0.06


def test_a_change_that_all_spots_share_is_found_more_often_than_by_simes():
    rng = np.random.default_rng(5)
    simes, joined = 0, 0
    for _ in range(20):
        gene = np.repeat(np.arange(150), rng.choice([1, 2, 4], 150, p=[0.6, 0.2, 0.2]))
        values = rng.normal(size=(150, 2 * N))[gene] * 0.2 + rng.normal(size=(len(gene), 2 * N)) * 0.35
        size = np.bincount(gene)
        changed = np.flatnonzero(size == 4)[:10]
        values += np.isin(gene, changed)[:, None] * 0.5 * DESIGN[:, 1]
        table = analyse(values, gene).iloc[changed]
        simes, joined = simes + (table["simes_p_value"] < 0.002).sum(), joined + (table["p_value"] < 0.002).sum()
    assert joined > 1.3 * simes


def test_trains_know_blocks():
    """Litters of mixed arms, with a part of their own in every spot: no train, and no more false ones than said."""
    rng = np.random.default_rng(0)
    n_genes, shares = 150, []
    gene = np.repeat(np.arange(n_genes), 2)
    arm = np.array([1, 1, 1, 0, 0, 0, 0, 1] * 4)  # litters of four: three of an arm and one of the other
    member = np.arange(32) // 4 == np.arange(8)[:, None]
    design = np.stack([1.0 - arm, arm], axis=1)
    for _ in range(6):
        values = rng.normal(0, 0.7, (2 * n_genes, 8)).repeat(4, axis=1) + rng.normal(0, 0.7, (2 * n_genes, 32))
        blocks = Blocks(member, 0.5)
        model = SpotModel(values, design, np.full(2 * n_genes, 1.0), np.full(2 * n_genes, 30.0), blocks=blocks)
        tests = pd.DataFrame({"feature": gene, "p_value": 0.5, "log2fc": 0.0})
        found = gene_table(tests, pd.Series([f"g{at}" for at in gene]), 0.05, model, np.array([-1.0, 1.0]))
        shares.append((found["train_p_value"] < 0.05).mean())
    assert 0.02 < np.mean(shares) < 0.08
