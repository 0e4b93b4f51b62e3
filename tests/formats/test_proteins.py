"""The proteins that rows name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.formats.proteins import CONTAMINANT, DECOY, accessions, marked, protein_groups


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("P60711", "P60711"),
        ("sp|P60711|ACTB_RAT", "P60711"),
        ("tr|A0A0G2K3K2|A0A0G2K3K2_RAT; sp|P60711|ACTB_RAT", "A0A0G2K3K2;P60711"),
        ("Q06830ups|PRDX1_HUMAN_UPS", "Q06830ups"),
        ("CON__P00761;CON__P00761", "CON__P00761"),
        ("sp|Cont_P00883|ALDOA_RABIT", "Cont_P00883"),
        ("gi|4501885", "gi|4501885"),
        ("gi|4501885|ref|NP_001092.1|", "gi|4501885|ref|NP_001092.1|"),
        ("", ""),
        (" ; ", ""),
    ],
)
def test_accessions(cell, expected):
    assert accessions(cell) == expected


def test_rows_are_marked_by_flags_or_where_they_name_nothing_else():
    cells = ["CON__A;P1", "CON__A", "P1", "P1", ""]
    assert marked(cells, ["", "", "+", "FALSE", ""], CONTAMINANT) == [False, True, True, False, False]


def test_without_flags_rows_are_marked_that_name_any():
    cells = ["sp|Cont_P1|A;P2", "P2", "contam_P3", "", "REV__P1"]
    assert marked(cells, None, CONTAMINANT) == [True, False, True, False, False]
    assert marked(cells, None, DECOY) == [False, False, False, False, True]


@pytest.mark.parametrize(
    ("cells", "unique"),
    [
        (["P1", "P1;P2", "P2"], [True, False, True]),
        (["P3;P4", "P3;P4", "P4;P3"], [True, True, True]),  # nothing tells them apart
        (["P1", "P1;P2"], [True, False]),
        (["P1;P2", "P2;P3"], [False, False]),
        (["A;B", "A;B", "A;B;C"], [True, True, False]),  # A and B one group, C shares its only entry
        (["", "P1", ";"], [False, True, False]),
        (["P1; P2", "P1;P2"], [True, True]),
        ([], []),
    ],
)
def test_entries_of_one_group_only(cells, unique):
    assert [group >= 0 for group in protein_groups(cells)[1]] == unique


def test_groups_are_numbered_as_they_come():
    names, group = protein_groups(["B;A", "C", "A;B", "C;D", "", "D"])
    assert names == ["B;A", "C", "D"]
    assert group == [0, 1, 0, -1, -1, 2]


@given(st.lists(st.lists(st.sampled_from("ABCDE"), unique=True).map(";".join), max_size=12))
def test_no_protein_stands_in_two_groups_and_each_entry_is_of_a_group_it_names(cells):
    names, group = protein_groups(cells)
    named = [protein for name in names for protein in name.split(";")]
    assert len(named) == len(set(named))
    for cell, number in zip(cells, group, strict=True):
        assert number < 0 or set(cell.split(";")) == set(names[number].split(";"))
