"""Tables of quantities, of identifications and of gene sets at fault: what the user is told."""

import pytest

NO_FILE = "there is no such file | correct the path in the configuration; it starts from the folder you run in"
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def test_a_spot_that_stands_twice(study):
    study.rows("cortex.tsv", lambda cells: ["2", *cells[1:]] if cells[0] == "3" else cells)
    assert study.faults() == [
        "cortex.tsv, line 4: spot '2' stands in line 3 already | keep one row a spot: remove or renumber the other"
    ]


def test_a_spot_without_a_number(study):
    study.rows("cortex.tsv", lambda cells: ["", *cells[1:]] if cells[0] == "3" else cells)
    assert study.faults() == ["cortex.tsv, line 4: the spot has no number | number each spot in the first column"]


def test_a_decimal_comma_in_a_file_of_points_and_the_reverse(study):
    study.edit("cortex.tsv", "15.5", "15,5")
    study.rows("hippocampus.tsv", lambda cells: [cells[0], *(cell.replace(".", ",") for cell in cells[1:])])
    study.edit("hippocampus.tsv", "33,5", "33.5")
    assert study.faults() == [
        "cortex.tsv, line 2, column 'cr6': '15,5' has a decimal comma in a file of decimal points"
        " | write a decimal point; thousands take no mark",
        "hippocampus.tsv, line 4, column 'hr4': '33.5' has a decimal point in a file of decimal commas"
        " | write a decimal comma; thousands take no mark",
    ]


@pytest.mark.parametrize("cell", ["n.d.", "1e999", "inf", "12 34", "0x1f", "1_000", "<5", "1.2.3"])
def test_a_cell_that_is_no_number(study, cell):
    study.edit("cortex.tsv", "15.5", cell)
    assert study.faults() == [
        f"cortex.tsv, line 2, column 'cr6': '{cell}' is not a number"
        " | write a number, or leave the cell empty where it is missing"
    ]


@pytest.mark.parametrize("cell", ["", "NA", "#N/A", "NaN", "-"])
def test_words_for_missing_are_no_fault(study, cell):
    study.edit("cortex.tsv", "15.5", cell)
    assert study.faults() == []


def test_a_negative_volume(study):
    study.edit("cortex.tsv", "15.5", "-15.5")
    assert study.faults() == [
        "cortex.tsv, line 2, spot '1', column 'cr6': -15.5 is no volume"
        " | set `scale: log2` if the table holds logarithms"
    ]
    study.config["quantities"][0]["scale"] = "log2"
    assert study.faults() == []


def test_volumes_that_are_called_logarithms(study):
    study.edit("cortex.tsv", "15.5", "150000")
    study.config["quantities"][0]["scale"] = "log2"
    assert study.faults() == [
        "cortex.tsv, line 2, spot '1', column 'cr6': 150000 is no log2 of a volume | set `scale: linear`"
    ]


def test_two_columns_of_one_name(study):
    study.edit("cortex.tsv", "cr2", "cr1")
    found = study.faults()
    assert found == ["cortex.tsv: two columns are called 'cr1' | rename or remove one of them"]


def test_a_row_that_is_too_long(study):
    study.edit("cortex.tsv", "37.5", "37.5\t8")
    assert study.faults() == [
        "cortex.tsv, line 4: 10 cells under 9 column names"
        " | put cells that hold the delimiter in quotes, decimal commas too"
    ]


def test_a_column_without_a_name(study):
    study.edit("cortex.tsv", "cr2", "")
    assert study.faults() == ["cortex.tsv, line 1: columns '3' have no name | name them or remove them"]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "the file is empty | export it again, or name another file"),
        (PICTURE, "the file is no text but a picture | export it as tab-separated text or CSV"),
        (
            b"spot\tcr1\n",
            "there is no table of several rows and columns | write a header row, then one row a spot, one",
        ),
        (b"hello\nworld\n", "no format matches; the file begins 'hello' | set `format` to one of samespots, "),
        (b"spot\tpi\tmr\n1\t5.5\t40\n", "the table holds no column of volumes | write one row a spot and one column a"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "the gzipped file is cut off or damaged (Compressed file ended"),
        (b"PK\x03\x04\x14\x00", "the file looks like a workbook or a zip archive, and can't be opened (File is not"),
        (b"PAR1\x00", "the Parquet file is cut off or damaged (Parquet"),
        (b"<html><table><tr><td>spot, gel</td>", "the file is a web page (HTML), whatever its name says | open it in"),
        (b"<?xml version='1.0'?>\n<a, b/>", "the file is XML, whatever its name says | open it in a spreadsheet"),
    ],
)
def test_a_file_that_holds_no_table(study, content, found):
    study.write("cortex.tsv", content)
    (message,) = study.faults()
    assert message.startswith(f"cortex.tsv: {found}")


def test_a_quotation_mark_that_is_never_closed(study):
    study.edit("cortex.tsv", "2\t20.5", '"2\t20.5')
    assert study.faults() == [
        "cortex.tsv, line 3: a quotation mark opens in this row and is never closed"
        ' | close it, or write "" for a mark inside a cell'
    ]


def test_files_that_are_not_there_and_folders_are_told_all_at_once(study):
    study.config["quantities"][0]["path"] = "cortx.tsv"
    study.config["quantities"][1]["path"] = "."
    study.config["identifications"][0]["path"] = "proteins.tsv"
    study.config["enrichment"]["gene_sets"] = ["./set.gmt"]
    assert study.faults() == [
        f"cortx.tsv: {NO_FILE}",
        ".: this is a folder | name a file in it",
        f"proteins.tsv: {NO_FILE}",
        f"./set.gmt: {NO_FILE}",
    ]


def test_tables_are_read_although_the_sheet_is_at_fault(study):
    study.config["samples"] = "sheets.tsv"
    study.edit("cortex.tsv", "15.5", "15,5")
    assert [message.split(":")[0] for message in study.faults()] == ["sheets.tsv", "cortex.tsv, line 2, column 'cr6'"]


def test_a_table_of_another_format_than_named(study):
    study.config["quantities"][0]["format"] = "samespots"
    assert study.faults() == [
        "cortex.tsv: none of the first rows begins with '#' below a row of block names"
        " | export from SameSpots with its header rows, or name another format"
    ]


def test_a_list_without_a_spot_column(study):
    study.edit("cortex_proteins.tsv", "spot", "position")
    assert study.faults() == [
        "cortex_proteins.tsv, line 1: no column 'spot'; found 'position', 'accession', 'gene', 'score'"
        " | rename the column"
    ]


def test_a_list_without_proteins(study):
    study.write("cortex_proteins.tsv", "spot\taccession\n")
    assert study.faults() == ["cortex_proteins.tsv: the list names no protein | take it out of `identifications`"]


def test_a_list_with_a_row_that_names_no_protein_and_one_that_is_too_long(study):
    study.write("cortex_proteins.tsv", "spot\taccession\n1\t\n2\tP1\tP2\n")
    assert study.faults() == [
        "cortex_proteins.tsv, line 3: 3 cells under 2 column names | "
        "put cells that hold the delimiter in quotes, decimal commas too",
        "cortex_proteins.tsv, line 2: the row names no protein | fill it in, or remove the row",
    ]


def test_a_list_with_a_repeated_column(study):
    study.edit("cortex_proteins.tsv", "score", "gene")
    assert study.faults() == ["cortex_proteins.tsv, line 1: repeated columns 'gene' | rename or remove all but one"]


def test_a_list_that_names_no_region(study):
    del study.config["identifications"][0]["region"]
    assert study.faults() == [
        "configuration, identifications (cortex_proteins.tsv): each region has its own spot numbers, and this list"
        " names no region | say with `region` which table its spots are of, or give the list a column `region`"
    ]


def test_a_list_of_an_unknown_region(study):
    study.config["identifications"][0]["region"] = "cortx"
    assert study.faults() == [
        "configuration, identifications (cortex_proteins.tsv): there is no region 'cortx' | did you mean 'cortex'?"
    ]


def test_a_list_that_shares_no_spot(study):
    study.write("cortex_proteins.tsv", "spot\taccession\nC1\tP1\n")
    assert study.faults() == [
        "cortex_proteins.tsv: none of its spots ('C1') stands in the table of quantities ('1', '2', '3')"
        " | check the spot numbers, and the region"
    ]


def test_a_list_is_not_blamed_for_a_table_that_can_not_be_read(study):
    study.config["quantities"][0]["path"] = "cortx.tsv"
    assert study.faults() == [f"cortx.tsv: {NO_FILE}"]


def test_a_list_is_not_blamed_for_a_table_that_is_left_to_its_job(study, monkeypatch):
    monkeypatch.setattr("spotwise.study.check_tables.WHOLE", 10)
    assert study.faults() == []


@pytest.mark.parametrize("name", ["reactome", "sets.gmt", "Go"])
def test_gene_sets_that_are_not_shipped(study, name):
    study.config["enrichment"]["gene_sets"] = [name]
    (found,) = study.faults()
    assert found.startswith(f"configuration, enrichment.gene_sets: no gene sets '{name}' are shipped | ")
    assert found.endswith("A file of your own has a slash in its path, as in ./mine.gmt")


def test_gene_sets_that_are_named_twice_or_not_at_all(study):
    study.config["enrichment"]["gene_sets"] = ["go", "go"]
    assert study.faults() == [
        "configuration, enrichment.gene_sets: 'go' stands there twice | name each collection once"
    ]
    study.config["enrichment"]["gene_sets"] = []
    assert study.faults() == ["configuration, enrichment.gene_sets: no collection is named | name one, as in [go]"]


def test_a_file_of_gene_sets_with_faults(study):
    study.write("sets.gmt", "GO:1\tfirst\tActb\nGO:1\tagain\tPkm\n\tno id\tPkm\nGO:2 with spaces Actb\n")
    assert study.faults() == [
        "./sets.gmt, line 3: the gene set has no id | write one before the first tab",
        "./sets.gmt, line 4: the line holds no gene set | write id, name and genes, parted by tabs",
    ]


def test_a_file_of_gene_sets_that_holds_no_text(study):
    study.write("sets.gmt", PICTURE)
    assert study.faults() == ["./sets.gmt: the file is no text but a picture | export it as tab-separated text or CSV"]


def test_a_focus_on_a_term_that_no_set_has(study):
    study.config["enrichment"]["focus"]["actin"].append("GO:0030029")
    assert study.faults() == [
        "configuration, enrichment.focus.actin: no gene set is called 'GO:0030029'"
        " | correct the id, or add the collection that has it"
    ]


def test_enrichment_that_is_left_out_is_not_looked_at(study):
    study.config["enrichment"] |= {"methods": [], "gene_sets": ["./nowhere.gmt"]}
    assert study.faults() == []


def test_a_path_that_snakemake_would_read_as_a_pattern(study):
    study.write("{cortex}.tsv", study.table("c"))
    study.config["quantities"][0]["path"] = "{cortex}.tsv"
    assert study.faults() == [
        "configuration, quantities: found '{' in '{cortex}.tsv'"
        " | write a path without { } < >, which mean something to Snakemake"
    ]


def peptides(study, proteins=("P1", "P1;P2", "P2"), letter="c"):
    """The cortex's table as one of peptides."""
    lines = study.table(letter).splitlines()
    words = ["protein\tpeptide", *(f"{protein}\t{name}K" for protein, name in zip(proteins, "ACD", strict=True))]
    study.write("cortex.tsv", "".join(f"{line}\t{word}\n" for line, word in zip(lines, words, strict=True)))
    study.config["identifications"] = study.config["identifications"][1:]


def test_a_table_of_peptides_is_no_fault(study):
    peptides(study)
    assert study.faults() == []


def test_a_list_of_identifications_names_the_proteins_of_peptides(study):
    peptides(study)
    study.write("cortex_proteins.tsv", "feature\tgene\nP2\tPkm\n")
    study.config["identifications"].append({"path": "cortex_proteins.tsv", "region": "cortex"})
    assert study.faults() == []
    study.write("cortex_proteins.tsv", "feature\tgene\nP1;P2\tPkm\n")
    assert study.faults() == [
        "cortex_proteins.tsv: none of its spots ('P1;P2') stands in the table of quantities ('P1', 'P2')"
        " | check the spot numbers, and the region"
    ]


def test_peptides_of_which_no_protein_can_be_made(study):
    peptides(study, ("CON__P1", "P2;P3", "P3;P4"))
    assert study.faults() == [
        "cortex.tsv: every row is of a contaminant or a decoy, or shared by several proteins"
        " | check the columns of proteins, contaminants and decoys"
    ]


def test_rows_that_are_called_peptides_and_name_no_protein(study):
    study.config["quantities"][0]["rows"] = "peptides"
    del study.config["identifications"][0]
    assert study.faults() == [
        "cortex.tsv: no row names a protein, so that peptides can't be rolled up"
        " | add a column `protein`, or set `rows: spots` to test each row by itself"
    ]


def test_a_prior_by_peptides_where_nothing_counts_them(study):
    study.config["test"] = {"trend": "peptides"}
    assert study.faults() == []  # the lists may count them
    study.config["identifications"] = []
    assert study.faults() == [
        "configuration, test.trend: the prior variance is to follow the number of peptides,"
        " and neither tables nor identifications count them | set it to auto"
    ]


def test_columns_that_the_sheet_lacks_are_no_faults_whatever_they_hold(study):
    study.rows("cortex.tsv", lambda cells: [*cells, *(["Fold", "Note"] if cells[0] == "spot" else ["-1.5", "weak"])])
    assert study.faults() == []


def test_a_row_whose_column_holds_text(study):
    study.rows("cortex.tsv", lambda cells: cells if cells[0] == "spot" else [*cells[:-1], "torn"])
    assert study.faults() == [
        "sheet.tsv, line 9: sample 'cr8' has no column in cortex.tsv"
        " | a column of that name holds text and no number; give its volumes, or a reason to exclude it"
    ]


def test_samples_that_a_table_calls_by_paths(study):
    study.rows("cortex.tsv", lambda cells: [f"S:\\gels\\{name}.tif" if "cr" in name else name for name in cells])
    assert study.faults() == []


def turn(study, name):
    """Write a table of the study with its samples in rows."""
    rows = zip(*[line.split("\t") for line in (study.folder / name).read_text().splitlines()], strict=True)
    study.write(name, "\n".join(map("\t".join, rows)) + "\n")


def test_samples_in_rows_where_columns_were_expected_and_the_reverse(study):
    turn(study, "cortex.tsv")
    study.config["quantities"][1]["orientation"] = "samples_in_rows"
    assert study.faults() == [
        "cortex.tsv: its first column names 8 samples of the sheet"
        " | set `orientation: samples_in_rows` in `quantities`",
        "hippocampus.tsv: its header names 8 samples of the sheet"
        " | set `orientation: samples_in_columns` in `quantities`",
    ]
    turn(study, "hippocampus.tsv")
    study.config["quantities"][0]["orientation"] = "samples_in_rows"
    assert study.faults() == []


def test_samples_in_rows_beside_columns_of_text_are_told_too(study):
    turn(study, "cortex.tsv")
    study.rows("cortex.tsv", lambda cells: [*cells, "group" if cells[0] == "spot" else "drug"])
    (found,) = study.faults()
    assert found.startswith("cortex.tsv: its first column names 8 samples of the sheet | set `orientation:")
    study.config["quantities"][0]["orientation"] = "samples_in_rows"
    assert study.faults() == []


def test_orientation_is_of_wide_tables(study):
    study.config["quantities"][0] |= {"orientation": "samples_in_rows", "format": "samespots"}
    assert study.faults() == [
        "cortex.tsv: samples in rows are read from wide tables, and this is samespots (the configuration says so)"
        " | leave `orientation` out, or set `format: wide`"
    ]


def test_a_table_without_a_column_of_spots(study):
    study.rows("cortex.tsv", lambda cells: cells[1:])
    assert study.faults() == []  # rows 1, 2, 3 are those that the list names


def test_a_header_that_is_longer_than_every_row(study):
    study.edit("cortex.tsv", "spot", "number\tspot")
    assert study.faults()[0] == (
        "cortex.tsv, line 1: every row ends before the last column, 'cr8': cells may stand under another's name"
        " | give each column one name and each row as many cells"
    )


def test_a_contaminant_under_study_is_a_feature(study):
    peptides(study, ("CON__P1", "CON__P1", "CON__P2"))
    del study.config["identifications"]
    assert "every row is of a contaminant" in study.faults()[0]
    study.config["contaminants"] = {"keep": ["P1"]}
    assert study.faults() == []


def test_a_workbook_and_its_sheet(study):
    from xlsxwriter import Workbook

    with Workbook(study.folder / "lab.xlsx") as book:
        for region in ("cortex", "hippocampus"):
            sheet = book.add_worksheet(region)
            for at, line in enumerate((study.folder / f"{region}.tsv").read_text().splitlines()):
                sheet.write_row(at, 0, [float(cell) if at else cell for cell in line.split("\t")])
    study.config["quantities"] = [
        {"path": "lab.xlsx", "region": "cortex"},
        {"path": "lab.xlsx", "region": "hippocampus", "sheet": "hippocampus"},
    ]
    assert study.faults() == []
    study.config["quantities"][1]["sheet"] = "hipocampus"
    assert study.faults() == [
        "lab.xlsx#hipocampus: the workbook has no sheet 'hipocampus' | did you mean 'hippocampus'?"
    ]


def test_a_workbook_whose_first_table_is_another(study):
    from xlsxwriter import Workbook

    with Workbook(study.folder / "lab.xlsx") as book:
        book.add_worksheet("legend").write_row(0, 0, ["mark", "meaning"])
        book.worksheets()[0].write_row(1, 0, ["a", 5])
        sheet = book.add_worksheet("gels")
        for at, line in enumerate((study.folder / "cortex.tsv").read_text().splitlines()):
            sheet.write_row(at, 0, line.split("\t"))
    study.config["quantities"][0] = {"path": "lab.xlsx", "region": "cortex"}
    assert study.faults() == [
        "lab.xlsx: sheets 'legend', 'gels' hold tables, and in the first no sample of the sample sheet was found"
        " | name the one that is meant: `sheet` in `quantities`"
    ]
    study.config["quantities"][0]["sheet"] = "gels"
    assert study.faults() == []


def test_flags_that_say_neither_yes_nor_no(study):
    def flag(cells):
        return [*cells, {"spot": "contaminant", "1": "maybe", "2": "x"}.get(cells[0], "")]

    study.rows("cortex.tsv", flag)
    assert study.faults() == [
        "cortex.tsv, line 2, column 'contaminant': 'maybe' is neither yes nor no"
        " | write + for yes, and leave the cell empty for no"
    ]


def test_samples_of_other_folders_are_not_taken_for_the_sheets(study):
    study.rows("cortex.tsv", lambda cells: ["x/cr1" if name == "cr1" else name for name in cells])
    study.edit("sheet.tsv", "cr1\t", "y/cr1\t")
    assert study.faults() == [
        "sheet.tsv, line 2: sample 'y/cr1' has no column in cortex.tsv"
        " | did you mean 'x/cr1'? or correct the name, or give a reason in the column exclude"
    ]


def test_a_sample_in_another_case(study):
    study.edit("sheet.tsv", "cr1\t", "CR1\t")
    assert "did you mean 'cr1'?" in study.faults()[0]


def test_small_volumes_that_are_called_logarithms(study):
    lines = [f"{spot}\t" + "\t".join(f"{3 * 1.6 ** (spot % 9):.2f}" for _ in range(8)) for spot in range(1, 41)]
    header = (study.folder / "cortex.tsv").read_text().split("\n")[0].split("\t")[:9]
    study.write("cortex.tsv", "\n".join(["\t".join(header), *lines]) + "\n")
    study.config["quantities"][0]["scale"] = "log2"
    assert any("cortex.tsv: the values look like volumes and not like logarithms" in fault for fault in study.faults())
