"""Lists of genes without measurements: what is counted, what is tested, and against what."""

import numpy as np
import pandas as pd
import pytest
from spotwise.enrich.gene_sets import GeneSet
from spotwise.enrich.lists import enrich_list, list_background, list_facts, list_genes, list_problems
from spotwise.enrich.methods import Asked
from spotwise.identify.gene_list import ListedGene

SYMBOL = {gene: gene for gene in "ABCDEF"} | {"a": "A", "lost": ""}
OTHERS = [f"g{n}" for n in range(20)]


def listed(*rows):
    return list_genes(
        [ListedGene(at, *row.split()) if " " in row else ListedGene(at, row, "") for at, row in enumerate(rows)]
    )


def background(*rows, found=None):
    return list_background(listed(*rows), SYMBOL, found)


def asked(*sets, min_size=2, max_fraction=0.5):
    sets = [GeneSet(f"S{at}", f"set {at}", "mine", tuple(genes)) for at, genes in enumerate(sets)]
    return Asked(sets, {"focus": set(sets[0].genes)}, set(), ["ora"], min_size, max_fraction, 1)


def test_each_gene_stands_once_with_its_rows_and_direction():
    genes = listed("B up", "A down", "B up", "C up", "C down", "D", "E", "E up")
    assert genes.to_numpy().tolist() == [
        ["B", 2, "up"],
        ["A", 1, "down"],
        ["C", 2, "mixed"],
        ["D", 1, "changed"],
        ["E", 2, "up"],
    ]


def test_a_list_by_itself_has_no_background_and_says_why():
    found = background("A up", "B down", "C", "lost up")
    assert (found.up, found.down, found.any) == ({"A"}, {"B"}, {"A", "B", "C"})
    assert not found.valid
    assert found.why == "the list comes without the genes that could have been found"


def test_listed_genes_join_the_background():
    found = background("A up", "B down", found=["B", "C"])
    assert found.valid
    assert found.measured == {"A", "B", "C"}
    assert found.any == {"A", "B"}


@pytest.mark.parametrize("rows", [("A up", "A down", "B up"), ("A up", "a down", "B up")])
def test_a_gene_that_went_both_ways_has_no_direction(rows):
    found = background(*rows)
    assert (found.up, found.down, found.any) == ({"B"}, set(), {"A", "B"})


def test_against_a_background_sets_are_tested():
    found = background("A up", "B up", "C down", found=[*"ABCDEF", *OTHERS])
    tables = enrich_list(asked("ABX"), found, "paper")
    row = tables["ora"].set_index("direction").loc["any"]
    assert (row["overlap"], row["set_size"], row["query_size"], row["background_size"]) == (2, 2, 3, 26)
    assert row["p_value"] == pytest.approx(3 / (26 * 25 / 2))
    focus = tables["focus"].iloc[0]
    assert (focus["method"], focus["p_value"], focus["direction"]) == ("ora", row["p_value"], "up")
    assert focus["p_up_against_down"] == row["p_up_against_down"] == pytest.approx(1 / 3)


def test_without_a_background_there_are_counts_names_and_up_against_down():
    tables = enrich_list(asked("ABCD", "AB"), background("A up", "B up", "C down"), "paper")
    ora = tables["ora"][tables["ora"]["direction"] == "any"].set_index("term_id")
    assert ora["overlap"].tolist() == [3, 2]
    assert ora["genes"].tolist() == ["A;B;C", "A;B"]
    assert ora.loc["S1", "p_up_against_down"] == pytest.approx(1 / 3)
    assert ora[["background_size", "expected", "odds_ratio"]].isna().all(axis=None)
    assert "p_value" not in tables["ora"]
    assert (ora["n_tests"] == 0).all()
    focus = tables["focus"].iloc[0]
    assert (focus["genes_changed"], focus["genes"], focus["direction"]) == (3, "A;B;C", "mixed")
    assert np.isnan(focus["p_value"])


@pytest.mark.parametrize("rows", [("A", "B", "C"), ("A up", "B up", "C up")])
@pytest.mark.parametrize("found", [None, [*"ABCDEF", *OTHERS]])
def test_up_against_down_needs_both(rows, found):
    tables = enrich_list(asked("AB"), background(*rows, found=found), "paper")
    for table in tables.values():
        assert table["p_up_against_down"].isna().all()


def test_a_list_of_nothing_known_gives_empty_tables():
    tables = enrich_list(asked("AB"), background("lost up"), "paper")
    assert tables["ora"].empty
    assert tables["focus"]["genes_changed"].tolist() == [0]


def facts_of(*rows, found=None):
    genes = listed(*rows)
    return genes, list_facts(genes, SYMBOL, list_background(genes, SYMBOL, found), found)


def test_genes_outside_the_background_are_named():
    _, facts = facts_of("A up", "B up", "lost", found=["B"])
    assert facts["outside"] == ["A"]
    assert (facts["ora_valid"], facts["ora_genes"]) == (True, 2)
    assert facts_of("A up")[1]["outside"] == []


def test_problems_name_what_was_let_pass():
    genes, facts = facts_of("A up", "B up", "B up", "C up", "C down", found=["B", "C"])
    found = list_problems("paper", "old.tsv", genes, facts)
    assert [(problem.where, problem.what) for problem in found] == [
        ("lists, paper", "old.tsv gives genes twice the same way (1): B"),
        ("lists, paper", "old.tsv gives genes up and down (1): C"),
        ("lists, paper", "genes of the list are not in its background (1): A"),
    ]
    genes, facts = facts_of("A up")
    (only,) = list_problems("paper", "old.tsv", genes, facts)
    assert (only.what, only.consequence) == (f"no background: {facts['why']}", "counts and names, no verdict")


def test_a_list_of_one_gene_is_a_table():
    assert isinstance(listed("A"), pd.DataFrame)
