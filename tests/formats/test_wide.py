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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("spot\ta\n1\t2\n1\t3\n", "stands in line 2 already"),
        ("spot\ta\n\t2\n", "no number"),
        ("spot\ta\ta\n1\t2\t3\n", "two columns are called 'a'"),
        ("spot\ta\n1\tmany\n", "'many' is not a number"),
        ("spot\ta\n1\t2\t3\n", "3 cells under 2 column names"),
        ("spot\ta\n", "no row|no table"),
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
