"""The rotation test against limma's fry (tests/reference/make_fry.R), and against rotations one by one.

For its mixed p fry takes a beta distribution in place of the share of rotations, over as many directions as the set has
genes where those are fewer than the effects. On these sets its p is up to 140 times too small (1e-6 for 1e-4), and for
a set of two genes 1400 times too large (.35 for .00025).
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betainc, ndtri, stdtr
from spotwise.stats.empirical_bayes import moderate, moderated_t
from spotwise.stats.linear_model import estimate_contrast, fit_features
from spotwise.stats.prior import fit_prior
from spotwise.stats.residual_effects import residual_effects
from spotwise.stats.self_contained import positive_share, rotation_test

DESIGN = np.column_stack([np.ones(12), np.tile([0.0, 1.0], 6), np.repeat([0.0, 1.0], 6)])
LAST = np.array([0.0, 0.0, 1.0])


@pytest.fixture(scope="module")
def values(reference):
    return np.loadtxt(reference / "gene_set_values.tsv")


@pytest.fixture(scope="module")
def sets(reference):
    return [np.array(line.split(), int) for line in (reference / "gene_sets.tsv").read_text().splitlines()]


def fitted_effects(values, moderated=True):
    """Effect of the last column and residual effects, over the (moderated) standard deviation or over none."""
    fitted = fit_features(values, DESIGN)
    estimate, unscaled = estimate_contrast(fitted, LAST)
    posterior = moderate(fitted.variance, fitted.df, fit_prior(fitted.variance, fitted.df))[0]
    scale = np.sqrt(posterior) if moderated else np.ones(len(values))
    left = residual_effects(values, DESIGN) * np.sqrt(fitted.variance)[:, None]
    return estimate / unscaled / scale, left / scale[:, None]


def products(effects, residuals, members):
    """Eigenvalues of the sum of products over the set's genes, 1 + 9 at most, and the observed sum of squares."""
    table = np.column_stack([effects, residuals])[members]
    return np.linalg.eigvalsh(table.T @ table)[-min(10, len(members)) :], np.sum(effects[members] ** 2)


def beta_share(eigenvalues, observed):
    """A beta distribution of the mean, variance and bounds that r'Cr has, r being uniform on the sphere."""
    n, low, high = len(eigenvalues), eigenvalues[0], eigenvalues[-1]
    mean = eigenvalues.mean()
    variance = 2 * (np.mean(eigenvalues**2) - mean**2) / (n + 2)
    m = (mean - low) / (high - low)
    total = m * (1 - m) * (high - low) ** 2 / variance - 1
    return 1 - betainc(m * total, (1 - m) * total, (observed - low) / (high - low))


@pytest.mark.parametrize("scale", ["raw", "moderated"])
def test_limmas_fry(values, sets, reference, scale):
    effects, residuals = fitted_effects(values, scale == "moderated")
    found = rotation_test(effects, residuals, 9, sets)
    limma = np.genfromtxt(reference / "fry.tsv", names=True, dtype=None, encoding="utf-8")
    limma = limma[limma["scale"] == scale]
    np.testing.assert_array_equal(found.size, limma["size"])
    np.testing.assert_array_equal(found.direction, limma["direction"])
    np.testing.assert_allclose(found.p_value, limma["p_value"], rtol=1e-8)
    # its mixed p is the beta distribution of the same products' eigenvalues (of two, a set has both as bounds)
    several = np.flatnonzero(found.size > 2)
    beta = np.array([beta_share(*products(effects, residuals, sets[at])) for at in several])
    np.testing.assert_allclose(beta, limma["p_mixed"][several], rtol=1e-7)
    wide = found.size >= 10
    np.testing.assert_allclose(found.p_mixed[wide], limma["p_mixed"][wide], atol=0.1)


def test_fry_by_default_comes_near(values, sets, reference):
    """Its own scale, which no paper gives, is not that of the moderated variances."""
    found = rotation_test(*fitted_effects(values), 9, sets)
    limma = np.genfromtxt(reference / "fry.tsv", names=True, dtype=None, encoding="utf-8")
    limma = limma[limma["scale"] == "default"]
    assert np.median(np.abs(np.log(found.p_value / limma["p_value"]))) < 0.1


def test_the_shares_of_rotations(values, sets):
    effects, residuals = fitted_effects(values)
    found = rotation_test(effects, residuals, 9, sets)
    q = np.linalg.qr(DESIGN, mode="complete")[0][:, 3:]
    rng = np.random.default_rng(1)
    directions = rng.normal(size=(3 * 10**5, 10))
    directions /= np.linalg.norm(directions, axis=1)[:, None]
    for at in (0, 2, 12, 17, 18, 30):
        table = np.column_stack([effects, residuals @ q])[sets[at]]
        assert np.abs(table[:, 1:] @ q.T - residuals[sets[at]]).max() < 1e-9
        turned = directions @ table.T
        for share, p in (
            (np.abs(turned.mean(axis=1)) >= np.abs(table[:, 0].mean()), found.p_value[at]),
            ((turned**2).sum(axis=1) >= np.sum(table[:, 0] ** 2), found.p_mixed[at]),
        ):
            assert share.mean() == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / 3e5))


@pytest.mark.parametrize("df", [1, 2, 5, 9, 40])
@pytest.mark.parametrize("effect", [0.01, 0.5, 1.0, 3.0, 20.0, 300.0])
def test_a_set_of_one_has_the_t_test(df, effect):
    residuals = np.random.default_rng(df).normal(size=(1, df))
    residuals /= np.sqrt(np.mean(residuals**2))
    found = rotation_test(np.array([-effect]), residuals, df, [np.array([0])])
    assert found.p_value[0] == pytest.approx(2 * stdtr(df, -effect), rel=1e-10)
    assert found.p_mixed[0] == pytest.approx(2 * stdtr(df, -effect), rel=1e-8)
    assert found.direction[0] == "down"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-1e3, 1e3).map(lambda x: round(x, 3)), min_size=2, max_size=30))
def test_positive_share_is_a_probability_and_its_mirror_the_rest(weights):
    weights = np.array(weights)
    share, mirror = positive_share(np.array([weights, -weights]))
    assert 0 <= share <= 1
    if weights.any():
        assert share + mirror == pytest.approx(1, abs=1e-6)
    assert positive_share(weights[None] * 7)[0] == pytest.approx(share, abs=1e-9)


def scores(values, design):
    fitted = fit_features(values, design)
    variance, df = moderate(fitted.variance, fitted.df, fit_prior(fitted.variance, fitted.df))
    test = moderated_t(*estimate_contrast(fitted, np.array([0.0, 1.0])), variance, df)
    return -np.sign(test.t) * ndtri(test.p_value / 2), fitted.df


@pytest.mark.parametrize("holes", [0.0, 0.1])
@pytest.mark.parametrize("n", [4, 6])
def test_size_with_scores_and_standardised_residuals(n, holes):
    rng, found = np.random.default_rng(n), []
    design = np.column_stack([np.ones(2 * n), np.repeat([0.0, 1.0], n)])
    for _ in range(300):
        values = rng.normal(size=(100, 2 * n))
        values[:20] += 0.5 * rng.normal(size=2 * n)
        values *= np.sqrt(8 / rng.chisquare(8, 100))[:, None]
        values[rng.random(values.shape) < holes] = np.nan
        z, df = scores(values, design)
        one = rotation_test(z, residual_effects(values, design), df, [np.arange(20)])
        found.append((one.p_value[0], one.p_mixed[0]))
    assert (np.mean(np.array(found) < 0.05, axis=0) < 0.08).all()
    assert (np.mean(np.array(found) < 0.05, axis=0) > 0.02).all()


def test_what_can_not_be_tested(values, sets):
    effects, residuals = fitted_effects(values)
    effects[0], residuals[1] = np.nan, np.nan
    found = rotation_test(effects, residuals, 9, [np.array([0, 1]), np.array([], int), np.array([0, 1, 2, 3])])
    assert found.size.tolist() == [0, 0, 2]
    assert np.isnan(found.p_value).tolist() == [True, True, False]
    assert np.isnan(found.p_mixed).tolist() == [True, True, False]
    assert found.direction.tolist()[:2] == ["", ""]
    assert len(rotation_test(effects, residuals, 9, []).p_value) == 0
