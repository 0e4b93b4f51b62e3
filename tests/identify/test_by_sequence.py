"""Theoretical pI and Mr, coverage and departures of features."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from spotwise.identify.by_sequence import by_sequence, peptides_of
from spotwise.identify.features import describe
from spotwise.identify.identification import NUMBERS, Identification

SEQUENCE = "MAAMCKLLKEER"
KNOWN = {
    "P1": {"protein": "P1", "pi_theoretical": 5.0, "mr_theoretical": 40.0, "sequence": SEQUENCE},
    "P2": {"protein": "P2", "pi_theoretical": 7.0, "mr_theoretical": 20.0, "sequence": ""},
}


def identified(spot, accession, **numbers):
    return Identification(1, spot, accession, "", "", dict.fromkeys(NUMBERS, np.nan) | numbers)


def entries(*names, **columns):
    given = {"entry": names, "feature": names, "protein": "", "peptide": "", "pi": np.nan, "mr": np.nan}
    return pd.DataFrame(given | columns)


def features_of(table, found):
    features = describe(table, found)
    return by_sequence(features, KNOWN, peptides_of(features, table, found or ()), "cortex")


def test_the_primary_protein_counts_and_the_lists_numbers_go_first():
    found = [
        identified("1", "P2", score=10, pi=5.2, mr=41.0),
        identified("1", "P1", score=90, pi=5.2, mr=41.0),
        identified("2", "P1;P2", pi_theoretical=6.1, coverage=33.0),
        identified("3", "P9", pi=5.0, mr=40.0),
    ]
    found[2] = replace(found[2], peptides=("AAMCK",))
    features, problems = features_of(entries("1", "2", "3", "4"), found)
    assert list(features["pi_theoretical"])[:2] == [5.0, 6.1]
    assert list(features["mr_theoretical"])[:2] == [40.0, 40.0]
    assert features["pi_theoretical"][2:].isna().all()
    assert features["coverage"][1] == 33.0
    assert list(features["pi_mr_differs"]) == ["no", "", "", ""]
    assert problems == []


def test_departures_are_counted_and_named_by_kind():
    observed = {"1": (5.0, 25.0), "2": (5.0, 55.0), "3": (6.5, 41.0), "4": (6.5, 25.0), "5": (5.3, 39.0)}
    found = [identified(spot, "P1", pi=pi, mr=mr) for spot, (pi, mr) in observed.items()]
    features, problems = features_of(entries(*observed), found)
    assert list(features["pi_mr_differs"]) == ["fragment", "larger", "pi", "fragment;pi", "no"]
    assert [one.what for one in problems] == [
        "2 spots run below the theoretical Mr by more than 20% of their protein (1, 4)",
        "1 spots run above the theoretical Mr by more than 20% of their protein (2)",
        "2 spots run off the theoretical pI by more than 1 of their protein (3, 4)",
    ]
    assert {(one.stage, one.where) for one in problems} == {("identify", "cortex")}


def test_coverage_from_the_peptides_of_the_table():
    table = entries(
        "a", "b", "c", "d", feature=["P1", "P1", "P2", ""], protein=["P1", "P1", "P2", "P1;P2"],
        peptide=["AAM(ox)CK", "LLK", "MK", "EER"],
    )  # fmt: skip
    features, problems = features_of(table, None)
    assert features["coverage"][0] == pytest.approx(100 * 8 / 12)
    assert np.isnan(features["coverage"][1])
    assert problems == []


def test_coverage_from_the_peptides_of_lists():
    found = [
        replace(identified("1", "P1"), peptides=("AAMCK", "IIIK")),
        replace(identified("1", "P1"), peptides=("EER",)),
        replace(identified("1", "P2"), peptides=("LLK",)),
    ]
    features, problems = features_of(entries("1"), found)
    assert features["coverage"][0] == pytest.approx(100 * 8 / 12)
    assert [one.what for one in problems] == [
        "1 peptides are not in their protein's sequence in the FASTA files (of 1)"
    ]


def test_without_anything_known_the_table_stays_as_it_is():
    features, problems = features_of(entries("1"), [])
    assert list(features["pi_mr_differs"]) == [""]
    assert problems == []
