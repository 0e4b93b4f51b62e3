"""What each row of a table is."""

import pytest
from spotwise.formats.quantities import Quantities, peptide_names
from spotwise.formats.rows import rows_of


def table(protein, peptides, **annotation):
    n = len(protein)
    entries = [f"e{at}" for at in range(n)]
    annotation = {"protein": protein, **annotation}
    return Quantities(entries, list(range(2, n + 2)), ["a"], [[1.0]] * n, annotation, peptides=peptides)


PROTEIN = ["sp|P10001|A_RAT", "P10001", "P10001;P20002", "P20002", "CON__P00761", "REV__P30003", ""]


def test_peptides_belong_to_the_one_protein_they_name():
    known = rows_of(table(PROTEIN, peptides=True))
    assert known.feature == ["P10001", "P10001", "", "P20002", "", "", ""]
    assert known.protein[0] == "P10001"
    assert known.contaminant == [False] * 4 + [True, False, False]
    assert known.decoy == [False] * 5 + [True, False]


def test_spots_are_features_themselves_but_for_contaminants_and_decoys():
    assert rows_of(table(PROTEIN, peptides=False)).feature == ["e0", "e1", "e2", "e3", "", "", "e6"]


def test_the_configuration_has_the_last_word():
    assert rows_of(table(PROTEIN, peptides=True), "spots").feature[2] == "e2"
    assert rows_of(table(PROTEIN, peptides=False), "peptides").feature[2] == ""


def test_a_contaminant_tells_no_proteins_apart():
    known = rows_of(table(["A;B", "B", "A;B"], peptides=True, contaminant=["", "+", ""]))
    assert known.feature == ["A;B", "", "A;B"]


def test_a_table_without_proteins_has_its_rows_for_features():
    plain = Quantities(["1", "2"], [2, 3], ["a"], [[1.0], [2.0]])
    assert rows_of(plain).feature == ["1", "2"]


def test_peptides_of_one_sequence_are_told_apart_by_modification_then_charge():
    sequence, modified = ["AK", "AK", "AK", "CK"], ["", "Oxidation (M)", "Oxidation (M)", "Oxidation (M)"]
    assert peptide_names(sequence) == sequence
    assert peptide_names(sequence, modified) == ["AK", "AK Oxidation (M)", "AK Oxidation (M)", "CK"]
    names = peptide_names(sequence, modified, ["2", "2", "3", "2"])
    assert names == ["AK", "AK Oxidation (M) 2", "AK Oxidation (M) 3", "CK"]


def test_proteins_of_a_modified_site_alone_are_no_features():
    known = rows_of(table(["P10001", "P20002"], peptides=False, site=["", "+"]))
    assert known.site == [False, True]
    assert known.feature == ["e0", ""]


@pytest.mark.parametrize(
    "name",
    [
        "CON__P02769",
        "CONTAMINANT_P02769",
        "cRAP-P02769",
        "Cont_P02769",
        "contam_P02769",
        "sp|Cont_P02769|ALBU_BOVIN",
        "CON__sp|P02769|ALBU_BOVIN",
        "P02769",
    ],
)
@pytest.mark.parametrize("keep", [["P02769"], ["CON__P02769"], ["sp|P02769|ALBU_BOVIN"]])
@pytest.mark.parametrize("flags", [{}, {"contaminant": ["+", "+", ""]}])
def test_a_protein_under_study_is_no_contaminant(name, keep, flags):
    given = table([name, "CON__P00761", "P1"], peptides=True, **flags)
    known = rows_of(given, keep=keep)
    assert known.contaminant == [False, True, False]
    assert known.feature == ["P02769", "", "P1"]
    assert known.spared == [bool(flags) or name != "P02769", False, False]
    assert known.absent == []


def test_a_protein_under_study_may_be_called_by_its_entry_name():
    assert rows_of(table(["sp|Cont_P02769|ALBU_BOVIN"], False), keep=["ALBU_BOVIN"]).contaminant == [False]


def test_proteins_to_keep_that_stand_nowhere_are_told_and_decoys_stay_decoys():
    known = rows_of(table(["REV__CON__P02769", "CON__P02769-2"], True), keep=["P02769", "P1"])
    assert known.absent == ["P02769", "P1"]
    assert known.feature == ["", ""]


def test_flags_that_are_neither_yes_nor_no_are_known():
    known = rows_of(table(["P1", "P2", "P3"], peptides=False, contaminant=["x", "maybe", "n"], site=["", "", "2"]))
    assert known.contaminant == [True, False, False]
    assert known.unclear == [(3, "contaminant", "maybe"), (4, "site", "2")]
