"""Evidence of MaxQuant: a table as written here, and a real one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spotwise.faults import InputFault
from spotwise.formats.load import load
from spotwise.formats.registry import detect, read_quantities

HEADER = [
    "Sequence", "Modified sequence", "Proteins", "Leading razor protein", "Raw file", "Experiment", "Charge",
    "Intensity", "Reverse", "Potential contaminant",
]  # fmt: skip
ROWS = [
    ["AMK", "_AMK_", "P10001", "P10001", "f2", "b", "2", "10", "", ""],
    ["AMK", "_AM(ox)K_", "P10001", "P10001", "f1", "a", "2", "4", "", ""],
    ["AMK", "_AMK_", "P10001", "P10001", "f1", "a", "2", "1.5", "", ""],
    ["AMK", "_AMK_", "P10001", "P10001", "f1", "a", "2", "2", "", ""],
    ["AMK", "_AMK_", "P10001", "P10001", "f1", "a", "2", "", "", ""],
    ["AMK", "_AMK_", "P10001", "P10001", "f3", "b", "3", "7", "", ""],
    ["CCK", "_CCK_", "CON__P2", "CON__P2", "f1", "a", "2", "", "", "+"],
    ["DDK", "_DDK_", "", "REV__P3", "f1", "a", "2", "5", "+", ""],
]  # fmt: skip
NAN = float("nan")


def write(folder, rows=ROWS, header=HEADER):
    path = folder / "evidence.txt"
    path.write_text("\n".join("\t".join(cells) for cells in [header, *rows]) + "\n", encoding="utf-8")
    return str(path)


def test_rows_of_one_precursor_and_run_are_added_up(tmp_path):
    path = write(tmp_path)
    assert detect(path)[0] == "maxquant_evidence"
    found = read_quantities(path, "auto", "normalised")
    assert found.samples == ["a", "b"]
    assert found.entries == ["AMK 2", "AM(ox)K", "AMK 3", "CCK", "DDK"]
    np.testing.assert_array_equal(found.values, [[3.5, 10], [4, NAN], [NAN, 7], [NAN, NAN], [5, NAN]])
    assert found.lines == [2, 3, 7, 8, 9]
    assert found.peptides
    assert not found.normalised
    assert set(found.annotation["peptide"]) == {"AMK", "CCK", "DDK"}
    assert found.annotation["charge"] == ["2", "2", "3", "2", "2"]


@pytest.mark.parametrize("change", ["no column", "an empty cell"])
def test_without_an_experiment_in_every_row_runs_are_raw_files(tmp_path, change):
    header = [name.replace("Experiment", "Fraction") for name in HEADER] if change == "no column" else HEADER
    rows = [ROWS[0][:5] + [""] + ROWS[0][6:], *ROWS[1:]]
    found = read_quantities(write(tmp_path, rows, header), "auto", "normalised")
    assert found.samples == ["f1", "f2", "f3"]
    np.testing.assert_array_equal(found.values[0], [3.5, 10, NAN])


def test_its_precursors_become_entries_of_proteins(tmp_path):
    path = write(tmp_path)
    entries = load(read_quantities(path, "auto", "normalised"), ["a", "b"], "linear", path).entries
    assert list(entries["feature"]) == ["P10001", "P10001", "P10001", "", ""]
    assert list(entries["contaminant"]) == [False, False, False, True, False]
    assert list(entries["decoy"]) == [False, False, False, False, True]


@given(st.permutations(ROWS))
def test_the_order_of_rows_changes_no_quantity(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("evidence")
    one, other = (read_quantities(write(folder, given), "auto", "raw") for given in (ROWS, rows))
    assert one.samples == other.samples
    place = [other.entries.index(entry) for entry in one.entries]
    np.testing.assert_array_equal(one.values, np.array(other.values)[place])


@pytest.mark.parametrize("column", ["Sequence", "Modified sequence", "Proteins", "Raw file", "Charge", "Intensity"])
def test_a_column_that_is_missing_is_named(tmp_path, column):
    header = ["x" if name == column else name for name in HEADER]
    with pytest.raises(InputFault, match=f"evidence.txt, line 1: no column '{column}'") as told:
        read_quantities(write(tmp_path, header=header), "maxquant_evidence", "normalised")
    assert len(told.value.faults) == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([ROWS[0], ROWS[1][:5]], "line 3: the row ends before its last column"),
        ([ROWS[0][:7] + ["many"] + ROWS[0][8:]], "line 2, column 'Intensity': 'many' is not a number"),
        ([ROWS[0], ROWS[1][:4] + ["", ""] + ROWS[1][6:]], "line 3: the row names no raw file"),
        ([], "holds no"),
    ],
)
def test_each_fault_is_said(tmp_path, rows, said):
    with pytest.raises(InputFault, match=said) as told:
        read_quantities(write(tmp_path, rows), "auto", "normalised")
    assert len(told.value.faults) == 1


def test_a_real_table(data):
    path = str(data / "search-engines" / "MaxQuant_evidence_sample.txt")
    assert detect(path)[0] == "maxquant_evidence"
    found = read_quantities(path, "auto", "normalised")
    assert found.samples == [f"{arm}_Sample_Alpha_0{run}" for arm in "AB" for run in (1, 2, 3)]
    by_name = dict(zip(found.entries, found.values, strict=True))
    assert by_name["ACADAGLLDESFLR"][0] == 5893800
    assert by_name["ACADAGLLDESFLR"][5] == 12295000
    assert by_name["(ac)ADDIDIEAM(ox)LEAPYK"][0] == 9633000  # two rows
    loaded = load(found, found.samples, "linear", path)
    assert (loaded.facts["entries"], loaded.facts["samples"], loaded.facts["missing"]) == (133, 6, 207)
    assert (loaded.entries["contaminant"].sum(), loaded.entries["decoy"].sum()) == (2, 0)
    assert any(problem.what.startswith("2 peptides are of contaminants") for problem in loaded.problems)


def test_experiments_that_only_some_rows_name_are_told(tmp_path):
    partly = [[*row[:5], "" if row[4] == "f3" else row[5], *row[6:]] for row in ROWS]
    found = read_quantities(write(tmp_path, partly), "auto", "normalised")
    assert found.samples == ["f1", "f2", "f3"]
    assert found.findings[0][0] == "the column Experiment is empty in 1 of 8 rows"
    nowhere = [[*row[:5], "", *row[6:]] for row in ROWS]
    assert read_quantities(write(tmp_path, nowhere), "auto", "normalised").findings == []
