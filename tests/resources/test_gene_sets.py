"""The shipped gene sets: well-formed, by the rules of their README, and the same bytes when made again."""

import importlib.util
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

GENE_SETS = Path(__file__).parents[2] / "resources" / "gene_sets"

FOCUS = {
    "GO:0005975": "carbohydrate metabolic process",
    "GO:0006099": "tricarboxylic acid cycle",
    "GO:0006090": "pyruvate metabolic process",
    "GO:0006098": "pentose-phosphate shunt",
    "GO:0030029": "actin filament-based process",
    "GO:0015629": "actin cytoskeleton",
    "GO:0003779": "actin binding",
    "GO:0005856": "cytoskeleton",
    "GO:0007010": "cytoskeleton organization",
    "GO:0007268": "chemical synaptic transmission",
    "GO:0048812": "neuron projection morphogenesis",
}

MITOCHONDRIAL = {
    *("MT-ATP6", "MT-ATP8", "MT-CO1", "MT-CO2", "MT-CO3", "MT-CYB"),
    *("MT-ND1", "MT-ND2", "MT-ND3", "MT-ND4", "MT-ND4L", "MT-ND5", "MT-ND6"),
}
NCBI_MITOCHONDRIAL = {
    *("ATP6", "ATP8", "COX1", "COX2", "COX3", "CYTB"),
    *("ND1", "ND2", "ND3", "ND4", "ND4L", "ND5", "ND6"),
}


def load_make_go():
    spec = importlib.util.spec_from_file_location("make_go", GENE_SETS / "make_go.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make_go = load_make_go()


# The shipped files


@pytest.fixture(scope="module")
def lines():
    text = (GENE_SETS / "go.gmt").read_bytes().decode("utf-8")
    assert "\r" not in text
    assert text.endswith("\n")
    return [line.split("\t") for line in text[:-1].split("\n")]


@pytest.fixture(scope="module")
def gene_sets(lines):
    return {term: set(symbols) for term, _, *symbols in lines}


@pytest.fixture(scope="module")
def aliases():
    text = (GENE_SETS / "human_aliases.tsv").read_bytes().decode("utf-8")
    assert "\r" not in text
    return [tuple(line.split("\t")) for line in text.splitlines()]


@pytest.fixture(scope="module")
def human_symbols():
    return (GENE_SETS / "human_symbols.txt").read_text(encoding="utf-8").splitlines()


def test_terms_are_unique_and_sorted(lines):
    terms = [line[0] for line in lines]
    assert terms == sorted(set(terms))
    assert all(term.startswith("GO:") and len(term) == 10 for term in terms)


def test_every_term_has_a_name(lines):
    assert all(line[1].strip() for line in lines)


def test_genes_are_unique_and_sorted(lines):
    assert [line[0] for line in lines if line[2:] != sorted(set(line[2:]))] == []


def test_no_symbol_is_empty_or_holds_a_space(lines):
    assert [symbol for line in lines for symbol in line[2:] if symbol.split() != [symbol]] == []


def test_sets_have_5_to_2500_genes(gene_sets):
    assert [term for term, symbols in gene_sets.items() if not 5 <= len(symbols) <= 2500] == []


def test_roots_are_absent(gene_sets):
    assert not {"GO:0008150", "GO:0003674", "GO:0005575", "all"} & set(gene_sets)


@pytest.mark.parametrize(("term", "name"), FOCUS.items())
def test_focus_term_is_present(lines, term, name):
    assert [line[1] for line in lines if line[0] == term] == [name]


def test_glycolysis_leaves_its_regulators_out(gene_sets):
    # 41 genes; 83 where "regulates" is followed as well.
    glycolysis = gene_sets["GO:0006096"]
    assert 38 <= len(glycolysis) <= 45
    assert {"ALDOA", "ENO1", "GAPDH", "PGK1", "PKM", "TPI1"} <= glycolysis
    assert not {"PRKAA1", "TP53"} & glycolysis


def test_carbohydrate_metabolism_holds_glycolysis_and_not_the_whole_tca_cycle(gene_sets):
    carbohydrates = gene_sets["GO:0005975"]
    assert gene_sets["GO:0006096"] <= carbohydrates
    assert not gene_sets["GO:0006099"] <= carbohydrates


def test_mitochondrial_genes_have_the_symbols_of_hgnc(gene_sets, human_symbols):
    annotated = set().union(*gene_sets.values())
    assert annotated >= MITOCHONDRIAL
    assert set(human_symbols) >= MITOCHONDRIAL
    assert not NCBI_MITOCHONDRIAL & (annotated | set(human_symbols))


def test_cyclooxygenases_are_not_taken_for_cytochrome_oxidase(gene_sets):
    # COX1 and COX2 are also aliases of PTGS1 and PTGS2.
    prostaglandin_synthase = gene_sets["GO:0001516"]
    assert {"PTGS1", "PTGS2"} <= prostaglandin_synthase
    assert not {"MT-CO1", "MT-CO2"} & prostaglandin_synthase
    respirasome = gene_sets["GO:0070469"]
    assert {"MT-CO1", "MT-CO2"} <= respirasome
    assert not {"PTGS1", "PTGS2"} & respirasome


def test_human_symbols_are_unique_and_sorted(human_symbols):
    assert human_symbols == sorted(set(human_symbols))
    assert [symbol for symbol in human_symbols if symbol.split() != [symbol]] == []


def test_no_two_human_symbols_differ_by_capitals_alone(human_symbols):
    assert len({symbol.upper() for symbol in human_symbols}) == len(human_symbols)


def test_every_annotated_gene_is_a_human_symbol(gene_sets, human_symbols):
    assert set().union(*gene_sets.values()) <= set(human_symbols)


def test_aliases_are_unique_sorted_and_in_capitals(aliases):
    names = [alias for alias, _ in aliases]
    assert names == sorted(set(names))
    assert [name for name in names if name != name.upper() or name.split() != [name]] == []


def test_aliases_lead_to_human_symbols_and_are_none_themselves(aliases, human_symbols):
    assert {symbol for _, symbol in aliases} <= set(human_symbols)
    assert {alias for alias, _ in aliases}.isdisjoint(symbol.upper() for symbol in human_symbols)


def test_aliases_of_several_genes_are_left_out(aliases):
    assert {"SEPT2", "HSP27", "CKMT1", "COX1", "COX2", "DEC1", "MARCH1"} & {alias for alias, _ in aliases} == {"MARCH1"}


def test_overrides_are_sorted_and_each_has_its_reason():
    header, *rows = (
        line.split("\t") for line in (GENE_SETS / "overrides.tsv").read_text(encoding="utf-8").splitlines()
    )
    assert header == ["gene", "symbol", "reason"]
    assert [row[0] for row in rows] == sorted({row[0] for row in rows}, key=str.upper)
    assert [row for row in rows if len(row) != 3 or not all(row)] == []


# Made again


def find_one(folder, name):
    found = sorted(folder.rglob(name))
    assert len(found) == 1, f"{folder} holds {len(found)} files named {name}, not one"
    return found[0]


def test_made_again_byte_for_byte(tmp_path):
    folder = os.environ.get("SPOTWISE_GO_SQLITE")
    if not folder:
        pytest.skip("SPOTWISE_GO_SQLITE names no folder with org.Hs.eg.sqlite and GO.sqlite")
    genes = find_one(Path(folder), "org.Hs.eg.sqlite")
    go = find_one(Path(folder), "GO.sqlite")
    make_go.make(genes, go, tmp_path)
    # `==` on the whole text would have pytest print a difference of megabytes.
    for name in ("go.gmt", "human_symbols.txt", "human_aliases.tsv"):
        same = (tmp_path / name).read_bytes() == (GENE_SETS / name).read_bytes()
        assert same, f"{name} differs from the shipped one"


# The rules, on a toy ontology:
#
#   GO:10 whole  <- part of -  GO:11 step  <- isa -  GO:12 kind of step
#                              GO:11 step  <- regulates - GO:13 control

TOY_GO = """
CREATE TABLE go_term (_id INTEGER, go_id TEXT, term TEXT, ontology TEXT);
INSERT INTO go_term VALUES (0, 'all', 'all', 'universal'), (1, 'GO:10', 'whole', 'BP'),
    (2, 'GO:11', 'step', 'BP'), (3, 'GO:12', 'kind of step', 'BP'), (4, 'GO:13', 'control', 'BP'),
    (5, 'GO:20', 'binding', 'MF'), (6, 'GO:30', 'place', 'CC');
CREATE TABLE go_obsolete (go_id TEXT, term TEXT, ontology TEXT);
INSERT INTO go_obsolete VALUES ('GO:98', 'dead', 'BP');
CREATE TABLE go_synonym (_id INTEGER, synonym TEXT, secondary TEXT, like_go_id INTEGER);
INSERT INTO go_synonym VALUES (3, 'GO:99', 'GO:99', 1), (3, 'sort of step', NULL, 0);
CREATE TABLE go_bp_parents (_id INTEGER, _parent_id INTEGER, relationship_type TEXT);
INSERT INTO go_bp_parents VALUES (1, 0, 'isa'), (2, 1, 'part of'), (3, 2, 'isa'), (4, 2, 'regulates'),
    (4, 2, 'positively regulates'), (4, 2, 'negatively regulates');
CREATE TABLE go_mf_parents (_id INTEGER, _parent_id INTEGER, relationship_type TEXT);
INSERT INTO go_mf_parents VALUES (5, 0, 'isa'), (5, 2, 'part of');
CREATE TABLE go_cc_parents (_id INTEGER, _parent_id INTEGER, relationship_type TEXT);
INSERT INTO go_cc_parents VALUES (6, 0, 'isa');
"""

TOY_GENES = """
CREATE TABLE genes (_id INTEGER, gene_id TEXT);
CREATE TABLE gene_info (_id INTEGER, gene_name TEXT, symbol TEXT);
CREATE TABLE genetype (_id INTEGER, gene_type TEXT);
CREATE TABLE alias (_id INTEGER, alias_symbol TEXT);
CREATE TABLE go_bp (_id INTEGER, go_id TEXT, evidence TEXT);
CREATE TABLE go_mf (_id INTEGER, go_id TEXT, evidence TEXT);
CREATE TABLE go_cc (_id INTEGER, go_id TEXT, evidence TEXT);
"""


@pytest.fixture
def go():
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(TOY_GO)
        yield connection


@pytest.fixture
def genes():
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(TOY_GENES)
        add_gene(connection, 1, "A1")
        yield connection


def add_gene(genes, row, symbol, entrez=None, gene_type="protein-coding"):
    genes.execute("INSERT INTO genes VALUES (?, ?)", (row, entrez or str(row)))
    genes.execute("INSERT INTO gene_info VALUES (?, 'a gene', ?)", (row, symbol))
    genes.execute("INSERT INTO genetype VALUES (?, ?)", (row, gene_type))


def annotate(genes, row, term, evidence="IDA", ontology="bp"):
    genes.execute(f"INSERT INTO go_{ontology} VALUES (?, ?, ?)", (row, term, evidence))


def test_is_a_and_part_of_are_followed(genes, go):
    annotate(genes, 1, "GO:12")
    expected = {"GO:10": {"A1"}, "GO:11": {"A1"}, "GO:12": {"A1"}}
    assert make_go.build_gene_sets(genes, go) == expected


def test_regulates_is_not_followed(genes, go):
    annotate(genes, 1, "GO:13")
    assert make_go.build_gene_sets(genes, go) == {"GO:13": {"A1"}}


def test_part_of_is_followed_into_another_ontology(genes, go):
    annotate(genes, 1, "GO:20", ontology="mf")
    expected = {"GO:10": {"A1"}, "GO:11": {"A1"}, "GO:20": {"A1"}}
    assert make_go.build_gene_sets(genes, go) == expected


def test_places_are_read_too(genes, go):
    annotate(genes, 1, "GO:30", ontology="cc")
    assert make_go.build_gene_sets(genes, go) == {"GO:30": {"A1"}}


def test_no_data_is_dropped(genes, go):
    annotate(genes, 1, "GO:10", evidence="ND")
    assert make_go.build_gene_sets(genes, go) == {}


def test_alternate_id_counts_for_the_living_term(genes, go):
    annotate(genes, 1, "GO:99")
    assert make_go.build_gene_sets(genes, go)["GO:12"] == {"A1"}


@pytest.mark.parametrize("term", ["GO:98", "GO:97", "all"])
def test_obsolete_and_unknown_terms_are_dropped(genes, go, term):
    annotate(genes, 1, term)
    assert make_go.build_gene_sets(genes, go) == {}


def test_unknown_relation_is_refused(go):
    go.execute("INSERT INTO go_bp_parents VALUES (3, 1, 'part_of')")
    with pytest.raises(ValueError, match="GO:12.*part_of"):
        make_go.read_parents(go, make_go.read_terms(go))


def test_symbols_are_those_of_protein_genes_with_an_approved_name(genes):
    add_gene(genes, 2, "MIR9", gene_type="ncRNA")
    add_gene(genes, 3, "LOC123")
    add_gene(genes, 4, "LOCAL1")
    assert make_go.read_symbols(genes) == {1: "A1", 4: "LOCAL1"}


def test_an_alias_of_one_gene_alone_that_is_no_symbol_is_used(genes):
    add_gene(genes, 2, "B1")
    add_gene(genes, 3, "MIR9", gene_type="ncRNA")
    add_gene(genes, 4, "COX3", entrez="4514")
    names = {1: ["A1", "old", "shared", "b1", "two words", "p;q"], 2: ["B1", "Shared", "rna"], 3: ["RNA", "mir-9"]}
    for row, own in (names | {4: ["COX3", "MTCO3"]}).items():
        genes.executemany("INSERT INTO alias VALUES (?, ?)", [(row, name) for name in own])
    assert make_go.read_aliases(genes, make_go.read_symbols(genes)) == {"OLD": "A1", "MTCO3": "MT-CO3"}


def test_mitochondrial_genes_are_known_by_their_entrez_id(genes):
    add_gene(genes, 2, "COX1", entrez="4512")
    add_gene(genes, 3, "COX1", entrez="5742")
    assert make_go.read_symbols(genes) == {1: "A1", 2: "MT-CO1", 3: "COX1"}


def test_gmt_is_sorted_and_holds_sets_of_5_to_2500_genes():
    sizes = {"GO:14": 2501, "GO:13": 2500, "GO:12": 5, "GO:11": 4}
    gene_sets = {term: {f"G{number}" for number in range(size)} for term, size in sizes.items()}
    lines = make_go.format_gmt(gene_sets, dict.fromkeys(sizes, "a name")).splitlines()
    assert lines[0] == "GO:12\ta name\tG0\tG1\tG2\tG3\tG4"
    assert [line[:5] for line in lines] == ["GO:12", "GO:13"]


def test_missing_database_is_an_error_and_not_made(tmp_path):
    missing = tmp_path / "GO.sqlite"
    with pytest.raises(sqlite3.OperationalError):
        make_go.open_read_only(missing)
    assert not missing.exists()
