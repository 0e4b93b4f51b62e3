"""Shifts between gels: what they recover, and what they do not follow."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spotwise.normalise import METHODS, choose, median, median_ratio, none, total


def gels(seed=0, features=200, samples=8):
    rng = np.random.default_rng(seed)
    return rng.normal(20, 2, features)[:, None] + rng.normal(0, 0.2, (features, samples))


@pytest.mark.parametrize("method", [median_ratio, median, total])
def test_a_gel_that_was_loaded_double_is_brought_back(method):
    log2 = gels()
    loaded = log2 + np.array([0, 1, 0, 0, -2, 0, 0, 0.5])
    even, uneven = log2 - method(log2), loaded - method(loaded)
    np.testing.assert_allclose(uneven - uneven.mean(), even - even.mean(), atol=1e-9)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), factor=st.floats(-5, 5))
def test_scaling_one_gel_leaves_every_difference_between_gels_alone(seed, factor):
    log2 = gels(seed)
    log2[np.random.default_rng(seed).random(log2.shape) < 0.1] = np.nan
    scaled = log2.copy()
    scaled[:, 3] += factor
    shift = median_ratio(scaled) - median_ratio(log2)
    # with holes the feature means move a little differently, complete features move alike
    assert abs((shift[3] - shift[0]) - factor) <= 0.5 * abs(factor) * np.isnan(log2).mean(axis=1).max() + 1e-9


def test_weak_spots_that_go_missing_move_the_median_and_not_the_median_ratio():
    log2 = gels()
    thin = log2.copy()
    thin[np.argsort(log2[:, 0])[:80], 0] = np.nan  # the weakest 40% of one gel
    assert median(thin)[0] - median(log2)[0] > 0.5
    assert abs(median_ratio(thin)[0] - median_ratio(log2)[0]) < 0.1


def test_total_is_the_share_of_all_volume():
    log2 = gels()
    volumes = np.exp2(log2 - total(log2))
    np.testing.assert_allclose(volumes.sum(axis=0), volumes.sum(axis=0)[0])


def test_a_gel_without_any_spot_is_not_shifted():
    log2 = gels()
    log2[:, 2] = np.nan
    for method in METHODS.values():
        assert np.isfinite(method(log2)).all()


def test_none_shifts_nothing():
    assert not none(gels()).any()


@pytest.mark.parametrize(
    ("method", "normalised", "taken"),
    [("auto", True, "none"), ("auto", False, "median_ratio"), ("total", True, "total"), ("none", False, "none")],
)
def test_auto_leaves_alone_what_the_software_has_normalised(method, normalised, taken):
    assert choose(method, normalised)[0] == taken


def test_every_method_of_the_schema_exists(root):
    import yaml

    schema = yaml.safe_load((root / "workflow/schemas/config.schema.yaml").read_text())
    methods = schema["properties"]["normalisation"]["properties"]["method"]["enum"]
    assert set(methods) == {*METHODS, "auto"}
