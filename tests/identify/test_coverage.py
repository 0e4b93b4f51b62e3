"""Sequence coverage from peptides as search engines write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.identify.coverage import bare, coverage


@pytest.mark.parametrize(
    "written",
    [
        "AAMCK",
        "_AAMCK_",
        "_(Acetyl (Protein N-term))AAM(Oxidation (M))CK_",
        "_(ac)AAM(ox)CK_",
        "AAM[15.9949]CK",
        "n[42.0106]AAMC[160]K"[1:],
        "AAM(UniMod:35)C(UniMod:4)K2",
        "AAMC[+57.021464]K/2",
        "K.AAMCK.R",
        "-.AAMCK.R",
        "[K].AAMCK.[R]",
        "[-].aAmcK.[R]",
        "K.AAM(+15.99)CK.R",
        ".(UniMod:1)AAMCK",
        "{Acetyl}-AAMCK",
        " AAMCK ",
    ],
)
def test_modifications_are_taken_off(written):
    assert bare(written) == "AAMCK"


def test_each_residue_counts_once():
    assert coverage("AAMCKDEFGH", ["AAMCK", "MCKD", "AAM(ox)CK"]) == (60.0, [])


def test_a_peptide_counts_wherever_it_stands():
    assert coverage("AKCAKDAKAK", ["AK"]) == (80.0, [])
    assert coverage("AAAAB", ["AAA"]) == (80.0, [])


def test_what_the_sequence_lacks_is_told():
    percent, absent = coverage("AAMCKLLKEE", ["AAMCK", "IIK", "IIK", ""])
    assert percent == 50.0
    assert absent == ["IIK"]


def test_no_peptides_cover_nothing():
    assert coverage("AAMCK", []) == (0.0, [])


@given(st.text("ACDK", min_size=1, max_size=40), st.data())
def test_pieces_of_a_sequence_are_found_in_it(sequence, data):
    cuts = data.draw(st.lists(st.integers(0, len(sequence)), min_size=2, max_size=6).map(sorted))
    pieces = [sequence[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]
    percent, absent = coverage(sequence, pieces)
    assert absent == []
    assert percent >= 100 * (cuts[-1] - cuts[0]) / len(sequence) - 1e-9
    assert percent <= 100
