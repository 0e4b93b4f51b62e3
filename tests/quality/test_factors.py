"""Columns of the sheet as factors: levels or numbers, by gel and by animal."""

import numpy as np
import pytest
from spotwise.quality.factors import make_factor, telling, unit_rows


def test_text_and_few_numbers_are_levels():
    factor = make_factor("batch", ["b", "a", "", "b"])
    assert (factor.levels, factor.values.tolist(), factor.numeric) == (("a", "b"), [1, 0, -1, 1], False)
    assert factor.known.tolist() == [True, True, False, True]
    assert factor.among(np.array([True, False, False, True])).tolist() == [0, 0]
    assert not make_factor("plate", ["1", "2", "3", "1"]).numeric


def test_many_numbers_and_those_of_the_model_are_numbers():
    order = make_factor("run", [*map(str, range(8)), ""])
    assert order.numeric
    assert order.known.sum() == 8
    assert make_factor("dose", ["0", "10"], numeric={"dose"}).numeric
    assert not make_factor("dose", list(map(str, range(8))), levels=["dose"]).numeric


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e999"])
def test_what_is_no_finite_number_is_a_level(text):
    assert not make_factor("x", [*map(str, range(8)), text]).numeric


def test_a_column_tells_when_it_groups():
    columns = {"same": "aaaa", "each": "abcd", "two": "abab", "none": [""] * 4}
    assert [factor.name for factor in telling(make_factor(n, list(v)) for n, v in columns.items())] == ["two"]
    assert telling([make_factor("run", list(map(str, range(8))))])


def test_a_unit_has_what_its_gels_share():
    gels = [{"batch": "a", "run": "3", "dye": "Cy3"}, {"batch": "a", "run": "6", "dye": "Cy5"}]
    assert unit_rows([gels, gels[:1]], ["batch", "run", "dye"]) == [
        {"batch": "a", "run": "4.5", "dye": ""},
        {"batch": "a", "run": "3", "dye": "Cy3"},
    ]
