"""Preranked enrichment against its definition, fgsea's published example, and gseapy's habits."""

import io
import os
import subprocess
import sys

import gseapy
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spotwise.enrich import prerank as module
from spotwise.enrich.gene_sets import GeneSet
from spotwise.enrich.ora import eligible
from spotwise.enrich.prerank import COLUMNS, prerank, ranked, running_sum
from spotwise.stats.multiplicity import benjamini_hochberg


def case(seed=0, n=300, n_sets=40, zeros=0.0, name="G{:03d}".format):
    """Scores of genes, the first 20 of them high, and sets of which the first two lie at the ends."""
    rng = np.random.default_rng(seed)
    z = rng.normal(size=n)
    z[:20] += 2
    z[rng.random(n) < zeros] = 0
    genes = [name(at) for at in range(n)]
    chosen = [rng.choice(n, rng.integers(5, 40), replace=False) for _ in range(n_sets)]
    chosen[:2] = [np.arange(15), np.argsort(z)[:12]]
    sets = [
        GeneSet(f"T:{at}", f"term {at}", "mine", tuple(sorted(genes[g] for g in members)))
        for at, members in enumerate(chosen)
    ]
    return pd.Series(z, genes), sets


def test_the_columns_are_those_of_the_file():
    table, problems = prerank(*case(), seed=1, where="")
    assert tuple(table.columns) == COLUMNS
    assert problems == []
    assert list(table["term_id"]) == [f"T:{at}" for at in range(40)]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(-20, 20), min_size=3, max_size=30), st.data())
def test_the_running_sum_is_that_of_the_definition(scores, data):
    ranking = ranked(pd.Series(scores, [f"g{at}" for at in range(len(scores))], dtype=float))
    chosen = data.draw(st.sets(st.sampled_from(list(ranking.index)), min_size=1, max_size=len(scores) - 1))
    if not any(scores):
        return
    total = sum(abs(ranking[gene]) for gene in chosen)
    expected, height = [], 0.0
    for gene in ranking.index:
        height += abs(ranking[gene]) / total if gene in chosen else -1 / (len(scores) - len(chosen))
        expected.append(height)
    found = running_sum(ranking, chosen)
    np.testing.assert_allclose(found, expected, atol=1e-12)
    assert found[-1] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("genes", [[], ["elsewhere"], ["a", "b"]])
def test_a_running_sum_needs_genes_within_and_outside(genes):
    with pytest.raises(ValueError, match="within the set and genes outside"):
        running_sum(pd.Series([1.0, -1.0], ["a", "b"]), genes)


def test_es_and_leading_edge_are_those_of_the_running_sum():
    z, sets = case()
    table, _ = prerank(z, sets, seed=1, where="")
    ranking = ranked(z)
    for row, s in zip(table.itertuples(), sets, strict=True):
        curve = running_sum(ranking, s.genes)
        peak = np.abs(curve).argmax()
        assert row.es == pytest.approx(curve[peak], abs=1e-12)
        up = row.es > 0
        side = ranking.index[: peak + 1] if up else ranking.index[peak + 1 :][::-1]
        assert row.leading_edge.split(";") == [gene for gene in side if gene in s.genes]
        assert np.sign(row.nes) == np.sign(row.es)
    assert table["es"][0] > 0 > table["es"][1]
    assert table["adj_p_value"][:2].max() < 0.001
    assert set(table["leading_edge"][1].split(";")) == set(sets[1].genes)


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # gseapy's own use of pandas
def test_nes_and_p_are_those_of_gseapy():
    z, sets = case(zeros=0.05)
    table, _ = prerank(z, sets, seed=3, where="")
    ranking = ranked(z)
    token = {gene: f"G{at}" for at, gene in enumerate(ranking.index)}  # names decide the order of random numbers
    theirs = gseapy.prerank(
        rnk=ranking.rename(token), gene_sets={f"S{at}": [token[g] for g in s.genes] for at, s in enumerate(sets)},
        method="multilevel", min_size=1, max_size=300, threads=1, seed=3, ascending=None, outdir=None, no_plot=True,
    ).res2d.set_index("Term").loc[[f"S{at}" for at in range(len(sets))]]  # fmt: skip
    np.testing.assert_array_equal(table["nes"], theirs["NES"].astype(float))
    np.testing.assert_array_equal(table["p_value"], theirs["NOM p-val"].astype(float))
    np.testing.assert_allclose(table["es"], theirs["ES"].astype(float), atol=2e-6)


@pytest.mark.parametrize("name", ["gene{}".format, "Aldo{}".format, "{}".format, "MT-{}".format, "a b\t{}".format])
def test_names_mean_nothing(name):
    plain, _ = prerank(*case(name="G{:03d}".format), seed=1, where="")
    odd, _ = prerank(*case(name=name), seed=1, where="")
    pd.testing.assert_frame_equal(odd.drop(columns="leading_edge"), plain.drop(columns="leading_edge"))


def test_the_order_of_the_input_means_nothing():
    z, sets = case(zeros=0.3)
    shuffled = z.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(prerank(shuffled, sets, 1, "")[0], prerank(z, sets, 1, "")[0])


def test_a_seed_gives_its_numbers_and_another_others():
    z, sets = case()
    first, again, other = (prerank(z, sets, seed, "")[0] for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert (first["p_value"] != other["p_value"]).any()
    assert (first["es"] == other["es"]).all()
    assert np.corrcoef(np.log10(first["p_value"]), np.log10(other["p_value"]))[0, 1] > 0.99


def test_the_callers_scores_stay_as_they_were():
    z, sets = case(zeros=0.3)
    before = z.copy()
    prerank(z, sets, 1, "")
    pd.testing.assert_series_equal(z, before)


@pytest.mark.parametrize("zeros", [0.02, 0.5, 0.95])
@pytest.mark.parametrize("n", [60, 300, 1000])
def test_zeros_stop_nothing(zeros, n):
    z, sets = case(seed=n, n=n, zeros=zeros)
    table, _ = prerank(z, sets, 1, "")
    assert np.isfinite(table[["es", "nes", "p_value"]].to_numpy()).all()
    assert table["p_value"].between(0, 1, inclusive="right").all()


def test_zeros_are_lifted_to_almost_nothing_and_keep_their_sign_and_place():
    ranking = ranked(pd.Series([0, -1e-12, 5, 1e-12, -3, 0], list("fedcba"), dtype=float))
    assert "".join(ranking.index) == "dcafeb"
    assert list(np.sign(ranking)) == [1, 1, 1, 1, -1, -1]
    assert ranking.abs().min() == pytest.approx(8 * 2**-28)
    assert list(ranking[["d", "b"]]) == [5, -3]


def test_a_panic_of_the_engine_is_a_problem_and_no_crash(monkeypatch):
    monkeypatch.setattr(module, "FLOOR", 0.0)  # zeros go in as they are
    z, sets = case(seed=1, n=300, zeros=0.6)
    table, problems = prerank(z, sets, 1, "cortex, drug")
    assert len(table) == 0
    assert tuple(table.columns) == COLUMNS
    assert [(p.stage, p.where) for p in problems if "gave up on mine" in p.what] == [("enrich", "cortex, drug")]


def test_other_interruptions_pass(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_multilevel", interrupted)
    with pytest.raises(KeyboardInterrupt):
        prerank(*case(), seed=1, where="")


def test_each_gene_has_one_value():
    ranking = ranked(pd.Series([9.0, -9, 1, 2, np.nan, np.nan], ["a", "a", "b", "b", "b", "c"]))
    assert list(ranking.index) == ["b", "a"]
    assert ranking["b"] == 1.5
    assert abs(ranking["a"]) < 1e-6


def test_an_infinite_score_is_refused():
    with pytest.raises(ValueError, match="finite"):
        ranked(pd.Series([1.0, np.inf], ["a", "b"]))


@pytest.mark.parametrize("values", [[], [0.0] * 30, [np.nan] * 30])
def test_nothing_to_rank_is_said(values):
    z = pd.Series(values, [f"G{at:03d}" for at in range(len(values))], dtype=float)
    table, problems = prerank(z, case()[1], 1, "cortex, drug")
    assert (len(table), tuple(table.columns)) == (0, COLUMNS)
    assert [p.what for p in problems] == ["no gene has a z other than 0"]


def test_no_eligible_set_is_an_empty_table_without_a_problem():
    table, problems = prerank(case()[0], [GeneSet("T", "t", "c", ("elsewhere",))], 1, "")
    assert (len(table), tuple(table.columns), problems) == (0, COLUMNS, [])


def test_many_ties_are_said():
    z, sets = case(zeros=0.08)
    assert prerank(z, sets, 1, "")[1] == []
    z, sets = case(zeros=0.3)
    (problem,) = prerank(z, sets, 1, "")[1]
    share = (z == 0).mean()
    assert problem.what == f"{share:.0%} of the ranked genes share their z with another"


def test_sizes_count_ranked_genes_and_no_size_is_lost():
    z, _ = case(n=40)
    genes = list(z.index)
    sets = [GeneSet(f"T{n}", "", "c", (*genes[:n], "elsewhere")) for n in (0, 1, 2, 20, 39, 40)]
    assert list(prerank(z, sets, 1, "")[0]["set_size"]) == [1, 2, 20, 39]
    assert list(prerank(z, sets, 1, "", min_size=2, max_fraction=0.5)[0]["set_size"]) == [2, 20]


def test_every_collection_is_a_family_of_its_own():
    z, sets = case()
    other = [GeneSet(s.id, s.name, "other", s.genes) for s in sets[:10]]
    table, _ = prerank(z, [*other, *sets], 1, "")
    for name, size in (("other", 10), ("mine", 40)):
        rows = table[table["collection"] == name]
        assert set(rows["n_tests"]) == {size}
        np.testing.assert_array_equal(rows["adj_p_value"], benjamini_hochberg(rows["p_value"].to_numpy()))
    alone, _ = prerank(z, sets, 1, "")
    pd.testing.assert_frame_equal(table[10:].reset_index(drop=True), alone)


SCRIPT = """
import sys
sys.path[:0] = [{tests!r}, {library!r}]
from test_prerank import case
from spotwise.enrich.prerank import prerank
sys.stdout.write(prerank(*case(zeros=0.2), seed=1, where="")[0].to_csv())
"""


def test_hash_seeds_change_no_byte(root):
    code = SCRIPT.format(tests=str(root / "tests/enrich"), library=str(root / "workflow/scripts"))
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE
        )
        for seed in "01234"
    ]
    runs = [process.communicate()[0] for process in started]
    assert len(set(runs)) == 1
    assert len(pd.read_csv(io.BytesIO(runs[0]))) == 40


def test_fgseas_example_is_reproduced(data):
    folder = data / "gsea-reference"
    z = pd.read_csv(folder / "naive.vs.th1.rnk", sep="\t", dtype={"ID": str}).set_index("ID")["t"]
    lines = [line.split("\t") for line in (folder / "mouse.reactome.gmt").read_text().splitlines()]
    sets = [GeneSet(id_.split("_")[0], id_, "reactome", tuple(sorted(genes))) for id_, _, *genes in lines]
    published = pd.read_csv(folder / "fgsea_res.tsv", sep="\t", dtype={"pathway": str}).set_index("pathway")
    table, problems = prerank(z, eligible(sets, z.index, 10, 500 / len(z)), 1, "")
    both = table.set_index("term_id").join(published, how="inner")
    assert problems == []
    assert len(both) == len(published) == 586
    assert (both["set_size"] == both["size"]).all()
    np.testing.assert_allclose(both["es"], both["ES"], atol=1e-12)
    assert np.corrcoef(both["nes"], both["NES"])[0, 1] > 0.999
    # the published p are shares of 100,000 permutations, so they end where ours go on
    ours, theirs = (np.log10(both[name].clip(lower=1e-5)) for name in ("p_value", "pval"))
    assert np.corrcoef(ours, theirs)[0, 1] > 0.99
