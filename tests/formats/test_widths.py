"""Rows of another width than their header."""

import pytest
from spotwise.faults import InputFault
from spotwise.formats.registry import read_quantities
from spotwise.formats.widths import width_faults
from spotwise.identify.registry import read_list

HEADER = ["spot", "a", "b", ""]


def rows(*widths):
    return [(line, ["1"] * width) for line, width in enumerate(widths, 2)]


def test_a_long_row_is_a_fault_and_empty_cells_beyond_the_names_are_none():
    assert width_faults("t.csv", HEADER, [(2, ["1", "2", "3", "", " "]), (3, ["1", "2", "3"])]) == []
    (fault,) = width_faults("t.csv", HEADER, [(2, ["1", "2", "3"]), (3, ["1", "2", "3", "4"])])
    assert (fault.where, fault.found) == ("t.csv, line 3", "4 cells under 3 column names")


def test_a_short_row_is_a_fault_where_most_are_whole():
    (fault,) = width_faults("t.csv", HEADER, rows(3, 2, 3))
    assert fault.where == "t.csv, line 3"
    assert fault.found == "the row ends before its last column: 2 cells under 3 column names"
    assert width_faults("t.csv", HEADER, rows(2, 2, 3)) == []


PEPTIDES = "Sequence,Proteins,Leading razor protein,Intensity a,Intensity b"
GELS = ";;;Normalized Volume;;Volume;\n;;;A;B;A;B\n#;Anova (p);Fold;a;b;a;b\n1;0,5;1,2;10,5;20,5;1,5;2,5\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{PEPTIDES}\nPEPK,P1,P1,1,5,2,5\nPEPR,P2,P2,3,5,4,5\n", "line 2: 7 cells under 5 column names"),
        (
            f"{PEPTIDES},Reverse,id\nAK,P1,P1,10,20,,1\nCK,P2,P2,40,,2\nDK,P2,P2,40,50,,3\n",
            "line 3: the row ends before its last column: 6 cells under 7",
        ),
        ("spot,sample,volume\n1,a,1,5\n1,b,2,5\n2,a,3,5\n2,b,4,5\n", "line 2: 4 cells under 3 column names"),
        (f"{GELS}2;0,5;1,2;9;10,5;20,5;1,5;2,5\n", "line 5: 8 cells under 7 column names"),
        ("SSP,C1,C2\n0101,1,5,2,5\n", "line 2: 5 cells under 3 column names"),
        ("spot\ta\tb\n1\t10\t20\n2\t30\n3\t1\t2\n", "line 3: the row ends before its last column"),
    ],
)
def test_no_format_reads_numbers_under_other_names(tmp_path, text, said):
    path = tmp_path / "table.csv"
    path.write_text(text)
    with pytest.raises(InputFault, match=said):
        read_quantities(str(path), "auto", "normalised")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("spot,accession,gene,score,pi\n1,P1,45,5.5\n2,P2,G2,50,6.5\n", "line 2: the row ends before its last column"),
        ("prot_hit_num,prot_acc,pep_query,pep_seq\n1,P1,7,AK,3\n", "line 2: 5 cells under 4 column names"),
    ],
)
def test_lists_neither(tmp_path, text, said):
    path = tmp_path / "list.csv"
    path.write_text(text)
    with pytest.raises(InputFault, match=said):
        read_list({"path": str(path), "spot": "12"} if "prot_acc" in text else {"path": str(path)}, None)


def test_mascot_adds_the_empai_with_its_name(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("prot_hit_num,prot_acc,pep_query,pep_seq\n1,P1,7,AK,emPAI,0.5\n")
    assert read_list({"path": str(path), "spot": "12"}, None).identifications[0].accession == "P1"
