"""Peptides to proteins: the definitions on small cases, R's medpolish, and what must not matter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spotwise import rollup as module
from spotwise.formats.proteins import protein_groups
from spotwise.rollup import METHODS, feature_levels, features_of, maxlfq, numbered, rollup, top3

NAN = np.nan


def peptides(seed=0, entries=60, samples=6, proteins=12, holes=0.2):
    rng = np.random.default_rng(seed)
    log2 = rng.normal(22, 3, (entries, 1)) + rng.normal(0, 0.5, (entries, samples))
    log2[rng.random(log2.shape) < holes] = NAN
    return log2, rng.integers(0, proteins, entries)


def one(log2, method):
    """A single protein of all entries."""
    return rollup(np.array(log2, float), np.zeros(len(log2), int), 1, method)[0]


def relative(proteins):
    """Each protein from the largest of its values."""
    return proteins - np.nan_to_num(proteins, nan=-np.inf).max(axis=1, keepdims=True)


@pytest.mark.parametrize("method", METHODS)
class TestAny:
    def test_a_protein_of_one_peptide_is_that_peptide(self, method):
        log2 = np.array([[20.0, NAN, 22.5, 19.0]])
        np.testing.assert_allclose(one(log2, method), log2[0], rtol=1e-14)

    def test_a_sample_without_any_peptide_is_missing_and_no_other(self, method):
        log2, _ = peptides(holes=0.6)
        shown = np.isfinite(log2).reshape(20, 3, 6).any(axis=1)  # three entries each
        np.testing.assert_array_equal(np.isfinite(rollup(log2, np.arange(60) // 3, 20, method)), shown)

    def test_proteins_without_entries_are_missing_and_entries_without_protein_left_out(self, method):
        log2 = np.array([[20.0, 21.0], [30.0, 10.0], [25.0, 26.0]])
        found = rollup(log2, np.array([2, -1, 0]), 4, method)
        np.testing.assert_allclose(found, [[25, 26], [NAN, NAN], [20, 21], [NAN, NAN]], rtol=1e-14)

    def test_each_protein_stands_by_itself(self, method):
        log2, protein = peptides()
        together = rollup(log2, protein, 12, method)
        for number in range(12):
            np.testing.assert_allclose(together[number], one(log2[protein == number], method), rtol=1e-12)

    def test_the_size_of_blocks_does_not_matter(self, method, monkeypatch):
        log2, protein = peptides()
        whole = rollup(log2, protein, 12, method)
        monkeypatch.setattr(module, "BLOCK", 1)
        np.testing.assert_array_equal(rollup(log2, protein, 12, method), whole)

    def test_no_entries_and_no_samples(self, method):
        assert rollup(np.empty((0, 3)), np.empty(0, int), 2, method).shape == (2, 3)
        np.testing.assert_allclose(rollup(np.array([[20.0], [NAN]]), np.array([0, 1]), 2, method), [[20], [NAN]])

    @settings(max_examples=20, deadline=None)
    @given(seed=st.integers(0, 10_000))
    def test_the_order_of_entries_and_samples_does_not_matter(self, method, seed):
        log2, protein = peptides(seed)
        rng = np.random.default_rng(seed)
        rows, columns = rng.permutation(60), rng.permutation(6)
        moved = rollup(log2[rows][:, columns], protein[rows], 12, method)
        np.testing.assert_allclose(moved, rollup(log2, protein, 12, method)[:, columns], rtol=1e-10)

    @settings(max_examples=20, deadline=None)
    @given(seed=st.integers(0, 10_000), constant=st.integers(-8, 8))
    def test_a_constant_added_to_all_is_carried_through(self, method, seed, constant):
        log2, protein = peptides(seed)
        moved = rollup(log2 + constant, protein, 12, method)
        np.testing.assert_allclose(moved, rollup(log2, protein, 12, method) + constant, rtol=1e-9)

    def test_real_peptides_give_back_what_was_spiked(self, method, data):
        import pandas as pd

        table = pd.read_csv(data / "peptides-cptac6" / "derived_peptides_CPTAC_raw.tsv", sep="\t")
        volumes = table.filter(regex="^X6").to_numpy(float)
        log2 = np.log2(np.where(volumes > 0, volumes, NAN))
        names, group = protein_groups(table["protein"].fillna("").tolist())
        proteins = rollup(log2, np.array(group), len(names), method)
        seen = (np.isfinite(proteins[:, :9]).sum(axis=1) > 2) & (np.isfinite(proteins[:, 18:]).sum(axis=1) > 2)
        change = np.nanmean(proteins[seen, 18:], axis=1) - np.nanmean(proteins[seen, :9], axis=1)
        spiked = np.array(["ups" in name for name in names])[seen]
        assert np.median(change[spiked]) - np.median(change[~spiked]) == pytest.approx(
            3.14, abs=0.5
        )  # log2 of 20 / 2.2


class TestMedianPolish:
    def test_the_example_without_noise(self):
        entry, sample = np.array([20.0, 25.0, 18.0, 22.0]), np.array([0.0, 1.0, -1.0, 0.5, 0.0])
        found = one(entry[:, None] + sample, "median_polish")
        np.testing.assert_allclose(found - found[0], sample, atol=1e-12)
        assert found[0] == pytest.approx(21.0)  # the median of the entries

    def test_one_wild_value_does_not_move_it(self):
        log2 = np.array([20.0, 25.0, 18.0])[:, None] + np.zeros(5)
        wild = log2.copy()
        wild[0, 2] += 9
        np.testing.assert_allclose(one(wild, "median_polish"), one(log2, "median_polish"))

    def test_it_is_that_of_r(self, reference):
        peptide = np.genfromtxt(reference / "medpolish_peptides.tsv", skip_header=1)
        protein = np.genfromtxt(reference / "medpolish_proteins.tsv", skip_header=1)
        found = rollup(peptide[:, 1:], peptide[:, 0].astype(int) - 1, len(protein), "median_polish")
        np.testing.assert_allclose(found, protein[:, 1:], rtol=1e-13)

    @settings(max_examples=20, deadline=None)
    @given(seed=st.integers(0, 10_000))
    def test_how_well_an_entry_flies_does_not_matter(self, seed):
        log2, protein = peptides(seed)
        flight = np.random.default_rng(seed).integers(-5, 5, (60, 1))
        moved = rollup(log2 + flight, protein, 12, "median_polish")
        still = rollup(log2, protein, 12, "median_polish")
        np.testing.assert_allclose(relative(moved), relative(still), atol=1e-9)


class TestTop3:
    def test_the_mean_of_the_three_strongest(self):
        volumes = np.array([[8, 16, 4], [100, 200, 50], [40, 60, 20], [10, 20, 30]], float)
        np.testing.assert_allclose(one(np.log2(volumes), "top3"), np.log2([50, 280 / 3, 100 / 3]))

    def test_fewer_than_three_take_what_there_is(self):
        np.testing.assert_allclose(one(np.log2([[8.0, 16], [4, 2]]), "top3"), np.log2([6, 9]))

    def test_an_entry_seen_once_does_not_rule(self):
        volumes = np.array([[9, 9, 9, 9], [8, 8, 8, 8], [7, 7, 7, 7], [20, NAN, NAN, NAN]])
        np.testing.assert_allclose(top3(np.log2(volumes).T[None])[0], np.log2([8, 8, 8, 8]))

    def test_a_sample_takes_those_of_the_three_that_it_shows(self):
        volumes = np.array([[9, NAN, 9, NAN], [8, 8, NAN, NAN], [7, 7, NAN, NAN], [1, 1, 1, 1]])
        np.testing.assert_allclose(one(np.log2(volumes), "top3"), np.log2([8, 7.5, 9, NAN]))


def by_definition(log2, least_shared=1):
    """MaxLFQ of one protein, entries x samples, written as the paper has it: pair by pair, part by part."""
    samples = log2.shape[1]
    equations, joined = [], {at: {at} for at in range(samples)}
    for j in range(samples):
        for k in range(j):
            shared = np.isfinite(log2[:, j]) & np.isfinite(log2[:, k])
            if shared.sum() >= least_shared:
                equations.append((j, k, np.median(log2[shared, j] - log2[shared, k])))
                part = joined[j] | joined[k]
                joined.update(dict.fromkeys(part, part))
    result = np.full(samples, NAN)
    for part in {frozenset(part) for part in joined.values()}:
        at = sorted(part)
        total = np.nansum(np.exp2(log2[:, at]))
        if total == 0:
            continue
        own = [(j, k, ratio) for j, k, ratio in equations if j in part]
        left = np.zeros((len(own), len(at)))
        for row, (j, k, _) in enumerate(own):
            left[row, at.index(j)], left[row, at.index(k)] = 1, -1
        profile = np.linalg.lstsq(left, np.array([ratio for *_, ratio in own]), rcond=None)[0] if own else np.zeros(1)
        result[at] = profile + np.log2(total / np.exp2(profile).sum())
    return result


class TestMaxLFQ:
    def test_three_samples_by_hand(self):
        # ratios: b - a = 1 (two shared entries, 1 and 1), c - b = 1 (one), c - a = 3 (one); least squares gives
        # a, b, c = -4/3, 0, 4/3 about their mean
        log2 = np.array([[10, 11, NAN], [12, 13, NAN], [NAN, 9, 10], [8, NAN, 11]])
        profile = np.array([-4 / 3, 0, 4 / 3])
        total = np.nansum(np.exp2(log2))
        np.testing.assert_allclose(one(log2, "maxlfq"), profile + np.log2(total / np.exp2(profile).sum()), rtol=1e-13)

    @settings(max_examples=60, deadline=None)
    @given(seed=st.integers(0, 10_000), holes=st.floats(0, 0.9), least=st.integers(1, 3))
    def test_it_is_the_definition(self, seed, holes, least):
        rng = np.random.default_rng(seed)
        log2, _ = peptides(seed, entries=int(rng.integers(1, 9)), samples=int(rng.integers(2, 8)), holes=holes)
        expected = by_definition(log2, least)
        shown = np.isfinite(expected)
        np.testing.assert_allclose(maxlfq(log2.T[None], least)[0][shown], expected[shown], rtol=1e-10)

    def test_holes_do_not_bend_a_profile_without_noise(self):
        rng = np.random.default_rng(2)
        profile = np.array([0, 1, -2, 0.5, 3])
        log2 = rng.normal(22, 3, (12, 1)) + profile
        log2[rng.random(log2.shape) < 0.4] = NAN
        found = one(log2, "maxlfq")
        np.testing.assert_allclose(found - found[0], profile, atol=1e-10)

    def test_the_summed_volume_is_kept(self):
        log2, _ = peptides(entries=8)
        np.testing.assert_allclose(np.nansum(np.exp2(one(log2, "maxlfq"))), np.nansum(np.exp2(log2)))

    def test_parts_without_a_common_entry_are_scaled_by_themselves(self):
        log2 = np.array([[10, 11, NAN, NAN], [NAN, NAN, 20, 23]])
        np.testing.assert_allclose(one(log2, "maxlfq"), [10, 11, 20, 23], rtol=1e-13)

    @settings(max_examples=20, deadline=None)
    @given(seed=st.integers(0, 10_000), factor=st.floats(-4, 4))
    def test_scaling_one_sample_moves_that_sample_alone(self, seed, factor):
        log2, _ = peptides(seed, entries=10, holes=0.1)
        scaled = log2 + factor * (np.arange(6) == 2)
        moved = one(scaled, "maxlfq") - one(log2, "maxlfq")
        np.testing.assert_allclose(moved - moved[0], factor * (np.arange(6) == 2), atol=1e-9)


class TestFeatures:
    def test_features_are_numbered_as_they_come(self):
        names, number = numbered(["B", "", "A", "B"])
        assert names == ["B", "A"]
        assert number.tolist() == [0, -1, 1, 0]

    @pytest.mark.parametrize("method", METHODS)
    def test_spots_stay_as_they_are_to_the_last_bit(self, method):
        log2, _ = peptides()
        names, number = numbered([f"{at}" if at % 7 else "" for at in range(60)])
        np.testing.assert_array_equal(features_of(log2, number, len(names), method), log2[np.arange(60) % 7 > 0])

    def test_peptides_are_rolled_up_by_the_method_named(self):
        log2 = np.log2([[8.0, 16], [100, 100], [4, 2]])
        names, number = numbered(["A", "", "A"])
        np.testing.assert_allclose(features_of(log2, number, 1, "top3"), np.log2([[6, 9]]))

    def test_what_entries_have_is_averaged_over_a_feature(self):
        level = np.array([20.0, 9.0, 22.0, NAN, NAN])
        np.testing.assert_array_equal(feature_levels(level, np.array([0, -1, 0, 0, 1]), 2), [21, NAN])
        np.testing.assert_array_equal(feature_levels(np.full(2, NAN), np.array([0, 1]), 2), [NAN, NAN])
