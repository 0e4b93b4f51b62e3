"""Folds of cross-validation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.stats.folds import fold_of


def drawn(classes, seed=1, **options):
    return fold_of(np.array(classes), np.random.default_rng(seed), **options)


def test_every_fold_holds_its_share_of_each_class():
    classes = np.repeat([0, 1, 2], [7, 8, 5])
    fold = drawn(classes)
    counts = np.array([[np.sum((fold == f) & (classes == c)) for c in range(3)] for f in range(5)])
    assert (counts.max(axis=0) - counts.min(axis=0)).max() <= 1
    assert counts.sum(axis=1).max() - counts.sum(axis=1).min() <= 1


def test_and_its_share_of_each_class_in_each_stratum():
    classes, strata = np.tile([0, 1], 20), np.repeat([0, 1], 20)
    fold = drawn(classes, strata=strata, folds=5)
    for c in (0, 1):
        for s in (0, 1):
            assert np.bincount(fold[(classes == c) & (strata == s)]).tolist() == [2] * 5


def test_which_units_are_together_is_chance():
    classes = np.repeat([0, 1], 7)
    assert len({tuple(drawn(classes, seed)) for seed in range(10)}) > 5
    assert tuple(drawn(classes, 3)) == tuple(drawn(classes, 3))


@given(seed=st.integers(0, 10**6), blocks=st.lists(st.integers(0, 9), min_size=6, max_size=24))
def test_blocks_stay_whole_and_every_fold_leaves_all_classes_and_strata_to_train(seed, blocks):
    rng = np.random.default_rng(seed)
    blocks = np.array(blocks)
    classes, strata = rng.integers(0, 2, len(blocks)), rng.integers(0, 2, len(blocks))
    rare = min(len(np.unique(blocks[classes == c])) for c in (0, 1))
    if rare < 2:
        with pytest.raises(ValueError, match="two"):
            fold_of(classes, rng, strata=strata, blocks=blocks)
        return
    fold = fold_of(classes, rng, strata=strata, blocks=blocks)
    assert all(len(set(fold[blocks == b])) == 1 for b in set(blocks))
    for f in set(fold):
        assert len(set(classes[fold != f])) == 2
        held = len(set(blocks[fold == f]))
        assert held == 1 or set(strata[fold != f]) == set(strata)


@pytest.mark.parametrize("classes", [[0] * 12, [0] * 11 + [1]])
def test_too_few_of_a_class_is_an_error(classes):
    with pytest.raises(ValueError, match="two"):
        drawn(classes)
