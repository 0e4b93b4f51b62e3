"""Matrices of DIA-NN, as written here: the layout is that of its documentation."""

from math import isnan

import pytest
from spotwise.faults import InputFault
from spotwise.formats.load import load
from spotwise.formats.registry import detect, read_quantities

OF_PROTEIN = ["Protein.Group", "Protein.Names", "Genes", "First.Protein.Description"]
OF_PRECURSOR = [
    "Protein.Group", "Protein.Ids", "Protein.Names", "Genes", "First.Protein.Description", "Proteotypic",
    "Stripped.Sequence", "Modified.Sequence", "Precursor.Charge", "Precursor.Id",
]  # fmt: skip
RUNS = [r"S:\Lab\2024 mice\B0254_x.raw", "/data/B0255_y.mzML", r"\\server\share\B0256.1.d", "B0257"]
NAMES = ["B0254_x", "B0255_y", "B0256.1", "B0257"]
PROTEINS = [
    ["P60711", "ACTB_RAT", "Actb", "Actin", "10.5", "", "12", "13"],
    ["P63259;P68035", "ACTG_RAT;ACTC_RAT", "Actg1;Actc1", "Actin", "", "", "3e5", "0"],
]
PRECURSORS = [
    ["P60711", "P60711", "ACTB_RAT", "Actb", "Actin", "1", "AAK", "AAK", "2", "AAK2", "1", "2", "3", "4"],
    ["P60711", "P60711", "ACTB_RAT", "Actb", "Actin", "1", "AMK", "AM(UniMod:35)K", "2", "AM(UniMod:35)K2",
     "5", "", "", ""],
    ["Cont_P00761", "Cont_P00761", "", "", "", "1", "CCK", "CCK", "3", "CCK3", "7", "7", "7", "7"],
]  # fmt: skip


def write(folder, rows, header, name="report.pr_matrix.tsv"):
    path = folder / name
    path.write_text("\r\n".join("\t".join(cells) for cells in [header, *rows]) + "\r\n", encoding="utf-8")
    return str(path)


def changed(at, value, row, rows):
    found = [list(cells) for cells in rows]
    found[row][at] = value
    return found


def test_proteins_are_features_and_samples_are_the_last_part_of_paths(tmp_path):
    path = write(tmp_path, PROTEINS, OF_PROTEIN + RUNS, "report.pg_matrix.tsv")
    assert detect(path)[0] == "diann"
    found = read_quantities(path, "auto", "normalised")
    assert found.samples == NAMES
    assert found.entries == ["P60711", "P63259;P68035"]
    assert found.values[0][0] == 10.5
    assert isnan(found.values[0][1])
    assert found.values[1][2:] == [300000, 0]
    assert found.normalised
    assert not found.peptides
    loaded = load(found, NAMES, "linear", path)
    assert list(loaded.entries["feature"]) == ["P60711", "P63259;P68035"]
    assert list(loaded.entries["gene"]) == ["Actb", "Actg1;Actc1"]
    assert loaded.facts["zeros"] == 1


def test_other_versions_count_sequences_or_name_all_proteins(tmp_path):
    header = [*OF_PROTEIN, "N.Sequences", "N.Proteotypic.Sequences", "Protein.Ids", "All Mapped Genes", *RUNS]
    rows = [[*cells[:4], "3", "2", "P60711", "Actb", *cells[4:]] for cells in PROTEINS]
    assert read_quantities(write(tmp_path, rows, header), "auto", "normalised").samples == NAMES


def test_precursors_are_peptides_of_their_protein_group(tmp_path):
    path = write(tmp_path, PRECURSORS, OF_PRECURSOR + RUNS, "report.pr_matrix.tsv")
    assert detect(path)[0] == "diann"
    found = read_quantities(path, "auto", "normalised")
    assert found.samples == NAMES
    assert found.entries == ["AAK2", "AM(UniMod:35)K2", "CCK3"]
    assert found.peptides
    assert found.normalised
    entries = load(found, NAMES, "linear", path).entries
    assert list(entries["feature"]) == ["P60711", "P60711", ""]
    assert list(entries["peptide"]) == ["AAK", "AMK", "CCK"]
    assert list(entries["charge"]) == [2, 2, 3]
    assert list(entries["contaminant"]) == [False, False, True]


def test_a_header_longer_than_what_is_looked_at_is_known_too(tmp_path):
    runs = [rf"S:\{'folder' * 200}\r{at}.raw" for at in range(80)]
    path = write(tmp_path, [[*PRECURSORS[0][:10], *["1"] * 80]], OF_PRECURSOR + runs)
    assert detect(path)[0] == "diann"
    assert read_quantities(path, "auto", "normalised").samples[79] == "r79"


@pytest.mark.parametrize(
    ("header", "rows", "block", "said"),
    [
        (OF_PROTEIN + RUNS, PROTEINS, "raw", "line 1: a matrix of DIA-NN holds normalised quantities alone"),
        (["Protein", *OF_PROTEIN[1:], *RUNS], PROTEINS, "normalised", r"no column 'Protein\.Group'; the header is"),
        ([*OF_PRECURSOR[:9], "Id", *RUNS], PRECURSORS, "normalised", r"no column 'Precursor\.Id'; the header is"),
        (OF_PROTEIN + RUNS, [PROTEINS[0], PROTEINS[0]], "normalised", "'P60711' stands in line 2 already"),
        (OF_PROTEIN + RUNS, [PROTEINS[0][:6]], "normalised", "line 2: the row ends before its last column"),
        (
            OF_PROTEIN + RUNS,
            changed(6, "x", 0, PROTEINS),
            "normalised",
            "line 2, column 'B0256.1': 'x' is not a number",
        ),
        (OF_PROTEIN, [PROTEINS[0][:4]], "normalised", "line 1: no column of a run"),
        ([*OF_PROTEIN, r"a\r.raw", r"b\r.raw", "c", "d"], PROTEINS, "normalised", "two columns are called 'r'"),
    ],
)
def test_each_fault_of_a_matrix_is_said(tmp_path, header, rows, block, said):
    with pytest.raises(InputFault, match=said):
        read_quantities(write(tmp_path, rows, header), "diann", block)
