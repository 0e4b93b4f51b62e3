"""Tables of DIA-NN: matrices and a report as written here, and a real report."""

import csv
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
REPORT = [
    "File.Name", "Run", "Protein.Group", "Genes", "Modified.Sequence", "Stripped.Sequence", "Precursor.Id",
    "Precursor.Charge", "Q.Value", "Precursor.Quantity", "Precursor.Normalised",
]  # fmt: skip
ROWS = [
    [r"S:\raw\r1.raw", "r1", "P60711", "Actb", "AAK", "AAK", "AAK2", "2", "1e-05", "100", "110"],
    [r"S:\raw\r2.raw", "r2", "P60711", "Actb", "AAK", "AAK", "AAK2", "2", "0.01", "200", "190"],
    [r"S:\raw\r2.raw", "r2", "P63259", "Actg1", "CCK", "CCK", "CCK3", "3", "0.002", "300", "285.5"],
]


def write(folder, rows, header, name="report.tsv"):
    path = folder / name
    path.write_text("\r\n".join("\t".join(cells) for cells in [header, *rows]) + "\r\n", encoding="utf-8")
    return str(path)


def changed(at, value, row=0, rows=ROWS):
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


def test_a_report_has_both_blocks_and_rows_that_are_not_there_are_missing(tmp_path):
    path = write(tmp_path, ROWS, REPORT)
    assert detect(path)[0] == "diann"
    found = read_quantities(path, "auto", "normalised")
    assert found.samples == ["r1", "r2"]
    assert found.entries == ["AAK2", "CCK3"]
    assert found.lines == [2, 4]
    assert found.values[0] == [110, 190]
    assert isnan(found.values[1][0])
    assert found.values[1][1] == 285.5
    assert found.annotation["protein"] == ["P60711", "P63259"]
    assert found.normalised
    raw = read_quantities(path, "auto", "raw")
    assert raw.values[0] == [100, 200]
    assert not raw.normalised


def test_a_report_without_names_of_runs_has_them_from_the_paths(tmp_path):
    header = [name if name != "Run" else "Proteotypic" for name in REPORT]
    assert read_quantities(write(tmp_path, ROWS, header), "auto", "raw").samples == ["r1", "r2"]


def test_decoys_that_the_report_flags_are_in_no_feature(tmp_path):
    rows = [[*cells, flag] for cells, flag in zip(ROWS, "001", strict=True)]
    path = write(tmp_path, rows, [*REPORT, "Decoy"])
    entries = load(read_quantities(path, "auto", "raw"), ["r1", "r2"], "linear", path).entries
    assert list(entries["decoy"]) == [False, True]
    assert list(entries["feature"]) == ["P60711", ""]


@pytest.mark.parametrize("column", ["Protein.Group", "Stripped.Sequence", "Precursor.Id", "Q.Value"])
def test_a_missing_column_of_a_report_is_one_fault_that_names_the_header(tmp_path, column):
    header = [name if name != column else "Other" for name in REPORT]
    with pytest.raises(InputFault, match=rf"line 1: no column '{column}'; the header is .*'Other'") as caught:
        read_quantities(write(tmp_path, ROWS, header), "diann", "normalised")
    assert len(caught.value.faults) == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (changed(8, "0.02", 1), r"1 of 3 rows have no Q\.Value of 0\.01 or less, the first in line 3"),
        (changed(8, ""), r"1 of 3 rows have no Q\.Value of 0\.01 or less, the first in line 2"),
        (changed(10, "many"), "line 2, column 'Precursor.Normalised': 'many' is not a number"),
        (changed(1, "r1", 1), "line 3: precursor 'AAK2' of run 'r1' stands in line 2 already"),
        (changed(2, "P2", 1), "line 3: precursor 'AAK2' is of 'P2' here and of 'P60711' above"),
        (changed(1, ""), "line 2: the row names no run"),
        (changed(6, ""), "line 2: the peptide has no name"),
        ([ROWS[0], ROWS[1][:9]], "line 3: the row ends before its last column"),
        ([], "holds no column of volumes"),
    ],
)
def test_each_fault_of_a_report_is_said(tmp_path, rows, said):
    with pytest.raises(InputFault, match=said):
        read_quantities(write(tmp_path, rows, REPORT), "auto", "normalised")


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


def test_a_real_report(data):
    path = str(data / "search-engines" / "DIANN_1.9_beta_sample_report.tsv")
    assert detect(path)[0] == "diann"
    found = read_quantities(path, "auto", "normalised")
    assert (len(found.entries), len(found.samples)) == (237, 6)
    assert sum(isnan(value) for row in found.values for value in row) == 237 * 6 - 1168
    first = dict(zip(found.samples, found.values[0], strict=True))
    assert found.entries[0] == "(UniMod:1)AAAAAAAGAAGSAAPAAAAGAPGSGGAPSGSQGVLIGDR4"
    assert first["LFQ_Orbitrap_AIF_Condition_A_Sample_Alpha_01"] == 723473
    assert first["LFQ_Orbitrap_AIF_Condition_A_Sample_Alpha_03"] == 805548
    raw = read_quantities(path, "auto", "raw")
    assert raw.samples[0] == "LFQ_Orbitrap_AIF_Condition_A_Sample_Alpha_01"
    assert raw.values[0][0] == 628861
    loaded = load(found, found.samples, "linear", path)
    assert loaded.facts["features"] == 220
    assert loaded.facts["missing"] == 254
    assert loaded.facts["zeros"] == 0
    assert not loaded.entries["contaminant"].any()


def test_a_real_report_and_its_matrix_say_the_same(data, tmp_path):
    path = data / "search-engines" / "DIANN_1.9_beta_sample_report.tsv"
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    runs = list(dict.fromkeys(row["File.Name"] for row in rows))
    assert all("\\" in run and run.endswith(".raw") for run in runs)
    own = {row["Precursor.Id"]: [row[name] for name in OF_PRECURSOR] for row in rows}
    cells = {(row["Precursor.Id"], row["File.Name"]): row["Precursor.Normalised"] for row in rows}
    body = [[*texts, *(cells.get((name, run), "") for run in runs)] for name, texts in own.items()]
    matrix = read_quantities(write(tmp_path, body, OF_PRECURSOR + runs), "auto", "normalised")
    report = read_quantities(str(path), "auto", "normalised")
    assert (matrix.samples, matrix.annotation) == (report.samples, report.annotation)
    assert sorted(matrix.entries) == sorted(report.entries)
    assert str(matrix.values) == str(report.values)  # NaN equals no NaN
