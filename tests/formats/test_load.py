"""From a table as read to the region's matrix."""

import numpy as np
import pytest
from spotwise.faults import InputFault
from spotwise.formats.load import load, unlisted
from spotwise.formats.quantities import Quantities

NAN = float("nan")


def table(**changes):
    given = {
        "entries": ["1", "2", "3"], "lines": [2, 3, 4], "samples": ["a", "b", "c"],
        "values": [[8.0, 0.0, 4.0], [NAN, 2.0, 1.0], [NAN, 0.0, 5.0]], "annotation": {"pi": ["5.1", "", "6"]},
    }  # fmt: skip
    return Quantities(**given | changes)


def test_zero_is_missing_and_counted():
    found = load(table(), ["a", "b", "c"], "linear", "t.tsv")
    assert found.facts["zeros"] == 2
    assert found.facts["missing"] == 4
    assert np.isnan(found.values.loc["1", "b"])
    assert "2 volumes are zero" in found.problems[0].what


def test_only_the_regions_samples_are_taken_in_the_tables_order():
    found = load(table(), ["c", "a"], "linear", "t.tsv")
    assert list(found.values.columns) == ["a", "c"]


def test_spots_and_samples_without_any_volume_are_named():
    found = load(table(), ["a", "b"], "linear", "t.tsv")
    said = [problem.what for problem in found.problems]
    assert any("1 spots without any volume (3)" in what for what in said)
    found = load(table(values=[[NAN, 1.0, 1.0]] * 3), ["a", "b"], "linear", "t.tsv")
    assert any("sample a shows no spot" in problem.what for problem in found.problems)


def test_logarithms_come_back_linear_and_their_zero_is_a_value():
    found = load(table(values=[[3.0, 0.0, -1.0]] * 3), ["a", "b", "c"], "log2", "t.tsv")
    assert list(found.values.iloc[0]) == [8.0, 1.0, 0.5]
    assert found.facts["zeros"] == 0


def test_properties_stand_in_the_entries():
    entries = load(table(), ["a"], "linear", "t.tsv").entries
    assert list(entries["feature"]) == ["1", "2", "3"]
    np.testing.assert_array_equal(entries["pi"], [5.1, NAN, 6.0])


def test_a_sample_that_the_table_lacks_is_an_error():
    with pytest.raises(InputFault, match="no column for the samples 'z'"):
        load(table(), ["z"], "linear", "t.tsv")


def peptides(**changes):
    given = {
        "entries": ["AK", "CK", "DK", "EK", "FK", "GK"], "lines": [2, 3, 4, 5, 6, 7], "samples": ["a", "b"],
        "values": [[8.0, 1.0], [4.0, 2.0], [1.0, 1.0], [NAN, 3.0], [5.0, 5.0], [6.0, 6.0]],
        "annotation": {
            "protein": ["P1", "sp|P10000|A;P2", "P2", "P3", "REV__P4", "sp|Cont_P5|X"], "peptide": list("ACDEFG"),
            "gene": ["Actb", "A;B", "B", "C", "", ""], "charge": ["2", "2;3", "", "2", "2", "2"],
        },
        "peptides": True,
    }  # fmt: skip
    return Quantities(**given | changes)


def test_peptides_belong_to_proteins_and_the_others_are_counted_and_named():
    found = load(peptides(), ["a"], "linear", "t.tsv")
    assert list(found.entries["feature"]) == ["P1", "", "P2", "", "", ""]  # P3 has no volume in this region
    assert list(found.entries["protein"])[1] == "P10000;P2"
    assert list(found.entries["gene"])[:2] == ["Actb", "A;B"]
    assert found.facts["peptides"]
    assert found.facts["features"] == 2
    said = {problem.what: problem.consequence for problem in found.problems}
    assert said == {
        "1 peptides without any volume (EK)": "left out",
        "1 peptides are of contaminants (GK)": "in no test",
        "1 peptides are decoys (FK)": "in no test",
        "1 peptides are shared by proteins that others tell apart (CK)": "in no test",
    }


def test_a_guess_from_rows_of_one_protein_is_told():
    annotation = {"protein": ["P1", "P1", "P2", "P3", "", ""]}
    found = load(peptides(annotation=annotation), ["a", "b"], "linear", "t.tsv")
    assert list(found.entries["peptide"]) == ["AK", "CK", "DK", "EK", "FK", "GK"]
    said = {problem.what: problem.consequence for problem in found.problems}
    assert "rows: spots" in said["rows are taken for peptides, since several of them name one protein"]
    assert said["2 peptides name no protein (FK, GK)"] == "in no test"
    as_asked = load(peptides(annotation=annotation), ["a", "b"], "linear", "t.tsv", "peptides")
    assert not any("taken for peptides" in problem.what for problem in as_asked.problems)


def test_spots_of_contaminants_are_in_no_test_either():
    found = load(table(annotation={"protein": ["P1", "CON__P2", ""]}), ["a"], "linear", "t.tsv")
    assert list(found.entries["feature"]) == ["1", "", "3"]
    assert any("1 spots are of contaminants (2)" in problem.what for problem in found.problems)


def test_zeros_in_one_block_of_samples_and_blanks_in_another_are_both_missing():
    found = load(table(values=[[0.0, NAN, 4.0], [NAN, 0.0, 0.0], [1.0, 2.0, 3.0]]), ["a", "b", "c"], "linear", "t.tsv")
    assert found.values.isna().to_numpy().tolist() == [[True, True, False], [True, True, True], [False] * 3]
    assert (found.facts["zeros"], found.facts["missing"]) == (3, 5)


def test_the_format_is_among_the_facts():
    facts = load(table(format="wide", format_reason="it says so"), ["a"], "linear", "t.tsv").facts
    assert (facts["format"], facts["format_reason"]) == ("wide", "it says so")


def test_the_nearest_column_of_a_sample_that_the_table_lacks():
    with pytest.raises(InputFault, match="did you mean 'gel_1'?"):
        load(table(samples=["gel_1", "b", "c"]), ["gel1", "b"], "linear", "t.tsv")


def test_samples_that_the_sheet_lacks_are_told_with_the_row_that_may_be_meant():
    (problem,) = unlisted(table(samples=["gel_1", "b", "zz"]), {"gel1", "b"}, "t.tsv")
    assert problem.what == "2 samples are not in the sheet: gel_1 (did you mean 'gel1'?), zz"
    assert problem.consequence == "left out"
    assert unlisted(table(), {"a", "b", "c", "d"}, "t.tsv") == []


def test_a_contaminant_under_study_is_kept_and_said():
    annotation = {"protein": ["CON__P02769", "CON__P00761", "P1"]}
    found = load(table(annotation=annotation), ["a", "c"], "linear", "t.tsv", keep=["P02769", "P99999"])
    assert list(found.entries["feature"]) == ["1", "", "3"]
    assert list(found.entries["contaminant"]) == [False, True, False]
    assert list(found.entries["protein"]) == ["P02769", "CON__P00761", "P1"]
    said = {problem.what: problem.consequence for problem in found.problems}
    assert said["1 spots of contaminants are of proteins in contaminants.keep (1)"] == "kept in the tests"
    absent = "contaminants.keep names proteins that no row of the table does: 'P99999'"
    assert said[absent] == "nothing is kept for them; check the names"


def test_zeros_far_below_all_other_logarithms_are_missing():
    logs = [[8.0, 0.0, 9.5], [11.0, 10.0, 0.0], [9.0, 9.0, 8.5]]
    loaded = load(table(values=logs), ["a", "b", "c"], "log2", "t.tsv")
    assert int(loaded.values.isna().sum().sum()) == loaded.facts["zeros"] == 2
    assert "2 values are 0, and all others far larger logarithms" in [problem.what for problem in loaded.problems]
    near = load(table(values=[[3.0, 0.0, 1.0], [2.5, 4.0, 0.0], [1.0, 2.0, 5.0]]), ["a", "b", "c"], "log2", "t.tsv")
    assert near.facts["zeros"] == 0


def test_properties_in_one_notation_and_words_told():
    given = {"mr": ["45,300", "980", "1,200,500"], "pi": ["5,6", "6,1", "basic"]}
    loaded = load(table(annotation=given), ["a"], "linear", "t.tsv")
    np.testing.assert_array_equal(loaded.entries["mr"], [45300, 980, 1200500])
    np.testing.assert_array_equal(loaded.entries["pi"], [5.6, 6.1, NAN])
    assert "1 cells of pi can't be read as numbers ('basic')" in [problem.what for problem in loaded.problems]
