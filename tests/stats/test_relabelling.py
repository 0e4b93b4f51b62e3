"""Which relabellings there are, counted by hand and checked one by one."""

from itertools import permutations
from math import comb

import numpy as np
import pytest
from spotwise.stats.relabelling import relabellings


def of(labels, strata=None, blocks=None, limit=1000, seed=1):
    labels = np.asarray(labels)
    strata = np.zeros(len(labels), int) if strata is None else np.asarray(strata)
    blocks = None if blocks is None else np.asarray(blocks)
    found = relabellings(labels, strata, blocks, limit, np.random.default_rng(seed))
    shape = found.labels.shape
    np.testing.assert_array_equal(np.sort(found.source, axis=1), np.broadcast_to(np.arange(len(labels)), shape))
    # the residual that comes to stand at a unit is of one that the relabelling gives that unit's label
    moved = np.take_along_axis(found.labels, found.source, axis=1)
    np.testing.assert_array_equal(moved, np.broadcast_to(labels, shape))
    np.testing.assert_array_equal(strata[found.source], np.broadcast_to(strata, shape))
    assert len(np.unique(found.labels, axis=0)) == len(found.labels)
    assert not (found.labels == labels).all(axis=1).any()
    return found


def test_equal_arms_have_half_the_arrangements_less_one_since_mirror_images_count_once():
    found = of(np.repeat([1, 0], 6))
    assert found.complete
    assert len(found.labels) == comb(12, 6) // 2 - 1 == 461
    assert (found.labels.sum(axis=1) == 6).all()
    assert not (found.labels == np.repeat([0, 1], 6)).all(axis=1).any()


def test_unequal_arms_have_no_mirror_images():
    assert len(of([1, 1, 0, 0, 0]).labels) == comb(5, 2) - 1


def test_labels_stay_within_strata_and_units_outside_keep_their_place():
    labels, strata = np.array([1, 1, 0, 0, -1, 1, 0, 0, -1]), np.array([0, 0, 0, 0, 0, 1, 1, 1, 1])
    found = of(labels, strata)
    assert len(found.labels) == comb(4, 2) * comb(3, 1) - 1
    assert (found.labels[:, [4, 8]] == -1).all()
    assert (found.labels[:, :4].sum(axis=1) == 2).all()
    assert (found.labels[:, 5:8].sum(axis=1) == 1).all()
    assert (found.source[:, [4, 8]] == [4, 8]).all()


def test_within_blocks_where_the_arms_meet_in_them():
    found = of([1, 0, 1, 0, 1, 0, 1, 0], blocks=[0, 0, 1, 1, 2, 2, 3, 3])
    assert len(found.labels) == 2**4 // 2 - 1
    assert (found.labels.reshape(-1, 4, 2).sum(axis=2) == 1).all()


def test_whole_blocks_where_the_arm_is_constant_in_them_and_only_for_blocks_of_their_size():
    labels, blocks = [1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0], [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 5]
    found = of(labels, blocks=blocks)
    assert len(found.labels) == comb(4, 2) * comb(2, 1) // 2 - 1
    for row in found.labels:
        assert all(len(set(row[np.array(blocks) == block])) == 1 for block in range(6))
    assert (found.labels.sum(axis=1) == 7).all()


def test_a_block_over_strata_moves_as_a_whole_to_one_like_it():
    labels, strata, blocks = [1, 1, 0, 0, 1, 0], [0, 1, 1, 0, 0, 0], [0, 0, 1, 1, 2, 3]
    found = of(labels, strata, blocks)
    assert len(found.labels) == 1  # 2 x 2 arrangements, half of them mirror images, one that happened
    assert (found.labels[0, :4] == labels[:4]).all() != (found.labels[0, 4:] == labels[4:]).all()


def test_values_of_a_slope_change_places_in_every_order():
    found = of([0, 1, 1, 2])
    assert len(found.labels) == 4 * 3 - 1
    assert {tuple(row) for row in found.labels} | {(0, 1, 1, 2)} == set(permutations([0, 1, 1, 2]))


@pytest.mark.parametrize("n", [7, 12])  # listed and drawn from, and drawn one by one
def test_too_many_are_sampled_with_equal_chances(n):
    labels = np.repeat([1, 0], n)
    found = of(labels, limit=1000)
    assert found.possible == comb(2 * n, n) // 2 - 1
    assert len(found.labels) == 1000
    assert not found.complete
    assert (found.labels.sum(axis=1) == n).all()
    assert (found.labels[:, 0] == 1).all()  # of each and its mirror image, one
    # the others are each labelled 1 in a share (n - 1) / (2 n - 1), with a standard error of .016
    np.testing.assert_allclose(found.labels[:, 1:].mean(axis=0), (n - 1) / (2 * n - 1), atol=0.06)


def test_the_seed_decides():
    np.testing.assert_array_equal(of(np.repeat([1, 0], 12), seed=3).source, of(np.repeat([1, 0], 12), seed=3).source)
    assert (of(np.repeat([1, 0], 12), seed=3).labels != of(np.repeat([1, 0], 12), seed=4).labels).any()


@pytest.mark.parametrize(("labels", "strata", "blocks"), [
    ([1, 0], [0, 1], None),
    ([1, 1, 0], [0, 0, 0], [0, 0, 1]),
    ([-1, -1], [0, 0], None),
    ([1, 0], [0, 0], None),
])  # fmt: skip
def test_where_nothing_else_was_possible_there_are_none(labels, strata, blocks):
    found = of(labels, strata, blocks)
    assert found.labels.shape == found.source.shape == (0, len(labels))
    assert found.possible == 0
    assert found.complete
