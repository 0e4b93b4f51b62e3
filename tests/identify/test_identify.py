"""Lists of identifications, and what each spot then is."""

import numpy as np
import pandas as pd
import pytest
from spotwise.faults import InputFault
from spotwise.identify.features import describe, genes_of, unmatched
from spotwise.identify.table import read_identifications

TABLE = """Spot\tAccession\tGene\tDescription\tScore\tPeptides
12\tP05065\tAldoa\tfructose-bisphosphate aldolase A\t80\t5
12\tP09117\tAldoc\tfructose-bisphosphate aldolase C\t210\t9
7\tP47942\t\tdihydropyrimidinase-related protein 2\t\t
99\tP0\tXyz\t\t1\t1
"""


@pytest.fixture
def found(tmp_path):
    path = tmp_path / "list.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return read_identifications(str(path))


def test_the_list_is_read_in_its_order(found):
    assert [one.spot for one in found] == ["12", "12", "7", "99"]
    assert found[1].numbers["score"] == 210
    assert np.isnan(found[2].numbers["score"])


def test_words_for_nothing_are_no_gene(tmp_path):
    (tmp_path / "list.tsv").write_text("spot\taccession\tgene\n1\tP1\tNA\n2\tP2\tnan\n3\tNA\tActb\n")
    found = read_identifications(str(tmp_path / "list.tsv"))
    assert [(one.accession, one.gene) for one in found] == [("P1", ""), ("P2", ""), ("", "Actb")]


def spots(*names, **columns):
    """Entries of spots; further columns of the table by name."""
    given = {"entry": names, "feature": names, "protein": "", "peptide": "", "pi": np.nan, "mr": np.nan}
    return pd.DataFrame(given | columns)


def test_the_best_score_is_primary_and_the_others_are_kept(found):
    row = describe(spots("12", "7", "5"), found).iloc[0]
    assert (row["protein"], row["gene"], row["primary_gene"]) == ("P09117;P05065", "Aldoc;Aldoa", "Aldoc")
    assert row["ambiguous"]
    assert (row["id_score"], row["n_peptides"]) == (210, 9)


def test_without_a_gene_the_accession_stands_for_it(found):
    row = describe(spots("7"), found).iloc[0]
    assert row["primary_gene"] == "P47942"
    assert not row["ambiguous"]


def test_a_spot_without_identification_has_no_gene(found):
    for entries in (spots("5"), spots("5", protein="P1", gene="Actb")):
        row = describe(entries, found).iloc[0]
        assert (row["protein"], row["gene"], row["primary_gene"]) == ("", "", "")


def test_without_a_list_the_table_says_what_spots_are():
    entries = spots("1", "2", "3", protein=["P1", "P2;P3", ""], gene=["Actb", "", ""], pi=[5.1, 6.0, np.nan])
    table = describe(entries, None)
    assert list(table["protein"]) == ["P1", "P2;P3", ""]
    assert list(table["gene"]) == ["Actb", "P2;P3", ""]
    assert list(table["primary_gene"]) == ["Actb", "P2", ""]
    assert list(table["ambiguous"]) == [False, True, False]
    assert list(table["pi"])[:2] == [5.1, 6.0]
    assert "n_peptides" not in table


PEPTIDES = pd.DataFrame(
    {
        "entry": ["AK 2", "AK 3", "CK", "DK", "EK"],
        "feature": ["P2;P1", "P2;P1", "P2;P1", "", "P09117"],
        "protein": ["P2;P1", "P2;P1", "P1;P2", "P1;P3", "P09117"],
        "peptide": ["AK", "AK", "CK", "DK", "EK"],
        "gene": ["B;A", "B;A", "A;B", "A;C", "Aldoc"],
        "description": ["beta", "beta", "alpha", "", "aldolase C"],
        "pi": np.nan,
        "mr": np.nan,
    }
)


def test_a_protein_is_what_its_peptides_say_and_counts_entries_and_sequences():
    table = describe(PEPTIDES, None)
    assert list(table["feature"]) == ["P2;P1", "P09117"]
    row = table.iloc[0]
    assert (row["protein"], row["gene"], row["primary_gene"], row["description"]) == ("P2;P1", "B;A", "B", "beta")
    assert (row["n_entries"], row["n_peptides"], row["ambiguous"]) == (3, 2, True)


def test_a_list_says_more_of_proteins_but_does_not_count_their_peptides(tmp_path):
    path = tmp_path / "list.tsv"
    path.write_text("feature\tgene\tdescription\tpeptides\nP09117\tALDOC\tzebrin\t40\n", encoding="utf-8")
    table = describe(PEPTIDES, read_identifications(str(path)))
    assert list(table["gene"]) == ["B;A", "ALDOC"]
    assert list(table["description"]) == ["beta", "zebrin"]
    assert list(table["n_peptides"]) == [2, 1]


def test_identified_spots_that_the_table_lacks_are_told(found):
    problems = unmatched(["12", "7"], {"list.tsv": found})
    assert len(problems) == 1
    assert "(99)" in problems[0].what


def test_a_cell_of_several_genes_gives_each(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("spot,gene\n1,Tuba1a; Tuba1b\n", encoding="utf-8")
    assert genes_of(read_identifications(str(path))[0]) == ["Tuba1a", "Tuba1b"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gene\tscore\nA\t1\n", "no column 'spot'"),
        ("spot\tscore\n1\t1\n", "no column 'accession' or 'gene'"),
        ("spot\tgene\n\tA\n", "line 2.*names no spot"),
        ("spot\tgene\n1\t\n", "line 2.*names no protein"),
        ("spot\tgene\tscore\n1\tA\thigh\n", "'high' is not a number"),
        ("spot\taccession\n1\tP1, P2\n", "line 2: the accession 'P1, P2' holds a comma\n    write ; between"),
        ("", "the file is empty"),
    ],
)
def test_each_fault_is_said(tmp_path, text, said):
    path = tmp_path / "list.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputFault, match=said):
        read_identifications(str(path))


def test_groups_of_several_lists_name_each_protein_once(tmp_path):
    path = tmp_path / "list.tsv"
    path.write_text("spot\taccession\tgene\tscore\n1\tP1;P2\tA;B\t9\n1\tP2\tB\t20\n1\tP3\tC\t1\n", encoding="utf-8")
    row = describe(spots("1"), read_identifications(str(path))).iloc[0]
    assert (row["protein"], row["gene"], row["primary_gene"]) == ("P2;P1;P3", "B;A;C", "B")
    assert row["ambiguous"]


@pytest.mark.parametrize(
    ("cell", "proteins"),
    [("P60711, P63261", "P60711;P63261"), ("P60711/P63261-2", "P60711;P63261-2"), ("A/B", "A/B"), ("P1; P2", "P1; P2")],
)
def test_accessions_are_parted_where_nothing_else_can_be_meant(tmp_path, cell, proteins):
    (tmp_path / "list.tsv").write_text(f"spot\taccession\n1\t{cell}\n")
    assert read_identifications(str(tmp_path / "list.tsv"))[0].accession == proteins


def test_the_best_e_value_is_primary_where_there_are_no_scores(tmp_path):
    path = tmp_path / "list.tsv"
    path.write_text("spot\taccession\tevalue\n1\tP1\t0.5\n1\tP2\t1e-9\n1\tP3\t\n", encoding="utf-8")
    assert describe(spots("1"), read_identifications(str(path))).iloc[0]["protein"] == "P2;P1;P3"
