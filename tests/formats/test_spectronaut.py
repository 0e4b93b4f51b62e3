"""Reports of Spectronaut, as its manual describes them: no real one was at hand."""

from math import isnan

import pytest
from spotwise.faults import InputFault
from spotwise.formats.load import load
from spotwise.formats.registry import detect, read_quantities

LONG = """\
R.Condition\tR.FileName\tPG.ProteinGroups\tPG.Genes\tPEP.StrippedSequence\tEG.PrecursorId\tEG.IsDecoy\tEG.Qvalue\
\tEG.IsImputed\tFG.Charge\tFG.Quantity\tFG.MS2RawQuantity
a\tr1.raw\tP1\tActb\tACK\t_AC[Carbamidomethyl (C)]K_.2\tFalse\t1E-05\tFalse\t2\t10.5\t9
b\tr2.raw\tP1\tActb\tACK\t_AC[Carbamidomethyl (C)]K_.2\tFalse\t0.01\tFalse\t2\t20\t18
b\tr2.raw\tP2;P3\tB\tDEK\t_DEK_.2\tFalse\t0.02\tFalse\t2\t30\t28
a\tr1.raw\tP2;P3\tB\tDEK\t_DEK_.2\tFalse\t0.002\tTrue\t2\t40\t38
a\tr1.raw\tP4\tC\tFFK\t_FFK_.3\tFalse\tProfiled\tFalse\t3\t40\t38
b\tr2.raw\tP4\tC\tFFK\t_FFK_.3\tFalse\t0.001\tFalse\t3\tFiltered\tNaN
"""
PIVOT = """\
PG.ProteinGroups\tPG.Genes\t[1] S1.a.raw.PG.Quantity\t[2] S2.raw.PG.Quantity\t[1] S1.a.raw.PG.IsSingleHit
P1\tActb\t10.5\tFiltered\tFalse
P2;P3\tB\tNaN\t20\tTrue
"""


def write(folder, text):
    path = folder / "Report.tsv"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("block", "first"), [("normalised", [10.5, 20]), ("raw", [9, 18])])
def test_precursors_of_a_long_report(tmp_path, block, first):
    path = write(tmp_path, LONG)
    assert detect(path)[0] == "spectronaut"
    found = read_quantities(path, "auto", block)
    assert found.samples == ["r1", "r2"]
    assert found.entries == ["_AC[Carbamidomethyl (C)]K_.2", "_DEK_.2", "_FFK_.3"]
    assert found.lines == [2, 4, 6]
    assert found.values[0] == first
    assert all(isnan(value) for row in found.values[1:] for value in row)
    assert found.annotation["peptide"] == ["ACK", "DEK", "FFK"]
    assert found.annotation["gene"] == ["Actb", "B", "C"]
    assert found.normalised is (block == "normalised")
    assert found.peptides
    assert list(load(found, found.samples, "linear", path).entries["feature"]) == ["P1", "", ""]


def test_quantities_above_one_percent_and_imputed_ones_are_missing_and_counted(tmp_path):
    assert read_quantities(write(tmp_path, LONG), "auto", "raw").findings == [
        ("2 of 6 rows have no EG.Qvalue of 0.01 or less", "their quantities are taken as missing"),
        ("1 of 6 rows hold imputed quantities", "their quantities are taken as missing"),
    ]


def test_total_quantities_go_before_those_of_fragment_groups(tmp_path):
    text = LONG.replace("FG.MS2RawQuantity", "EG.TotalQuantity (Settings)")
    assert read_quantities(write(tmp_path, text), "auto", "normalised").values[0] == [9, 18]


def test_rows_of_fragments_hold_one_quantity_of_their_precursor(tmp_path):
    header, *rows = LONG.splitlines()
    text = "\n".join([f"{header}\tF.FrgIon\tF.PeakArea\tF.ExcludedFromQuantification"])
    text += "".join(f"\n{row}\t{ion}\t1\tFalse" for row in rows for ion in ("y3", "y4")) + "\n"
    found = read_quantities(write(tmp_path, text), "auto", "normalised")
    assert str(found.values) == str(read_quantities(write(tmp_path, LONG), "auto", "normalised").values)
    with pytest.raises(InputFault, match="line 3: '_AC.*' of 'r1' stands in line 2 already"):
        read_quantities(write(tmp_path, text.replace("\t10.5\t", "\t11\t", 1)), "auto", "normalised")


def test_precursors_without_a_name_are_called_by_modified_sequence_and_charge(tmp_path):
    text = LONG.replace("EG.PrecursorId", "EG.ModifiedPeptide").replace("_.2", "_").replace("_.3", "_")
    found = read_quantities(write(tmp_path, text), "auto", "normalised")
    assert found.entries[0] == "_AC[Carbamidomethyl (C)]K_.2"


def test_decoys_that_the_report_flags_are_in_no_feature(tmp_path):
    path = write(tmp_path, LONG.replace("K_.2\tFalse", "K_.2\tTrue"))
    entries = load(read_quantities(path, "auto", "raw"), ["r1", "r2"], "linear", path).entries
    assert list(entries["decoy"]) == [True, True, False]
    assert list(entries["feature"]) == ["", "", ""]


def test_protein_groups_of_a_long_report(tmp_path):
    text = "R.FileName\tPG.ProteinGroups\tPG.Qvalue\tPG.Quantity\nr1\tP1\t0\t5\nr2\tP1\t0.5\t6\nr2\tP2;P3\t0\t7\n"
    found = read_quantities(write(tmp_path, text), "auto", "normalised")
    assert (found.entries, found.samples, found.peptides) == (["P1", "P2;P3"], ["r1", "r2"], False)
    assert found.values[0][0] == 5
    assert isnan(found.values[0][1])
    assert found.findings[0][0] == "1 of 3 rows have no PG.Qvalue of 0.01 or less"


def test_protein_groups_of_a_pivot_report(tmp_path):
    path = write(tmp_path, PIVOT)
    assert detect(path)[0] == "spectronaut"
    found = read_quantities(path, "auto", "normalised")
    assert found.samples == ["S1.a", "S2"]
    assert found.entries == ["P1", "P2;P3"]
    assert found.values[0][0] == 10.5
    assert isnan(found.values[0][1])
    assert found.values[1][1] == 20
    assert found.annotation == {"protein": ["P1", "P2;P3"], "gene": ["Actb", "B"]}
    assert found.normalised
    assert not found.peptides


def test_precursors_of_a_pivot_report(tmp_path):
    text = (
        "PG.ProteinAccessions\tEG.PrecursorId\t[1] r1.d.EG.TotalQuantity (Settings)\t[1] r1.d.FG.MS2RawQuantity\n"
        "P1\t_AM[Oxidation (M)]K_.2\t10\t9\nP1\t_AMK_.2\t20\t18\n"
    )
    found = read_quantities(write(tmp_path, text), "auto", "raw")
    assert (found.samples, found.values) == (["r1"], [[9], [18]])
    assert found.annotation["peptide"] == ["AMK", "AMK"]
    assert read_quantities(write(tmp_path, text), "auto", "normalised").values == [[10], [20]]


@pytest.mark.parametrize(
    ("text", "block", "said"),
    [
        (
            LONG.replace("PG.ProteinGroups", "PG.Organisms"),
            "raw",
            "line 1: no column 'PG.ProteinGroups'; the header is",
        ),
        (LONG.replace("R.Condition", "Condition"), "raw", "line 1: columns that no report has: 'Condition'; the head"),
        (LONG.replace("FG.Quantity", "FG.Id"), "normalised", r"no column of 'EG.TotalQuantity \(Settings\)', 'FG.Qua"),
        (LONG.replace("EG.Qvalue", "EG.Cscore"), "raw", "line 1: no column 'EG.Qvalue'"),
        (LONG.replace("R.FileName", "R.Label"), "raw", "line 1: no column of a run"),
        (LONG.replace("\t10.5\t", "\tmany\t"), "normalised", "line 2, column 'FG.Quantity': 'many' is not a number"),
        (LONG.replace("\t20\t18", ""), "raw", "line 3: the row ends before its last column"),
        (LONG.replace("b\tr2.raw\tP1", "b\tr1.raw\tP1"), "raw", "line 3: '_AC.*' of 'r1' stands in line 2 already"),
        (LONG.replace("b\tr2.raw\tP1", "b\tr2.raw\tP9"), "raw", "line 3: '_AC.*' is of 'P9' here and of 'P1' above"),
        (LONG.replace("b\tr2.raw\tP1", "b\t\tP1"), "raw", "line 3: the row names no run"),
        (PIVOT, "raw", "line 1: a report of protein groups has no raw quantities"),
        (PIVOT.replace("PG.Quantity", "PG.IBAQ"), "normalised", "line 1: no column of 'PG.Quantity'"),
        (PIVOT.replace("[1] S1.a.raw.PG.Quantity", "S1"), "normalised", "columns that no report has: 'S1'"),
        (PIVOT.replace("10.5", "many"), "normalised", "line 2, column 'S1.a.raw': 'many' is not a number"),
        (PIVOT.replace("P2;P3", "P1"), "normalised", "'P1' stands in line 2 already"),
    ],
)
def test_each_fault_is_said_once(tmp_path, text, block, said):
    with pytest.raises(InputFault, match=said) as told:
        read_quantities(write(tmp_path, text), "spectronaut", block)
    assert len(told.value.faults) == 1
