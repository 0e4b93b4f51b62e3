"""From spots to genes."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm
from spotwise.genes import combine, gene_table


def one_gene(p, log2fc, fdr=0.05):
    p = np.array(p)
    return combine(p, np.array(log2fc), np.zeros(len(p), int), 1, fdr)


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
    gene = one_gene([1e-4, 2e-4, 0.6], [1.0, -1.2, 0.1])
    assert gene.direction[0] == "mixed"
    assert gene.z[0] == 0
    assert gene.p_value[0] == pytest.approx(3e-4)


def test_opposite_spots_that_do_not_both_pass_are_not_mixed():
    assert one_gene([1e-4, 0.03, 0.6], [1.0, -1.2, 0.1]).direction[0] == "up"


def test_a_gene_that_is_not_called_has_no_direction():
    assert one_gene([0.2, 0.3], [1.0, -1.0]).direction[0] == "ns"


def spots(**columns):
    frame = pd.DataFrame({"feature": ["1", "2", "3", "4"], "p_value": [0.01, 0.5, np.nan, 0.2]})
    frame = frame.assign(log2fc=[1.0, 0.1, np.nan, -0.3], call=["up", "inconclusive", "not_testable", "inconclusive"])
    return frame.assign(**columns)


def test_only_testable_identified_spots_count_and_genes_keep_their_order():
    table = gene_table(spots(), pd.Series(["B", "A", "C", "B"]), 0.05)
    assert list(table["gene"]) == ["B", "A"]
    assert list(table["n_features"]) == [2, 1]
    assert list(table["lead_feature"]) == ["1", "2"]


def test_without_identifications_there_are_no_genes():
    assert len(gene_table(spots(), pd.Series([""] * 4), 0.05)) == 0
