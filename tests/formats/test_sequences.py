"""Sequences without what is written into them."""

import pytest
from spotwise.formats.sequences import plain_sequence


@pytest.mark.parametrize(
    "modified",
    [
        "MACK",
        "_MACK_",
        "M[+15.9949]AC[+57.0214]K",
        "[+42.0106]-MACK",
        "(UniMod:1)MAC(UniMod:4)K",
        "_[Acetyl (Protein N-term)]M[Oxidation (M)]AC[Carbamidomethyl (C)]K_.2",
        "_(Acetyl (Protein N-term))M(Oxidation (M))ACK_",
        "[K].MACK.[R]",
        ".(Acetyl)MAC(Carbamidomethyl)K",
    ],
)
def test_residues_alone_are_left(modified):
    assert plain_sequence(modified) == "MACK"


def test_what_is_no_sequence_is_empty():
    assert plain_sequence("") == ""
    assert plain_sequence("(((") == ""
