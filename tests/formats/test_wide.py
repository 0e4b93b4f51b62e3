"""Plain wide tables."""

import math

import pytest
from spotwise.faults import InputFault
from spotwise.formats.registry import detect, read_quantities


def read(folder, text, **settings):
    path = folder / "table.tsv"
    path.write_text(text, encoding="utf-8")
    known, orientation = settings.get("known", ()), settings.get("orientation", "samples_in_columns")
    return read_quantities(str(path), settings.get("format", "auto"), "normalised", known, orientation)


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


def test_columns_of_text_are_kept_aside_and_said(tmp_path):
    found = read(tmp_path, "spot\ta\tNote\tb\n1\t2\tweak\t3\n2\tNA\t\t4\n")
    assert (found.samples, found.aside) == (["a", "b"], ["Note"])
    assert found.findings == [("columns 'Note' hold text and no number", "they are kept aside")]


def test_one_word_among_numbers_is_a_fault_all_the_same(tmp_path):
    with pytest.raises(InputFault, match="column 'a': 'weak' is not a number"):
        read(tmp_path, "spot\ta\tb\n1\tweak\t3\n2\t1.5\t4\n")


def test_names_of_spots_and_samples_as_labs_have_them(tmp_path):
    found = read(tmp_path, "spot\t1-a\t2 b\t#3\nsp|P1|A--B\t1\tNA\t2\nNA\t3\t4\t5\n--\t1\t2\t3\n")
    assert found.entries == ["sp|P1|A--B", "NA", "--"]
    assert found.samples == ["1-a", "2 b", "#3"]


def test_empty_columns_between_and_behind_and_empty_rows_below(tmp_path):
    text = "spot;a;;b;;\n1;2;;3;;\n" + ";;;;;\n" * 1000
    assert read(tmp_path, text).samples == ["a", "b"]
    assert read(tmp_path, text).values == [[2, 3]]


def test_a_header_as_r_writes_it(tmp_path):
    quoted = read(tmp_path, '"","a","b"\n"s1",1,2\n"s2",3,4\n')
    shorter = read(tmp_path, "a\tb\ns1\t1\t2\ns2\t3\t4\n", known={"a", "b"})
    for found in (quoted, shorter):
        assert (found.entries, found.samples, found.findings) == (["s1", "s2"], ["a", "b"], [])
        assert found.values == [[1, 2], [3, 4]]


def test_a_table_without_a_column_of_spots_has_row_numbers_for_names(tmp_path):
    found = read(tmp_path, "a\tb\n5.5\t2\n5.5\t4\n", known={"a", "b"})
    assert (found.entries, found.samples, found.lines) == (["1", "2"], ["a", "b"], [2, 3])
    assert found.values == [[5.5, 2], [5.5, 4]]
    assert found.findings[0][0] == "no column names the spots: the first is a sample of the sheet"


def test_a_header_without_one_of_its_columns_is_a_fault(tmp_path):
    with pytest.raises(InputFault, match="3 cells under 2 column names"):
        read(tmp_path, "spot\ta\n1\t2\t3\n2\t2\t3\n", known={"a"})


def test_samples_in_rows(tmp_path):
    text = "sample\ts1\tgroup\ts2\nS:\\x\\a.raw\t1.5\tdrug\tNA\nb\t3\tcontrol\t4\n"
    found = read(tmp_path, text, known={"a", "b"}, orientation="samples_in_rows")
    assert (found.entries, found.samples) == (["s1", "s2"], ["a", "b"])
    assert found.values[0] == [1.5, 3]
    assert math.isnan(found.values[1][0])
    assert found.aside == ["group"]


def test_faults_of_samples_in_rows_have_their_places(tmp_path):
    text = "sample\ts1\ts2\na\t1\tmany\n\t3\t4\n"
    with pytest.raises(InputFault) as caught:
        read(tmp_path, text, orientation="samples_in_rows")
    said = [str(fault).split("table.tsv, ")[1].split("\n")[0] for fault in caught.value.faults]
    assert said == ["line 3: the row names no sample", "line 2, column 's2': 'many' is not a number"]
    with pytest.raises(InputFault, match="spot 's1' stands in line 1 already"):
        read(tmp_path, "sample\ts1\ts1\na\t1\t2\n", orientation="samples_in_rows")


def test_thousands_marks_and_windows_paths(tmp_path):
    found = read(tmp_path, "spot;S:\\x\\a.raw;b\n1;1.234.567,5;1.234\n2;12,5;7\n", known={"a", "b"})
    assert found.values == [[1234567.5, 1234], [12.5, 7]]
    assert found.samples == ["a", "b"]


def test_two_columns_of_one_name_are_a_fault_where_the_sheet_has_it(tmp_path):
    text = "spot\ta\tFold\tFold\n1\t2\t3\t4\n"
    assert read(tmp_path, text, known={"a"}).samples == ["a", "Fold", "Fold"]
    with pytest.raises(InputFault, match="two columns are called 'Fold'"):
        read(tmp_path, text, known={"Fold"})


def test_the_format_and_the_reason_are_kept(tmp_path):
    found = read(tmp_path, "spot\ta\n1\t2\n")
    assert (found.format, found.format_reason) == ("wide", "its first line names columns, the first of them too")
    assert read(tmp_path, "spot\ta\n1\t2\n", format="wide").format_reason == "the configuration says so"


def test_a_table_that_begins_with_genes_is_named_by_its_proteins(tmp_path):
    found = read(tmp_path, "Gene names\tProtein IDs\tMajority protein IDs\ta\nActb\tP1;P2\tP1\t1\nActb\tP3\tP3\t2\n")
    assert (found.entries, found.samples, found.peptides) == (["P1", "P3"], ["a"], False)
    assert found.annotation == {"gene": ["Actb", "Actb"], "protein": ["P1", "P3"]}


def test_a_last_sample_that_is_empty_throughout_moves_no_other(tmp_path):
    found = read(tmp_path, "a\tb\tc\n101\t10\t20\t\n102\t30\t40\t\n", known={"a", "b", "c"})
    assert (found.entries, found.samples) == (["101", "102"], ["a", "b", "c"])
    assert [row[:2] for row in found.values] == [[10, 20], [30, 40]]
    with pytest.raises(InputFault, match="line 3: the row ends before its last column"):
        read(tmp_path, "a\tb\tc\n101\t10\t20\t\n102\t10\t20\n", known={"a", "b", "c"})


def test_a_first_column_without_a_name_is_told_where_the_sheet_does_not_help(tmp_path):
    for known in ((), {"b", "c"}):
        with pytest.raises(InputFault, match="first column of spots lacks its name, as in tables that R writes"):
            read(tmp_path, "a\tb\tc\n101\t10\t20\t3\n102\t10\t20\t4\n", known=known)
    assert read(tmp_path, "spot\ta\n1\t2\t\n2\t3\t\n").values == [[2], [3]]


@pytest.mark.parametrize(
    ("text", "line", "known"),
    [
        ("\tctrl\tdrug\nspot\ta\tb\n1\t5\t6\n2\t5\t6\n", 2, {"a", "b"}),
        ("spot\ta\tb\n\tvol\tvol\n1\t5\t6\n2\t5\t6\n", 2, {"a", "b"}),
    ],
)
def test_a_second_header_row(tmp_path, text, line, known):
    with pytest.raises(InputFault, match=f"line {line}: a second row of names stands here") as told:
        read(tmp_path, text, known=known, format="wide")
    assert len(told.value.faults) == 1


def test_columns_beside_the_sheets_stop_nothing_and_tell_no_notation(tmp_path):
    found = read(tmp_path, "spot\ta\tremark\tb\n1\t10.5\t3\t20\n2\t1\tgood\t2\n", known={"a", "b"})
    assert (found.samples, found.aside) == (["a", "b"], ["remark"])
    assert found.values == [[10.5, 20], [1, 2]]
    assert found.findings[0][0].startswith("columns 'remark' are not in the sheet, and not all")
    with pytest.raises(InputFault, match="may be 1234 or 1.234"):
        read(tmp_path, "spot;a;b;p\n1;1.234;845;0.05\n2;12.345;2.345;0.01\n", known={"a", "b"})


def test_points_before_three_digits_throughout_are_told(tmp_path):
    found = read(tmp_path, "spot;a;b\n1;1.234;5.678\n2;12.345;2.345\n")
    assert found.values[0] == [1.234, 5.678]
    assert found.findings == [
        (
            "every number with a point has exactly three digits behind it",
            "points are taken for decimal ones; write numbers without them if they part thousands",
        )
    ]
    assert read(tmp_path, "spot;a;b\n1;1.234;5.67\n").findings == []


def test_columns_of_properties_are_told_where_no_sheet_says_which_are_gels(tmp_path):
    text = "spot\tX\tY\tZ\n1\t10.5\t20\t1\n2\t3\t4\t1\n"
    assert read(tmp_path, text).findings[0][0].startswith("columns 'X', 'Y' are taken for properties")
    assert read(tmp_path, text, known={"Z"}).findings == []
