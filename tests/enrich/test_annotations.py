"""GAF and OBO: what is annotated, to terms that live, and to all above them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.enrich.annotations import (
    Ontology,
    ancestors,
    annotated_sets,
    as_gmt,
    read_annotations,
    read_ontology,
)
from spotwise.enrich.gene_sets import read_gmt
from spotwise.faults import InputFault

OBO = """format-version: 1.2
ontology: go

[Term]
id: GO:10
name: whole
namespace: biological_process

[Term]
id: GO:11
name: step
alt_id: GO:91
alt_id: GO:92
relationship: part_of GO:10 ! whole

[Term]
id: GO:12
name: kind of step
is_a: GO:11 ! step

[Term]
id: GO:13
name: control
is_a: GO:14 ! everything
relationship: regulates GO:11 {source="x"} ! step
relationship: has_part GO:12

[Term]
id: GO:14
name: everything

[Term]
id: GO:80
name: obsolete sort of step
is_obsolete: true
replaced_by: GO:81

[Term]
id: GO:81
name: obsolete variety of step
is_obsolete: true
replaced_by: GO:91

[Term]
id: GO:82
name: obsolete thing
is_obsolete: true
consider: GO:10

[Term]
id: GO:83
name: obsolete circle
is_obsolete: true
replaced_by: GO:84

[Term]
id: GO:84
name: obsolete other half
is_obsolete: true
replaced_by: GO:83

[Typedef]
id: part_of
name: part of
"""


def row(symbol, term, qualifier="involved_in", evidence="IDA"):
    cells = ["RGD", "1", symbol, qualifier, term, "PMID:1", evidence, "", "P", "a gene", "", "protein", "taxon:10116"]
    return "\t".join([*cells, "20240101", "RGD", "", ""]) + "\n"


def gaf(*rows):
    return "!gaf-version: 2.2\n!generated-by: RGD\n" + "".join(rows)


@pytest.fixture(scope="module")
def ontology():
    return read_ontology(OBO, "go.obo")


def sets_of(ontology, *rows, drop=()):
    sets, problems = annotated_sets(read_annotations(gaf(*rows), "rat.gaf", drop), ontology, "rat")
    return {one.id: one.genes for one in sets}, problems


def test_is_a_and_part_of_are_followed_and_nothing_else(ontology):
    found, problems = sets_of(ontology, row("Pkm", "GO:12"), row("Gck", "GO:13"))
    assert found == {"GO:10": ("Pkm",), "GO:11": ("Pkm",), "GO:12": ("Pkm",), "GO:13": ("Gck",), "GO:14": ("Gck",)}
    assert problems == []


def test_not_and_no_data_are_left_out(ontology):
    rows = [row("A", "GO:12", "NOT|involved_in"), row("B", "GO:12", "NOT"), row("C", "GO:12", evidence="ND")]
    found, _ = sets_of(ontology, *rows, row("D", "GO:12", "contributes_to"), row("E", "GO:12", ""))
    assert found["GO:12"] == ("D", "E")


def test_evidence_can_be_left_out(ontology):
    rows = [row("A", "GO:14", evidence="IEA"), row("B", "GO:14")]
    assert sets_of(ontology, *rows, drop=["IEA"])[0] == {"GO:14": ("B",)}


@pytest.mark.parametrize("term", ["GO:91", "GO:92", "GO:80", "GO:81"])
def test_merged_and_replaced_terms_count_for_the_living_one(ontology, term):
    found, problems = sets_of(ontology, row("Pkm", term))
    assert found == {"GO:10": ("Pkm",), "GO:11": ("Pkm",)}
    assert problems == []


def test_terms_without_a_successor_are_left_out_and_named(ontology):
    rows = [row("A", term) for term in ("GO:82", "GO:82", "GO:99", "GO:83")]
    found, problems = sets_of(ontology, *rows, row("B", "GO:14"))
    assert found == {"GO:14": ("B",)}
    assert [problem.what for problem in problems] == [
        "4 annotations name terms that are no longer there: 'GO:82', 'GO:83', 'GO:99'"
    ]


def test_the_sets_survive_a_gmt_file(ontology, tmp_path):
    sets, _ = annotated_sets(read_annotations(gaf(row("NA", "GO:12"), row("A", "GO:12")), "x"), ontology, "rat")
    (tmp_path / "rat.gmt").write_text(as_gmt(sets))
    assert read_gmt(tmp_path / "rat.gmt") == sets
    assert [one.name for one in sets] == ["whole", "step", "kind of step"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (gaf(), "rat.gaf: the file holds no annotation"),
        (gaf("RGD\t1\tA\n"), "rat.gaf, line 3: 3 columns, and a GAF file has at least 15"),
        (gaf(row("", "GO:12")), "rat.gaf, line 3: the row names no gene or no term"),
        ("<html>\n", "rat.gaf, line 1: 1 columns"),
    ],
)
def test_annotations_at_fault_are_told(text, found):
    with pytest.raises(InputFault, match=found):
        read_annotations(text, "rat.gaf")


@pytest.mark.parametrize(
    "text", ["<html>", "nothing of the kind\n", "[Term]\nname: no id\n", "[Term]\nid: GO:1\nname: a\n"]
)
def test_an_ontology_that_is_none_is_told(text):
    with pytest.raises(InputFault, match=r"go\.obo: .*ontology"):
        read_ontology(text, "go.obo")


def test_annotations_of_another_ontology_are_told(ontology):
    with pytest.raises(InputFault, match=r"gene sets rat: none of its terms \('MP:1'\) is in the ontology"):
        sets_of(ontology, row("A", "MP:1"))


@given(st.sets(st.tuples(st.integers(1, 9), st.integers(0, 8)).filter(lambda edge: edge[0] > edge[1])), st.data())
def test_a_set_holds_the_genes_of_every_set_below_it(edges, data):
    parents = {}
    for child, parent in edges:
        parents.setdefault(str(child), set()).add(str(parent))
    names = {str(at): f"term {at}" for at in range(10)}
    pairs = data.draw(
        st.dictionaries(st.tuples(st.sampled_from(sorted(names)), st.sampled_from("ABC")), st.just(1), min_size=1)
    )
    sets, _ = annotated_sets(pairs, Ontology(names, parents, {}), "c")
    genes = {one.id: set(one.genes) for one in sets}
    for child, above in parents.items():
        for parent in above:
            assert genes.get(child, set()) <= genes.get(parent, set())
    for term, found in genes.items():
        assert found == {gene for below, gene in pairs if term in ancestors(below, parents)}
