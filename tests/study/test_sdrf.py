"""Sample sheets in SDRF-Proteomics: what becomes of its columns."""

import pytest
from spotwise.faults import InputFault
from spotwise.study.samples import sample_problems
from spotwise.study.sheet import read_sheet

HEADER = [
    "source name",
    "characteristics[organism part]",
    "characteristics[individual]",
    "characteristics[cell line]",
    "characteristics[cell line]",
    "assay name",
    "comment[label]",
    "comment[fraction identifier]",
    "comment[instrument]",
    "comment[data file]",
    "factor value[organism part]",
    "factor value[treatment]",
]
PARTS = ["liver", "liver", "heart", "heart"]
DRUGS = ["none", "NT=drug;AC=CHEBI:1", "none", "drug"]


def row(at):
    label, file = "AC=MS:1002038;NT=label free sample", f"s3://bucket/run_{at}.5.raw"
    cell_line = ["not applicable", "Not Available" if at else "HeLa"]
    return [f"s{at}", PARTS[at], f"r{at % 2}", *cell_line, f"run {at}", label, "1", "Q", file, PARTS[at], DRUGS[at]]


def write(folder, change=lambda header, rows: None):
    header, rows = list(HEADER), [row(at) for at in range(4)]
    change(header, rows)
    (folder / "x.sdrf.tsv").write_text("\n".join("\t".join(cells) for cells in [header, *rows]) + "\n")
    return str(folder / "x.sdrf.tsv")


def fault_of(path):
    with pytest.raises(InputFault) as caught:
        read_sheet(path)
    (fault,) = caught.value.faults
    return str(fault).removeprefix(path)


def test_characteristics_and_factor_values_become_columns(tmp_path):
    sheet = read_sheet(write(tmp_path))
    kept = ("source name", "assay name", "sample", "region", "organism part", "treatment", "individual", "cell line")
    assert sheet.columns == kept
    assert [row.sample for row in sheet.rows] == [f"run_{at}.5" for at in range(4)]
    assert [row.values["treatment"] for row in sheet.rows] == ["none", "drug"] * 2
    assert [row.values["cell line"] for row in sheet.rows] == ["HeLa", "", "", ""]
    assert [(row.line, row.values["individual"]) for row in sheet.rows] == [(2, "r0"), (3, "r1"), (4, "r0"), (5, "r1")]


def test_parts_that_are_a_factor_are_the_regions_and_it_is_said(tmp_path):
    sheet = read_sheet(write(tmp_path))
    assert [row.region for row in sheet.rows] == PARTS
    (problem,) = sample_problems(sheet, [], "individual")
    assert problem.what == "factor value[organism part] has several levels"


@pytest.mark.parametrize("parts", [["liver"] * 4, ["liver", "liver", "liver", ""]])
def test_one_part_makes_no_regions(tmp_path, parts):
    def change(header, rows):
        for cells, part in zip(rows, parts, strict=True):
            cells[1] = cells[10] = part

    sheet = read_sheet(write(tmp_path, change))
    assert "region" not in sheet.columns
    assert sheet.findings == ()


def test_a_column_of_regions_that_is_there_stays(tmp_path):
    def change(header, rows):
        header[8] = "characteristics[region]"

    assert [row.region for row in read_sheet(write(tmp_path, change)).rows] == ["Q"] * 4


def test_a_factor_value_and_a_characteristic_that_differ_both_stay(tmp_path):
    def change(header, rows):
        rows[0][1] = "lung"

    sheet = read_sheet(write(tmp_path, change))
    assert "organism part" not in sheet.columns
    assert sheet.rows[0].values["factor value[organism part]"] == "liver"
    assert sheet.rows[0].values["characteristics[organism part]"] == "lung"


def test_case_and_spaces_of_the_header_mean_nothing(tmp_path):
    plain = read_sheet(write(tmp_path))

    def change(header, rows):
        header[:] = [name.title().replace("[", " [ ").replace(" Value", "  Value") for name in header]

    assert read_sheet(write(tmp_path, change)) == plain


def test_comments_that_tell_rows_apart_are_kept(tmp_path):
    def change(header, rows):
        rows[3][8] = "R"

    sheet = read_sheet(write(tmp_path, change))
    assert [row.values["comment[instrument]"] for row in sheet.rows] == ["Q", "Q", "Q", "R"]


def test_own_columns_win_and_stay(tmp_path):
    def change(header, rows):
        header += ["Sample", "Batch", "exclude"]
        for at, cells in enumerate(rows):
            cells += [f"LFQ {at}", f"b{at}", "torn" * (at == 1)]

    sheet = read_sheet(write(tmp_path, change))
    assert [row.sample for row in sheet.rows] == [f"LFQ {at}" for at in range(4)]
    assert [row.values["Batch"] for row in sheet.kept] == ["b0", "b2", "b3"]


def test_fractions_are_a_fault(tmp_path):
    def change(header, rows):
        rows[2][7] = rows[3][7] = "2"

    assert fault_of(write(tmp_path, change)).startswith(
        ", line 4: comment[fraction identifier] is '2': a sample was run in fractions, and here each row is a"
        " sample\n    write a sheet of your own, one row a column of the table: sample, then"
    )


def test_labels_that_share_a_data_file_are_a_fault(tmp_path):
    def change(header, rows):
        rows[1][6], rows[1][9] = "TMT127", rows[0][9]

    assert fault_of(write(tmp_path, change)).startswith(
        ", lines 2 and 3: data file 's3://bucket/run_0.5.raw' holds several samples by label ('label free sample', 'TMT"
    )


def test_no_data_files_are_a_fault(tmp_path):
    def change(header, rows):
        header[9] = "comment[file]"

    assert "without a column 'comment[data file]'" in fault_of(write(tmp_path, change))


def test_faults_that_every_sheet_can_have(tmp_path):
    def twice(header, rows):
        rows[1][9], rows[1][10] = rows[0][9], rows[0][10]

    def longer(header, rows):
        rows[1].append("x")

    assert "sample 'run_0.5' stands in line 2 already" in fault_of(write(tmp_path, twice))
    assert fault_of(write(tmp_path, longer)).startswith(", line 3: cell '13' stands under no column name")


@pytest.mark.parametrize("kind", ["factor value", "characteristics"])
@pytest.mark.parametrize("name", ["exclude", "excluded", "sample"])
def test_names_that_mean_something_in_a_plain_sheet_stay_in_brackets(tmp_path, kind, name):
    def change(header, rows):
        header.append(f"{kind}[{name}]")
        for cells in rows:
            cells.append("yes")

    sheet = read_sheet(write(tmp_path, change))
    assert len(sheet.kept) == 4
    assert [row.sample for row in sheet.rows] == [f"run_{at}.5" for at in range(4)]
    column = f"{'factor value' if kind[0] == 'f' else 'characteristics'}[{name}]"
    assert {row.values[column] for row in sheet.rows} == {"yes"}


def test_a_fraction_that_a_spreadsheet_wrote_with_decimals(tmp_path):
    def change(header, rows):
        for cells in rows:
            cells[7] = "1.0"

    assert len(read_sheet(write(tmp_path, change)).rows) == 4
