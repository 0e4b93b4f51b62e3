"""Leaving out one animal, against the whole analysis of a table that lacks it."""

import numpy as np
import pytest
from spotwise.stats.empirical_bayes import moderate, moderated_t
from spotwise.stats.influence import influence, omissions
from spotwise.stats.linear_model import estimate_contrast, fit_features
from spotwise.stats.prior import fit_prior

DIFFERENCE = np.array([[1.0, -1.0]])
TWO_ARMS = np.repeat(np.eye(2), 5, axis=0)


def noise(features=60, units=10, seed=1):
    return np.random.default_rng(seed).normal(20, 0.4, (features, units))


def p_of(values, design, row):
    fitted = fit_features(values, design)
    variance, df = moderate(fitted.variance, fitted.df, fit_prior(fitted.variance, fitted.df))
    return moderated_t(*estimate_contrast(fitted, row), variance, df).p_value


def test_the_worst_p_is_the_largest_of_the_analyses_without_one_unit():
    values = noise()
    values[:20, :5] += 1
    found = influence(values, TWO_ARMS, DIFFERENCE, fit_prior)
    each = np.array([
        p_of(np.delete(values, unit, 1), np.delete(TWO_ARMS, unit, 0), DIFFERENCE[0]) for unit in range(10)
    ])  # fmt: skip
    np.testing.assert_allclose(found.worst_p[0], each.max(axis=0), rtol=1e-10)
    np.testing.assert_array_equal(found.worst_group[0], each.argmax(axis=0))
    assert not found.rests_on_one.any()


def test_one_wild_animal_in_favour_is_named():
    values = noise()
    values[7, :5] += 0.3
    values[7, 3] += 3
    values[8, :5] += 2
    found = influence(values, TWO_ARMS, DIFFERENCE, fit_prior)
    assert found.worst_group[0, 7] == 3
    assert found.worst_p[0, 7] > 0.05
    assert found.worst_p[0, 8] < 1e-4


def test_only_animals_that_show_the_feature_are_named():
    values = noise()
    values[4, [1, 2, 6, 7]] = np.nan
    found = influence(values, TWO_ARMS, DIFFERENCE, fit_prior)
    assert found.worst_group[0, 4] not in (1, 2, 6, 7)
    p = {o.group: o.p_value[0, 4] for o in omissions(values, TWO_ARMS, DIFFERENCE, fit_prior) if o.counts[4]}
    assert list(p) == [0, 3, 4, 5, 8, 9]
    assert found.worst_p[0, 4] == max(p.values())


def test_a_result_that_rests_on_one_animal_has_p_one_and_says_so():
    values = noise()
    values[2, 1:5] = np.nan  # the first unit is the only one of its arm
    found = influence(values, TWO_ARMS, DIFFERENCE, fit_prior)
    assert found.worst_p[0, 2] == 1
    assert found.worst_group[0, 2] == 0
    assert found.rests_on_one[0, 2]
    assert found.rests_on_one.sum() == 1


def test_so_does_every_feature_where_the_design_has_one_animal_in_a_cell():
    design = np.zeros((10, 2))
    design[[0], 0] = design[1:, 1] = 1
    found = influence(noise(), design, DIFFERENCE, fit_prior)
    assert (found.worst_p == 1).all()
    assert (found.worst_group == 0).all()
    assert found.rests_on_one.all()


def test_what_is_not_testable_with_all_animals_has_no_worst():
    values = noise()
    values[2, :5] = np.nan
    found = influence(values, TWO_ARMS, DIFFERENCE, fit_prior)
    assert np.isnan(found.worst_p[0, 2])
    assert found.worst_group[0, 2] == -1
    assert not found.rests_on_one[0, 2]


def test_units_of_one_animal_go_together_and_contrasts_are_independent():
    values = noise(units=12)
    design = np.tile(np.repeat(np.eye(2), 3, axis=0), (2, 1))
    design = np.column_stack([design, np.repeat([0.0, 1.0], 6)])
    contrasts = np.array([[1.0, -1.0, 0.0], [0.0, 0.0, 1.0]])
    animal = np.tile(np.arange(6), 2)
    found = influence(values, design, contrasts, fit_prior, groups=animal)
    for at, row in enumerate(contrasts):
        each = [p_of(values[:, animal != one], design[animal != one], row) for one in range(6)]
        np.testing.assert_allclose(found.worst_p[at], np.max(each, axis=0), rtol=1e-10)


def test_a_contrast_outside_the_design_is_an_error():
    with pytest.raises(ValueError, match="not estimable"):
        influence(noise(), np.ones((10, 1)) @ [[1.0, 1.0]], DIFFERENCE, fit_prior)
