"""The first table of a paper: which spots stand in it, in which order, and with what fold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.report import words
from spotwise.table1 import CALLED, signed_fold, table1
from spotwise.tables import COLUMNS, TEXT, read_table, write_table


def table(kind, rows):
    """A hand-over table as it is read."""
    columns = COLUMNS[kind]
    filled = [{c: row.get(c, "" if holds == TEXT else np.nan) for c, holds in columns.items()} for row in rows]
    return pd.DataFrame(filled, columns=list(columns))


def made(*spots):
    """The table of spots given as (call, log2 fold, p), numbered from 1."""
    tests = [
        {"feature": str(at), "call": call, "log2fc": log2fc, "ci_low": log2fc - 1, "ci_high": log2fc + 1, "p_value": p}
        for at, (call, log2fc, p) in enumerate(spots, 1)
    ]
    features = [{"feature": str(at)} for at in range(1, len(spots) + 1)]
    return table1(table("differential", tests), table("features", features))


def test_called_spots_stand_in_two_blocks_each_by_p():
    found = made(
        ("down", -1, 0.002), ("up", 1, 0.01), ("inconclusive", 1, 0.2), ("up", 1, 0.001), ("down", -1, 0.001),
        ("unchanged", 0, 0.9), ("not_testable", np.nan, np.nan), ("up", 1, 0.01),
    )  # fmt: skip
    assert list(found["spot"]) == ["4", "2", "8", "5", "1"]
    assert list(found["call"]) == ["up", "up", "up", "down", "down"]
    assert list(found.columns) == list(COLUMNS["table1"])


def test_the_calls_are_those_of_the_report():
    assert CALLED == words.CALLED


def test_a_row_is_what_a_paper_prints():
    tests = table("differential", [
        {"feature": "7", "call": "down", "log2fc": -1, "ci_low": -2, "ci_high": 0.5, "p_value": 1e-3,
         "adj_p_value": 2e-3, "n_test": 6, "n_reference": 5},
    ])  # fmt: skip
    features = table("features", [
        {"feature": "7", "protein": "P1;P2", "gene": "Actb;Actg1", "description": "actin, cytoplasmic 1",
         "id_score": 204, "n_peptides": 6, "coverage": 61, "pi": 5.3, "mr": 42, "pi_theoretical": 5.29,
         "mr_theoretical": 41.7},
    ])  # fmt: skip
    assert table1(tests, features).dropna(axis=1).to_dict("records") == [
        {"spot": "7", "accession": "P1;P2", "gene": "Actb;Actg1", "protein": "actin, cytoplasmic 1", "score": 204,
         "peptides": 6, "coverage": 61, "pi": 5.3, "mr": 42, "pi_theoretical": 5.29, "mr_theoretical": 41.7,
         "fold": -2, "fold_low": -4, "fold_high": 2**0.5, "p_value": 1e-3, "adj_p_value": 2e-3, "n_test": 6,
         "n_reference": 5, "call": "down"},
    ]  # fmt: skip


def test_what_one_arm_alone_shows_has_no_fold_and_follows_by_its_presence():
    tests = table("differential", [
        {"feature": "1", "call": "only_in_reference", "presence_p": 0.001},
        {"feature": "2", "call": "only_in_test", "presence_p": 0.002},
        {"feature": "3", "call": "only_in_test", "presence_p": 0.001},
        {"feature": "4", "call": "down", "log2fc": -1, "p_value": 0.04},
    ])  # fmt: skip
    found = table1(tests, table("features", [{"feature": name} for name in "1234"]))
    assert list(found["spot"]) == ["4", "3", "2", "1"]
    assert found["fold"].isna().to_list() == [False, True, True, True]
    assert list(found["presence_p"][1:]) == [0.001, 0.002, 0.001]


def test_several_contrasts_at_once_have_a_call_and_no_fold():
    found = made(("changed", np.nan, 0.01), ("inconclusive", np.nan, 0.3))
    assert list(found["call"]) == ["changed"]
    assert found[["fold", "fold_low", "fold_high"]].isna().all(axis=None)


@pytest.mark.parametrize("spots", [[], [("inconclusive", 1, 0.2)]])
def test_without_a_call_the_table_has_its_columns_and_no_rows(spots, tmp_path):
    write_table(tmp_path / "table1.tsv", made(*spots), "table1")
    back = read_table(tmp_path / "table1.tsv", "table1")
    assert list(back.columns) == list(COLUMNS["table1"])
    assert len(back) == 0


def test_numbers_are_written_in_full(tmp_path):
    found = made(("up", 0.1 + 0.2, 1 / 3))
    write_table(tmp_path / "table1.tsv", found, "table1")
    back = read_table(tmp_path / "table1.tsv", "table1")
    assert list(back["fold"]) == list(found["fold"]) == [2 ** (0.1 + 0.2)]
    assert list(back["p_value"]) == [1 / 3]


def test_tables_of_other_spots_are_refused():
    with pytest.raises(ValueError, match="same spots"):
        table1(table("differential", [{"feature": "1"}]), table("features", [{"feature": "2"}]))


@given(st.floats(-30, 30), st.floats(-30, 30))
def test_folds_keep_sign_size_and_order(one, other):
    first, second = signed_fold(np.array([one, other]))
    assert abs(first) >= 1
    assert np.log2(abs(first)) == pytest.approx(abs(one), abs=1e-12)
    assert (first < 0) == (one < 0)
    if one <= other:
        assert first <= second


def test_a_fold_beyond_all_numbers_is_infinite_and_a_missing_one_missing():
    np.testing.assert_array_equal(signed_fold(np.array([-2000, 2000, np.nan])), [-np.inf, np.inf, np.nan])
