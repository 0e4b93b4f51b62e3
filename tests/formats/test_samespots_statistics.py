"""What SameSpots itself says of its fourteen real exports: its p-values and folds, from the volumes as read here."""

import csv

import numpy as np
import pytest
from scipy.special import stdtr
from spotwise.formats.registry import read_quantities
from spotwise.stats.linear_model import estimate_contrast, fit_features


@pytest.fixture(scope="module")
def expected(data):
    """p and fold by patient and spot."""
    with open(data / "gel-samespots" / "merged_expected_samespots_stats.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {
        (row["patient"], row["spot"]): (float(row["samespots_anova_p"]), float(row["samespots_fold"])) for row in rows
    }


@pytest.fixture(scope="module")
def measured(data):
    """Normalised volumes of the two groups, each spots x 2 gels, with the patient and spot of each row."""
    names, pool, patient = [], [], []
    for path in sorted((data / "gel-samespots").glob("HOPvs*.csv")):
        found = read_quantities(str(path), "auto", "normalised")
        names += [(path.stem.removeprefix("HOPvs"), spot) for spot in found.entries]
        pool += [row[:2] for row in found.values]
        patient += [row[2:] for row in found.values]
    return names, np.array(pool), np.array(patient)


def test_the_anova_of_log_volumes_gives_samespots_p(expected, measured):
    from scipy.stats import f_oneway

    names, pool, patient = measured
    assert len(names) == len(expected) == 756
    assert set(names) == set(expected)
    p = f_oneway(np.log(pool), np.log(patient), axis=1).pvalue
    np.testing.assert_allclose(p, [expected[name][0] for name in names], rtol=0, atol=2e-8)


def test_the_ratio_of_group_means_gives_samespots_fold(expected, measured):
    names, pool, patient = measured
    means = np.array([pool.mean(axis=1), patient.mean(axis=1)])
    np.testing.assert_allclose(means.max(axis=0) / means.min(axis=0), [expected[name][1] for name in names], rtol=1e-9)


def test_the_unmoderated_fit_gives_the_same_p(expected, measured):
    """The linear model of this analysis, before moderation, is that ANOVA."""
    names, pool, patient = measured
    design = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 1.0], [1.0, 1.0]])
    fitted = fit_features(np.log2(np.hstack([pool, patient])), design)
    estimate, unscaled = estimate_contrast(fitted, np.array([0.0, 1.0]))
    p = 2 * stdtr(fitted.df, -np.abs(estimate) / (unscaled * np.sqrt(fitted.variance)))
    np.testing.assert_allclose(p, [expected[name][0] for name in names], rtol=0, atol=2e-8)
