"""Tables of variation, components, variances and animals."""

import numpy as np
import pytest
from spotwise.quality.animals import animal_table
from spotwise.quality.components import component_table, factor_table
from spotwise.quality.factors import make_factor
from spotwise.quality.variation import variation_table
from spotwise.stats.pca import principal_components


def test_technical_gels_vary_less_than_animals():
    rng = np.random.default_rng(1)
    animals = rng.normal(18, 0.5, (200, 6))
    gels = animals[:, [0, 0, 1, 1, 2, 3, 4, 5]] + rng.normal(0, 0.1, (200, 8))
    table = variation_table(animals, list("aaabbb"), gels, list("AABBCDEF")).set_index("kind")
    assert table["n"].to_list() == [3, 3, 2]
    assert table.loc["gels of one animal", "cv_50"] == pytest.approx(0.07, abs=0.02)
    assert (table.loc["animals", "cv_50"] > 0.2).all()


def test_no_technical_gels_and_no_variation():
    values = np.full((3, 2), 4.0)
    table = variation_table(values, ["a", "b"], values, ["x", "y"])
    assert table["kind"].to_list() == ["animals", "animals"]
    assert table["features"].to_list() == [0, 0]
    assert table["cv_50"].isna().all()


def test_the_factor_that_shapes_a_component_explains_it():
    rng = np.random.default_rng(2)
    batch, arm = np.tile([0, 1], 8), np.repeat([0, 1], 8)
    log2 = rng.normal(0, 0.3, (100, 16)) + np.outer(rng.normal(0, 3, 100), batch) + np.outer(rng.normal(0, 1, 100), arm)
    found = principal_components(log2, 5)
    assert found.scores.shape == (16, 5)
    factors = [make_factor("batch", list(map(str, batch))), make_factor("arm", list(map(str, arm)))]
    table = factor_table(found, factors).set_index(["component", "factor"])
    assert table.loc[("PC1", "batch"), "r2"] > 0.95
    assert table.loc[("PC2", "arm"), "r2"] > 0.9
    assert (table["adj_p_value"] >= table["p_value"]).all()
    assert len(component_table(found, list("abcdefghijklmnop"))) == 5 * 16


def test_nothing_varies():
    found = principal_components(np.ones((4, 6)), 5)
    assert len(factor_table(found, [make_factor("arm", list("aaabbb"))])) == 0
    assert len(component_table(found, list("abcdef"))) == 0


def sample(subject, region, group, batch, run, excluded=""):
    arm = group.split(":")[0]
    return {"subject": subject, "region": region, "group": group, "arm": arm, "batch": batch, "run": run,
            "excluded": excluded}  # fmt: skip


def test_animals_are_counted_once_and_excluded_ones_aside():
    rows = [
        sample("A", "cortex", "c:x", "1", "1"),
        sample("A", "cortex", "c:x", "1", "2"),
        sample("B", "cortex", "c:x", "2", "3", "torn"),
        sample("C", "cortex", "t:x", "2", "4"),
        sample("C", "cortex", "t:x", "2", "5", "torn"),
        sample("A", "pons", "c:x", "2", "6"),
        sample("D", "pons", "t:x", "1", "7"),
        *(sample(f"E{at}", "pons", "t:x", "1", str(8 + at)) for at in range(4)),
    ]
    table = animal_table(rows, ["arm", "x"], "arm", ["batch", "run"])
    cells = table[table["kind"] == "cells"].set_index(["region", "level"])
    assert cells.loc[("cortex", "c:x"), ["animals", "excluded"]].to_list() == [1, 1]
    assert cells.loc[("cortex", "t:x"), ["animals", "excluded"]].to_list() == [1, 0]
    levels = table[table["kind"] == "levels"].set_index(["level", "arm"])["animals"]
    assert levels.to_dict() == {("1", "c"): 1, ("1", "t"): 5, ("2", "c"): 1, ("2", "t"): 1}
    numbers = table[table["kind"] == "numbers"]
    assert numbers["level"].to_list() == ["1.5", "4", "6", "7", "8", "9", "10", "11"]


def test_without_a_comparison_cells_alone_are_counted():
    table = animal_table([sample("A", "r", "c", "1", "1")], ["arm"], None, ["batch"])
    assert table["kind"].to_list() == ["cells"]
