"""What makes gels comparable: what it recovers, what it does not follow, and agreement with R limma."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spotwise.formats.scale import looks_logged
from spotwise.normalisation.findings import APART, normalisation_problems, without_standard
from spotwise.normalisation.internal_standard import internal_standard
from spotwise.normalisation.loess import loess
from spotwise.normalisation.quantile import quantile
from spotwise.normalisation.shifts import disagreement
from spotwise.normalise import CURVES, METHODS, SHIFTS, choose, median, median_ratio, none, normalise, total
from spotwise.study.dye import dye_confounded, dye_faults

NAN = np.nan


def gels(seed=0, features=200, samples=8, holes=0.0):
    rng = np.random.default_rng(seed)
    log2 = rng.normal(20, 2, features)[:, None] + rng.normal(0, 0.2, (features, samples))
    log2[rng.random(log2.shape) < holes] = NAN
    return log2


def differences(log2):
    return log2 - log2[:, :1]


class TestShifts:
    @pytest.mark.parametrize("method", [median_ratio, median, total])
    def test_a_gel_that_was_loaded_double_is_brought_back(self, method):
        log2 = gels()
        loaded = log2 + np.array([0, 1, 0, 0, -2, 0, 0, 0.5])
        even, uneven = log2 - method(log2), loaded - method(loaded)
        np.testing.assert_allclose(uneven - uneven.mean(), even - even.mean(), atol=1e-9)

    @settings(max_examples=25, deadline=None)
    @given(seed=st.integers(0, 1000), factor=st.floats(-5, 5))
    def test_scaling_one_gel_leaves_every_difference_between_gels_alone(self, seed, factor):
        log2 = gels(seed)
        log2[np.random.default_rng(seed).random(log2.shape) < 0.1] = np.nan
        scaled = log2.copy()
        scaled[:, 3] += factor
        shift = median_ratio(scaled) - median_ratio(log2)
        # with holes the feature means move a little differently, complete features move alike
        assert abs((shift[3] - shift[0]) - factor) <= 0.5 * abs(factor) * np.isnan(log2).mean(axis=1).max() + 1e-9

    def test_weak_spots_that_go_missing_move_the_median_and_not_the_median_ratio(self):
        log2 = gels()
        thin = log2.copy()
        thin[np.argsort(log2[:, 0])[:80], 0] = np.nan  # the weakest 40% of one gel
        assert median(thin)[0] - median(log2)[0] > 0.5
        assert abs(median_ratio(thin)[0] - median_ratio(log2)[0]) < 0.1

    def test_total_is_the_share_of_all_volume(self):
        log2 = gels()
        volumes = np.exp2(log2 - total(log2))
        np.testing.assert_allclose(volumes.sum(axis=0), volumes.sum(axis=0)[0])

    def test_a_gel_without_any_spot_is_not_shifted(self):
        log2 = gels()
        log2[:, 2] = np.nan
        for method in SHIFTS.values():
            assert np.isfinite(method(log2)).all()
            assert method(log2)[2] == 0

    @pytest.mark.parametrize("method", SHIFTS.values())
    def test_a_gel_without_any_spot_moves_no_other(self, method):
        log2 = gels()
        empty = np.column_stack([log2, np.full(len(log2), NAN)])
        # half of the samples still show every feature
        np.testing.assert_allclose(method(empty)[:-1], method(log2), atol=1e-12)

    def test_none_shifts_nothing(self):
        assert not none(gels()).any()


class TestChoice:
    @pytest.mark.parametrize(
        ("method", "normalised", "taken"),
        [("auto", True, "none"), ("auto", False, "median_ratio"), ("total", True, "total"), ("none", False, "none")],
    )
    def test_auto_leaves_alone_what_the_software_has_normalised(self, method, normalised, taken):
        assert choose(method, normalised)[0] == taken

    def test_auto_holds_dige_against_its_standard_unless_the_software_has(self):
        assert choose("auto", False, dige=True)[0] == "internal_standard"
        assert choose("auto", True, dige=True)[0] == "none"
        assert choose("loess", False, dige=True)[0] == "loess"

    def test_every_method_of_the_schema_exists(self, root):
        import yaml

        schema = yaml.safe_load((root / "workflow/schemas/config.schema.yaml").read_text())
        methods = schema["properties"]["normalisation"]["properties"]["method"]["enum"]
        assert set(methods) == {*METHODS, "auto"}


class TestAgainstLimma:
    @pytest.mark.parametrize("table", ["gel300", "gelna300"])
    @pytest.mark.parametrize(("method", "key", "within"), [(quantile, "nq", 1e-10), (loess, "nc", 1e-10)])
    def test_curves_are_those_of_limma(self, reference, table, method, key, within):
        with np.load(reference / f"limma-3.54.1-{table}.npz") as known:
            np.testing.assert_allclose(method(known["Y"]), known[key], rtol=0, atol=within)


class TestCurves:
    def test_quantile_on_paper(self):
        # the example of Bolstad's method with one tie: means of sorted columns are 2, 3, 14/3, 17/3
        log2 = np.array([[5, 4, 3], [2, 1, 4], [3, 4, 6], [4, 2, 8]], float)
        means = [2, 3, 14 / 3, 17 / 3]
        tied = (means[2] + means[3]) / 2
        expected = [[means[3], tied, means[0]], [means[0], means[0], means[1]]]
        expected += [[means[1], tied, means[2]], [means[2], means[1], means[3]]]
        np.testing.assert_allclose(quantile(log2), expected)

    def test_quantile_gives_every_complete_sample_one_distribution(self):
        ordered = np.sort(quantile(gels() * np.linspace(0.5, 2, 8)), axis=0)
        np.testing.assert_allclose(ordered, ordered[:, :1] * np.ones(8), rtol=1e-12)

    def test_quantile_interpolates_between_what_a_sample_shows(self):
        log2 = np.array([[1, 1], [2, NAN], [3, 3]], float)
        np.testing.assert_allclose(quantile(log2), [[1, 1], [2, NAN], [3, 3]])

    def test_loess_takes_out_a_bias_that_bends_with_volume(self):
        log2 = gels(features=500)
        bent = log2.copy()
        bent[:, 0] += 0.05 * (log2[:, 0] - 20) ** 2
        left = differences(loess(bent)) - differences(loess(log2))
        assert np.abs(differences(bent) - differences(log2)).mean() > 0.15
        assert np.abs(left).mean() < 0.03

    @pytest.mark.parametrize("method", CURVES.values())
    @settings(max_examples=8, deadline=None)
    @given(seed=st.integers(0, 10_000), holes=st.sampled_from([0.0, 0.15]))
    def test_the_order_of_samples_and_features_does_not_matter(self, method, seed, holes):
        log2, rng = gels(seed, 60, 5, holes), np.random.default_rng(seed)
        rows, columns = rng.permutation(60), rng.permutation(5)
        np.testing.assert_allclose(method(log2[rows][:, columns]), method(log2)[rows][:, columns], atol=1e-9)

    @pytest.mark.parametrize("method", CURVES.values())
    @settings(max_examples=8, deadline=None)
    @given(seed=st.integers(0, 10_000), constant=st.floats(-10, 10))
    def test_a_constant_added_to_all_is_carried_through(self, method, seed, constant):
        log2 = gels(seed, 60, 5, 0.15)
        np.testing.assert_allclose(method(log2 + constant), method(log2) + constant, atol=1e-7)

    @settings(max_examples=8, deadline=None)
    @given(seed=st.integers(0, 10_000), factor=st.floats(-5, 5), holes=st.sampled_from([0.0, 0.15]))
    def test_scaling_one_gel_leaves_quantile_differences_alone(self, seed, factor, holes):
        log2 = gels(seed, 60, 5, holes)
        scaled = log2 + factor * (np.arange(5) == 3)
        np.testing.assert_allclose(differences(quantile(scaled)), differences(quantile(log2)), atol=1e-9)


class TestEdges:
    @pytest.mark.parametrize("name", sorted(set(METHODS) - {"internal_standard"}))
    def test_what_is_missing_stays_missing_and_nothing_else_does(self, name):
        log2 = gels(holes=0.2)
        log2[:, 2], log2[5] = NAN, NAN  # a gel without any spot, a spot that no gel shows
        log2[1:, 3] = NAN  # a gel with at most one spot
        log2[0, 3] = 20.0
        found = METHODS[name](log2)
        np.testing.assert_array_equal(np.isnan(found.values), np.isnan(log2))
        assert list(found.kept) == list(range(8))

    @pytest.mark.parametrize("name", sorted(set(METHODS) - {"internal_standard"}))
    @pytest.mark.parametrize("shape", [(0, 3), (1, 3), (3, 1)])
    def test_tables_of_next_to_nothing_pass_through(self, name, shape):
        assert METHODS[name](np.full(shape, 20.0)).values.shape == shape

    @pytest.mark.parametrize("name", sorted(METHODS))
    def test_the_input_is_left_alone(self, name):
        log2 = gels(holes=0.1, samples=6)
        before = log2.copy()
        labels = {"gel": list("aaabbb"), "dye": ["Cy2", "Cy3", "Cy5"] * 2, "standard": "Cy2"}
        METHODS[name](log2, **(labels if name == "internal_standard" else {}))
        np.testing.assert_array_equal(log2, before)

    @pytest.mark.parametrize("name", sorted(SHIFTS))
    def test_a_shift_is_what_was_subtracted(self, name):
        log2 = gels()
        found = METHODS[name](log2)
        np.testing.assert_array_equal(found.values, log2 - found.shift)

    @pytest.mark.parametrize("name", sorted(CURVES))
    def test_a_curve_has_no_single_shift(self, name):
        assert METHODS[name](gels()).shift is None


class TestDisagreement:
    def test_a_sample_that_lost_its_weak_spots_is_the_only_one_to_stand_out(self):
        log2 = gels()
        log2[np.argsort(log2[:, 0])[:80], 0] = np.nan
        apart = disagreement(log2)
        assert apart[0] > 0.5
        assert np.abs(apart[1:]).max() < 0.2

    def test_loading_is_no_disagreement(self):
        log2 = gels()
        loaded = log2 + np.array([0, 1, 0, 0, -2, 0, 0, 0.5])
        np.testing.assert_allclose(disagreement(loaded), disagreement(log2), atol=1e-9)

    def test_an_empty_sample_has_none(self):
        log2 = gels()
        log2[:, 2] = NAN
        assert list(np.flatnonzero(np.isnan(disagreement(log2)))) == [2]
        assert np.isnan(disagreement(np.full((4, 2), NAN))).all()


class Dige:
    """Six gels of two samples and a standard, dyes swapped in half of them."""

    gel = [name for name in "abcdef" for _ in range(3)]
    dye = ["Cy2", "Cy3", "Cy5"] * 6
    arm = ["", "control", "drug", "", "drug", "control"] * 3

    def __init__(self, seed=0, features=400, noise=0.0):
        rng = np.random.default_rng(seed)
        self.effect = np.where(np.arange(features) < 40, rng.choice([-1, 1], features), 0.0)
        gel = rng.normal(0, 1, (features, 6)).repeat(3, axis=1)
        dye = np.array([0.3, -0.4, 0.9])[np.tile(range(3), 6)]
        loading = np.where(np.array(self.dye) == "Cy2", 0.0, rng.normal(0, 0.5, 18))
        drug = np.array(self.arm) == "drug"
        self.log2 = rng.normal(20, 2, features)[:, None] + gel + dye + loading + self.effect[:, None] * drug
        self.log2 += rng.normal(0, noise, self.log2.shape)

    @property
    def images(self):
        return {"gel": self.gel, "dye": self.dye, "standard": "Cy2"}

    def found(self, log2=None):
        return internal_standard(self.log2 if log2 is None else log2, self.gel, self.dye, "Cy2")

    def difference(self, values):
        arm = np.array([arm for arm in self.arm if arm])
        return values[:, arm == "drug"].mean(axis=1) - values[:, arm == "control"].mean(axis=1)


class TestInternalStandard:
    def test_gels_dyes_and_loading_fall_out(self):
        dige = Dige()
        found = dige.found()
        assert [dige.dye[at] for at in found.kept] == ["Cy3", "Cy5"] * 6
        np.testing.assert_allclose(dige.difference(found.values), dige.effect, atol=1e-9)
        unchanged = found.values[dige.effect == 0]
        np.testing.assert_allclose(unchanged, np.full_like(unchanged, unchanged[0, 0]), atol=1e-9)

    def test_without_the_standard_the_gels_stay_in(self):
        dige = Dige(noise=0.1)
        found = dige.found()
        raw = dige.log2[:, found.kept]
        left, before = found.values[40:], (raw - median_ratio(raw))[40:]
        assert np.median(left.std(axis=1)) < 0.2
        assert np.median(before.std(axis=1)) > 0.6

    def test_a_spot_that_the_standard_lacks_is_missing_on_that_gel_alone(self):
        dige = Dige()
        dige.log2[7, 3] = NAN  # the standard of gel b
        values = dige.found().values
        assert list(np.flatnonzero(np.isnan(values[7]))) == [2, 3]
        assert np.isnan(values).sum() == 2

    def test_the_level_is_the_mean_log2_volume_of_the_samples(self):
        dige = Dige()
        dige.log2[3, 1], dige.log2[4] = NAN, NAN
        found = dige.found()
        np.testing.assert_allclose(found.level[3], np.nanmean(dige.log2[3, found.kept]))
        assert np.isnan(found.level[4])
        assert found.level[:3] == pytest.approx(dige.log2[:3, found.kept].mean(axis=1))
        assert METHODS["internal_standard"](
            dige.log2, gel=dige.gel, dye=dige.dye, standard="Cy2"
        ).level == pytest.approx(found.level, nan_ok=True)

    @settings(max_examples=15, deadline=None)
    @given(seed=st.integers(0, 10_000), factor=st.floats(-4, 4), at=st.integers(0, 17))
    def test_scaling_one_image_leaves_every_difference_alone(self, seed, factor, at):
        dige = Dige(seed, 80, 0.1)
        scaled = dige.log2 + factor * (np.arange(18) == at)
        np.testing.assert_allclose(differences(dige.found(scaled).values), differences(dige.found().values), atol=1e-9)

    @settings(max_examples=15, deadline=None)
    @given(seed=st.integers(0, 10_000))
    def test_the_order_of_samples_does_not_matter(self, seed):
        dige = Dige(seed, 50, 0.1)
        order = np.random.default_rng(seed).permutation(18)
        gel, dye = ([labels[at] for at in order] for labels in (dige.gel, dige.dye))
        moved, still = internal_standard(dige.log2[:, order], gel, dye, "Cy2"), dige.found()
        place = {at: number for number, at in enumerate(still.kept)}
        same = [place[order[at]] for at in moved.kept]
        np.testing.assert_allclose(moved.values, still.values[:, same], atol=1e-9)

    def test_a_gel_without_its_standard_is_named(self):
        with pytest.raises(ValueError, match="gel 'b' has no image of the standard"):
            internal_standard(gels(samples=4), list("aabb"), ["Cy2", "Cy3", "Cy3", "Cy5"], "Cy2")


class TestNormalise:
    def test_a_study_without_dige_keeps_every_sample(self):
        found = normalise(gels(), "median_ratio")
        np.testing.assert_array_equal(found.values, METHODS["median_ratio"](gels()).values)
        assert list(found.kept) == list(range(8))

    def test_dige_is_held_against_its_standards(self):
        dige = Dige(noise=0.1)
        found = normalise(dige.log2, "internal_standard", dige.images)
        np.testing.assert_array_equal(found.values, dige.found().values)
        assert found.level is not None

    @pytest.mark.parametrize("method", sorted(set(METHODS) - {"internal_standard"}))
    def test_other_methods_leave_the_standards_out(self, method):
        dige = Dige(noise=0.1)
        kept = [at for at, dye in enumerate(dige.dye) if dye != "Cy2"]
        found = normalise(dige.log2, method, dige.images)
        assert list(found.kept) == kept
        np.testing.assert_array_equal(found.values, METHODS[method](dige.log2[:, kept]).values)
        assert found.level is None


class TestFindings:
    SAMPLES = ("a", "b", "c", "d", "e", "f", "g", "h")

    def told(self, log2, method="median_ratio", dige=None, samples=SAMPLES):
        return [(p.what, p.consequence) for p in normalisation_problems("cortex", samples, log2, method, dige)]

    def test_even_gels_raise_no_word(self):
        assert self.told(gels(holes=0.05)) == []

    def test_a_sample_that_lost_its_weak_spots_is_named_with_its_amount(self):
        log2 = gels()
        log2[np.argsort(log2[:, 0])[:80], 0] = NAN
        ((what, consequence),) = self.told(log2)
        by = disagreement(log2)[0]
        assert by > APART
        assert what == f"the median of sample a lies {by:.2f} log2 above what its spots say one by one"
        assert consequence.startswith("weak spots may have gone missing from it")

    def test_a_sample_with_many_spots_that_others_lack_is_named(self):
        log2 = gels(features=300)
        weak = np.argsort(log2[:, 0])[:120]
        log2[np.ix_(weak, range(1, 8))] = NAN
        ((what, consequence),) = self.told(log2)
        assert "sample a lies" in what
        assert "below" in what
        assert "many spots that the other samples lack" in consequence

    def test_an_empty_sample_is_none_of_them(self):
        log2 = gels()
        log2[:, 2] = NAN
        assert self.told(log2) == []

    def test_volumes_that_lose_their_standard_are_counted(self):
        dige = Dige(noise=0.1)
        dige.log2[7, 3], dige.log2[8, 0], dige.log2[8, 1] = NAN, NAN, NAN
        lost = np.isnan(dige.found().values) & ~np.isnan(dige.log2[:, dige.found().kept])
        assert without_standard(dige.log2, **dige.images) == lost.sum() == 3
        samples = [f"s{at}" for at in range(18)]
        ((what, consequence),) = self.told(dige.log2, "internal_standard", dige.images, samples)
        assert what == "3 volumes are of spots that the standard of their gel does not show"
        assert consequence == "taken as missing"

    def test_standards_that_are_not_used_are_told(self):
        dige = Dige(noise=0.1)
        ((what, consequence),) = self.told(dige.log2, "none", dige.images, [f"s{at}" for at in range(18)])
        assert what == "normalisation took none, so that the standard of each gel is not used"
        assert "normalisation.method: internal_standard" in consequence


class TestDyes:
    def test_a_sound_study_has_no_fault(self):
        assert dye_faults(Dige.gel, Dige.dye, "Cy2") == []

    @pytest.mark.parametrize(
        ("gel", "dye", "found"),
        [
            ("aab", ["Cy2", "Cy3", "Cy3"], "gel 'b' has no image of the standard ('Cy2')"),
            ("aaa", ["Cy2", "Cy2", "Cy3"], "gel 'a' has 2 images in 'Cy2'"),
            ("aaa", ["Cy2", "Cy3", "Cy3"], "gel 'a' has 2 images in 'Cy3'"),
            ("aa", ["Cy3", "Cy5"], "no sample has the dye 'Cy2' of the standard (found: 'Cy3', 'Cy5')"),
            ("ab", ["Cy2", "Cy2"], "every sample has the dye 'Cy2' of the standard"),
        ],
    )
    def test_each_fault_is_named(self, gel, dye, found):
        assert dye_faults(list(gel), dye, "Cy2") == [found]

    def test_swapped_dyes_are_not_confounded(self):
        assert dye_confounded(Dige.dye, Dige.arm, "Cy2") is None

    def test_one_swap_is_enough_to_tell_them_apart(self):
        assert dye_confounded(["Cy3", "Cy5", "Cy5"], ["control", "drug", "control"]) is None

    def test_one_dye_beside_the_standard_is_not_confounded(self):
        assert dye_confounded(["Cy2", "Cy3"] * 2, ["", "control", "", "drug"], "Cy2") is None

    def test_a_treatment_with_a_dye_of_its_own_is(self):
        why = dye_confounded(["Cy2", "Cy3", "Cy5"] * 3, ["", "control", "drug"] * 3, "Cy2")
        assert "'control' only in 'Cy3'; 'drug' only in 'Cy5'" in why

    def test_an_arm_that_no_image_shows_is_not_confounded(self):
        dye, arm = ["Cy3", "Cy5"], ["control", "pool"]
        assert dye_confounded(dye, arm, arms=("drug", "control")) is None

    def test_arms_that_share_a_dye_can_be_compared_though_others_cannot(self):
        dye, dose = ["Cy3", "Cy3", "Cy5", "Cy5"], ["0", "1", "2", "3"]
        assert dye_confounded(dye, dose, arms=("0", "1")) is None
        assert "'0' and '1' only in 'Cy3'; '2' and '3' only in 'Cy5'" in dye_confounded(dye, dose, arms=("1", "2"))

    def test_a_chain_of_dyes_joins_levels(self):
        dye, level = ["Cy3", "Cy5", "Cy5", "Cy7", "Cy7"], ["a", "a", "b", "b", "c"]
        assert dye_confounded(dye, level) is None


class TestScale:
    LINEAR = 2 ** gels(seed=3, holes=0.1)

    @pytest.mark.parametrize(
        "values",
        [
            LINEAR,
            100 * LINEAR / np.nansum(LINEAR, axis=0),  # percent of the gel's volume
            LINEAR / np.nanmean(LINEAR, axis=1, keepdims=True),  # ratio to a standard
            12 * LINEAR / np.nanmean(LINEAR, axis=1, keepdims=True),  # scaled to a mean of 12 a spot
            np.random.default_rng(0).poisson(4, (100, 6)),  # counts
            np.full((3, 4), 20.0),  # too few to say
        ],
    )
    def test_linear_tables_raise_no_alarm(self, values):
        assert looks_logged(values) is None

    @pytest.mark.parametrize("logarithm", [np.log2, np.log10, np.log])
    def test_logarithms_to_any_base_are_known(self, logarithm):
        assert "as logarithms do" in looks_logged(logarithm(self.LINEAR))
        assert looks_logged(logarithm(self.LINEAR).tolist())

    def test_negative_values_are_logarithms(self):
        assert "negative" in looks_logged(np.random.default_rng(0).normal(0, 1, (50, 4)))

    def test_a_background_that_was_taken_off_too_far_is_not(self):
        assert looks_logged(self.LINEAR - np.nanquantile(self.LINEAR, 0.02)) is None

    def test_real_volumes_raise_no_alarm_and_their_logarithms_do(self, data):
        import pandas as pd

        pecten = pd.read_csv(data / "gel-pecten" / "pecten.csv", index_col=0).to_numpy()
        peptides = pd.read_csv(data / "peptides-cptac6" / "derived_peptides_CPTAC_raw.tsv", sep="\t")
        tables = [pecten, peptides.filter(regex="^X6").to_numpy(float)]
        for path in sorted((data / "gel-samespots").glob("HOP*.csv")):
            volumes = pd.read_csv(path, sep=";", decimal=",", skiprows=2)
            tables += [volumes.iloc[:, 3:7].to_numpy(float), volumes.iloc[:, 7:11].to_numpy(float)]
        groups = pd.read_csv(data / "peptides-cptac6" / "proteinGroups.txt", sep="\t", low_memory=False)
        kinds = ["^Intensity 6", "^LFQ", "^MS/MS count 6", "^Peptides 6", "^Sequence coverage 6"]
        counted = [groups.filter(regex=kind).to_numpy(float) for kind in kinds]
        assert [looks_logged(table) for table in tables + counted] == [None] * (len(tables) + 5)
        for table in tables + counted[:2]:
            shown = np.where(table > 0, table, 1.0)
            assert looks_logged(np.where(table > 0, np.log2(shown), NAN))

    def test_a_real_table_of_logarithms_is_known(self, data):
        import pandas as pd

        heart = pd.read_csv(data / "regions-heart" / "proteinGroups_HEART_filtered.txt", sep="\t")
        assert looks_logged(heart.filter(regex=r"^(RA|LA|SepA|RV|LV|SepV)\d$").to_numpy())
