"""Numbers as they stand in tables."""

from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.formats.numbers import read_numbers

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def read(*cells):
    """Values and faults of one row."""
    names = [f"gel {number}" for number in range(1, len(cells) + 1)]
    values, faults = read_numbers("t.tsv", names, [(7, cells)])
    return values[0], [str(fault).replace("\n    ", " | ") for fault in faults]


@given(st.lists(FINITE, min_size=1))
def test_numbers_are_read_to_the_last_bit_with_either_decimal_mark(numbers):
    texts = [repr(number) for number in numbers]
    assert read(*texts) == (numbers, [])
    assert read(*[text.replace(".", ",") for text in texts]) == (numbers, [])


@pytest.mark.parametrize(("cell", "number"), [(" 5 ", 5), ("+1.5", 1.5), (".5", 0.5), ("5.", 5), ("1e-3", 0.001)])
def test_ways_to_write_a_number(cell, number):
    assert read(cell) == ([number], [])


@pytest.mark.parametrize("cell", ["", " ", "NA", "N/A", "#N/A", "nan", "NULL", "-"])
def test_words_for_missing(cell):
    values, faults = read(cell)
    assert isnan(values[0])
    assert faults == []


@pytest.mark.parametrize("cell", ["1,234.5", "1.234,5", "1 000", "1_000", "12%", "inf", "1e999", "٣", "--1", "."])
def test_what_is_no_number_is_named_with_its_place(cell):
    values, faults = read(cell, "1.5", "2.5", "3.5")
    assert isnan(values[0])
    assert faults == [
        f"t.tsv, line 7, column 'gel 1': '{cell}' is not a number"
        " | write a number, or leave the cell empty where it is missing"
    ]


def test_thousands_are_told_by_the_mark_that_the_file_uses():
    assert read("1,234", "1.5", "2.5")[1] == [
        "t.tsv, line 7, column 'gel 1': '1,234' has a decimal comma in a file of decimal points"
        " | write a decimal point; thousands take no mark"
    ]


def test_many_faults_are_counted():
    _, faults = read(*["x"] * 20)
    assert len(faults) == 6
    assert faults[-1] == "t.tsv: 15 more cells like these | mend them alike"
