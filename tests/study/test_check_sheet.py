"""A sample sheet at fault, or one that does not fit its tables: what the user is told."""

import pytest

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
XLSX = b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00"


def test_a_sample_that_the_table_calls_by_another_name_is_told_with_the_nearest(study):
    study.edit("sheet.tsv", "hr8", "hr_8")
    assert study.faults() == [
        "sheet.tsv, line 17: sample 'hr_8' has no column in hippocampus.tsv | did you mean 'hr8'? or correct the name,"
        " or give a reason in the column exclude",
    ]


def test_a_sample_of_the_sheet_alone(study):
    study.write("sheet.tsv", study.sheet() + "hr9\tr9\thippocampus\tdrug\tb1\t\n")
    assert study.faults() == [
        "sheet.tsv, line 18: sample 'hr9' has no column in hippocampus.tsv"
        " | correct the name, or give a reason in the column exclude"
    ]


def test_an_excluded_sample_may_be_absent_from_the_table(study):
    study.write("sheet.tsv", study.sheet() + "hr9\tr9\thippocampus\tdrug\tb1\tgel torn\n")
    assert study.faults() == []


def test_many_samples_without_a_column_are_counted(study):
    study.write("sheet.tsv", study.sheet() + "".join(f"more{i}\tm{i}\thippocampus\tdrug\tb1\t\n" for i in range(9)))
    found = study.faults()
    assert len(found) == 6
    assert found[-1] == "sheet.tsv: 4 more rows like these | mend them alike"


def test_samples_of_a_batch_that_was_left_out_are_no_faults(study):
    study.rows(
        "hippocampus.tsv", lambda cells: [*cells, *(f"more{i}" if cells[0] == "spot" else "5" for i in range(9))]
    )
    assert study.faults() == []


def test_a_gel_that_is_called_as_a_property_of_spots_is(study):
    study.edit("hippocampus.tsv", "hr1", "Mr")
    study.edit("sheet.tsv", "hr1", "Mr")
    assert study.faults() == [
        "sheet.tsv, line 10: sample 'Mr' has no column in hippocampus.tsv"
        " | a column of that name holds a property of the spots there (its Mr); rename the gel"
    ]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "the file is empty | export it again, or name another file"),
        (b" \n\n", "the file is empty | export it again, or name another file"),
        (PNG, "the file is no text but a picture | export it as tab-separated text or CSV"),
        (
            XLSX,
            "the file looks like a workbook or a zip archive, and can't be opened (File is not a zip file) | save it"
            " again as .xlsx, without a password, or as CSV",
        ),
        (b"a\0b\n", "the file is no text but binary | export it as tab-separated text or CSV"),
        (b"sample\tbatch\n", "the sheet has no rows | write one row a gel or run"),
    ],
)
def test_a_sheet_that_holds_no_table(study, content, found):
    study.write("sheet.tsv", content)
    assert study.faults() == [f"sheet.tsv: {found}"]


def test_a_folder_is_no_sheet(study):
    study.config["samples"] = "."
    assert study.faults() == [".: this is a folder | name a file in it"]


def test_no_such_sheet(study):
    study.config["samples"] = "sheets.tsv"
    assert study.faults() == [
        "sheets.tsv: there is no such file"
        " | correct the path in the configuration; it starts from the folder you run in"
    ]


def test_a_sheet_without_a_sample_column(study):
    study.edit("sheet.tsv", "sample\t", "gel\t")
    assert study.faults() == [
        "sheet.tsv, line 1: no column is called 'sample'; found 'gel', 'animal', 'region', 'treatment', 'batch',"
        " 'exclude' | give that name to the column that holds the names of the gels"
    ]


@pytest.mark.parametrize(
    ("written", "meant"), [("Sample", "sample"), ("REGION", "region"), ("Exclude", "exclude"), ("excluded", "exclude")]
)
def test_a_column_that_is_written_almost_as_one_that_means_something(study, written, meant):
    study.rows("sheet.tsv", lambda cells: [written if cell == meant else cell for cell in cells])
    assert f"sheet.tsv, line 1: a column is called '{written}' | call it '{meant}'" in study.faults()


def test_repeated_columns(study):
    study.edit("sheet.tsv", "batch\texclude", "treatment\texclude")
    assert "sheet.tsv, line 1: repeated columns 'treatment' | rename or remove all but one" in study.faults()


def test_a_cell_beyond_the_last_column(study):
    study.edit("sheet.tsv", "cr3\tr3\tcortex\tdrug\tb1\t", "cr3\tr3\tcortex\tdrug\tb1\t\tleft")
    assert study.faults() == [
        "sheet.tsv, line 4: cell '7' stands under no column name"
        " | name the column; put a cell that holds the delimiter in quotes"
    ]


def test_a_cell_under_a_column_without_a_name(study):
    study.edit("sheet.tsv", "batch\texclude", "batch\t\texclude")
    study.rows("sheet.tsv", lambda cells: cells if cells[0] in ("sample", "cr1") else [*cells[:5], "", cells[5]])
    study.edit("sheet.tsv", "cr1\tr1\tcortex\tdrug\tb1\t", "cr1\tr1\tcortex\tdrug\tb1\tx")
    assert study.faults() == [
        "sheet.tsv, line 2: cell '6' stands under no column name"
        " | name the column; put a cell that holds the delimiter in quotes"
    ]


def test_rows_that_end_early_are_filled_up(study):
    study.rows("sheet.tsv", lambda cells: cells if cells[0] == "sample" else cells[:5])
    assert study.faults() == []


def test_a_quotation_mark_that_is_never_closed(study):
    study.edit("sheet.tsv", "cr3\tr3", '"cr3\tr3')
    assert study.faults() == [
        "sheet.tsv, line 4: a quotation mark opens in this row and is never closed"
        ' | close it, or write "" for a mark inside a cell'
    ]


def test_a_sample_without_a_name(study):
    study.edit("sheet.tsv", "cr3\tr3", "\tr3")
    assert study.faults() == ["sheet.tsv, line 4: the sample has no name | write the name of the table's column"]


def test_a_sample_that_stands_twice_within_a_region(study):
    study.write("sheet.tsv", study.sheet() + "hr8\tr8\thippocampus\tcontrol\tb2\t\n")
    assert study.faults() == [
        "sheet.tsv, line 18: sample 'hr8' stands in line 17 already"
        " | give each gel one row; a gel of another region needs a region column"
    ]


def test_a_sample_may_stand_in_two_regions_with_a_table_each(study):
    for name in ("sheet.tsv", "cortex.tsv", "hippocampus.tsv"):
        study.rows(name, lambda cells: [cell[1:] if cell[:2] in ("cr", "hr") else cell for cell in cells])
    assert study.faults() == []


def test_a_sample_may_not_stand_in_two_regions_of_one_table(study):
    study.rows("sheet.tsv", lambda cells: [cell[1:] if cell[:2] in ("cr", "hr") else cell for cell in cells])
    study.rows("cortex.tsv", lambda cells: [cell[1:] if cell[:2] == "cr" else cell for cell in cells])
    study.config["quantities"] = [{"path": "cortex.tsv"}]
    found = study.faults()
    assert found[0] == (
        "sheet.tsv, line 10: sample 'r1' stands in line 2 for another region | one gel of one table shows one region"
    )
    assert found[-1] == "sheet.tsv: 3 more samples like these | mend them alike"


def test_one_table_is_split_by_the_regions_of_the_sheet(study):
    study.rows("sheet.tsv", lambda cells: ["c" + cells[0] if cells[0].startswith("h") else cells[0], *cells[1:]])
    cortex, both = (study.folder / "cortex.tsv").read_text().splitlines(), []
    for line, more in zip(cortex, study.table("ch").splitlines(), strict=True):
        both.append(line + "\t" + more.split("\t", 1)[1])
    study.write("cortex.tsv", "\n".join(both))
    study.config["quantities"] = [{"path": "cortex.tsv"}]
    assert study.faults() == []


@pytest.mark.parametrize("word", ["no", "FALSE", "0"])
def test_an_exclude_cell_that_means_keep(study, word):
    study.edit("sheet.tsv", "cr3\tr3\tcortex\tdrug\tb1\t", f"cr3\tr3\tcortex\tdrug\tb1\t{word}")
    assert study.faults() == [
        f"sheet.tsv, line 4: exclude says '{word}', and any text leaves the sample out"
        " | leave the cell empty to keep the sample, or write the reason"
    ]


def test_all_samples_excluded(study):
    study.rows("sheet.tsv", lambda cells: cells if cells[0] == "sample" else [*cells[:5], "torn"])
    assert "sheet.tsv: every sample is excluded | empty the cells in the column exclude of some" in study.faults()


def test_all_samples_of_a_region_excluded(study):
    study.rows("sheet.tsv", lambda cells: [*cells[:5], "torn"] if cells[2] == "cortex" else cells)
    assert study.faults() == [
        "configuration, quantities (cortex.tsv): every sample of region 'cortex' is excluded in sheet.tsv"
        " | empty the cells in the column exclude of some, or take the table out"
    ]


def test_a_region_of_the_sheet_without_a_table(study):
    study.config["quantities"].pop()
    study.config["identifications"].pop()
    assert study.faults() == [
        "sheet.tsv: no table in `quantities` is for region 'hippocampus'"
        " | add its table, or give its samples a reason in the column exclude"
    ]


def test_a_region_of_a_table_that_the_sheet_lacks(study):
    study.config["quantities"][1]["region"] = "hipocampus"
    study.config["identifications"][1]["region"] = "hipocampus"
    assert study.faults() == [
        "configuration, quantities (hippocampus.tsv): no sample of sheet.tsv has region 'hipocampus'"
        " | did you mean 'hippocampus'?",
        "sheet.tsv: no table in `quantities` is for region 'hippocampus'"
        " | add its table, or give its samples a reason in the column exclude",
    ]


def test_a_region_with_two_tables(study):
    study.config["quantities"].append({"path": "cortex.tsv", "region": "cortex"})
    assert study.faults() == [
        "configuration, quantities (cortex.tsv): region 'cortex' has a table already | name each region once"
    ]


def test_one_of_several_tables_without_a_region(study):
    del study.config["quantities"][1]["region"]
    study.config["identifications"].pop()
    found = study.faults()
    assert found[0] == (
        "configuration, quantities (hippocampus.tsv): this is one of several tables, and names no region"
        " | say with `region` which region it holds"
    )


def test_several_tables_and_a_sheet_without_regions(study):
    study.rows("sheet.tsv", lambda cells: [*cells[:2], *cells[3:]])
    assert study.faults()[0] == (
        "sheet.tsv: 2 tables, and the sheet has no region column"
        " | add a column `region` that says which table each sample stands in"
    )


def test_a_row_without_a_region(study):
    study.edit("sheet.tsv", "cr3\tr3\tcortex", "cr3\tr3\t")
    assert study.faults()[0] == "sheet.tsv, line 4: the region is empty | fill it in"


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["..", "hippocampus"], "region '..': nothing of this name can stand in a path"),
        (["study", "hippocampus"], "region 'study': study is a name that the results folder uses itself"),
        (["Study", "hippocampus"], "region 'Study': Study is a name that the results folder uses itself"),
        (
            ["report.html", "hippocampus"],
            "region 'report.html': report.html is a name that the results folder uses itself",
        ),
        (["a/b", "a_b"], "regions 'a/b', 'a_b': all become the folder a_b"),
        (["a {region}", "b"], "region 'a {region}': the name holds a curly bracket"),
        (["CA1", "ca1"], "regions 'CA1', 'ca1': all become the folder ca1"),
    ],
)
def test_names_of_regions_that_can_not_be_folders(study, names, found):
    new = dict(zip(["cortex", "hippocampus"], names, strict=True))
    study.rows("sheet.tsv", lambda cells: [new.get(cell, cell) for cell in cells])
    for key in ("quantities", "identifications"):
        for entry in study.config[key]:
            entry["region"] = new[entry["region"]]
    assert [message.split(" | ")[0] for message in study.faults()] == [found]
