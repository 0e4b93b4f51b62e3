"""Tables of AlphaDIA: by its description as written here, and a real one of version 1.10."""

from math import isnan

import pytest
from spotwise.faults import InputFault
from spotwise.formats.load import load
from spotwise.formats.registry import detect, read_quantities

JOINED = """\
mod_seq_charge_hash\tr1\tr2\tgenes\tdecoy\tmods\tmod_sites\tsequence\tcharge
91\t10.5\t0.0\tACTB_RAT\t0\t\t\tAAK\t2
91\t10.5\t0.0\tACTB_RAT\t0\t\t\tAAK\t2
92\t1\t2\tACTB_RAT\t0\tOxidation@M\t2\tAMK\t2
93\t3\t4\tACTB_RAT\t0\tOxidation@M\t3\tAMK\t2
94\t5\t6\tA_RAT;B_RAT\t1\t\t\tDEK\t2
91\t10.5\t0.0\tACTB_RAT\t0\t\t\tAAK\t2
"""
MATRIX = """\
precursor.mod_seq_charge_hash\tr1\tr2\tpg.name\tprecursor.sequence\tprecursor.mods\tprecursor.mod_sites\tprecursor.charge
91\t10.5\t\tP1\tAAK\t\t\t2
92\t1\t2\tP1\tAAK\t\t\t3
"""
LONG = """\
raw.name\tprecursor.mod_seq_charge_hash\tpg.name\tpg.genes\tprecursor.sequence\tprecursor.charge\tprecursor.decoy\
\tprecursor.qval\tprecursor.channel\tprecursor.intensity
r1\t91\tP1\tActb\tAAK\t2\t0\t0.001\t0\t10.5
r2\t91\tP1\tActb\tAAK\t2\t0\t0.01\t0\t20
r2\t92\tP2\tB\tDEK\t2\t0\t0.02\t0\t30
r1\t92\tP2\tB\tDEK\t2\t0\t0.002\t0\t40
"""


def write(folder, text):
    path = folder / "precursor.matrix.tsv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_rows_of_the_joined_table_that_are_alike_are_taken_once(tmp_path):
    path = write(tmp_path, JOINED)
    assert detect(path)[0] == "alphadia"
    found = read_quantities(path, "auto", "normalised")
    assert found.samples == ["r1", "r2"]
    assert found.entries == ["AAK", "AMK Oxidation@M 2", "AMK Oxidation@M 3", "DEK"]
    assert found.values == [[10.5, 0], [1, 2], [3, 4], [5, 6]]
    assert found.lines == [2, 4, 5, 6]
    assert found.findings == [("2 of 6 rows repeat another one in every cell", "taken once")]
    assert found.peptides
    assert not found.normalised
    loaded = load(found, found.samples, "linear", path)
    assert list(loaded.entries["feature"]) == ["ACTB_RAT"] * 3 + [""]
    assert list(loaded.entries["decoy"]) == [False, False, False, True]
    assert loaded.facts["zeros"] == 1


def test_a_matrix_of_precursors_of_version_2(tmp_path):
    found = read_quantities(write(tmp_path, MATRIX), "auto", "normalised")
    assert found.samples == ["r1", "r2"]
    assert found.entries == ["AAK 2", "AAK 3"]
    assert found.annotation["protein"] == ["P1", "P1"]
    assert isnan(found.values[0][1])
    assert found.findings == []


@pytest.mark.parametrize("name", ["pg", "pg.name"])
def test_a_matrix_of_protein_groups(tmp_path, name):
    path = write(tmp_path, f"{name}\tr1\tr2.raw\nP1;P2\t1\t0\nP3\t3\t4\n")
    assert detect(path)[0] == "alphadia"
    found = read_quantities(path, "auto", "normalised")
    assert (found.entries, found.samples, found.peptides) == (["P1;P2", "P3"], ["r1", "r2"], False)
    assert list(load(found, found.samples, "linear", path).entries["feature"]) == ["P1;P2", "P3"]


def test_the_long_table_holds_what_was_identified_at_one_percent(tmp_path):
    path = write(tmp_path, LONG)
    assert detect(path)[0] == "alphadia"
    found = read_quantities(path, "auto", "normalised")
    assert (found.entries, found.samples) == (["AAK", "DEK"], ["r1", "r2"])
    assert found.values[0] == [10.5, 20]
    assert found.values[1][0] == 40
    assert isnan(found.values[1][1])
    assert found.annotation["gene"] == ["Actb", "B"]
    assert found.findings == [("1 of 4 rows have no q-value of 0.01 or less", "their quantities are taken as missing")]


def test_channels_are_samples_as_in_the_matrices(tmp_path):
    found = read_quantities(write(tmp_path, LONG.replace("\t0\t10.5", "\t4\t10.5")), "auto", "normalised")
    assert found.samples == ["r1.channel_4", "r2.channel_0", "r1.channel_0"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (JOINED.replace("91\t10.5\t0.0\tACTB_RAT\t0", "91\t10.5\t7\tACTB_RAT\t0", 1),
         "line 3: the row is of the same precursor as line 2, and differs"),
        (MATRIX.replace("pg.name", "r3"), "line 1: no column 'pg.name'; the header is"),
        (MATRIX.replace("10.5", "many"), "line 2, column 'r1': 'many' is not a number"),
        (MATRIX.replace("\t\t\t3\n", "\n"), "line 3: the row ends before its last column"),
        (MATRIX.replace("\t3\n", "\t2\n"), "peptide 'AAK 2' stands in line 2 already"),
        ("pg\tgenes\nP1\tA\n", "line 1: no column of a run"),
        (LONG.replace("precursor.intensity", "intensity"), "line 1: no column 'precursor.intensity'"),
        (LONG.replace("r1\t92", "r2\t92"), "line 5: '92' of 'r2' stands in line 4 already"),
        (LONG.replace("r1\t92\tP2", "r1\t92\tP3"), "line 5: '92' is of 'P3' here and of 'P2' above"),
        (LONG.replace("r1\t92", "\t92"), "line 5: the row names no run"),
        (MATRIX.split("\n")[0] + "\n", "holds no peptide"),
    ],
)  # fmt: skip
def test_each_fault_is_said(tmp_path, text, said):
    with pytest.raises(InputFault, match=said):
        read_quantities(write(tmp_path, text), "alphadia", "normalised")


def test_a_matrix_that_knows_precursors_by_a_hash_alone_says_what_to_join(tmp_path):
    with pytest.raises(InputFault, match="no column 'pg.name', 'precursor.sequence'.*\n.*join it by 'mod_seq_charge_h"):
        read_quantities(write(tmp_path, "mod_seq_charge_hash\tr1\n91\t1\n"), "auto", "normalised")


def test_a_real_joined_table(data):
    path = str(data / "search-engines" / "AlphaDIA_1.10_sample.tsv")
    assert detect(path)[0] == "alphadia"
    found = read_quantities(path, "auto", "normalised")
    run = "LFQ_Orbitrap_AIF_Condition_{}_Sample_Alpha_0{}"
    assert found.samples == [run.format(arm, number) for arm in "AB" for number in (1, 2, 3)]
    assert len(found.entries) == 73
    assert found.entries[0] == "AIFEIVLNR"
    assert found.values[0][:2] == [438876672.671111, 454209842.962811]
    assert found.values[0][4] == 0
    assert found.findings == [("261 of 334 rows repeat another one in every cell", "taken once")]
    loaded = load(found, found.samples, "linear", path)
    assert (loaded.facts["features"], loaded.facts["zeros"], loaded.facts["missing"]) == (61, 103, 103)
