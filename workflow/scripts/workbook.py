"""The workbook: tables and matrices of the study, for a person with a spreadsheet."""

from spotwise.job import begin

begin(snakemake.log[0])

import csv

from spotwise.report.contents import study_sheets
from spotwise.report.words import title_of
from spotwise.report.workbook import workbook
from spotwise.tables import atomic, read_matrix

params = snakemake.params
csv.field_size_limit(1 << 30)  # the genes of a term


def read(path):
    """Column names and rows; the cells of a table stay text, which spares reading and writing each number twice."""
    if path.endswith(".parquet"):
        matrix = read_matrix(path)
        rows = zip(matrix.index, matrix.to_numpy().tolist(), strict=True)
        return [matrix.index.name, *matrix.columns], [[name, *values] for name, values in rows]
    with open(path, encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, delimiter="\t")
    return header, rows


sheets = study_sheets(read, dict(snakemake.input.items()), params.regions, params.contrasts)
made = workbook(sheets, title_of(params.title, list(params.contrasts.values())), params.simulated)
with atomic(snakemake.output.workbook) as draft:
    draft.write_bytes(made)
