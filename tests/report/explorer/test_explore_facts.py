"""What the explorer's page is given equals the tables that it comes from."""

import json
import re
from base64 import b64decode
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.report.explorer.charts import chart_specs
from spotwise.report.explorer.contrasts import contrast_columns
from spotwise.report.explorer.encode import NOTHING, STEP, counts, decimals, p_values, packed
from spotwise.report.explorer.facts import called_spots
from spotwise.report.explorer.members import members
from spotwise.report.explorer.page import embedded
from spotwise.report.explorer.sets import chosen_terms
from spotwise.report.explorer.spots import places
from spotwise.report.explorer.vega import vega_script
from spotwise.report.explorer.volumes import volume_facts
from spotwise.report.words import CALLS


def unpacked(text, columns):
    """Volumes as the page reads them."""
    whole = np.frombuffer(b64decode(text), "<i2").reshape(-1, columns)
    return np.where(whole == NOTHING, np.nan, whole / STEP)


@pytest.fixture(scope="module")
def facts(explored):
    return explored.facts()


@given(st.floats(0, 1), st.sampled_from([0.05, 0.01, 0.1]))
def test_a_short_p_stays_on_its_side_of_the_cutoff(p, cutoff):
    (short,) = p_values([p], cutoff)
    assert (short <= cutoff) == (p <= cutoff)
    assert short == pytest.approx(p, rel=5e-4)


def test_p_values_are_short():
    assert p_values([0.123456789, 1.23456e-9, np.nan, 0.05000001], 0.05) == [0.1235, 1.235e-9, None, 0.05000001]


@given(st.lists(st.floats(-300, 300) | st.just(np.nan), min_size=1))
def test_volumes_come_back_to_a_hundredth(values):
    back = unpacked(packed(np.array([values])), len(values))[0]
    assert np.allclose(back, values, atol=0.5 / STEP + 1e-9, equal_nan=True)


def test_missing_numbers_are_none():
    assert decimals([1.23456, np.nan, np.inf], 2) == [1.23, None, None]
    assert counts([3.0, np.nan]) == [3, None]


def test_columns_are_those_of_the_tables(explored, facts):
    for at, id_ in enumerate(explored.REGIONS):
        tables, region = explored.study().regions[id_], facts["regions"][at]
        assert region["spots"]["feature"] == tables.features["feature"].tolist()
        genes = [facts["genes"][n] if n >= 0 else "" for n in region["spots"]["primary"]]
        assert genes == tables.features["primary_gene"].tolist()
        for contrast, given_ in zip(explored.CONTRASTS, region["contrasts"], strict=True):
            table = tables.differential[contrast]
            assert [list(CALLS)[call] for call in given_["call"]] == table["call"].tolist()
            shown = np.array(given_["p_value"], dtype=float)
            assert np.allclose(shown, table["p_value"], rtol=5e-4, equal_nan=True)
            assert given_["n_test"] == counts(table["n_test"])


def test_rows_are_matched_by_feature_and_not_by_place(explored):
    names, genes = explored.names_and_genes(6)
    table = explored.differential(names, genes, seed=3)
    straight = contrast_columns(table, table["feature"], 0.05)
    assert contrast_columns(table.iloc[::-1], table["feature"], 0.05) == straight


def test_a_test_without_direction_carries_the_mean_volume(facts):
    fold, joint = facts["regions"][0]["contrasts"]
    assert "mean" not in fold
    assert (joint["log2fc"], joint["ci_low"]) == (None, None)
    assert any(value is not None for value in joint["mean"])


def test_animals_and_their_gels(explored, facts):
    tables, volumes = explored.study().regions["cortex"], facts["regions"][1]["volumes"]
    back = unpacked(volumes["values"], len(volumes["units"]))
    assert np.allclose(back, tables.analysed[volumes["units"]], atol=0.0051, equal_nan=True)
    assert volumes["gels"] == [[0, "r0_a"], [0, "r0_b"]]
    gels = unpacked(volumes["gel_values"], 2)
    assert np.allclose(gels, tables.normalised[["r0_a", "r0_b"]], atol=0.0051)
    assert [volumes["groups"][n] for n in volumes["group"]] == tables.units["group"].tolist()


def test_gels_of_peptides_and_too_many_gels_are_left_out(explored, monkeypatch):
    names, genes = explored.names_and_genes(5)
    region = explored.region(names, genes)
    own = region.units, region.features["feature"], region.analysed
    peptides = region.normalised.set_axis([f"PEPTIDE{at}" for at in range(5)], axis=0)
    assert volume_facts(*own, peptides)["gels"] == []
    monkeypatch.setattr("spotwise.report.explorer.volumes.MOST", 9)
    left = volume_facts(*own, region.normalised)
    assert (left["gels"], left["gel_values"], left["gels_left_out"]) == ([], "", 2)


def test_spots_lie_where_the_tables_say(explored):
    names, genes = explored.names_and_genes(3)
    features = explored.features(names, genes, pi=[5.0, 6, np.nan], mr=[20.0, 0, 30], pi_theoretical=7.0)
    (observed,) = places(features, explored.entries(names))
    assert (observed["kind"], observed["x"], observed["y"]) == ("observed", [5.0, None, None], [20.0, None, None])
    pixels, _ = places(features, explored.entries(names, x=[1.26, 2, 3], y=[0.0, 5, 6]))
    assert (pixels["kind"], pixels["x"], pixels["y"]) == ("pixels", [1.3, 2.0, 3.0], [0.0, 5.0, 6.0])
    assert places(explored.features(names, genes), explored.entries(names)) == []


def test_peptides_have_the_words_of_proteins_and_no_place(explored):
    names, genes = explored.names_and_genes(3)
    region = explored.region(names, genes, places=False, peptides=True, entries=explored.entries(["a"] * 4, x=1, y=1))
    facts = explored.facts(explored.StudyTables({"cortex": region}), {"cortex": "cortex"})
    assert facts["regions"][0]["spots"]["places"] == []
    assert facts["regions"][0]["words"]["unit"] == facts["words"]["unit"] == "protein"
    both = explored.StudyTables({"cortex": region, "other": replace(region, peptides=False)})
    assert explored.facts(both, {"cortex": "cortex", "other": "other"})["words"]["unit"] == "feature"


def test_foci_and_terms_have_their_genes_and_p(facts):
    (focus,) = facts["foci"]
    assert [facts["genes"][gene] for gene in focus["genes"]] == ["Gene0", "Gene2"]
    assert focus["verdict"] == ["supported (down)"] * 4
    assert [term["name"] for term in facts["terms"]] == ["energy", "glycolysis"]  # the smallest p first
    assert facts["terms"][1]["p"] == {"camera": [[None, None, 0.02, None], [None, None, 0.04, None]]}
    assert facts["terms_left_out"] == 0


def test_terms_without_a_p_or_beyond_the_most_are_counted(explored, monkeypatch):
    monkeypatch.setattr("spotwise.report.explorer.sets.MOST", 1)
    facts = explored.facts()
    assert ([term["id"] for term in facts["terms"]], facts["terms_left_out"]) == (["GO:2"], 1)
    empty = explored.table("terms", [])
    assert chosen_terms(empty) == []
    assert explored.facts(replace(explored.study(), terms=empty))["terms"] == []


def test_without_enrichment_there_are_no_sets(explored):
    bare = explored.StudyTables(explored.study().regions)
    facts = explored.facts(bare)
    assert (facts["foci"], facts["terms"], set(facts["symbols"])) == ([], [], {""})


def test_members_are_those_of_the_files(tmp_path):
    (tmp_path / "go.gmt").write_text("GO:1\tone\tACTB\tENO1\tFAR\nGO:2\ttwo\tENO1\nGO:3\tthree\tTPI1\n")
    (tmp_path / "mouse.gmt").write_text("M:1\tone\tActb\tTpi1\n")
    paths = [tmp_path / "go.gmt", tmp_path / "mouse.gmt"]
    found = members(paths, [("go", "GO:1"), ("mouse", "M:1")], {"sugar": ["GO:2", "GO:3"]}, {"ACTB", "ENO1", "TPI1"})
    assert found == {
        ("go", "GO:1"): ["ACTB", "ENO1"],
        ("mouse", "M:1"): ["ACTB", "TPI1"],
        ("focus", "sugar"): ["ENO1", "TPI1"],
    }
    assert members(paths[1:], [("mouse", "M:1")], {}, {"ACTB"}) == {("mouse", "M:1"): []}


def test_called_spots_are_counted_and_shown(explored):
    tables = explored.study()
    cells = called_spots(tables, explored.REGIONS, explored.NAMES)
    assert len(cells) == 4
    table = tables.regions["hippo_campus"].differential["drug"]
    assert {call: n for call, n in cells[0]["calls"].items() if n} == table["call"].value_counts().to_dict()
    assert cells[0]["called"] == len(cells[0]["rows"]) == table["call"].isin(["up", "down", "only_in_test"]).sum()
    assert cells[0]["path"] == "hippo_campus/drug/differential.tsv"


@given(st.text())
def test_no_text_ends_the_script_that_holds_it(text):
    held = str(embedded({"name": text}))
    assert "<" not in held
    assert json.loads(held) == {"name": text}


def test_the_page_is_the_same_each_time_and_loads_nothing(explored):
    page = explored.page()
    explored.vega.cache_clear()
    assert explored.page() == page
    assert "object at 0x" not in page
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page)
    assert page.count("<script") == page.count("</script") == 4


def test_the_charts_of_the_page_are_those_of_the_library(explored):
    held = json.loads((explored.TEMPLATES / "explore/charts.json").read_text())
    assert held == chart_specs(), "run tests/report/explorer/make_charts.py"


def test_charts_hold_no_data_and_set_every_title():
    for spec in chart_specs().values():
        assert not [data for data in spec["data"] if data.get("values")]
        assert '"$' not in json.dumps({key: part for key, part in spec.items() if key != "$schema"})
        assert "background" not in spec


def test_vega_is_there_in_full():
    script = vega_script()
    assert re.search(r"window\.vega=\{View:\w+,parse:\$?\w+\}", script)
    assert len(script) > 400_000
