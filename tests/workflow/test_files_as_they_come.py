"""The same volumes in another kind of file give the same matrix, and what was decided on the way is told."""

import csv
import json

import pandas as pd
import pytest
from xlsxwriter import Workbook

from tests.workflow.conftest import copy_workflow, cut, read_config, write_config


def rows_of(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


TARGET = "results/frontal_cortex/quantities.parquet"


@pytest.fixture
def study(root, tmp_path):
    """The cut, loaded, and the workflow."""
    workflow, folder = copy_workflow(root, tmp_path / "checkout"), tmp_path / "cut"
    folder.mkdir()
    cut(root / "resources/example", folder)
    result = workflow.run(folder, TARGET)
    assert result.returncode == 0, result.stderr
    return folder, workflow


@pytest.fixture
def workbook(study):
    """The cut, with one region on the second sheet of a workbook, its gels in rows and called by paths."""
    folder, workflow = study
    header, *lines = [line.split("\t") for line in (folder / "frontal_cortex.tsv").read_text().splitlines()]
    table = [[header[0], *(f"S:\\gels\\{name}.tif" for name in header[1:]), "batch 9"], *([*row, "1"] for row in lines)]
    with Workbook(folder / "lab.xlsx", {"strings_to_numbers": True}) as book:
        book.add_worksheet("Notes").write_column(0, 0, ["gels", "of May"])
        book.add_worksheet("Other").write_row(0, 0, ["spot", "x"])
        book.worksheets()[1].write_row(1, 0, [1, 2])
        sheet = book.add_worksheet("Gels")
        for column, cells in enumerate(table):
            sheet.write_column(0, column, cells)
    config = read_config(folder)
    config["quantities"][1] = {"path": "lab.xlsx", "region": "frontal cortex"}
    write_config(folder, config)
    return folder, workflow


def test_a_workbook_of_gels_in_rows(workbook):
    folder, workflow = workbook
    before = pd.read_parquet(folder / TARGET)
    refused = workflow.run(folder, TARGET)
    assert refused.returncode == 1
    said = refused.stdout + refused.stderr
    assert "lab.xlsx: sheets 'Other', 'Gels' hold tables, and in the first no sample" in said
    config = read_config(folder)
    config["quantities"][1] |= {"sheet": "Gels", "orientation": "samples_in_rows"}
    config["contaminants"] = {"keep": ["P99999"]}
    write_config(folder, config)
    result = workflow.run(folder, TARGET)
    assert result.returncode == 0, result.stderr
    pd.testing.assert_frame_equal(pd.read_parquet(folder / TARGET), before)
    loaded = json.loads((folder / "results/frontal_cortex/loaded.json").read_text())
    assert (loaded["format"], loaded["format_reason"]) == (
        "wide",
        "its first line names columns, the first of them too",
    )
    assert "lab.xlsx is read as wide: its first" in (folder / "results/logs/load/frontal_cortex.log").read_text()
    said = {row["what"]: row["consequence"] for row in rows_of(folder / "results/frontal_cortex/problems/load.tsv")}
    assert said["1 samples are not in the sheet: batch 9"] == "left out"
    assert any("are matched to the sheet by the last part of their names" in what for what in said)
    assert any("contaminants.keep names proteins that no row of the table does: 'P99999'" in what for what in said)
