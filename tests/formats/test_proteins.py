"""The proteins that rows name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.formats.proteins import CONTAMINANT, DECOY, accessions, are_accessions, marked, protein_groups


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


@pytest.mark.parametrize(
    "prefix",
    [
        "CON__",
        "con__",
        "CON_",
        "cont_",
        "Cont_",
        "CONT_",
        "contam_",
        "CONTAM_",
        "contaminant_",
        "CONTAMINANT_",
        "cRAP-",
        "cRAP_",
        "crap-",
    ],
)
@pytest.mark.parametrize("name", ["P02769", "sp|P02769|ALBU_BOVIN"])
def test_marks_of_contaminants(prefix, name):
    assert CONTAMINANT.match(prefix + name)
    assert CONTAMINANT.match(f"sp|{prefix}{name}")
    assert CONTAMINANT.sub("", prefix + name) == name


@pytest.mark.parametrize(
    "prefix",
    [
        "REV__",
        "rev_",
        "Rev_",
        "rev-",
        "REVERSE_",
        "REVERSED_",
        "reversed_",
        "DECOY_",
        "decoy_",
        "DECOY-",
        "XXX_",
        "RND_",
        "RANDOM_",
        "##",
        "###REV###",
    ],
)
def test_marks_of_decoys(prefix):
    assert DECOY.match(f"{prefix}P02769")
    assert DECOY.match(f"sp|{prefix}P02769|ALBU_BOVIN")


@pytest.mark.parametrize(
    "name",
    [
        "CONA_CANEN",
        "CON_HUMAN",
        "CNTN1_RAT",
        "CONT",
        "P02769",
        "Contactin",
        "CRAP1",
        "sp|P05412|CON_RAT",
        "REV_HV1H2",
        "Rev1",
        "REV3L",
        "revP1",
        "#",
        "XXX1",
    ]
    + ["Decoy receptor 3", "falCON__x"],
)
def test_names_without_a_mark(name):
    assert not CONTAMINANT.match(name)
    assert not DECOY.match(name)


def test_words_of_flags():
    yes, no = (
        ["+", "TRUE", "yes", "Y", "x", "T", "1", "1.0", "Contaminant"],
        ["", "False", "no", "N", "f", "0", "0.0", "-", "NA", "n/a"],
    )
    assert marked(["P1"] * len(yes), yes, CONTAMINANT) == [True] * len(yes)
    assert marked(["P1"] * len(no), no, CONTAMINANT) == [False] * len(no)


@pytest.mark.parametrize(
    ("names", "are"),
    [
        (["P60711", "P63261-2", "NP_112406.1", "sp|P60711|ACTB_RAT"], True),
        (["P60711", "ACTB"], False),
        (["A/B"], False),
    ],
)
def test_what_are_accessions_without_doubt(names, are):
    assert are_accessions(names) == are
