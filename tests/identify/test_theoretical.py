"""Theoretical pI and Mr against values of ExPASy, and what counts as a departure."""

from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.identify.theoretical import departure, in_kda, pi_and_mr

ACTIN = (
    "MDDDIAALVVDNGSGMCKAGFAGDDAPRAVFPSIVGRPRHQGVMVGMGQKDSYVGDEAQSKRGILTLKYPIEHGIVTNWDDMEKIWHHTFYNELRVAPEEHPVLLTEAP"
    "LNPKANREKMTQIMFETFNTPAMYVAIQAVLSLYASGRTTGIVMDSGDGVTHTVPIYEGYALPHAILRLDLAGRDLTDYLMKILTERGYSFTTTAEREIVRDIKEKLCY"
    "VALDFEQEMATAASSSSLEKSYELPDGQVITIGNERFRCPEALFQPSFLGMESCGIHETTFNSIMKCDVDIRKDLYANTVLSGGTTMYPGIADRMQKEITALAPSTMKI"
    "KIIAPPERKYSVWIGGSILASLSTFQQMWISKQEYDESGPSIVHRKCF"
)
LYSOZYME = (
    "KVFGRCELAAAMKRHGLDNYRGYSLGNWVCAAKFESNFNTQATNRNTDGSTDYGILQINSRWWCNDGRTPGSRNLCNIPCSALLSSDITASVNCAKKIVSDGNGMNAWV"
    "AWRNRCKGTDVQAWIRGCRL"
)
UBIQUITIN = "MQIFVKTLTGKTITLEVEPSDTIENVKAKIQDKEGIPPDQQRLIFAGKQLEDGRTLSDYNIQKESTLHLVLRLRGG"
SYNUCLEIN = (
    "MDVFMKGLSKAKEGVVAAAEKTKQGVAEAAGKTKEGVLYVGSKTKEGVVHGVATVAEKTKEQVTNVGGAVVTGVTAVAQKTVEGAGSIAAATGFVKKDQLGKNEEGAPQ"
    "EGILEDMPVDPDNEAYEMPSEEGYQDYEPEA"
)


@pytest.mark.parametrize(
    ("sequence", "pi", "mr"),
    [(ACTIN, 5.29, 41.737), (LYSOZYME, 9.32, 14.313), (UBIQUITIN, 6.56, 8.565), (SYNUCLEIN, 4.67, 14.460)],
)
def test_pi_and_mr_are_those_of_expasy(sequence, pi, mr):
    found = pi_and_mr(sequence)
    assert found[0] == pytest.approx(pi, abs=0.006)
    assert found[1] == pytest.approx(mr, abs=0.001)


def test_the_residue_at_the_start_counts():
    """Of ubiquitin with one pK for every start, pI is 6.79."""
    assert pi_and_mr("A" + UBIQUITIN)[0] - pi_and_mr(UBIQUITIN)[0] > 0.1


@pytest.mark.parametrize("sequence", ["", "MKX", "MKB", "MKZ", "MK*V"])
def test_of_unknown_residues_nothing_is_said(sequence):
    assert all(map(isnan, pi_and_mr(sequence)))


def test_rare_residues():
    pi, mr = pi_and_mr("MKUV")
    assert pi == pytest.approx(pi_and_mr("MKGV")[0], abs=0.002)
    assert mr - pi_and_mr("MKGV")[1] == pytest.approx(0.09299, abs=1e-4)  # selenocysteine 150.04, glycine 57.05
    assert pi_and_mr("MKJV") == pi_and_mr("MKLV") == pi_and_mr("MKIV")


@given(st.text("ACDEFGHIKLMNPQRSTVWY", min_size=1, max_size=60))
def test_a_base_raises_pi_and_an_acid_lowers_it(sequence):
    middle = f"A{sequence}A"
    pi = pi_and_mr(middle)[0]
    assert pi_and_mr(f"A{sequence}KA")[0] >= pi - 0.003
    assert pi_and_mr(f"A{sequence}DA")[0] <= pi + 0.003


@pytest.mark.parametrize(
    ("pi", "mr", "word"),
    [
        (5.3, 41.7, "no"),
        (4.4, 34.0, "no"),
        (6.2, 49.9, "no"),
        (5.3, 33.0, "fragment"),
        (5.3, 50.4, "larger"),
        (6.31, 41.7, "pi"),
        (4.2, 20.0, "fragment;pi"),
        (nan, 20.0, "fragment"),
        (4.2, nan, "pi"),
        (5.2, nan, "no"),
        (nan, nan, ""),
    ],
)
def test_departures(pi, mr, word):
    assert departure(pi, mr, 5.29, 41.7) == word


def test_without_theory_nothing_departs():
    assert departure(5.0, 40.0, nan, nan) == ""
    assert departure(5.0, 40.0, nan, 0.0) == ""


def test_mr_becomes_kda_whichever_it_was_in():
    assert in_kda([41.7, 14.3, 120.0]) == [41.7, 14.3, 120.0]
    assert in_kda([41737.0, 950.0, 120000.0]) == [41.737, 0.95, 120.0]
    mixed = in_kda([nan, 41737.0])
    assert isnan(mixed[0])
    assert mixed[1] == 41.737
    assert in_kda([3816.0, 41.7, 50.0]) == [3816.0, 41.7, 50.0]  # titin in a list of kDa
    assert in_kda([]) == []
