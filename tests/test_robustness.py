"""The foci under other analyses: the grid and the study's own in it, ambiguous spots, and each animal left out."""

import numpy as np
import pandas as pd
import pytest
from spotwise.differential import Settings, differential
from spotwise.enrich.background import make_background
from spotwise.enrich.focus import focus_table
from spotwise.enrich.methods import region_scores
from spotwise.enrich.support import support
from spotwise.fits import region_fits
from spotwise.genes import gene_table
from spotwise.robustness import (
    LENIENT,
    OWN,
    STRICT,
    Analysis,
    Question,
    focus_p,
    grid,
    over_grid,
    units_under,
    without_ambiguous,
    without_each_animal,
)

DRUG = {"column": "drug", "test": "yes", "reference": "no"}
GENES, SPOTS, ANIMALS = 60, 2, [f"r{at}" for at in range(12)]
SETTINGS = Settings(trend=False, robust=True)
OWN_WAY = Analysis("none", LENIENT, SETTINGS)
FOCI = {"f": {f"G{at}" for at in range(8)}, "g": {f"G{at}" for at in range(30, 42)}, "few": {"G1", "G2"}}


def question(contrasts=None, ambiguous=(), foci=FOCI):
    """Twelve animals in two arms; sixty genes of two spots each, and twenty spots that are not identified."""
    contrasts = contrasts or {"drug": DRUG}
    gene = [f"g{at}" for at in range(GENES) for _ in range(SPOTS)] + [""] * 20
    drug = ["no"] * 6 + ["yes"] * 6
    units = pd.DataFrame({"unit": ANIMALS, "subject": ANIMALS, "group": drug, "samples": ANIMALS, "drug": drug})
    features = pd.DataFrame(
        {
            "feature": [f"s{at}" for at in range(len(gene))], "protein": "", "gene": gene, "primary_gene": gene,
            "n_peptides": np.nan, "ambiguous": [name in ambiguous for name in gene],
        }
    )  # fmt: skip
    levels = pd.DataFrame({"level": np.full(len(gene), np.nan)}, features["feature"])
    model = {"terms": [["drug"]], "numeric": [], "contrasts": contrasts, "block": None}
    symbol = {name: name.upper() for name in gene if name}
    return Question(units, features, levels, model, list(contrasts), foci, symbol, 5)


def matrix(asked, seed=1):
    values = np.random.default_rng(seed).normal(18, 0.3, (len(asked.features), len(ANIMALS)))
    values[np.random.default_rng(seed + 1).random(values.shape) < 0.08] = np.nan
    return pd.DataFrame(values, asked.features["feature"], ANIMALS)


def of_genes(asked, numbers):
    return asked.features["primary_gene"].isin([f"g{at}" for at in numbers]).to_numpy()


def p_of(table, focus, contrast="drug"):
    return table.loc[(table["focus"] == focus) & (table["contrast"] == contrast), "p_value"].iloc[0]


def through_the_stages(asked, analysed):
    """The foci as the scripts of the stages test and enrich find them, with every table that they hand over."""
    model = {**asked.model, "missing": LENIENT}
    region = region_fits(analysed, asked.units, asked.features, asked.levels, model, SETTINGS)
    views, carrier = region.of("drug"), asked.features["primary_gene"]
    view, weights = views.of("drug")
    tests = asked.features[["feature", "protein", "gene"]].join(
        differential(view.fitted, view.values, weights, SETTINGS)
    )
    genes = gene_table(tests, carrier, SETTINGS.fdr, view.spots, np.array(weights.row))
    background = make_background(tests, genes, asked.symbol)
    scores = region_scores(views, "drug", genes, asked.symbol, carrier, tests)
    return focus_table(asked.foci, background, background, scores, asked.min_size)


@pytest.mark.parametrize("taken", ["none", "median_ratio", "quantile", "loess"])
def test_a_grid_is_twelve_ways_and_the_first_is_the_studys_own(taken):
    own = Analysis(taken, {"min_fraction": 0.6, "in": "any_group"}, Settings(trend="auto", robust=True, lfc=0.2))
    ways = grid(own)
    assert ways[0] == own
    assert len({tuple(way.words().values()) for way in ways}) == len(ways) == 12
    methods = {way.normalisation for way in ways}
    assert taken in methods
    assert len(methods) == 3
    assert methods <= {taken, "none", "median_ratio", "quantile"}
    assert {way.settings.lfc for way in ways} == {0.2}
    assert {way.words()["missing"] for way in ways} == {"0.6 of any_group", "0.75 of every_group"}
    assert {way.words()["test"] for way in ways} == {"trend auto, robust", "no trend, not robust"}


def test_a_study_that_takes_the_other_way_gets_the_usual_one_beside_it():
    ways = grid(Analysis("none", STRICT, Settings(trend=False, robust=False)))
    assert len({tuple(way.words().values()) for way in ways}) == 12
    assert {way.words()["missing"] for way in ways} == {"0.75 of every_group", "0.5 of any_group"}
    assert {way.words()["test"] for way in ways} == {"no trend, not robust", "trend auto, robust"}


def test_a_normalisation_that_stands_alone_is_the_only_one():
    ways = grid(Analysis("internal_standard", LENIENT, SETTINGS), alone=True)
    assert [way.normalisation for way in ways] == ["internal_standard"] * 4


def test_the_own_analysis_is_that_of_the_stages_to_the_last_bit():
    asked = question()
    analysed = matrix(asked)
    analysed[of_genes(asked, range(8))] += np.where(asked.units["drug"] == "yes", 0.4, 0.0)
    expected = through_the_stages(asked, analysed).set_index("focus")
    found = over_grid(asked, [OWN_WAY], {"none": analysed}).set_index("focus")
    assert list(found.index) == list(FOCI)
    np.testing.assert_array_equal(found["p_value"], expected["camera_p_value"])
    assert found.loc["f", "direction"] == expected.loc["f", "direction"] == "up"
    assert found.loc["f", "p_value"] < 1e-3
    assert np.isnan(found.loc["few", "p_value"])
    assert set(found["analysis"]) == {OWN}


def test_another_normalisation_starts_from_the_samples():
    log2 = np.random.default_rng(3).normal(20, 1, (90, 5))
    loading, members = np.array([0, 3, 0, -2, 0]), [[0, 1], [2, 3], [4]]

    def units(method, values):
        return units_under(method, values, np.arange(90), 90, "median_polish", members)

    np.testing.assert_allclose(units("none", log2 + loading), units("none", log2) + [1.5, -1, 0])
    np.testing.assert_allclose(units("median_ratio", log2 + loading), units("median_ratio", log2) + loading.mean())
    peptides = units_under("none", log2, np.repeat(np.arange(30), 3), 30, "top3", members)
    assert peptides.shape == (30, 3)
    np.testing.assert_allclose(peptides[0, 2], np.log2(np.exp2(log2[:3, 4]).mean()))


def test_each_way_of_a_grid_makes_a_difference_of_its_own():
    asked = question()
    plain, shifted = matrix(asked), matrix(asked) + np.linspace(0, 1, 12)
    table = over_grid(asked, grid(OWN_WAY), {"none": plain, "median_ratio": shifted, "quantile": plain + 1})
    by_way = table[table["focus"] == "g"].set_index("analysis")["p_value"]
    assert list(by_way.index) == [str(at) for at in range(1, 13)]
    assert by_way["1"] != by_way["5"]
    assert by_way["1"] != by_way["2"]
    np.testing.assert_allclose(by_way[["9", "10", "11", "12"]], by_way[["1", "2", "3", "4"]], rtol=1e-6)


def test_a_rule_that_no_feature_passes_gives_no_p():
    asked = question()
    analysed = matrix(asked)
    analysed.iloc[:, :3] = np.nan
    found = focus_p(asked, analysed, STRICT, SETTINGS)
    assert found["p_value"].isna().all()
    assert set(found["direction"]) == {""}


def test_nothing_identified_gives_no_p():
    asked = question()
    asked.features["primary_gene"] = ""
    assert focus_p(asked, matrix(asked), LENIENT, SETTINGS)["p_value"].isna().all()


def test_ambiguous_spots_speak_for_no_gene():
    asked = question(ambiguous=[f"g{at}" for at in range(8)])
    analysed = matrix(asked)
    analysed[of_genes(asked, range(8))] += np.where(asked.units["drug"] == "yes", 0.6, 0.0)
    table = without_ambiguous(asked, OWN_WAY, analysed)
    assert set(table["ambiguous"]) == {"out"}
    assert p_of(over_grid(asked, [OWN_WAY], {"none": analysed}), "f") < 1e-4
    assert np.isnan(p_of(table, "f"))
    assert np.isfinite(p_of(table, "g"))
    assert (asked.features["primary_gene"] != "").sum() == GENES * SPOTS


def test_a_focus_that_one_animal_makes_names_that_animal():
    asked = question()
    analysed = matrix(asked, seed=3)
    analysed[of_genes(asked, range(30, 42))] += np.where(asked.units["drug"] == "yes", 0.12, 0.0)
    analysed.loc[of_genes(asked, range(30, 42)), "r8"] += 0.8
    own, left = over_grid(asked, [OWN_WAY], {"none": analysed}), without_each_animal(asked, OWN_WAY, analysed)
    of_g = left[left["focus"] == "g"].set_index("left_out")["p_value"]
    assert list(of_g.index) == ANIMALS
    assert p_of(own, "g") < 0.01
    assert of_g.drop("r8").max() < 0.05 < of_g["r8"]
    rows = pd.concat([own, left]).assign(region="gill")
    verdicts = rows.loc[rows["analysis"] == OWN, ["region", "contrast", "focus"]].assign(verdict="supported (up)")
    found = support(verdicts, rows, OWN, 0.05).set_index("focus")
    assert (found.loc["g", "worst_animal"], found.loc["g", "worst_p"]) == ("r8", of_g["r8"])
    assert (found.loc["few", "worst_animal"], np.isnan(found.loc["few", "worst_p"])) == ("", True)


def test_leaving_out_an_animal_is_the_analysis_of_the_others():
    asked = question()
    analysed = matrix(asked)
    left = without_each_animal(asked, OWN_WAY, analysed)
    others = asked.units["unit"] != "r3"
    small = question()
    small = type(small)(**{**vars(small), "units": small.units[others].reset_index(drop=True)})
    expected = focus_p(small, analysed.drop(columns="r3"), LENIENT, SETTINGS)
    np.testing.assert_array_equal(left.loc[left["left_out"] == "r3", "p_value"], expected["p_value"])


def test_all_units_of_an_animal_are_left_out_together():
    asked = question()
    asked.units["subject"] = [f"r{at // 2}" for at in range(12)]
    left = without_each_animal(asked, OWN_WAY, matrix(asked))
    assert list(left["left_out"].unique()) == [f"r{at}" for at in range(6)]


def test_a_contrast_that_needs_an_animal_has_no_p_without_it():
    asked = question()
    asked.units["drug"] = asked.units["group"] = ["no"] * 10 + ["yes"] * 2
    left = without_each_animal(asked, OWN_WAY, matrix(asked))
    p = left[left["focus"] == "g"].set_index("left_out")["p_value"]
    assert set(p.index[p.isna()]) == {"r10", "r11"}


def test_a_region_without_a_background_has_no_rows():
    asked = question()
    asked = type(asked)(**{**vars(asked), "contrasts": []})
    table = over_grid(asked, [OWN_WAY], {"none": matrix(asked)})
    assert len(table) == 0
    assert {"contrast", "focus", "p_value", "direction", "analysis", "left_out"} <= set(table.columns)
