"""What an earlier run said otherwise."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.changes import COLUMNS, TABLES, changed_rows, changed_settings, in_words, lacking

SPOTS, FOCI = TABLES["differential.tsv"], TABLES["overview/focus.tsv"]
NAN = np.nan


def spots(*rows):
    return pd.DataFrame(rows, columns=["feature", "call", "p_value", "adj_p_value"])


def settings(before, now):
    table = changed_settings(before, now)
    assert list(table.columns) == list(COLUMNS)
    assert set(table["kind"]) <= {"setting"}
    return list(table[["key", "before", "now"]].itertuples(index=False, name=None))


def test_settings_that_differ_are_named_by_their_paths():
    before = {"test": {"fdr": 0.05, "robust": True}, "quantities": [{"path": "a.tsv"}], "title": "", "gone": "x"}
    now = {"test": {"fdr": 0.1, "robust": False}, "quantities": [{"path": "b.tsv"}, {"path": "c.tsv"}], "title": ""}
    assert settings(before, now) == [
        ("test.fdr", "0.05", "0.1"),
        ("test.robust", "true", "false"),
        ("quantities[1].path", "a.tsv", "b.tsv"),
        ("quantities[2].path", "", "c.tsv"),
        ("gone", "x", ""),
    ]


def test_where_the_results_go_is_no_change():
    assert settings({"outdir": "a"}, {"outdir": "b", "previous": "a"}) == []


def test_a_list_of_words_is_one_setting():
    before, now = {"a": {"focus": ["GO:1"]}, "b": [1, True]}, {"a": {"focus": ["GO:1", "GO:2"]}, "b": [1, True]}
    assert settings(before, now) == [("a.focus", "GO:1", "GO:1; GO:2")]


@pytest.mark.parametrize("empty", [None, "", []])
def test_a_key_that_a_later_version_fills_with_nothing_is_no_change(empty):
    assert settings({}, {"new": empty}) == settings({"new": empty}, {}) == []
    assert settings({"new": None}, {"new": "x"}) == [("new", "", "x")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(0.1, 0.1 * (1 + 1e-9), True), (0.1, 0.1 * (1 + 1e-7), False), (1, 1.0, True), (0, None, False)],
)
def test_numbers_are_held_against_each_other_with_a_tolerance(one, other, same):
    assert (settings({"a": one}, {"a": other}) == []) == same


def test_calls_that_changed_with_what_they_rest_on():
    before = spots(("1", "up", 0.001, 0.01), ("2", "inconclusive", 0.03, 0.09), ("4", "down", 0.01, 0.02))
    now = spots(("3", "up", 0.002, 0.02), ("2", "up", 0.02, 0.04), ("1", "up", 0.001, 0.01))
    changes, counts = changed_rows(before, now, SPOTS)
    assert list(changes.columns) == list(COLUMNS)
    assert changes["kind"].tolist() == ["call"] * 3
    assert changes[["key", "before", "now"]].to_numpy().tolist() == [
        ["3", "", "up"],
        ["2", "inconclusive", "up"],
        ["4", "down", ""],
    ]
    numbers = changes.set_index("key").loc["2", ["before_p", "now_p", "before_adj_p", "now_adj_p"]].tolist()
    assert numbers == [0.03, 0.02, 0.09, 0.04]
    assert np.isnan(changes.set_index("key").loc["3", "before_p"])
    assert counts == {"joined": 2, "only_before": 1, "only_now": 1, "changed": 1, "same_but_p": 0}


@pytest.mark.parametrize(
    ("p", "other", "moved"),
    [
        (0.2, 0.2 * (1 + 1e-9), 0),
        (0.2, 0.2 * (1 + 1e-7), 1),
        (1e-12, 2e-12, 1),
        (NAN, NAN, 0),
        (NAN, 0.2, 1),
        (0.0, 0.0, 0),
    ],
)
def test_the_same_call_with_another_p_is_counted_and_not_listed(p, other, moved):
    changes, counts = changed_rows(spots(("1", "up", p, p)), spots(("1", "up", other, other)), SPOTS)
    assert changes.empty
    assert counts["same_but_p"] == moved


def test_foci_are_joined_within_region_and_contrast():
    rows = [
        ("hippo", "drug", "actin", "supported (up)", 0.01, 0.02),
        ("cortex", "drug", "actin", "not supported", 0.9, 0.9),
    ]
    before = pd.DataFrame(rows, columns=["region", "contrast", "focus", "verdict", "p_value", "adj_p_value"])
    now = before.assign(verdict=["supported (up)", "supported (down)"]).iloc[::-1]
    changes, counts = changed_rows(before, now, FOCI)
    assert changes[["kind", "region", "contrast", "key", "before", "now"]].to_numpy().tolist() == [
        ["focus", "cortex", "drug", "actin", "not supported", "supported (down)"]
    ]
    assert (counts["joined"], counts["changed"]) == (2, 1)


@pytest.mark.parametrize("empty", ["before", "now"])
def test_an_empty_table_is_compared_too(empty):
    tables = {"before": spots(("1", "up", 0.1, 0.1)), "now": spots(("1", "up", 0.1, 0.1))}
    tables[empty] = tables[empty].iloc[:0]
    changes, counts = changed_rows(**tables, what=SPOTS)
    assert len(changes) == 1
    assert counts["joined"] == 0


def test_a_row_that_stands_twice_is_no_table_to_compare():
    with pytest.raises(ValueError, match="duplicate"):
        changed_rows(spots(("1", "up", 0.1, 0.1), ("1", "down", 0.1, 0.1)), spots(("2", "up", 0.1, 0.1)), SPOTS)


call = st.sampled_from(["up", "down", "inconclusive"])
tables = st.dictionaries(st.integers(0, 9).map(str), st.tuples(call, st.floats(0, 1)), max_size=10)


@given(tables, tables)
def test_one_run_against_the_other_mirrors_the_other_against_the_one(one, other):
    one, other = (spots(*((name, said, p, p) for name, (said, p) in rows.items())) for rows in (one, other))
    (there, count), (back, mirrored) = changed_rows(one, other, SPOTS), changed_rows(other, one, SPOTS)
    assert {tuple(row) for row in there[["key", "before", "now"]].to_numpy()} == {
        tuple(row) for row in back[["key", "now", "before"]].to_numpy()
    }
    assert [count[k] for k in ("joined", "only_before", "changed", "same_but_p")] == [
        mirrored[k] for k in ("joined", "only_now", "changed", "same_but_p")
    ]
    assert changed_rows(one, one, SPOTS)[0].empty


PATHS = [f"{r}/{c}/{n}.tsv" for n in ("differential", "genes") for r in "ab" for c in "xy"] + ["overview/focus.tsv"]


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ([], []),
        (["a/"], ["region A"]),
        (["/y/"], ["contrast Y"]),
        (["a/", "/y/"], ["region A", "contrast Y"]),
        (["a/y/"], ["a/y/differential.tsv", "a/y/genes.tsv"]),
        (["b/x/genes.tsv", "focus"], ["b/x/genes.tsv", "overview/focus.tsv"]),
        (["/"], ["region A", "region B", "overview/focus.tsv"]),
    ],
)
def test_what_the_earlier_run_lacks_is_named_once(gone, said):
    earlier = [path for path in PATHS if not any(part in f"/{path}"[path.startswith(part) :] for part in gone)]
    found = lacking(PATHS, earlier, {"a": "A", "b": "B"}, {"x": "X", "y": "Y"}, "before")
    assert [problem.what for problem in found] == [f"the earlier run has no {what}" for what in said]
    assert {(problem.stage, problem.where, problem.consequence) for problem in found} <= {
        ("changes", "before", "not compared")
    }


def test_the_line_on_the_terminal_counts_each_kind():
    changes = pd.DataFrame({"kind": ["setting", "call", "call"]})
    assert in_words("before", changes) == (
        "Changed since before: settings 1, calls of spots 2, directions of genes 0, verdicts on foci 0"
        " (overview/changes.tsv)"
    )
