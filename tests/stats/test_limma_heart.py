"""Donors as blocks on real proteins with holes, against R limma (tests/reference/make_heart.R)."""

import numpy as np
import pandas as pd
import pytest
from spotwise.delimited import read_rows
from spotwise.design import comparison, make_design
from spotwise.stats.block_correlation import consensus_correlation
from spotwise.stats.contrast_test import contrast_test
from spotwise.stats.empirical_bayes import moderate
from spotwise.stats.linear_model import Blocks, basis_of, fit_features
from spotwise.stats.robust_prior import fit_robust_prior


@pytest.fixture(scope="module")
def heart(data):
    sheet = [dict(zip(("sample", "region", "chamber", "donor"), cells, strict=True))
             for _, cells in read_rows(data / "regions-heart" / "samples.tsv")[1:]]  # fmt: skip
    table = [cells for _, cells in read_rows(data / "regions-heart" / "proteinGroups_HEART_filtered.txt")]
    at = [table[0].index(row["sample"]) for row in sheet]
    values = np.array([[float(row[i]) if row[i] not in ("", "NA") else np.nan for i in at] for row in table[1:]])
    values = np.where((np.isfinite(values).sum(axis=1) >= 12)[:, None], values, np.nan)
    donors = [row["donor"] for row in sheet]
    member = np.array([[donor == one for donor in donors] for one in sorted(set(donors))])
    return values, [{"region": row["region"]} for row in sheet], member


def test_donors_correlate_as_limma_says(heart, reference):
    values, units, member = heart
    design = make_design([("region",)], units)
    matrix = np.array([design.row(unit) for unit in units])
    expected = pd.read_csv(reference / "heart_blocks.tsv", sep="\t")
    used = values[np.isfinite(values).any(axis=1)]
    ours, _ = consensus_correlation(used, basis_of(matrix).columns, member)
    # with holes limma's search stops short for some features; ours is held to a grid in test_block_correlation
    assert ours == pytest.approx(expected["correlation"][0], abs=0.01)


def test_every_statistic_equals_limma_at_its_correlation(heart, reference):
    values, units, member = heart
    expected = pd.read_csv(reference / "heart_blocks.tsv", sep="\t")
    design = make_design([("region",)], units)
    matrix = np.array([design.row(unit) for unit in units])
    fitted = fit_features(values, matrix, blocks=Blocks(member, expected["correlation"][0]))
    seen = np.isfinite(values)
    mean = np.where(seen, values, 0).sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
    prior = fit_robust_prior(fitted.variance, fitted.df, np.where(seen.any(axis=1), mean, np.nan))
    variance, df = moderate(fitted.variance, fitted.df, prior)
    weights = comparison(design, units, "region", "LA", "RA", {})
    test = contrast_test(fitted, np.array(weights.row), variance, df)
    at = expected["row"].to_numpy() - 1
    found = {"log2fc": test.estimate, "t": test.statistic, "df": test.df, "p_value": test.p_value}
    for column, array in found.items():
        # where a feature lacks a whole region, limma drops a column and the coefficient may mean something else
        both = np.isfinite(expected[column]) & np.isfinite(array[at])
        assert both.mean() > 0.95
        np.testing.assert_allclose(array[at][both], expected[column][both], rtol=1e-7, err_msg=column)
