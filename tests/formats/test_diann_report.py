"""The report of DIA-NN: as written here, as text and as Parquet, and a real one."""

import csv
import gzip
from math import isnan

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from spotwise.faults import InputFault
from spotwise.formats import stream
from spotwise.formats.load import load
from spotwise.formats.registry import detect, read_quantities
from spotwise.study.check_tables import scale_faults

REPORT = [
    "File.Name", "Run", "Protein.Group", "Genes", "Modified.Sequence", "Stripped.Sequence", "Precursor.Id",
    "Precursor.Charge", "Q.Value", "Precursor.Quantity", "Precursor.Normalised",
]  # fmt: skip
ROWS = [
    [r"S:\raw\r1.raw", "r1", "P60711", "Actb", "AAK", "AAK", "AAK2", "2", "1e-05", "100", "110"],
    [r"S:\raw\r2.raw", "r2", "P60711", "Actb", "AAK", "AAK", "AAK2", "2", "0.01", "200", "190"],
    [r"S:\raw\r2.raw", "r2", "P63259", "Actg1", "CCK", "CCK", "CCK3", "3", "0.002", "300", "285.5"],
]
NUMBERS = {"Q.Value", "PG.Q.Value", "Precursor.Quantity", "Precursor.Normalised", "Lib.Q.Value", "Global.Q.Value"}
WHOLE = {"Precursor.Charge", "Decoy"}


def write(folder, rows, header=REPORT, name="report.tsv", encoding="utf-8", end="\r\n", mark="\t"):
    path = folder / name
    raw = "".join(mark.join(cells) + end for cells in [header, *rows]).encode(encoding)
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    return str(path)


def write_parquet(folder, rows, header=REPORT):
    """As DIA-NN does: q-values and quantities in single precision, charges and decoys as integers."""
    table = {}
    for name, cells in zip(header, zip(*rows, strict=True), strict=True):
        kind = pa.float32() if name in NUMBERS else pa.int64() if name in WHOLE else pa.string()
        words = [None if cell == "" else cell if kind == pa.string() else float(cell) for cell in cells]
        table[name] = pa.array(words, pa.float64()).cast(kind) if kind == pa.int64() else pa.array(words, kind)
    path = folder / "report.parquet"
    parquet.write_table(pa.table(table), path)
    return str(path)


def changed(at, value, row=0, rows=ROWS):
    found = [list(cells) for cells in rows]
    found[row][at] = value
    return found


def same(one, other):
    """Whether two tables say the same, lines aside."""
    np.testing.assert_array_equal(one.values, other.values)
    of = ("entries", "samples", "annotation", "normalised", "peptides", "findings")
    return all(getattr(one, name) == getattr(other, name) for name in of)


def test_a_report_has_both_blocks_and_rows_that_are_not_there_are_missing(tmp_path):
    path = write(tmp_path, ROWS)
    assert detect(path)[0] == "diann"
    found = read_quantities(path, "auto", "normalised")
    assert found.samples == ["r1", "r2"]
    assert found.entries == ["AAK2", "CCK3"]
    assert found.lines == [2, 4]
    np.testing.assert_array_equal(found.values, [[110, 190], [np.nan, 285.5]])
    assert found.annotation["protein"] == ["P60711", "P63259"]
    assert found.annotation["charge"] == ["2", "3"]
    assert found.normalised
    assert found.peptides
    assert found.findings == []
    raw = read_quantities(path, "auto", "raw")
    assert raw.values[0].tolist() == [100, 200]
    assert not raw.normalised


def test_parquet_says_what_text_says(tmp_path):
    rows = changed(5, "", 1, changed(8, "0.03", 0))
    path = write_parquet(tmp_path, rows)
    found = read_quantities(path, "diann", "normalised")
    assert same(found, read_quantities(write(tmp_path, rows), "diann", "normalised"))
    assert found.lines == [1, 3]


@pytest.mark.parametrize(
    ("name", "encoding", "end", "mark"),
    [
        ("report.tsv", "utf-8-sig", "\n", "\t"),
        ("report.tsv", "utf-16", "\r\n", "\t"),
        ("report.tsv", "cp1252", "\r", "\t"),
        ("report.csv", "utf-8", "\n", ";"),
        ("report.tsv.gz", "utf-8", "\n", "\t"),
        ("report.tsv.gz", "utf-16", "\r\n", "\t"),
    ],
)
def test_files_as_they_come(tmp_path, name, encoding, end, mark):
    rows = changed(3, "Actβ" if encoding.startswith("utf") else "Actµ")
    expected = read_quantities(write(tmp_path, rows, name="plain.tsv"), "diann", "normalised")
    path = write(tmp_path, rows, name=name, encoding=encoding, end=end, mark=mark)
    assert same(read_quantities(path, "diann", "normalised"), expected)


def test_blank_lines_above_the_header_count_as_lines(tmp_path):
    path = write(tmp_path, [[], REPORT, *ROWS], header=[""] * 11)
    assert detect(path)[0] == "diann"
    found = read_quantities(path, "auto", "raw")
    assert found.lines == [4, 6]
    assert found.values[0].tolist() == [100, 200]
    with pytest.raises(InputFault, match="line 5: the row has 9 cells"):
        read_quantities(write(tmp_path, [[], REPORT, ROWS[0], ROWS[1][:9]], header=[]), "diann", "raw")


def test_decimal_commas_and_words_for_missing(tmp_path):
    rows = [[cell.replace(".", ",") if at > 7 else cell for at, cell in enumerate(cells)] for cells in ROWS]
    found = read_quantities(write(tmp_path, changed(10, "NA", 0, rows)), "diann", "normalised")
    np.testing.assert_array_equal(found.values, [[np.nan, 190], [np.nan, 285.5]])


def test_a_report_without_names_of_runs_has_them_from_the_paths(tmp_path):
    header = [name if name != "Run" else "Proteotypic" for name in REPORT]
    assert read_quantities(write(tmp_path, ROWS, header), "auto", "raw").samples == ["r1", "r2"]


def test_rows_that_diann_would_leave_out_of_its_matrices_are_left_out_and_counted(tmp_path):
    rows = [[*cells, pg] for cells, pg in zip([*ROWS, *ROWS], ["0.05"] * 4 + ["0.06", "0"], strict=True)]
    for row, (run, q) in enumerate(
        [("r1", "0.01"), ("r2", "0.011"), ("r2", ""), ("r3", "0"), ("r4", "0"), ("r5", "0")]
    ):
        rows[row][1], rows[row][8] = run, q
    found = read_quantities(write(tmp_path, rows, [*REPORT, "PG.Q.Value"]), "diann", "normalised")
    assert found.samples == ["r1", "r2", "r3", "r4", "r5"]  # a run of which no row passes is a run still
    assert found.entries == ["AAK2", "CCK3"]
    assert (~np.isnan(found.values)).tolist() == [[True, False, True, False, False], [False] * 4 + [True]]
    assert [what for what, _ in found.findings] == [
        "2 of 6 rows have no Q.Value of 0.01 or less",
        "1 of 6 rows have no PG.Q.Value of 0.05 or less",
    ]


def test_findings_are_told_among_the_problems(tmp_path):
    path = write(tmp_path, changed(8, "0.02", 1))
    problems = load(read_quantities(path, "diann", "raw"), ["r1", "r2"], "linear", path).problems
    assert "1 of 3 rows have no Q.Value of 0.01 or less" in [problem.what for problem in problems]


@pytest.mark.parametrize(
    ("library", "kept"),
    [
        (["0", "0", "0"], ["AAK2"]),  # a predicted library: the q-value of the whole experiment
        (["0.001", "0.02", "0"], ["AAK2", "CCK3"]),  # match-between-runs: that of the library
    ],
)
def test_q_values_of_the_library_count_where_it_has_any_else_those_of_the_experiment(tmp_path, library, kept):
    rows = [[*cells, own, whole] for cells, own, whole in zip(ROWS, library, ["0", "0.01", "0.02"], strict=True)]
    found = read_quantities(write(tmp_path, rows, [*REPORT, "Lib.Q.Value", "Global.Q.Value"]), "diann", "raw")
    assert found.entries == kept
    assert np.isfinite(found.values).sum() == 2


@pytest.mark.parametrize("writer", [write, write_parquet])
def test_decoys_that_the_report_flags_are_in_no_feature(tmp_path, writer):
    rows = [[*cells, flag] for cells, flag in zip([*ROWS, ROWS[0]], "0001", strict=True)]
    path = writer(tmp_path, rows, [*REPORT, "Decoy"])
    found = read_quantities(path, "diann", "raw")
    assert found.entries == ["AAK2", "CCK3", "DECOY_AAK2"]  # by the name of its target
    entries = load(found, ["r1", "r2"], "linear", path).entries
    assert list(entries["decoy"]) == [False, False, True]
    assert list(entries["feature"]) == ["P60711", "P63259", ""]


@pytest.mark.parametrize("column", ["Protein.Group", "Stripped.Sequence", "Precursor.Id", "Q.Value"])
def test_a_missing_column_of_a_report_is_one_fault_that_names_the_header(tmp_path, column):
    header = [name if name != column else "Other" for name in REPORT]
    for path, where in (
        (write(tmp_path, ROWS, header), "line 1"),
        (write_parquet(tmp_path, ROWS, [*header[:8], *REPORT[8:]]) if column != "Q.Value" else "", "parquet"),
    ):
        if path:
            with pytest.raises(InputFault, match=rf"{where}: no column '{column}'; the header is .*'Other'") as caught:
                read_quantities(path, "diann", "normalised")
            assert len(caught.value.faults) == 1


FAULTS = [
    (changed(1, "r1", 1), "{unit} {third}: precursor 'AAK2' of run 'r1' stands in {unit} {second} already"),
    (changed(2, "P2", 1), "{unit} {third}: precursor 'AAK2' is of 'P2' here and of 'P60711' above"),
    (changed(1, ""), "{unit} {second}: the row names no run"),
    (changed(6, ""), "{unit} {second}: the peptide has no name"),
    (changed(6, "", 1, changed(6, "")), "{unit} {second}: the peptide has no name"),
    (changed(8, "1", 0, changed(8, "0.5", 1, changed(8, "", 2))), "no row is left: 3 of 3 rows have no Q.Value"),
]


@pytest.mark.parametrize(("rows", "said"), FAULTS)
def test_each_fault_of_a_report_is_said(tmp_path, rows, said):
    with pytest.raises(InputFault, match=said.format(unit="line", second=2, third=3)):
        read_quantities(write(tmp_path, rows), "auto", "normalised")
    with pytest.raises(InputFault, match=said.format(unit="row", second=1, third=2)):
        read_quantities(write_parquet(tmp_path, rows), "diann", "normalised")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (changed(10, "many"), "line 2, column 'Precursor.Normalised': 'many' is not a number"),
        (changed(10, "inf"), "line 2, column 'Precursor.Normalised': 'inf' is not a number"),
        (changed(8, "low", 2), "line 4, column 'Q.Value': 'low' is not a number"),
        ([ROWS[0], ROWS[1][:9]], "line 3: the row has 9 cells, and the header 11"),
        ([ROWS[0], [], [""] * 11, ROWS[1][:9]], "line 5: the row has 9 cells, and the header 11"),
        ([[*ROWS[0], "more"]], "line 2: the row has 12 cells, and the header 11"),
        ([['"open', *ROWS[0][1:]], *ROWS[1:]], "report.tsv"),
        ([], "holds no column of volumes"),
    ],
)
def test_each_fault_of_a_text_is_said(tmp_path, rows, said):
    with pytest.raises(InputFault, match=said):
        read_quantities(write(tmp_path, rows), "auto", "normalised")


def test_all_faults_are_said_at_once_and_nothing_else(tmp_path):
    rows = [*changed(1, ""), changed(6, "")[0], changed(2, "P2", 0)[0], ROWS[1]]
    with pytest.raises(InputFault) as caught:
        read_quantities(write(tmp_path, rows), "diann", "raw")
    told = [str(fault).split(": ", 1)[1].split("\n")[0] for fault in caught.value.faults]
    assert told == [
        "the row names no run",
        "the peptide has no name",
        "precursor 'AAK2' is of 'P2' here and of 'P60711' above",
        "precursor 'AAK2' of run 'r2' stands in line 3 already",
    ]


def test_a_negative_quantity_is_said_with_its_place(tmp_path):
    path = write(tmp_path, changed(10, "-5", 2))
    found = read_quantities(path, "diann", "normalised")
    (fault,) = scale_faults({"scale": "linear", "path": path}, found)
    assert fault.where.endswith("line 4, spot 'CCK3', column 'r2'")
    assert scale_faults({"scale": "log2", "path": path}, found) == []
    found = read_quantities(write(tmp_path, ROWS), "diann", "normalised")
    (fault,) = scale_faults({"scale": "log2", "path": path}, found)
    assert fault.found == "285.5 is no log2 of a volume"


def test_a_report_in_a_workbook_is_asked_for_itself(tmp_path):
    import pandas as pd

    path = tmp_path / "report.xlsx"
    pd.DataFrame(ROWS, columns=REPORT).to_excel(path, index=False)
    with pytest.raises(InputFault, match="a report in a workbook"):
        read_quantities(str(path), "diann", "normalised")


def test_a_parquet_file_cut_short_is_one_fault(tmp_path):
    path = write_parquet(tmp_path, ROWS)
    with open(path, "rb+") as file:
        file.truncate(900)
    with pytest.raises(InputFault, match="report.parquet: the table can't be read") as caught:
        read_quantities(path, "diann", "normalised")
    assert len(caught.value.faults) == 1


def test_a_gzip_file_cut_short_is_one_fault(tmp_path):
    rows = [changed(6, f"PEPTIDE{at * 7919 % 100003}K", 0)[0] for at in range(20000)]
    path = write(tmp_path, rows, name="report.tsv.gz")
    with open(path, "rb+") as file:
        file.truncate(150_000)
    assert detect(path)[0] == "diann"
    with pytest.raises(InputFault, match="report.tsv.gz: the table can't be read") as caught:
        read_quantities(path, "diann", "normalised")
    assert len(caught.value.faults) == 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.dictionaries(
        st.tuples(st.integers(0, 12), st.integers(0, 5)),
        st.tuples(st.integers(1, 999), st.sampled_from([0, 0.02])),
        min_size=1,
    ),
    block=st.integers(400, 1500),
    blank=st.integers(0, 3),
)
def test_rows_in_any_order_and_in_batches_of_any_size_are_one_table(tmp_path, monkeypatch, cells, block, blank):
    monkeypatch.setattr(stream, "BLOCK", block)
    rows = []
    for (precursor, run), (quantity, q) in cells.items():
        name = f"PEPTIDE{precursor}K"
        protein = f"P{precursor // 3}"
        rows.append(["", f"r{run}", protein, "", name, name, f"{name}2", "2", str(q), "1", str(quantity)])
    first = {}
    for line, row in enumerate(rows, 2 + blank):
        first.setdefault(row[6], line)
    kept = {(row[6], row[1]): float(row[10]) for row in rows if row[8] == "0"}
    path = write(tmp_path, [*([[""]] * blank), *rows, *([[""]] * 5)])
    if not kept:
        with pytest.raises(InputFault, match="no row is left"):
            read_quantities(path, "diann", "normalised")
        return
    found = read_quantities(path, "diann", "normalised")
    assert found.samples == list(dict.fromkeys(row[1] for row in rows))
    assert found.entries == [name for name in first if name in {own for own, _ in kept}]
    assert found.lines == [first[name] for name in found.entries]
    assert found.annotation["protein"] == [f"P{int(name[7:-2]) // 3}" for name in found.entries]
    expected = [[kept.get((name, run), np.nan) for run in found.samples] for name in found.entries]
    np.testing.assert_array_equal(found.values, expected)


def test_a_real_report(data):
    path = str(data / "search-engines" / "DIANN_1.9_beta_sample_report.tsv")
    assert detect(path)[0] == "diann"
    found = read_quantities(path, "auto", "normalised")
    assert (len(found.entries), len(found.samples)) == (233, 6)
    assert found.entries[0] == "(UniMod:1)AAAAAAAGAAGSAAPAAAAGAPGSGGAPSGSQGVLIGDR4"
    first = dict(zip(found.samples, found.values[0], strict=True))
    assert first["LFQ_Orbitrap_AIF_Condition_A_Sample_Alpha_01"] == 723473
    assert first["LFQ_Orbitrap_AIF_Condition_A_Sample_Alpha_03"] == 805548
    raw = read_quantities(path, "auto", "raw")
    assert raw.samples[0] == "LFQ_Orbitrap_AIF_Condition_A_Sample_Alpha_01"
    assert raw.values[0][0] == 628861
    loaded = load(found, found.samples, "linear", path)
    assert loaded.facts["zeros"] == 0
    assert not loaded.entries["contaminant"].any()


def test_a_real_report_row_by_row(data):
    path = data / "search-engines" / "DIANN_1.9_beta_sample_report.tsv"
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    limits = {"Q.Value": 0.01, "PG.Q.Value": 0.05, "Lib.Q.Value": 0.01, "Lib.PG.Q.Value": 0.01}
    kept = [row for row in rows if all(float(row[name]) <= limit for name, limit in limits.items())]
    assert (len(rows), len(kept)) == (1168, 1157)
    found = read_quantities(str(path), "auto", "normalised")
    assert found.entries == list(dict.fromkeys(row["Precursor.Id"] for row in kept))
    assert found.samples == list(dict.fromkeys(row["Run"] for row in rows))
    cells = {(row["Precursor.Id"], row["Run"]): float(row["Precursor.Normalised"]) for row in kept}
    expected = [[cells.get((name, run), np.nan) for run in found.samples] for name in found.entries]
    np.testing.assert_array_equal(found.values, expected)
    assert sum(isnan(value) for row in found.values for value in row) == 233 * 6 - len(kept)
    own = {row["Precursor.Id"]: row for row in rows}
    assert found.annotation["protein"] == [own[name]["Protein.Group"] for name in found.entries]
    assert found.annotation["gene"] == [own[name]["Genes"] for name in found.entries]
    assert sum(int(what.split()[0]) for what, _ in found.findings) == len(rows) - len(kept)
