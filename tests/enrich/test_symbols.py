"""From gene names to symbols: the ladder, old names, and what the shipped tables do to a whole rat genome."""

import gzip
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.enrich.gene_sets import Collection, GeneSet, read_gmt
from spotwise.enrich.symbols import Tables, known_symbols, map_symbols, proteins_and_genes
from spotwise.identify.table import Identification
from spotwise.study.symbol_tables import read_symbols

HGNC = "HGNC's symbol before"
RODENT = "symbol in the mouse or rat"
FORMER = "symbol in the mouse or rat before"
GEL = "name of the protein on gels"

OLD = {
    **dict.fromkeys(["Atp5a1>ATP5F1A", "Atp5b>ATP5F1B", "Atp5c1>ATP5F1C", "Atp5d>ATP5F1D", "Atp5f1>ATP5PB"], HGNC),
    **dict.fromkeys(["Atp5h>ATP5PD", "Atp5j>ATP5PF", "Atp5o>ATP5PO", "Pkm2>PKM", "Phb>PHB1", "Pebp>PEBP1"], HGNC),
    **dict.fromkeys(["Sept2>SEPTIN2", "Sept5>SEPTIN5", "Sept7>SEPTIN7", "Sept11>SEPTIN11", "Vil2>EZR"], HGNC),
    **dict.fromkeys(["Hnrpk>HNRNPK", "Hnrpa2b1>HNRNPA2B1", "Hnrpd>HNRNPD", "Hnrph1>HNRNPH1", "Hnrpl>HNRNPL"], HGNC),
    **dict.fromkeys(["Dars>DARS1", "Eprs>EPRS1", "Gnb2l1>RACK1", "Lamr1>RPSA", "Cugbp1>CELF1", "Ant1>SLC25A4"], HGNC),
    **dict.fromkeys(["Hspca>HSP90AA1", "Hspcb>HSP90AB1", "Tra1>HSP90B1", "Tpi>TPI1", "Gapd>GAPDH", "Ube1>UBA1"], HGNC),
    **dict.fromkeys(["Gpi1>GPI", "Fh1>FH", "G6pdx>G6PD", "Pea15a>PEA15", "Tubb5>TUBB", "Hba-a1>HBA1"], RODENT),
    **dict.fromkeys(["Hbb-b1>HBB", "Trf>TF", "Car2>CA2", "Ckmt1>CKMT1B", "Ube1x>UBA1"], RODENT),
    **dict.fromkeys(["Aldo1>ALDOA", "Ldh1>LDHA", "Hspa9a>HSPA9", "Mtap2>MAP2", "Mylc2b>MYL12B", "Arbp>RPLP0"], FORMER),
    **dict.fromkeys(["Grp78>HSPA5", "Grp75>HSPA9", "Grp94>HSP90B1", "Grp58>PDIA3", "Hsc70>HSPA8", "Hsp60>HSPD1"], GEL),
    **dict.fromkeys(["Hsp27>HSPB1", "Crmp2>DPYSL2", "Np25>TAGLN3", "Erp60>PDIA3", "Dj1>PARK7", "Pgp9.5>UCHL1"], GEL),
}
"""Names in lists of rodents' gels before 2010 or so, with the symbol today, and where each comes from."""

MITOCHONDRIAL = {
    **{"Nd1": "MT-ND1", "Nd4l": "MT-ND4L", "Cytb": "MT-CYB", "Atp6": "MT-ATP6", "Cox3": "MT-CO3"},  # NCBI
    **{"Mt-nd1": "MT-ND1", "mt-Co1": "MT-CO1", "Mt-co2": "MT-CO2", "mt-Atp8": "MT-ATP8"},  # RGD and MGI
    **{"Mtnd1": "MT-ND1", "Mtco1": "MT-CO1", "Mtco2": "MT-CO2", "Mtcyb": "MT-CYB"},  # UniProt
}


@pytest.fixture(scope="module")
def folder(root):
    return root / "resources/gene_sets"


@pytest.fixture(scope="module")
def human(folder):
    return (folder / "human_symbols.txt").read_text().split()


@pytest.fixture(scope="module")
def shipped(folder):
    lines = (folder / "human_aliases.tsv").read_text().splitlines()
    overrides = read_symbols(str(folder / "overrides.tsv"))
    return Tables(shipped=overrides, aliases=dict(line.split("\t") for line in lines))


def test_each_rung_of_the_ladder():
    known = ["ALDOA", "Aldoa", "PKM", "C1orf43", "GPI", "HSPA5", "TF"]
    tables = Tables({"MINE": "PKM"}, {"LOC1": "TF"}, {"GPI1": "GPI"}, {"GRP78": "HSPA5"})
    genes = ["Aldoa", "C1ORF43", "Gpi1", "Grp78", "LOC1", "Mine", "Pkm", "Xyz"]
    assert map_symbols(genes, known, tables) == {
        "Aldoa": ("Aldoa", "as given"),
        "C1ORF43": ("C1orf43", "upper-case"),
        "Gpi1": ("GPI", "override"),
        "Grp78": ("HSPA5", "alias"),
        "LOC1": ("TF", "ortholog"),
        "Mine": ("PKM", "override"),
        "Pkm": ("PKM", "upper-case"),
        "Xyz": ("", "unmapped"),
    }


def test_what_the_user_says_goes_before_what_is_worked_out():
    known = ["A", "B", "C", "D"]
    aside = Tables(shipped={"OLD": "C"}, aliases={"OLD": "D"})
    assert map_symbols(["old"], known, aside)["old"] == ("C", "override")
    assert map_symbols(["a"], known, Tables(orthologs={"A": "B"}))["a"] == ("B", "ortholog")
    assert map_symbols(["A"], known, Tables(orthologs={"A": "B"}))["A"] == ("A", "as given")
    both = Tables(overrides={"A": "C"}, orthologs={"A": "B"})
    assert map_symbols(["A", "a"], known, both) == {"A": ("C", "override"), "a": ("C", "override")}


def test_a_table_that_leads_to_no_symbol_is_passed_over():
    tables = Tables({"A": "X"}, {"A": "Y"}, {"B": "Z"}, {"B": "Q"})
    assert map_symbols(["A", "b"], ["A"], tables) == {"A": ("A", "as given"), "b": ("", "unmapped")}


def test_tables_lead_to_the_sets_own_spelling():
    assert map_symbols(["Grp78"], ["Hspa5"], Tables(aliases={"GRP78": "HSPA5"}))["Grp78"] == ("Hspa5", "alias")


def test_symbols_that_differ_by_case_alone_stay_apart_where_given():
    found = map_symbols(["b", "B", "bc"], ["b", "B", "Bc", "bC"])
    assert found == {"B": ("B", "as given"), "b": ("b", "as given"), "bc": ("bC", "upper-case")}
    assert map_symbols(["bc"], {"bC", "Bc"}) == map_symbols(["bc"], {"Bc", "bC"})


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        *[(name, "SEPTIN2") for name in ("2-Sep", "Sep-02", "02-Sep", "2023-09-02", "2023-09-02 00:00:00", "9/2/2023")],
        *[("2-Sep-23", "SEPTIN2"), ("02.09.2023", "SEPTIN2"), ("2. Sep", "SEPTIN2"), ("September 2", "SEPTIN2")],
        *[
            ("Mar-03", "MARCHF3"),
            ("3-Mrz", "MARCHF3"),
            ("15-Sep", "SELENOF"),
            ("Dec-01", "DELEC1"),
            ("1-Dez", "DELEC1"),
        ],
    ],
)
def test_a_date_is_mended_where_one_gene_alone_can_be_meant(name, symbol):
    known = ["SEPTIN2", "MARCHF1", "MTARC1", "MARCHF3", "SELENOF", "DELEC1", "SEPTIN3", "MARCHF9"]
    assert map_symbols([name], known)[name] == (symbol, "override")


@pytest.mark.parametrize(
    "name", ["Mar-01", "1-Mar", "2-Mar", "2023-03-01", "3/9/2023", "Oct-04", "13-Sep", "0", "Sep-0"]
)
def test_a_date_is_never_guessed(name):
    known = ["MARCHF1", "MTARC1", "MARCHF2", "MTARC2", "SEPTIN3", "MARCHF9", "SEPTIN13", "SEPTIN10"]
    assert map_symbols([name], known)[name] == ("", "unmapped")


def test_a_name_that_is_a_symbol_is_no_date(shipped, human):
    assert map_symbols(["Sep-02"], ["Sep-02"])["Sep-02"] == ("Sep-02", "as given")
    assert map_symbols(["Sept2", "March3"], human, shipped) == {
        "March3": ("MARCHF3", "alias"),
        "Sept2": ("SEPTIN2", "override"),
    }


def test_there_are_62_old_names():
    assert len(OLD) == 62


@pytest.mark.parametrize("pair", OLD)
def test_an_old_name_is_mapped_right(pair, human, shipped):
    name, symbol = pair.split(">")
    found = map_symbols([name, name.upper(), name.lower()], human, shipped)
    assert {symbol for symbol, _ in found.values()} == {symbol}
    assert found[name][1] in ("override", "alias")


@pytest.mark.parametrize(("name", "symbol"), MITOCHONDRIAL.items())
def test_mitochondrial_genes_under_any_of_their_names(name, symbol, human, shipped):
    assert map_symbols([name], human, shipped)[name][0] == symbol


@pytest.mark.parametrize("name", ["Cox1", "Cox2", "Prx2", "Mor1", "Hop", "Gdh"])
def test_names_of_several_genes_are_left_out(name, human, shipped):
    assert map_symbols([name], human, shipped)[name] == ("", "unmapped")


def test_a_gene_that_an_override_speaks_of_is_no_human_symbol(human, shipped):
    assert {symbol.upper() for symbol in human}.isdisjoint(shipped.shipped)
    assert set(shipped.shipped.values()) <= set(human)


def test_rat_genes_against_their_orthologs(data, human, shipped):
    orthologs = {}
    with gzip.open(data / "orthologs/human_rat_hcop_support3.tsv.gz", "rt") as file:
        for line in file:
            symbol, rat = line.split()
            orthologs.setdefault(rat, set()).add(symbol)
    found = map_symbols(orthologs, human, shipped)
    verdict = {gene: "right" if s in orthologs[gene] else "wrong" if s else "missing" for gene, (s, _) in found.items()}
    share = {kind: count / len(orthologs) for kind, count in Counter(verdict.values()).items()}
    assert len(orthologs) == 17_833
    assert share == pytest.approx({"right": 0.9070, "wrong": 0.0037, "missing": 0.0893}, abs=0.0002)
    lone = [gene for gene, (_, route) in found.items() if route in ("alias", "override")]
    assert sum(verdict[gene] == "right" for gene in lone) > 3 * sum(verdict[gene] == "wrong" for gene in lone)


def test_human_and_mouse_lists_meet_human_and_mouse_sets(folder, human, shipped):
    go = {one.id: one for one in read_gmt(folder / "go.gmt")}["GO:0006096"]
    man = Collection("go", [go], [])
    mouse = Collection("mouse", [GeneSet("G", "", "mouse", tuple(gene.capitalize() for gene in go.genes))], [])
    genes = {"human": ["PKM", "GPI", "HSPA5"], "mouse": ["Pkm", "Gpi1", "Grp78"]}
    routes = {
        ("human", "go"): ["as given", "as given", "as given"],
        ("mouse", "go"): ["upper-case", "override", "alias"],
        ("human", "mouse"): ["upper-case", "upper-case", "as given"],
        ("mouse", "mouse"): ["as given", "override", "alias"],
    }
    for species, names in genes.items():
        for collection in (man, mouse):
            found = map_symbols(names, known_symbols([collection], human), shipped)
            assert [found[name][1] for name in names] == routes[species, collection.name]
            hits = [found[name][0] in collection.sets[0].genes for name in names]
            assert hits == [True, True, False]  # HSPA5 is in no set, and known all the same


@given(st.lists(st.text(max_size=8), max_size=20), st.sets(st.text(min_size=1, max_size=5), max_size=20))
def test_every_gene_has_a_route_and_a_known_symbol_or_none(genes, known):
    found = map_symbols(genes, known)
    assert list(found) == sorted(set(genes))
    for symbol, route in found.values():
        assert symbol in known if symbol else route == "unmapped"


def identification(accession, gene):
    return Identification(1, "1", accession, gene, "", {})


def test_genes_come_with_their_proteins_from_lists_and_from_tables():
    found = [identification("P2", "Pkm"), identification("P1", "Actb;Actg1"), identification("P9", "")]
    features = pd.DataFrame({"gene": ["Pkm;Eno1", "", "Gapdh"], "protein": ["P2;P3", "", "P4"]})
    assert proteins_and_genes(found, [features]) == [
        *[("P1", "Actb"), ("P1", "Actg1"), ("P2;P3", "Eno1"), ("P4", "Gapdh"), ("P9", "P9"), ("P2", "Pkm")],
    ]
