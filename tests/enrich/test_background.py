"""The background is what could have been found changed."""

import numpy as np
import pandas as pd
from spotwise.enrich.background import (
    background_problems,
    listed_genes,
    looks_selected,
    make_background,
    selected,
    with_list,
)


def tables():
    differential = pd.DataFrame(
        {
            "gene": ["A;B", "C", "D", "", "E"],
            "call": ["up", "inconclusive", "not_testable", "up", "down"],
            "p_value": [0.001, 0.5, np.nan, 0.001, 0.002],
        }
    )
    genes = pd.DataFrame({"gene": ["A", "C", "E"], "direction": ["up", "ns", "down"]})
    return differential, genes


SYMBOL = {gene: gene for gene in "ABCDE"}


def test_co_identified_genes_stand_in_the_background_alone():
    found = make_background(*tables(), SYMBOL)
    assert found.measured == {"A", "B", "C", "E"}
    assert (found.up, found.down, found.any) == ({"A"}, {"E"}, {"A", "E"})
    assert found.valid


def test_genes_without_a_symbol_are_left_out():
    assert make_background(*tables(), SYMBOL | {"E": ""}).any == {"A"}


def test_mixed_genes_count_as_changed_without_direction():
    differential, genes = tables()
    genes.loc[0, "direction"] = "mixed"
    found = make_background(differential, genes, SYMBOL)
    assert found.any == {"A", "E"}
    assert found.up == set()


def test_two_names_of_one_symbol_that_went_opposite_ways_have_no_direction():
    found = make_background(*tables(), SYMBOL | {"E": "A"})
    assert found.any == {"A"}
    assert found.up == found.down == set()


def test_where_only_changed_spots_were_identified_there_is_no_background():
    found = make_background(*tables(), SYMBOL, selected("changed", []))
    assert not found.valid
    assert "changed" in found.why


def test_nothing_identified_is_no_background():
    differential, genes = tables()
    found = make_background(differential.assign(gene=""), genes.iloc[:0], SYMBOL)
    assert not found.valid
    assert found.measured == set()


def test_a_selection_shows_in_the_share_of_small_p():
    rng = np.random.default_rng(0)
    p = rng.random(600)
    p[:100] = rng.random(100) * 0.05
    assert looks_selected(p, np.arange(600) < 110)
    assert not looks_selected(rng.random(600), np.arange(600) < 110)


def test_unknown_selection_is_tested_over_all_contrasts_of_a_region():
    chosen = pd.DataFrame({"gene": ["A"] * 60 + [""] * 200, "call": "up", "p_value": [0.01] * 60 + [0.5] * 200})
    other = chosen.assign(p_value=0.5)
    assert "more often" in selected("unknown", [other, chosen])
    assert selected("unknown", [other]) == ""
    assert selected("all", [chosen]) == ""


def test_presence_joins_only_when_asked():
    differential, genes = tables()
    differential.loc[2, "call"] = "only_in_test"
    primary = pd.Series(["A", "C", "D", "", "E"])
    assert "D" not in make_background(differential, genes, SYMBOL).measured
    found = make_background(differential, genes, SYMBOL, presence=primary)
    assert found.measured == {"A", "B", "C", "D", "E"}
    assert (found.up, found.down) == ({"A", "D"}, {"E"})


def test_a_list_of_the_user_restores_a_background():
    found = with_list(make_background(*tables(), SYMBOL, selected("changed", [])), ["X", "Y"])
    assert found.valid
    assert found.measured == {"A", "B", "C", "E", "X", "Y"}


def test_a_list_is_of_no_use_where_there_is_a_background_and_where_nothing_maps():
    assert background_problems("r", ["mine.txt"], {"A"}, "")[0].consequence == "enrichment.background is not used here"
    assert "no gene of mine.txt" in background_problems("r", ["mine.txt"], set(), "only changed spots")[0].what
    assert background_problems("r", ["mine.txt"], {"A"}, "only changed spots") == []
    assert background_problems("r", [], set(), "") == []


def test_comments_of_a_list_are_no_genes(tmp_path):
    (tmp_path / "mine.txt").write_text("# of the paper\ngene\nActb\nPkm\n")
    assert listed_genes(tmp_path / "mine.txt") == ["Actb", "Pkm"]
