"""Long tables laid out as entries x samples."""

from math import isnan

from hypothesis import given
from hypothesis import strategies as st
from spotwise.formats.pivot import empty_faults, first_rows, pivot, protein_faults, repeat_faults

ROW = st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz"), st.floats(1, 9))


def test_entries_and_samples_stand_in_the_order_of_first_appearance():
    names, runs, matrix, repeats = pivot(["b", "a", "b"], ["r2", "r1", "r1"], [1.0, 2.0, 3.0])
    assert (names, runs, repeats) == (["b", "a"], ["r2", "r1"], [])
    assert matrix[0] == [1, 3]
    assert isnan(matrix[1][0])
    assert matrix[1][1] == 2


def test_a_pair_that_stands_twice_keeps_its_first_row_and_is_told():
    names, _, matrix, repeats = pivot(["a", "a", "a"], ["r", "r", "r"], [1.0, 2.0, 3.0])
    assert matrix == [[1]]
    assert repeats == [(0, 1), (0, 2)]
    faults = repeat_faults("t.tsv", [2, 3, 4], ["a"] * 3, ["r"] * 3, repeats)
    assert [str(fault).split("\n")[0] for fault in faults] == [
        "t.tsv, line 3: 'a' of 'r' stands in line 2 already",
        "t.tsv, line 4: 'a' of 'r' stands in line 2 already",
    ]
    assert names == ["a"]


def test_nothing_makes_an_empty_table():
    assert pivot([], [], []) == ([], [], [], [])


@given(st.lists(ROW))
def test_each_row_is_a_cell_or_a_repeat(rows):
    entries, samples, values = ([row[at] for row in rows] for at in range(3))
    names, runs, matrix, repeats = pivot(entries, samples, values)
    filled = sum(not isnan(value) for line in matrix for value in line)
    assert filled + len(repeats) == len(rows)
    again = {row for _, row in repeats}
    for row, (entry, sample, value) in enumerate(rows):
        if row not in again:
            assert matrix[names.index(entry)][runs.index(sample)] == value
    assert all(rows[first][:2] == rows[row][:2] and first < row for first, row in repeats)


@given(st.lists(ROW))
def test_first_rows_are_in_order_and_name_each_entry_once(rows):
    entries = [row[0] for row in rows]
    first = first_rows(entries)
    assert first == sorted(first)
    assert [entries[row] for row in first] == list(dict.fromkeys(entries))


def test_rows_without_a_name_and_entries_of_two_proteins_are_told():
    assert [fault.where for fault in empty_faults("t", [2, 3], ["", "r"], "run")] == ["t, line 2"]
    (fault,) = protein_faults("t", [2, 3, 4], ["a", "a", "b"], ["P1", "P2", "P2"])
    assert (fault.where, fault.found) == ("t, line 3", "'a' is of 'P2' here and of 'P1' above")
