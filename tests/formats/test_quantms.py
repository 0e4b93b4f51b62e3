"""MSstats's long table: as written here, and a real one of quantms."""

from math import isnan

import pytest
from spotwise.faults import InputFault
from spotwise.formats.load import load
from spotwise.formats.registry import detect, read_quantities

HEADER = (
    "ProteinName,PeptideSequence,PrecursorCharge,FragmentIon,ProductCharge,IsotopeLabelType,Condition,BioReplicate,"
    "Run,Intensity,Reference\n"
)
ROWS = """\
sp|P10001|A_RAT,AC(Carbamidomethyl)K,2,,0,L,a,1,1,10.5,r1.mzML
sp|P10001|A_RAT,AC(Carbamidomethyl)K,2,,0,L,b,2,2,20,r2.mzML
sp|P10001|A_RAT,AC(Carbamidomethyl)K,3,,0,L,b,2,2,0,r2.mzML
sp|P20002|B_RAT;sp|P30003|C_RAT,DEK,2,NA,NA,L,a,1,1,5,r1.mzML
sp|Cont_P00761|TRYP,FFK,2,,0,L,a,1,1,NA,r1.mzML
"""
TABLE = HEADER + ROWS
FRAGMENTS = HEADER.replace(",Reference", "") + (
    "P10001,AAK,2,y3,1,L,a,1,S1.x,1\nP10001,AAK,2,y4,1,L,a,1,S1.x,2\nP10001,AAK,2,y4,2,L,a,1,S1.x,3\n"
    "P10001,AAK,2,y3,1,L,b,2,S2,4\nP10001,CCK,2,b2,1,L,b,2,S2,5\n"
)


def write(folder, text=TABLE):
    path = folder / "x_msstats_in.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_precursors_by_the_name_of_the_file(tmp_path):
    path = write(tmp_path)
    assert detect(path)[0] == "quantms"
    found = read_quantities(path, "auto", "normalised")
    assert found.samples == ["r1", "r2"]
    assert found.entries == ["AC(Carbamidomethyl)K 2", "AC(Carbamidomethyl)K 3", "DEK", "FFK"]
    assert found.lines == [2, 4, 5, 6]
    assert found.values[0] == [10.5, 20]
    assert isnan(found.values[1][0])
    assert found.values[1][1] == 0
    assert isnan(found.values[3][0])
    assert found.annotation["peptide"] == ["ACK", "ACK", "DEK", "FFK"]
    assert found.peptides
    assert not found.normalised
    loaded = load(found, found.samples, "linear", path)
    assert list(loaded.entries["feature"]) == ["P10001", "", "P20002;P30003", ""]  # the second has no intensity
    assert list(loaded.entries["contaminant"]) == [False, False, False, True]


def test_each_fragment_is_an_entry_of_its_own_and_without_a_file_the_run_names_the_sample(tmp_path):
    path = write(tmp_path, FRAGMENTS)
    assert detect(path)[0] == "quantms"
    found = read_quantities(path, "auto", "raw")
    assert found.samples == ["S1.x", "S2"]
    assert found.entries == ["AAK 2 y3 1", "AAK 2 y4 1", "AAK 2 y4 2", "CCK"]
    assert [row[0] for row in found.values[:3]] == [1, 2, 3]
    assert found.values[0][1] == 4
    entries = load(found, found.samples, "linear", path).entries
    assert list(entries["feature"]) == ["P10001"] * 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TABLE.replace("PrecursorCharge", "Charge"), "line 1: no column 'PrecursorCharge'; the header is"),
        (TABLE.replace("10.5", "many"), "line 2, column 'Intensity': 'many' is not a number"),
        (TABLE.replace(",5,r1.mzML", ""), "line 5: the row ends before its last column"),
        (TABLE.replace("20,r2", "20,r1"), r"line 3: 'AC\(Carbamidomethyl\)K 2' of 'r1' stands in line 2 already"),
        (TABLE.replace("b,2,2,20", "b,2,,20").replace("r2.mzML", ""), "line 3: the row names no run"),
        (TABLE.replace("P10001|A_RAT,AC(Carbamidomethyl)K,2,,0,L,b", "P2|X,AC(Carbamidomethyl)K,2,,0,L,b"),
         r"line 3: 'AC\(Carbamidomethyl\)K 2' is of 'sp\|P2\|X' here and of"),
        (TABLE.replace("0,L,b,2,2,20", "0,H,b,2,2,20"),
         "column 'IsotopeLabelType': the table holds several labels: 'H', 'L'"),
        (HEADER.replace("Reference", "Fraction") + "P1,AK,2,,0,L,a,1,1,9,1\nP1,AK,2,,0,L,a,1,2,9,2\n",
         "column 'Fraction': the table holds several fractions: '1', '2'"),
        (HEADER, "holds no column of volumes"),
    ],
)  # fmt: skip
def test_each_fault_is_said_once(tmp_path, text, said):
    with pytest.raises(InputFault, match=said) as told:
        read_quantities(write(tmp_path, text), "quantms", "normalised")
    assert len(told.value.faults) == 1


def test_a_real_table(data):
    path = str(data / "search-engines" / "sample_dda_quantms.sdrf_openms_design_msstats_in.csv")
    assert detect(path)[0] == "quantms"
    found = read_quantities(path, "auto", "normalised")
    run = "LFQ_Orbitrap_DDA_Condition_{}_Sample_Alpha_0{}"
    assert sorted(found.samples) == [run.format(arm, number) for arm in "AB" for number in (1, 2, 3)]
    first = dict(zip(found.samples, found.values[0], strict=True))
    assert (found.entries[0], first[run.format("A", 1)]) == ("DLFHPEQLISGK", 131708800)
    assert sum(not isnan(value) for row in found.values for value in row) == 100
    loaded = load(found, found.samples, "linear", path)
    assert (loaded.facts["entries"], loaded.facts["features"], loaded.facts["missing"]) == (100, 96, 500)
    assert loaded.entries["contaminant"].sum() == 2
