"""The background is what could have been found changed."""

import numpy as np
import pandas as pd
from spotwise.enrich.background import looks_selected, make_background


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
    found = make_background(*tables(), SYMBOL, "all")
    assert found.measured == {"A", "B", "C", "E"}
    assert (found.up, found.down, found.any) == ({"A"}, {"E"}, {"A", "E"})
    assert found.valid


def test_genes_without_a_symbol_are_left_out():
    assert make_background(*tables(), SYMBOL | {"E": ""}, "all").any == {"A"}


def test_mixed_genes_count_as_changed_without_direction():
    differential, genes = tables()
    genes.loc[0, "direction"] = "mixed"
    found = make_background(differential, genes, SYMBOL, "all")
    assert found.any == {"A", "E"}
    assert found.up == set()


def test_two_names_of_one_symbol_that_went_opposite_ways_have_no_direction():
    found = make_background(*tables(), SYMBOL | {"E": "A"}, "all")
    assert found.any == {"A"}
    assert found.up == found.down == set()


def test_where_only_changed_spots_were_identified_there_is_no_background():
    found = make_background(*tables(), SYMBOL, "changed")
    assert not found.valid
    assert "changed" in found.why


def test_nothing_identified_is_no_background():
    differential, genes = tables()
    found = make_background(differential.assign(gene=""), genes.iloc[:0], SYMBOL, "all")
    assert not found.valid
    assert found.measured == set()


def test_a_selection_shows_in_the_share_of_small_p():
    rng = np.random.default_rng(0)
    p = rng.random(600)
    p[:100] = rng.random(100) * 0.05
    assert looks_selected(p, np.arange(600) < 110)
    assert not looks_selected(rng.random(600), np.arange(600) < 110)


def test_unknown_selection_is_tested():
    differential = pd.DataFrame({"gene": ["A"] * 60 + [""] * 200, "call": "up", "p_value": [0.01] * 60 + [0.5] * 200})
    genes = pd.DataFrame({"gene": ["A"], "direction": ["up"]})
    assert not make_background(differential, genes, {"A": "A"}, "unknown").valid
    assert make_background(differential, genes, {"A": "A"}, "all").valid
