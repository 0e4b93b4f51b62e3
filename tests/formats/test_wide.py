"""Plain wide tables."""

import math

import pytest
from spotwise.faults import InputFault
from spotwise.formats.registry import detect, read_quantities


def read(folder, text, **settings):
    path = folder / "table.tsv"
    path.write_text(text, encoding="utf-8")
    return read_quantities(str(path), settings.get("format", "auto"), "normalised")


@pytest.mark.parametrize("mark", ["\t", ";", ","])
def test_any_delimiter(tmp_path, mark):
    found = read(tmp_path, f"spot{mark}a{mark}b\n1{mark}2.5{mark}\n2{mark}NA{mark}4e3\n")
    assert (found.entries, found.samples) == (["1", "2"], ["a", "b"])
    assert found.values[0][0] == 2.5
    assert math.isnan(found.values[0][1])
    assert math.isnan(found.values[1][0])
    assert found.values[1][1] == 4000
    assert not found.normalised


def test_decimal_commas_throughout_are_read(tmp_path):
    assert read(tmp_path, "spot;a;b\n1;2,5;3\n").values == [[2.5, 3.0]]


def test_one_decimal_comma_among_points_is_a_fault(tmp_path):
    with pytest.raises(InputFault, match="line 3, column 'b'.*decimal comma"):
        read(tmp_path, "spot\ta\tb\n1\t2.5\t3.5\n2\t1.5\t3,5\n")


def test_properties_of_spots_are_kept_aside(tmp_path):
    found = read(tmp_path, "spot\tpI\tMr\ta\n1\t5.4\t42\t10\n")
    assert found.samples == ["a"]
    assert found.annotation == {"pi": ["5.4"], "mr": ["42"]}


def test_a_table_of_proteins_may_begin_with_them(tmp_path):
    found = read(tmp_path, "protein\tGene names\ta\nP1\tActb\t10\nP2\tPkm\t20\n")
    assert (found.entries, found.samples, found.peptides) == (["P1", "P2"], ["a"], False)
    assert found.annotation == {"protein": ["P1", "P2"], "gene": ["Actb", "Pkm"]}


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("id\tprotein\tpeptide\ta\np1\tP1\tAK\t1\np2\tP2\tCK\t1\n", ["p1", "p2"]),
        ("protein\tsequence\ta\nP1\tAK\t1\nP1\tCK\t1\n", ["AK", "CK"]),
        ("Sequence\tProteins\tCharge\ta\nAK\tP1\t2\t1\nAK\tP1\t3\t1\n", ["AK 2", "AK 3"]),
        ("id\tprotein\ta\np1\tP1\t1\np2\tP1\t1\n", ["p1", "p2"]),
    ],
)
def test_peptides_are_told_by_a_sequence_beside_a_protein_or_by_several_rows_of_one(tmp_path, text, entries):
    found = read(tmp_path, text)
    assert found.peptides
    assert found.entries == entries
    assert found.samples == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        "spot\tprotein\ta\np1\tP1\t1\np2\tP1\t1\n",
        "Spot No\tprotein\ta\n1\tP1\t1\n2\tP1\t1\n",
        "id\tprotein\ta\n101\tP1\t1\n102\tP1\t1\n",
        "id\tprotein\tpI\ta\np1\tP1\t5\t1\np2\tP1\t6\t1\n",
        "id\tprotein\ta\np1\tP1\t1\np2\tP2\t1\n",
        "id\tprotein\ta\np1\t\t1\np2\t\t1\n",
        "peptide\ta\nAK\t1\nCK\t1\n",
    ],
)
def test_a_charge_train_and_a_table_of_proteins_are_no_peptides(tmp_path, text):
    assert not read(tmp_path, text).peptides


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("spot\ta\n1\t2\n1\t3\n", "stands in line 2 already"),
        ("spot\ta\n\t2\n", "no number"),
        ("spot\ta\ta\n1\t2\t3\n", "two columns are called 'a'"),
        ("spot\ta\n1\tmany\n", "'many' is not a number"),
        ("spot\ta\n1\t2\t3\n", "3 cells under 2 column names"),
        ("spot\ta\n", "no row|no table"),
        ("protein\ta\nP1\t2\nP1\t3\n", "peptide 'P1' stands in line 2 already"),
    ],
)
def test_each_fault_is_said(tmp_path, text, said):
    with pytest.raises(InputFault, match=said):
        read(tmp_path, text, format="wide")


def test_a_row_that_ends_early_has_missing_values(tmp_path):
    assert math.isnan(read(tmp_path, "spot\ta\tb\n1\t2\n").values[0][1])


def test_a_real_table(data):
    path = str(data / "gel-pecten" / "pecten.csv")
    assert detect(path)[0] == "wide"
    found = read_quantities(path, "auto", "normalised")
    assert (len(found.entries), len(found.samples)) == (766, 12)
    assert found.entries[0] == "126"
    assert found.values[0][0] == 4917372


def test_a_real_table_of_ions(data):
    found = read_quantities(str(data / "search-engines" / "CustomFormat_DDA_quant_ions_test.txt"), "auto", "raw")
    assert (len(found.entries), len(found.samples)) == (8493, 6)
    assert found.peptides
    assert found.entries[0] == "NPAPPIDAVEQILPTLVR"
