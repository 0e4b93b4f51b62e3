"""FragPipe's tables of all runs: as written here, and a real one."""

import numpy as np
import pytest
from spotwise.faults import InputFault
from spotwise.formats.load import load
from spotwise.formats.registry import detect, read_quantities

PROTEINS = """\
Protein\tProtein ID\tEntry Name\tGene\tDescription\tr 1 Spectral Count\tr 1 Intensity\tr 1 Unique Intensity\t\
r 1 Total Intensity\tr2 Intensity\tr2 Unique Intensity\tr2 Total Intensity\tr 1 MaxLFQ Intensity\t\
r 1 MaxLFQ Unique Intensity\tr2 MaxLFQ Intensity\tr2 MaxLFQ Unique Intensity\tIndistinguishable Proteins
sp|P10001|A_RAT\tP10001\tA_RAT\tActb\tActin\t1\t1\t90\t90\t2\t90\t90\t10\t90\t20\t90\tsp|P20002|B_RAT, sp|P30003|C_RAT
contam_sp|P00761|TRYP\tP00761\tTRYP\t\t\t1\t3\t90\t90\t0\t90\t90\t30\t90\t0\t90\t
rev_sp|P40004|D_RAT\tP40004\tD_RAT\t\t\t1\t3\t90\t90\t0\t90\t90\t30\t90\t0\t90\t
"""
PEPTIDES = """\
Peptide Sequence\tCharges\tProtein\tProtein ID\tGene\tMapped Genes\tMapped Proteins\tr1 Intensity\tr1 MaxLFQ Intensity
AAK\t2, 3\tsp|P10001|A_RAT\tP10001\tActb\tB\tsp|P20002|B_RAT\t5\t6
CCK\t2\tsp|P10001|A_RAT\tP10001\tActb\t\t\t7\t8
DDK\t2\tsp|P20002|B_RAT\tP20002\tB\t\t\t9\t0
"""
IONS = """\
Peptide Sequence\tModified Sequence\tCharge\tProtein\tProtein ID\tMapped Proteins\tr1 Intensity\tr1 Match Type
CCK\t\t2\tsp|P10001|A_RAT\tP10001\t\t0.0\tunmatched
CCK\tC[160]CK\t2\tsp|P10001|A_RAT\tP10001\t\t1E3\tMS/MS
CCK\tC[160]CK\t3\tsp|P10001|A_RAT\tP10001\t\t5\tMBR
"""


def write(folder, text):
    path = folder / "combined.tsv"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("block", "first"), [("normalised", [10, 20]), ("raw", [1, 2])])
def test_proteins_by_either_intensity(tmp_path, block, first):
    path = write(tmp_path, PROTEINS)
    assert detect(path)[0] == "fragpipe"
    found = read_quantities(path, "auto", block)
    assert found.samples == ["r 1", "r2"]
    assert found.values[0] == first
    assert found.normalised is (block == "normalised")
    entries = load(found, found.samples, "linear", path).entries
    assert list(entries["feature"]) == ["P10001;P20002;P30003", "", ""]
    assert list(entries["description"]) == ["Actin", "", ""]
    assert list(entries["contaminant"]) == [False, True, False]
    assert list(entries["decoy"]) == [False, False, True]


def test_without_maxlfq_intensities_are_read_and_not_taken_for_normalised(tmp_path):
    found = read_quantities(write(tmp_path, PROTEINS.replace("MaxLFQ", "Spectral")), "auto", "normalised")
    assert found.values[0][:2] == [1, 2]
    assert not found.normalised


def test_a_run_whose_name_ends_like_a_part_is_a_run(tmp_path):
    assert read_quantities(write(tmp_path, IONS.replace("r1 I", "liver total I")), "auto", "raw").samples == [
        "liver total"
    ]


def test_peptides_of_several_proteins_are_shared(tmp_path):
    path = write(tmp_path, PEPTIDES)
    found = read_quantities(path, "auto", "normalised")
    assert found.peptides
    assert found.entries == ["AAK", "CCK", "DDK"]
    assert found.values == [[6], [8], [0]]
    loaded = load(found, ["r1"], "linear", path)
    assert list(loaded.entries["protein"]) == ["P10001;P20002", "P10001", "P20002"]
    assert list(loaded.entries["feature"]) == ["", "P10001", ""]  # the last has no intensity
    assert loaded.facts["zeros"] == 1


def test_ions_are_told_apart_by_modification_and_charge(tmp_path):
    found = read_quantities(write(tmp_path, IONS), "auto", "normalised")
    assert found.entries == ["CCK", "C[160]CK 2", "C[160]CK 3"]
    assert found.annotation["peptide"] == ["CCK"] * 3
    assert found.values == [[0], [1000], [5]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (IONS.replace("Protein\t", "Prot\t"), "line 1: no column 'Protein'"),
        (IONS.replace("r1 Intensity", "Intensity"), "line 1: no column that ends in 'Intensity' after"),
        (IONS.replace("1E3", "many"), "line 3, column 'r1': 'many' is not a number"),
        (IONS.replace("\t5\tMBR", ""), "line 4: the row ends before its last column"),
        (IONS.replace("]CK\t3", "]CK\t2"), "peptide 'C.160.CK 2' stands in line 3 already"),
        (IONS.split("\n")[0] + "\n", "holds no peptide"),
    ],
)
def test_each_fault_is_said_once(tmp_path, text, said):
    with pytest.raises(InputFault, match=said) as told:
        read_quantities(write(tmp_path, text), "fragpipe", "normalised")
    assert len(told.value.faults) == 1


def test_a_real_table_of_ions(data):
    path = str(data / "search-engines" / "FragPipe_MSFragger_combined_ion.tsv")
    assert detect(path)[0] == "fragpipe"
    found = read_quantities(path, "auto", "normalised")
    run = "LFQ_Orbitrap_DDA_Condition_{}_Sample_Alpha_0{}"
    assert found.samples == [run.format(arm, number) for arm in "AB" for number in (1, 2, 3)]
    by_name = dict(zip(found.entries, found.values, strict=True))
    assert by_name["AAAAADLANR"] == [18930752, 15067507, 0, 0, 18491400, 0]
    assert (np.array(found.values) == 0).sum() == 1393
    assert not found.normalised
    loaded = load(found, found.samples, "linear", path)
    assert (loaded.facts["entries"], loaded.facts["samples"], loaded.facts["missing"]) == (500, 6, 1393)
    assert (loaded.entries["contaminant"].sum(), loaded.entries["decoy"].sum()) == (6, 0)
    assert (loaded.entries["protein"].str.contains(";")).sum() == 26
