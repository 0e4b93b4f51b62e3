"""A first sheet and configuration: what a table says itself, names as they stand, and no more."""

import csv
import math

import pytest
import yaml
from spotwise.faults import InputFault
from spotwise.study.config import resolve, schema_faults
from spotwise.study.sheet import read_sheet
from spotwise.study.starter import recognise, sheet_text
from spotwise.study.starter_config import config_text
from xlsxwriter import Workbook

SAMESPOTS = (
    '"";"";"";"Normalized Volume";"";"";"";\r\n"";"";"";"sham";"";"5 mg: {x} # \'y\'";"";\r\n'
    '"#";"Anova (p)";"Fold";"a";"b";"c";"d";\r\n"1";"0,1";"1,1";"10,5";"20";"30";"40";\r\n'
)


def wide(names, rows=((100.5, 2000, 30, 4e5), (7, 80, 900, 10))):
    lines = [["spot", *names], *([str(at + 1), *map(str, row)] for at, row in enumerate(rows))]
    return "\n".join("\t".join(cells) for cells in lines) + "\n"


@pytest.fixture
def start(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(**texts):
        paths = [f"{name}.csv" for name in texts]
        for path, text in zip(paths, texts.values(), strict=True):
            (tmp_path / path).write_text(text)
        tables = recognise(paths)
        (tmp_path / "samples.tsv").write_text(sheet_text(tables), newline="")
        return tables, read_sheet("samples.tsv"), yaml.safe_load(config_text(tables, "samples.tsv", "results"))

    return write


def test_a_wide_table_leaves_everything_to_the_user(start):
    _, sheet, config = start(gels=wide(["g1", "g2", "g3", "g4"]))
    assert sheet.columns == ("sample", "animal", "treatment", "exclude")
    assert [tuple(row.values.values()) for row in sheet.rows] == [(f"g{at}", "", "", "") for at in (1, 2, 3, 4)]
    table = {"path": "gels.csv", "format": "wide", "block": "normalised", "scale": "linear", "rows": "spots"}
    assert config["quantities"] == [table]
    assert config["design"]["contrasts"] == {
        "treated_vs_control": {"column": "treatment", "test": "treated", "reference": "control"}
    }
    assert (config["samples"], config["outdir"], config["identifications"]) == ("samples.tsv", "results", [])


def test_the_groups_of_samespots_are_filled_in_as_they_stand(start):
    _, sheet, config = start(gels=SAMESPOTS)
    assert [row.values["treatment"] for row in sheet.rows] == ["sham", "sham", "5 mg: {x} # 'y'", "5 mg: {x} # 'y'"]
    assert config["design"]["contrasts"] == {
        "5_mg_x_y_vs_sham": {"column": "treatment", "test": "5 mg: {x} # 'y'", "reference": "sham"}
    }


def test_several_tables_are_regions_called_after_their_files(start):
    tables, sheet, config = start(cortex=wide(["drug_1", "drug_2", "no_1", "no_2"]), CA1=SAMESPOTS)
    assert sheet.levels("region") == ["CA1", "cortex"]
    assert [table["region"] for table in config["quantities"]] == ["cortex", "CA1"]
    assert [row.values["treatment"] for row in sheet.rows][:4] == ["drug", "drug", "no", "no"]
    assert [table.source for table in tables][0] != tables[1].source


def test_files_that_are_called_alike_get_different_regions(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    paths = ["CA1/gels.csv", "ca3/gels.csv", "ca3/Gels.tsv"]
    for path in paths:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(wide("abcd"))
    assert [table.region for table in recognise(paths)] == ["CA1 gels", "ca3 gels 2", "ca3 Gels 3"]


def test_sheets_of_a_workbook_are_regions(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Workbook("gels.xlsx") as book:
        for region in ("CA1", "dentate gyrus"):
            page = book.add_worksheet(region)
            for at, line in enumerate(wide("abcd").splitlines()):
                page.write_row(at, 0, line.split("\t"))
    tables = recognise(["gels.xlsx#CA1", "gels.xlsx#dentate gyrus"])
    entries = yaml.safe_load(config_text(tables, "samples.tsv", "results"))["quantities"]
    assert [(entry["path"], entry["sheet"], entry["region"]) for entry in entries] == [
        ("gels.xlsx", "CA1", "CA1"),
        ("gels.xlsx", "dentate gyrus", "dentate gyrus"),
    ]


def test_logarithms_are_known(start):
    rows = [[20 + at + column / 10 for column in range(4)] for at in range(10)]
    _, _, config = start(gels=wide("abcd", rows))
    assert config["quantities"][0]["scale"] == "log2"


def test_genes_in_the_table_switch_enrichment_on(start):
    _, _, config = start(gels=wide("abcd"))
    assert config["enrichment"]["methods"] == []
    text = "protein\tgene\ta\tb\nP1\tActb\t10\t2000\nP2\tPkm\t7\t80\n"
    _, _, config = start(proteins=text)
    assert config["enrichment"]["methods"] == ["camera", "ora", "gsea"]


HOSTILE = ["=1+1", "a: b # c", "no", "'\"{x}", "1e5", "ü\u2028ñ 😀", "<b>", "- x"]


def test_any_name_survives_sheet_and_configuration(start, schema):
    groups = ";".join('"' + name.replace('"', '""') + '"' for name in HOSTILE)
    lines = ['"";"";"";"Volume"' + ';""' * 7, f'"";"";"";{groups}', f'"#";"Anova (p)";"Fold";{groups}']
    lines.append(";".join(['"1";"";""', *map(str, range(8))]))
    tables, sheet, config = start(**{"it's #1: {no}".replace("{no}", "no"): "\r\n".join(lines)})
    assert [row.sample for row in sheet.rows] == HOSTILE
    assert [row.values["treatment"] for row in sheet.rows] == HOSTILE
    assert schema_faults(config, schema)[0] == []
    assert resolve(config, schema)["quantities"][0]["path"] == "it's #1: no.csv"
    assert tables[0].block == "raw"


def test_faults_of_all_tables_come_at_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("")
    (tmp_path / "b.csv").write_text("spot,g\n1,x\n")
    (tmp_path / "{c}.csv").write_text(wide("abcd"))
    with pytest.raises(InputFault) as caught:
        recognise(["a.csv", "b.csv", "{c}.csv", "nowhere.csv", "a.csv"])
    assert [(fault.where, fault.found) for fault in caught.value.faults] == [
        ("a.csv", "the file is empty"),
        ("b.csv, line 2, column 'g'", "'x' is not a number"),
        ("nowhere.csv", "there is no such file"),
        ("{c}.csv", "the path holds '{', which means something to Snakemake"),
        ("a.csv", "the table is named twice"),
    ]


@pytest.mark.parametrize(
    ("name", "format", "size", "treatment"),
    [
        ("gel-samespots/HOPvsAM8.csv", "samespots", (54, 4), {"Health Pool", "Bladder Cancer Patient (AM8)"}),
        ("gel-pecten/pecten.csv", "wide", (766, 12), {""}),
        ("search-engines/CustomFormat_DDA_quant_ions_test.txt", "wide", (8493, 6), {"A", "B"}),
    ],
)
def test_real_tables(data, tmp_path, name, format, size, treatment):
    tables = recognise([str(data / name)])
    (table,) = tables
    assert (table.format, (len(table.quantities.entries), len(table.quantities.samples))) == (format, size)
    rows = list(csv.DictReader(sheet_text(tables).splitlines(), delimiter="\t"))
    assert [row["sample"] for row in rows] == table.quantities.samples
    assert {row["treatment"] for row in rows} == treatment
    assert {row["animal"] for row in rows} == {""}
    assert math.isfinite(table.quantities.values[-1][-1]) or table.peptides
