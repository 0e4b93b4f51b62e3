"""Lists of identifications, and what each spot then is."""

import numpy as np
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


def test_the_best_score_is_primary_and_the_others_are_kept(found):
    row = describe(["12", "7", "5"], {"12": 1, "7": 1, "5": 1}, found).iloc[0]
    assert (row["protein"], row["gene"], row["primary_gene"]) == ("P09117;P05065", "Aldoc;Aldoa", "Aldoc")
    assert row["ambiguous"]
    assert (row["id_score"], row["n_peptides"]) == (210, 9)


def test_without_a_gene_the_accession_stands_for_it(found):
    row = describe(["7"], {"7": 1}, found).iloc[0]
    assert row["primary_gene"] == "P47942"
    assert not row["ambiguous"]


def test_a_spot_without_identification_has_no_gene(found):
    row = describe(["5"], {"5": 1}, found).iloc[0]
    assert (row["protein"], row["gene"], row["primary_gene"]) == ("", "", "")


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
        ("", "the file is empty"),
    ],
)
def test_each_fault_is_said(tmp_path, text, said):
    path = tmp_path / "list.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputFault, match=said):
        read_identifications(str(path))
