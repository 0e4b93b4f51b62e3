"""Over-representation against the definition."""

import io
import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from scipy.stats import fisher_exact, hypergeom
from spotwise.enrich.background import Background
from spotwise.enrich.gene_sets import GeneSet
from spotwise.enrich.ora import eligible, ora, up_against_down
from spotwise.stats.multiplicity import benjamini_hochberg


def background(measured, up=(), down=(), valid=True):
    return Background(frozenset(measured), frozenset(up), frozenset(down), frozenset(up) | frozenset(down), valid, "")


def case(seed=0, n=300, n_sets=80, n_query=30, name="G{}".format):
    rng = np.random.default_rng(seed)
    genes = [name(at) for at in range(n)]
    sets = [
        GeneSet(f"T:{at}", f"term {at}", "mine", tuple(sorted(rng.choice(genes, rng.integers(5, 60), replace=False))))
        for at in range(n_sets)
    ]
    return genes, sets, list(rng.choice(genes, n_query, replace=False))


@pytest.mark.parametrize("name", ["G{}".format, "gene{}".format, "Aldo{}".format, "{}".format, "MT-{}".format])
def test_every_p_equals_the_hypergeometric(name):
    genes, sets, query = case(name=name)
    table = ora(sets, background(genes, up=query[:18], down=query[18:]))
    for _, row in table.iterrows():
        size = {"any": 30, "up": 18, "down": 12}[row["direction"]]
        expected = hypergeom.sf(row["overlap"] - 1, len(genes), row["set_size"], size)
        assert row["query_size"] == size
        np.testing.assert_allclose(row["p_value"], expected, rtol=1e-9)
    assert len(table) == 3 * len(sets)


def test_adjusted_over_every_eligible_set_also_those_without_a_hit():
    genes, sets, query = case(n_query=3)
    table = ora(sets, background(genes, up=query))
    rows = table[table["direction"] == "any"]
    assert (rows["overlap"] == 0).sum() > 10
    np.testing.assert_allclose(rows["adj_p_value"], benjamini_hochberg(rows["p_value"].to_numpy()))
    assert (rows["n_tests"] == len(sets)).all()
    assert (rows.loc[rows["overlap"] == 0, "p_value"] == 1).all()


def test_collections_have_families_of_their_own():
    genes, sets, query = case()
    other = [GeneSet(s.id, s.name, "other", s.genes) for s in sets[:10]]
    table = ora([*sets, *other], background(genes, up=query))
    assert set(table.loc[table["collection"] == "other", "n_tests"]) == {10}


def test_eligible_counts_measured_genes_alone():
    measured = ["A", "B", "C", "D", "E", "F"]
    sets = [
        GeneSet("few", "", "c", ("A", "B", "X", "Y", "Z")),
        GeneSet("fits", "", "c", ("A", "B", "C", "X")),
        GeneSet("most", "", "c", ("A", "B", "C", "D", "E")),
    ]
    found = eligible(sets, measured, min_size=3, max_fraction=0.5)
    assert [(s.id, s.genes) for s in found] == [("fits", ("A", "B", "C"))]


def test_no_call_at_all_gives_p_one_and_an_honest_attainable_p():
    genes, sets, _ = case()
    table = ora(sets, background(genes))
    assert (table["p_value"] == 1).all()
    np.testing.assert_allclose(table["p_attainable"], 1, rtol=1e-12)
    assert table["odds_ratio"].isna().all()


def test_without_a_background_there_are_counts_and_no_p():
    genes, sets, query = case()
    table = ora(sets, background(genes, up=query, valid=False))
    assert "p_value" not in table or table["p_value"].isna().all()
    assert table["overlap"].sum() > 0


def test_without_sets_there_is_an_empty_table():
    assert len(ora([], background(["A"]))) == 0


def test_up_against_down_needs_no_background():
    genes, sets, query = case()
    found = background(genes, up=query[:18], down=query[18:], valid=False)
    rows = ora(sets, found)
    rows = rows[rows["direction"] == "any"]
    for _, row in rows.iterrows():
        hit = set(row["genes"].split(";")) - {""}
        up, down = len(hit & found.up), len(hit & found.down)
        expected = fisher_exact([[up, down], [18 - up, 12 - down]]).pvalue
        np.testing.assert_allclose(row["p_up_against_down"], expected, rtol=1e-7)
    assert np.isnan(up_against_down([[]], background(genes))).all()


SCRIPT = """
import sys
sys.path[:0] = [{tests!r}, {library!r}]
from test_ora import background, case
from spotwise.enrich.ora import ora
genes, sets, query = case()
sys.stdout.write(ora(sets, background(genes, up=query[:18], down=query[18:])).to_csv())
"""


def test_hash_seeds_change_no_byte(root):
    code = SCRIPT.format(tests=str(root / "tests/enrich"), library=str(root / "workflow/scripts"))
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1")
    ]
    assert runs[0] == runs[1]
    assert len(pd.read_csv(io.BytesIO(runs[0]))) == 240
