"""Priors, t, F, TREAT, weights and blocks against limma 3.54.1 (tests/reference/make_limma_reference.R).

gel300 is complete, gelna300 has 6% holes. Where values are missing and the design is blocked, limma's contrasts.fit is
approximate; there the reference is its own fit with the contrasts as coefficients (`exact`), and plain least squares.
"""

import numpy as np
import pytest
from spotwise.stats.block_correlation import block_correlations, consensus_correlation
from spotwise.stats.empirical_bayes import moderate, moderated_f, moderated_t, treat
from spotwise.stats.linear_model import Blocks, basis_of, estimate_contrast, fit_features, quadratic_form
from spotwise.stats.multiplicity import benjamini_hochberg
from spotwise.stats.prior import fit_prior
from spotwise.stats.robust_prior import fit_robust_prior

CONTRASTS = np.array([[-1, 1, 0, 0, 0, 0], [0, 0, -1, 1, 0, 0], [1, -1, -1, 1, 0, 0]], float)
MODES = ["plain", "trend", "plain_robust", "trend_robust"]


def read(reference, name):
    with np.load(reference / f"limma-3.54.1-{name}.npz") as file:
        return dict(file) | {"holes": name == "gelna300"}


@pytest.fixture(params=["gel300", "gelna300"])
def limma(request, reference):
    return read(reference, request.param)


@pytest.fixture
def complete(reference):
    return read(reference, "gel300")


def prior_of(limma, fitted, mode):
    covariate = np.nanmean(limma["Y"], axis=1) if "trend" in mode else None
    return (fit_robust_prior if "robust" in mode else fit_prior)(fitted.variance, fitted.df, covariate)


def moderated(fitted, prior):
    variance, df = moderate(fitted.variance, fitted.df, prior)
    return [(e, moderated_t(e, u, variance, df)) for e, u in (estimate_contrast(fitted, c) for c in CONTRASTS)]


@pytest.mark.parametrize("mode", MODES)
def test_the_prior(limma, mode):
    prior = prior_of(limma, fit_features(limma["Y"], limma["X"]), mode)
    rtol = 1e-7 if limma["holes"] else 1e-8
    np.testing.assert_allclose(prior.df, np.broadcast_to(limma[f"{mode}.dfp"], prior.df.shape), rtol=rtol)
    np.testing.assert_allclose(prior.variance, np.broadcast_to(limma[f"{mode}.s2p"], prior.df.shape), rtol=rtol)


@pytest.mark.parametrize("mode", MODES)
def test_t_p_f_and_treat_on_complete_data(complete, mode):
    fitted = fit_features(complete["Y"], complete["X"])
    prior = prior_of(complete, fitted, mode)
    for at, (estimate, test) in enumerate(moderated(fitted, prior)):
        np.testing.assert_allclose(estimate, complete["ccoef"][:, at], rtol=1e-8, atol=1e-12)
        np.testing.assert_allclose(test.t, complete[f"{mode}.t"][:, at], rtol=1e-8)
        np.testing.assert_allclose(test.p_value, complete[f"{mode}.p"][:, at], rtol=1e-8)
        np.testing.assert_allclose(benjamini_hochberg(test.p_value), complete[f"{mode}.adj"][:, at], rtol=1e-8)
        t, p_value = treat(estimate, test, np.log2(1.2))
        np.testing.assert_allclose(t, complete[f"{mode}.treat_t"][:, at], rtol=1e-8)
        np.testing.assert_allclose(p_value, complete[f"{mode}.treat_p"][:, at], rtol=1e-8)
    f, p_value = moderated_f(*quadratic_form(fitted, CONTRASTS), *moderate(fitted.variance, fitted.df, prior))
    np.testing.assert_allclose(f, complete[f"{mode}.F"], rtol=1e-8)
    np.testing.assert_allclose(p_value, complete[f"{mode}.Fp"], rtol=1e-8)


def test_contrasts_are_exact_where_limma_refits_them_as_coefficients(limma):
    fitted = fit_features(limma["Y"], limma["X"])
    for at, (_, test) in enumerate(moderated(fitted, fit_prior(fitted.variance, fitted.df))[:2]):
        np.testing.assert_allclose(test.t, limma["exact.t"][:, at], rtol=1e-8)
        np.testing.assert_allclose(test.p_value, limma["exact.p"][:, at], rtol=1e-8)


def test_array_weights(complete):
    fitted = fit_features(complete["Y"], complete["X"], weights=complete["aw"])
    for at, (_, test) in enumerate(moderated(fitted, fit_prior(fitted.variance, fitted.df))):
        np.testing.assert_allclose(test.t, complete["aw.t"][:, at], rtol=1e-8)


def test_observation_weights_equal_weighted_least_squares(limma):
    fitted = fit_features(limma["Y"], limma["X"], weights=limma["w8"])
    assert fit_prior(fitted.variance, fitted.df).df[0] == pytest.approx(limma["w8.dfp"][0], rel=1e-7)
    estimate, unscaled = estimate_contrast(fitted, CONTRASTS[2])
    for at in range(0, len(estimate), 10):
        seen = np.isfinite(limma["Y"][at])
        root = np.sqrt(limma["w8"][at][seen])
        x, y = limma["X"][seen] * root[:, None], limma["Y"][at][seen] * root
        coefficients = np.linalg.lstsq(x, y, rcond=None)[0]
        assert estimate[at] == pytest.approx(CONTRASTS[2] @ coefficients, rel=1e-8)
        assert unscaled[at] == pytest.approx(np.sqrt(CONTRASTS[2] @ np.linalg.inv(x.T @ x) @ CONTRASTS[2]), rel=1e-8)


def members(limma):
    return limma["animal"] == np.unique(limma["animal"])[:, None]


def test_block_fits_have_limmas_prior(limma):
    fitted = fit_features(limma["Y"], limma["X"], blocks=Blocks(members(limma), limma["dc.rho"][0]))
    prior = fit_prior(fitted.variance, fitted.df)
    assert prior.df[0] == pytest.approx(limma["dc.dfp"][0], rel=1e-8)
    assert prior.variance[0] == pytest.approx(limma["dc.s2p"][0], rel=1e-8)
    if not limma["holes"]:
        for at, (_, test) in enumerate(moderated(fitted, prior)):
            np.testing.assert_allclose(test.t, limma["dc.t"][:, at], rtol=1e-8)
            np.testing.assert_allclose(test.p_value, limma["dc.p"][:, at], rtol=1e-8)


def test_block_fits_equal_generalised_least_squares_feature_by_feature(limma):
    member, rho = members(limma), 0.3
    fitted = fit_features(limma["Y"], limma["X"], blocks=Blocks(member, rho))
    estimate, unscaled = estimate_contrast(fitted, CONTRASTS[0])
    covariance = np.where(member.T.astype(float) @ member > 0, rho, 0.0)
    np.fill_diagonal(covariance, 1.0)
    for at in range(0, len(estimate), 10):
        seen = np.isfinite(limma["Y"][at])
        root = np.linalg.cholesky(covariance[np.ix_(seen, seen)])
        x, y = np.linalg.solve(root, limma["X"][seen]), np.linalg.solve(root, limma["Y"][at][seen])
        coefficients = np.linalg.lstsq(x, y, rcond=None)[0]
        assert estimate[at] == pytest.approx(CONTRASTS[0] @ coefficients, rel=1e-8)
        assert unscaled[at] == pytest.approx(np.sqrt(CONTRASTS[0] @ np.linalg.inv(x.T @ x) @ CONTRASTS[0]), rel=1e-8)
        assert fitted.variance[at] == pytest.approx(np.sum((y - x @ coefficients) ** 2) / (seen.sum() - 6), rel=1e-8)


def test_the_consensus_correlation_on_complete_data(complete):
    found, _ = consensus_correlation(complete["Y"], basis_of(complete["X"]).columns, members(complete))
    assert found == pytest.approx(complete["dc.rho"][0], rel=1e-6)


def test_each_block_correlation_is_the_greatest_restricted_likelihood(limma):
    member = members(limma)
    found = block_correlations(limma["Y"], basis_of(limma["X"]).columns, member)
    assert np.isfinite(found).mean() > 0.95
    for at in np.flatnonzero(np.isfinite(found))[::12]:
        seen = np.isfinite(limma["Y"][at])
        u, s, _ = np.linalg.svd(limma["X"][seen])
        free = u[:, (s > 1e-9).sum() :]
        left = free.T @ limma["Y"][at][seen]
        together = free.T @ (member[:, seen].T.astype(float) @ member[:, seen]) @ free
        assert found[at] == pytest.approx(_best_on_grid(left, together), abs=2e-3)


def _best_on_grid(left, together):
    heights = {}
    for rho in np.linspace(-0.99, 0.99, 1981):
        covariance = (1 - rho) * np.eye(len(left)) + rho * together
        sign, log = np.linalg.slogdet(covariance)
        if sign > 0:
            heights[rho] = -log - len(left) * np.log(left @ np.linalg.solve(covariance, left))
    return max(heights, key=heights.get)
