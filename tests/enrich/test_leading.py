"""Running sums of supported foci: the ranking, the order, the leading genes, and why there are none."""

import numpy as np
import pandas as pd
import pytest
from spotwise.enrich.gene_sets import GeneSet
from spotwise.enrich.leading import running_sums, symbol_ranking, why_unranked
from spotwise.enrich.prerank import prerank

SYMBOL = {f"g{at}": f"G{at}" for at in range(40)} | {"lost": ""}


def genes(seed=1):
    z = np.random.default_rng(seed).normal(size=40)
    return pd.DataFrame({"gene": [*(f"g{at}" for at in range(40)), "lost"], "z": [*z, 99.0]})


def foci(*names, p=0.01):
    return pd.DataFrame(
        {"focus": names, "p_value": p, "gsea_nes": 1.5, "gsea_p_value": 0.02, "verdict": "supported (up)"}
    )


def test_genes_without_a_symbol_are_not_ranked_and_those_of_one_are_averaged():
    ranking = symbol_ranking(genes(), {**SYMBOL, "g1": "G0"})
    assert sorted(ranking.index) == sorted({f"G{at}" for at in range(40)} - {"G1"})
    assert ranking["G0"] == pytest.approx(genes()["z"][:2].mean())
    assert ranking.is_monotonic_decreasing


@pytest.mark.parametrize("end", ["head", "tail"])
def test_score_and_leading_edge_are_those_of_the_ranked_lists_test(end):
    ranking = symbol_ranking(genes(), SYMBOL)
    own = [*getattr(ranking, end)(5).index, *ranking.index[18:22]]
    row = prerank(ranking, [GeneSet("f", "f", "c", tuple(own))], 1, "here")[0].iloc[0]
    (found,) = running_sums(ranking, foci("f"), {"f": set(own)})
    assert found.es == pytest.approx(row["es"])
    assert ";".join(ranking.index[found.leading]) == row["leading_edge"]
    assert (found.nes, found.p, found.verdict) == (1.5, 0.02, "supported (up)")


def test_the_least_p_comes_first_and_foci_that_cannot_be_ranked_are_left_out():
    ranking = symbol_ranking(genes(), SYMBOL)
    sets = {"a": {"G1", "G2"}, "b": {"G3", "unmeasured"}, "none": {"X"}, "all": {*ranking.index}}
    found = running_sums(ranking, foci("a", "none", "all", "b", p=[0.02, 0.001, 0.001, 0.01]), sets)
    assert [one.focus for one in found] == ["b", "a"]


@pytest.mark.parametrize(
    ("rows", "z", "valid", "why"),
    [
        (foci(), 1.0, True, "No focus is supported"),
        (foci("a"), 1.0, False, "no background"),
        (foci("a"), np.nan, True, "no direction"),
        (foci("a"), 1.0, True, ""),
    ],
)
def test_it_says_why_nothing_is_ranked(rows, z, valid, why):
    found = why_unranked(rows, symbol_ranking(genes().assign(z=z), SYMBOL), valid)
    assert why in found
    assert bool(found) == bool(why)
