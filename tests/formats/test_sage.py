"""Sage's lfq.tsv: a table as written here, and a real one."""

import numpy as np
import pytest
from spotwise.faults import InputFault
from spotwise.formats.load import load
from spotwise.formats.registry import detect, read_quantities

TABLE = """\
peptide\tcharge\tproteins\tq_value\tscore\tspectral_angle\tr1.mzML.gz\tS:\\x\\r2.mzML
AC[+57.0214]K\t2\tsp|P10001|A_RAT\t0.001\t0.9\t0.9\t10.5\t0.0
AC[+57.0214]K\t3\tsp|P10001|A_RAT\t0.01\t0.9\t0.9\t1\t2
[+42.0106]-DEK\t-1\tsp|P20002|B_RAT;sp|P30003|C_RAT\t0.002\t0.9\t0.9\t3\t4
EEK\t2\trev_sp|P40004|D_RAT\t0.003\t0.9\t0.9\t5\t6
FFK\t2\tsp|P50005|E_RAT\t0.02\t0.9\t0.9\t7\t8
"""


def write(folder, text=TABLE):
    path = folder / "lfq.tsv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_peptides_by_charge_and_runs_by_the_names_of_their_files(tmp_path):
    path = write(tmp_path)
    assert detect(path)[0] == "sage"
    found = read_quantities(path, "auto", "normalised")
    assert found.samples == ["r1", "r2"]
    assert found.entries == ["AC[+57.0214]K 2", "AC[+57.0214]K 3", "[+42.0106]-DEK", "EEK"]
    assert found.values == [[10.5, 0], [1, 2], [3, 4], [5, 6]]
    assert found.lines == [2, 3, 4, 5]
    assert found.annotation["peptide"] == ["ACK", "ACK", "DEK", "EEK"]
    assert found.annotation["charge"] == ["2", "3", "", "2"]
    assert found.peptides
    assert not found.normalised
    loaded = load(found, found.samples, "linear", path)
    assert list(loaded.entries["feature"]) == ["P10001", "P10001", "P20002;P30003", ""]
    assert list(loaded.entries["decoy"]) == [False, False, False, True]
    assert loaded.facts["zeros"] == 1


def test_peptides_above_one_percent_are_left_out_and_counted(tmp_path):
    assert read_quantities(write(tmp_path), "auto", "normalised").findings == [
        ("1 of 5 peptides have no q_value of 0.01 or less", "left out")
    ]
    unknown = read_quantities(write(tmp_path, TABLE.replace("\t0.02\t", "\t\t")), "auto", "normalised")
    assert len(unknown.entries) == 4
    kept = read_quantities(write(tmp_path, TABLE.replace("\t0.02\t", "\t0.002\t")), "auto", "normalised")
    assert (len(kept.entries), kept.findings) == (5, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TABLE.replace("proteins", "protein"), "line 1: no column 'proteins'; the header is 'peptide', 'charge'"),
        (TABLE.replace("10.5", "many"), "line 2, column 'r1.mzML.gz': 'many' is not a number"),
        (TABLE.replace("\t7\t8", "\t7"), "line 6: the row ends before its last column"),
        (TABLE.replace("K\t3", "K\t2"), r"'AC\[\+57.0214\]K 2' stands in line 2 already"),
        ("\n".join(line.rsplit("\t", 2)[0] for line in TABLE.splitlines()) + "\n", "line 1: no column of a run"),
        (TABLE.replace("S:\\x\\r2.mzML", "/y/r1.mzML"), "two columns are called 'r1'"),
        (TABLE.split("\n")[0] + "\n", "holds no peptide"),
    ],
)
def test_each_fault_is_said_once(tmp_path, text, said):
    with pytest.raises(InputFault, match=said) as told:
        read_quantities(write(tmp_path, text), "sage", "normalised")
    assert len(told.value.faults) == 1


def test_a_real_table(data):
    path = str(data / "search-engines" / "sage_sample_input_lfq.tsv")
    assert detect(path)[0] == "sage"
    found = read_quantities(path, "auto", "normalised")
    run = "LFQ_Orbitrap_DDA_Condition_{}_Sample_Alpha_0{}"
    assert found.samples == [run.format(arm, number) for arm in "AB" for number in (1, 2, 3)]
    assert len(found.entries) == 1556
    by_name = dict(zip(found.entries, found.values, strict=True))
    assert np.round(by_name["STAISLYSEMSDEDVK"][3], 2) == 156300591.45
    assert found.findings == []
    loaded = load(found, found.samples, "linear", path)
    assert (loaded.facts["features"], loaded.facts["zeros"], loaded.facts["missing"]) == (1184, 54, 54)
    assert (loaded.entries["contaminant"].sum(), loaded.entries["decoy"].sum()) == (19, 0)
    assert (loaded.entries["protein"].str.contains(";")).sum() == 109


def test_yeast_is_up_and_human_unchanged_in_the_real_table(data):
    path = str(data / "search-engines" / "sage_sample_input_lfq.tsv")
    found = read_quantities(path, "auto", "normalised")
    values = np.log2(np.where(np.array(found.values) > 0, found.values, np.nan))
    change = np.nanmedian(values[:, :3], axis=1) - np.nanmedian(values[:, 3:], axis=1)
    human, yeast = (np.array([name in cell for cell in found.annotation["protein"]]) for name in ("HUMAN", "YEAST"))
    assert 0.6 < np.nanmedian(change[yeast & ~human]) - np.nanmedian(change[human & ~yeast]) < 1.4
