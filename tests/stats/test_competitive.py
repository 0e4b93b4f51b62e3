"""Camera against limma's (tests/reference/make_camera.R), its size with holes, and sets that change both ways."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri
from spotwise.stats.competitive import camera, set_correlation
from spotwise.stats.empirical_bayes import moderate, moderated_t
from spotwise.stats.linear_model import Blocks, basis_of, estimate_contrast, fit_features
from spotwise.stats.prior import fit_prior
from spotwise.stats.residual_effects import residual_effects
from spotwise.stats.set_members import membership

TREATED = np.repeat([0.0, 1.0], 6)
ARMS = np.column_stack([np.ones(12), TREATED])
BATCH = np.column_stack([np.ones(12), np.tile([0.0, 1.0], 6), TREATED])
PAIRS = Blocks(np.repeat(np.arange(6), 2) == np.arange(6)[:, None], 0.4)
DESIGNS = {"arms": (ARMS, None), "batch": (BATCH, None), "blocks": (ARMS, PAIRS)}


@pytest.fixture(scope="module")
def values(reference):
    return np.loadtxt(reference / "gene_set_values.tsv")


@pytest.fixture(scope="module")
def sets(reference):
    return [np.array(line.split(), int) for line in (reference / "gene_sets.tsv").read_text().splitlines()]


def scores(values, design, blocks=None):
    """Normal scores of the moderated t of the last column."""
    fitted = fit_features(values, design, blocks=blocks)
    variance, df = moderate(fitted.variance, fitted.df, fit_prior(fitted.variance, fitted.df))
    test = moderated_t(*estimate_contrast(fitted, np.eye(design.shape[1])[-1]), variance, df)
    return -np.sign(test.t) * ndtri(test.p_value / 2)


def camera_of(values, design, sets, blocks=None):
    residuals = residual_effects(values, design, blocks=blocks)
    return camera(scores(values, design, blocks), residuals, len(design) - design.shape[1], sets)


@pytest.mark.parametrize("name", DESIGNS)
def test_limmas_camera(values, sets, reference, name):
    design, blocks = DESIGNS[name]
    z = np.genfromtxt(reference / "camera_z.tsv", names=True)[name]
    # limma's camera takes Hill's approximation of the scores
    np.testing.assert_allclose(scores(values, design, blocks), z, rtol=1e-8)
    found = camera(z, residual_effects(values, design, blocks=blocks), len(design) - design.shape[1], sets)
    limma = np.genfromtxt(reference / "camera.tsv", names=True, dtype=None, encoding="utf-8")
    limma = limma[limma["design"] == name]
    np.testing.assert_array_equal(found.size, limma["size"])
    np.testing.assert_allclose(found.correlation, limma["correlation"], rtol=1e-10)
    np.testing.assert_allclose(found.p_directional, limma["p_value"], rtol=1e-10)
    directional = found.direction != "mixed"
    np.testing.assert_array_equal(found.direction[directional], limma["direction"][directional])


def test_projected_residual_effects_give_the_same(values, sets):
    z = scores(values, ARMS)
    q = np.linalg.qr(ARMS, mode="complete")[0][:, 2:]
    whole, projected = (camera(z, r, 10, sets) for r in (residual_effects(values, ARMS), values @ q))
    np.testing.assert_allclose(projected.correlation, whole.correlation, rtol=1e-9)
    np.testing.assert_allclose(projected.p_value, whole.p_value, rtol=1e-9)


def test_the_sums_equal_the_pairs_one_by_one(values, sets):
    left = residual_effects(values, ARMS)
    left[np.random.default_rng(1).random(left.shape) < 0.1] = np.nan
    mean, square = set_correlation(left, membership(sets, np.ones(120, bool)))
    filled = np.nan_to_num(left)
    length = np.linalg.norm(filled, axis=1)
    for members, r, r2 in zip(sets, mean, square, strict=True):
        cosines = (filled @ filled.T / length / length[:, None])[np.ix_(members, members)]
        pairs = cosines[np.triu_indices(len(members), 1)]
        if len(pairs):
            assert [r, r2] == pytest.approx([pairs.mean(), (pairs**2).mean()], rel=1e-9)
        else:
            assert np.isnan(r)
            assert np.isnan(r2)


def test_p_any_is_the_two_sample_t_of_the_sizes(values, sets):
    found, z = camera_of(values, ARMS, sets), np.abs(scores(values, ARMS))
    member = np.isin(np.arange(120), sets[0])
    _, square = set_correlation(residual_effects(values, ARMS), membership(sets, np.ones(120, bool)))
    inflation = max(1, 1 + 9 * (square[0] - 1 / 10))
    difference = z[member].mean() - z[~member].mean()
    pooled = (9 * z[member].var(ddof=1) + 109 * z[~member].var(ddof=1)) / 118
    t = difference / np.sqrt(pooled * (inflation / 10 + 1 / 110))
    beyond = np.abs(np.random.default_rng(1).standard_t(10, 10**6)) > abs(t)
    assert found.p_any[0] == pytest.approx(beyond.mean() if t > 0 else 1.0, abs=2e-3)
    np.testing.assert_allclose(found.p_value, np.minimum(1, 2 * np.fmin(found.p_directional, found.p_any)))


def gel(rng, n, correlation=0.0, holes=0.0, shift=0.0, genes=300, size=20):
    """A table of n against n whose first set is correlated and shifted."""
    shared = np.where(np.arange(genes) < size, correlation, 0.0)[:, None]
    values = np.sqrt(shared) * rng.normal(size=2 * n) + np.sqrt(1 - shared) * rng.normal(size=(genes, 2 * n))
    values[:size, n:] += np.broadcast_to(shift, size)[:, None]
    values *= np.sqrt(8 / rng.chisquare(8, genes))[:, None]
    values[rng.random(values.shape) < holes] = np.nan
    return values, np.column_stack([np.ones(2 * n), np.repeat([0.0, 1.0], n)])


def rejected(seed, runs, *arguments, **keywords):
    """Share of runs in which each p of the first set is below .05."""
    rng = np.random.default_rng(seed)
    found = [camera_of(*gel(rng, *arguments, **keywords), [np.arange(20)]) for _ in range(runs)]
    return [np.mean([getattr(f, p)[0] < 0.05 for f in found]) for p in ("p_directional", "p_any", "p_value")]


@pytest.mark.parametrize("n", [4, 6])
def test_size_with_holes(n):
    directional, either, joint = rejected(n, 500, n, correlation=0.2, holes=0.1)
    assert 0.02 <= directional <= 0.08
    assert either <= 0.08
    assert joint <= 0.08


def test_half_up_and_half_down_is_found_without_direction_alone():
    shift = np.where(np.arange(20) % 2, 1.5, -1.5)
    for correlation in (0.0, 0.3):
        directional, either, joint = rejected(1, 60, 6, correlation=correlation, shift=shift)
        assert directional <= 0.05
        assert min(either, joint) > 0.9


def test_direction(values, sets):
    z = np.random.default_rng(1).normal(size=120)
    z[:10] += 3
    z[10:20] -= 3
    z[20:30] *= 8
    found = camera(z, residual_effects(values, ARMS), 10, [*sets[:3], np.array([], int), np.arange(120)])
    assert found.direction.tolist() == ["up", "down", "mixed", "", ""]
    assert found.size.tolist() == [10, 10, 10, 0, 120]
    assert np.isnan(found.p_value).tolist() == [False, False, False, True, True]


def test_a_magnitude_of_its_own_speaks_for_genes_without_direction(values, sets):
    z = scores(values, ARMS)
    z[30:40] = 0.0
    left = residual_effects(values, ARMS)
    blind, seeing = (camera(z, left, 10, sets, m) for m in (None, np.where(z == 0, 4.0, np.abs(z))))
    assert blind.p_any[3] == 1.0
    assert seeing.p_any[3] < 0.01
    np.testing.assert_array_equal(seeing.p_directional, blind.p_directional)


def test_untested_genes_are_as_if_they_were_not_there(values, sets):
    z, left = scores(values, ARMS), residual_effects(values, ARMS)
    gone = np.zeros(120, bool)
    gone[::7] = True
    found = camera(np.where(gone, np.nan, z), left, 10, sets)
    place = np.cumsum(~gone) - 1
    without = camera(z[~gone], left[~gone], 10, [place[s[~gone[s]]] for s in sets])
    np.testing.assert_array_equal(found.size, without.size)
    np.testing.assert_allclose(found.p_value, without.p_value, rtol=1e-12)


def test_a_set_whose_correlation_is_unknown_says_nothing(values, sets):
    left = residual_effects(values, ARMS)
    left[:9] = np.nan
    found = camera(scores(values, ARMS), left, 10, sets[:2])
    assert np.isnan(found.p_value[0])
    assert np.isfinite(found.p_value[1])


def test_no_sets_and_no_genes():
    assert len(camera(np.ones(5), np.ones((5, 4)), 2, []).p_value) == 0
    nothing = camera(np.full(3, np.nan), np.ones((3, 4)), 2, [np.arange(3)])
    assert np.isnan(nothing.p_value[0])
    assert np.isnan(camera(np.zeros(9), np.eye(9), 2, [np.arange(3)]).p_value[0])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_invariants(seed):
    rng = np.random.default_rng(seed)
    values, design = gel(rng, 4, 0.3, genes=40, holes=0.05)
    values[:, :2] = values[:, 4:6] = 1 + rng.normal(size=(40, 2))  # every gene keeps two units in each arm
    z, left = scores(values, design), residual_effects(values, design)
    some = [rng.choice(40, size, replace=False) for size in (2, 5, 20, 39)]
    found = camera(z, left, 6, some)
    flipped = camera(-z, left, 6, some)
    np.testing.assert_allclose(flipped.p_value, found.p_value, rtol=1e-9)
    order = rng.permutation(40)
    shuffled = camera(z[order], left[order] * rng.uniform(0.5, 2, (40, 1)), 6, [np.argsort(order)[s] for s in some])
    for name in ("correlation", "p_directional", "p_any"):
        np.testing.assert_allclose(getattr(shuffled, name), getattr(found, name), rtol=1e-7, atol=1e-12)


def test_residual_effects_have_their_degrees_of_freedom_as_length():
    values, design = gel(np.random.default_rng(1), 5, holes=0.1)
    values[0], values[1] = 20.0, np.where(np.arange(10) < 1, 20.0, np.nan)
    left = residual_effects(values, design)
    assert np.isnan(left[:2]).all()
    fitted = fit_features(values, design)
    np.testing.assert_allclose(np.nansum(left[2:] ** 2, axis=1), fitted.df[2:], rtol=1e-9)
    np.testing.assert_array_equal(np.isnan(left[2:]), np.isnan(values[2:]))


@pytest.mark.parametrize("weighted", [False, True])
def test_whitened_residual_effects_lie_in_the_whitened_residual_space(values, weighted):
    weights = np.linspace(0.5, 2, 12) if weighted else None
    root = np.ones(12) if weights is None else np.sqrt(weights)
    covariance = np.where(PAIRS.member.T.astype(float) @ PAIRS.member > 0, 0.4, 0.0) + 0.6 * np.eye(12)
    half = np.linalg.inv(np.linalg.cholesky(covariance)) * root
    free = np.linalg.qr(half @ ARMS, mode="complete")[0][:, 2:]
    expected = values @ half.T @ free
    expected /= np.sqrt((expected**2).mean(axis=1))[:, None]
    left = residual_effects(values, ARMS, weights, PAIRS)
    np.testing.assert_allclose(left @ left.T, expected @ expected.T, rtol=1e-7, atol=1e-9)


def test_whitened_residual_effects_with_holes_have_their_length_too(values):
    holes = np.where(np.random.default_rng(2).random(values.shape) < 0.15, np.nan, values)
    left = residual_effects(holes, ARMS, blocks=PAIRS)
    df = np.isfinite(holes).sum(axis=1) - basis_of(ARMS).columns.shape[1]
    np.testing.assert_allclose(np.nansum(left**2, axis=1), df, rtol=1e-9)
