"""The Cauchy combination."""

import numpy as np
import pytest
from scipy.stats import cauchy as distribution
from spotwise.stats.combine import cauchy


def joined(*p):
    return cauchy(np.array(p, float)[:, None])[0]


def test_it_is_the_mean_of_cauchy_scores():
    p = np.random.default_rng(1).uniform(0.001, 0.98, (3, 50))
    expected = distribution.sf(distribution.isf(p).mean(axis=0))
    np.testing.assert_allclose(cauchy(p), expected, rtol=1e-10)


@pytest.mark.parametrize("p", [0.0, 1e-300, 1e-20, 0.03, 0.5, 0.995, 1.0])
def test_equal_parts_give_their_own_p(p):
    assert joined(p, p) == pytest.approx(p, rel=1e-12)


def test_a_tiny_p_beside_an_indifferent_one_is_about_doubled():
    assert joined(1e-20, 0.5) == pytest.approx(2e-20)
    assert joined(1e-200, 1.0) == pytest.approx(2e-200)


def test_a_p_of_one_does_not_silence_a_small_one():
    assert joined(0.001, 1.0) < 0.003


def test_a_missing_part_leaves_the_others():
    assert joined(0.02, np.nan) == pytest.approx(0.02)
    assert np.isnan(joined(np.nan, np.nan))


def test_it_rises_with_each_part_and_stays_between_them():
    p = np.linspace(1e-6, 1, 500)
    rising = cauchy(np.array([p, np.full(500, 0.04)]))
    assert (np.diff(rising) >= 0).all()
    assert (rising >= np.minimum(p, 0.04)).all()
    assert (rising <= np.maximum(p, 0.04)).all()


def test_the_order_of_parts_does_not_matter():
    assert joined(0.01, 0.3, 0.8) == pytest.approx(joined(0.8, 0.01, 0.3))
