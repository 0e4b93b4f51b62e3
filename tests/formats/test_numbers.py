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
    commas = [text.replace(".", ",") for text in texts]
    assert read(*commas, "0,5") == ([*numbers, 0.5], [])  # which tells that 1,125 is not 1125


@pytest.mark.parametrize(("cell", "number"), [(" 5 ", 5), ("+1.5", 1.5), (".5", 0.5), ("5.", 5), ("1e-3", 0.001)])
def test_ways_to_write_a_number(cell, number):
    assert read(cell) == ([number], [])


@pytest.mark.parametrize("cell", ["", " ", "NA", "N/A", "#N/A", "nan", "NULL", "-"])
def test_words_for_missing(cell):
    values, faults = read(cell)
    assert isnan(values[0])
    assert faults == []


@pytest.mark.parametrize(
    "cell", ["1,23.5", "12,34,567", "10 00", "1 0000", "1_000", "12%", "inf", "1e999", "٣", "--1", "."]
)
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


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1,234,567.8", "1,234", "12.5"], [1234567.8, 1234, 12.5]),
        (["1.234.567,8", "1.234", "12,5"], [1234567.8, 1234, 12.5]),
        (["1,234,567", "1,234"], [1234567, 1234]),
        (["1.234.567", "1.234", "0,5"], [1234567, 1234, 0.5]),
        (["1,234,567", "1.234"], [1234567, 1.234]),
        (["1 234", "12,5"], [1234, 12.5]),
        (["1 234,567", "2,345"], [1234.567, 2.345]),
        (["1\u202f234\u202f567", "1\u00a0234", "1 234.5"], [1234567, 1234, 1234.5]),
        (["1'234", "1’234’567.5"], [1234, 1234567.5]),
        (["-1,234.5", "+1,000.25"], [-1234.5, 1000.25]),
        (["1,234", "0,987"], [1.234, 0.987]),
        (["1.234", "0", "NA", "5.678"], [1.234, 0, None, 5.678]),  # all alike: no ratio depends on it
        (["1.234", "1e-3", "5.5"], [1.234, 0.001, 5.5]),
    ],
)
def test_marks_are_those_of_the_file(cells, numbers):
    values, faults = read(*cells)
    assert faults == []
    assert [None if isnan(value) else value for value in values] == numbers


@pytest.mark.parametrize(
    "cells",
    [
        ["1,234"],
        ["1,234", "999"],
        ["1.234", "999"],
        ["1,234", "12345"],
        ["1.234", "12345"],
        ["NA", "5", "1,234", "1.234"],
    ],
)
def test_a_number_that_nothing_tells_from_a_thousand_times_as_much_is_a_fault(cells):
    values, (fault,) = read(*cells)
    assert all(map(isnan, values))
    assert "may be 1234 or 1.234, and no other number of the file tells" in fault
    assert "column 'gel" in fault


GROUPS = [(",", "."), (".", ","), (" ", ","), ("\u202f", ","), ("'", ".")]


@given(st.lists(st.integers(0, 10**9).map(lambda n: n / 8), min_size=1), st.sampled_from(GROUPS))
def test_no_mark_ever_makes_a_number_a_thousand_times_what_it_is(numbers, marks):
    thousands, decimal = marks
    swap = str.maketrans({",": thousands, ".": decimal})
    values, faults = read(*[f"{number:,}".translate(swap) for number in numbers])
    assert values == numbers or len(faults) == 1


def test_many_faults_are_counted():
    _, faults = read(*["x"] * 20)
    assert len(faults) == 6
    assert faults[-1] == "t.tsv: 15 more cells like these | mend them alike"
