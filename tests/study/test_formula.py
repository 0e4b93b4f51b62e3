"""The grammar of formulas, and that it means what formulaic means by it."""

import formulaic
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spotwise.design import make_design
from spotwise.study.formula import FormulaError, parse

INTERCEPT = ()


def terms(formula):
    """The terms without their order."""
    return {frozenset(term) for term in parse(formula)}


def sets(*named):
    return {frozenset(term) for term in named}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("a", sets(INTERCEPT, "a")),
        ("~ a", sets(INTERCEPT, "a")),
        ("1 + a", sets(INTERCEPT, "a")),
        ("0 + a", sets("a")),
        ("a - 1", sets("a")),
        ("-1 + a", sets("a")),
        ("a + 0", sets("a")),
        ("0 + a + 1", sets(INTERCEPT, "a")),
        ("a + a", sets(INTERCEPT, "a")),
        ("a:b", sets(INTERCEPT, "ab")),
        ("a:b + b:a", sets(INTERCEPT, "ab")),
        ("a:a", sets(INTERCEPT, "a")),
        ("a*b", sets(INTERCEPT, "a", "b", "ab")),
        ("a*b*c", sets(INTERCEPT, "a", "b", "c", "ab", "ac", "bc", "abc")),
        ("a*b:c", sets(INTERCEPT, "a", "bc", "abc")),
        ("a + b:c", sets(INTERCEPT, "a", "bc")),
        ("(a + b):c", sets(INTERCEPT, "ac", "bc")),
        ("(a + b)*c", sets(INTERCEPT, "a", "b", "c", "ac", "bc")),
        ("a*b - a", sets(INTERCEPT, "b", "ab")),
        ("a*b - (a + b)", sets(INTERCEPT, "ab")),
        ("a - a + a", sets(INTERCEPT, "a")),
        ("a + (b - a)", sets(INTERCEPT, "a", "b")),
        ("(a - a)", sets(INTERCEPT)),
    ],
)
def test_what_a_formula_means(formula, expected):
    assert terms(formula) == expected


def test_names_hold_dots_underscores_and_letters_of_any_alphabet():
    assert parse("0 + body.weight + größe_2 + _x") == [("body.weight",), ("größe_2",), ("_x",)]


def test_backticks_hold_anything_else():
    assert parse("0 + `body weight (g)` * `2nd`") == [
        ("body weight (g)",),
        ("2nd",),
        ("body weight (g)", "2nd"),
    ]


def test_lower_interactions_come_first():
    assert [len(term) for term in parse("a:b:c + a + a:b")] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "formula", ["", "a +", "a b", "a**2", "f(a)", "a.b()", "`a", "a:1", "(0 + a)", "a + 2", "+ - a"]
)
def test_what_is_no_formula(formula):
    with pytest.raises(FormulaError):
        parse(formula)


NAMES = st.sampled_from(["a", "b", "x", "`c d`"])
PARTS = st.recursive(
    NAMES,
    lambda below: st.one_of(
        st.tuples(below, st.sampled_from([" + ", ":", "*", " - "]), below).map("".join),
        below.map("({})".format),
    ),
    max_leaves=5,
)
FORMULAS = st.tuples(st.sampled_from(["", "0 + ", "1 + ", "-1 + "]), PARTS).map("".join)
UNITS = st.lists(
    st.fixed_dictionaries(
        {
            "a": st.sampled_from(["a1", "a2", "a3"]),
            "b": st.sampled_from(["b1", "b2"]),
            "c d": st.sampled_from(["one", "two"]),
            "x": st.integers(-5, 5).map(float),
        }
    ),
    min_size=6,
    max_size=24,
)


@settings(max_examples=150, deadline=None)
@given(FORMULAS, UNITS)
def test_the_design_spans_what_formulaics_model_matrix_spans(formula, units):
    design = make_design(parse(formula), units)
    ours = np.array([design.row(unit) for unit in units]).reshape(len(units), -1)
    theirs = formulaic.model_matrix(formula, pd.DataFrame(units)).to_numpy(dtype=float)
    ranks = [rank(ours), rank(theirs), rank(np.hstack([ours, theirs]))]
    assert ranks == [ranks[0]] * 3


def rank(matrix):
    return np.linalg.matrix_rank(matrix) if matrix.size else 0
