"""The samples of all regions, each with its animal and group, and what the sheet made one stumble over."""

from spotwise.job import begin

begin(snakemake.log[0])

import pandas as pd
from spotwise.problems import as_table
from spotwise.study.samples import dige_problems, sample_problems, sample_rows
from spotwise.study.sheet import read_sheet
from spotwise.tables import write_table

sheet = read_sheet(snakemake.input.sheet)
params = snakemake.params
rows = sample_rows(sheet, params.regions, params.subject, params.group, params.dige)
write_table(snakemake.output.samples, pd.DataFrame(rows), "samples")
problems = sample_problems(
    sheet, params.numeric, params.subject, params.compared, params.block, params.repeated, params.dige
)
if params.dige:
    block = params.block or (params.subject if params.repeated else None)
    problems += dige_problems(sheet, params.dige, params.subject, params.averaged, block)
write_table(snakemake.output.problems, as_table(problems), "problems")
