"""The findings of every stage, by region and for the study."""

from spotwise.job import begin

begin(snakemake.log[0])

import pandas as pd
from spotwise.tables import read_table, write_table

study = [read_table(path, "problems") for path in snakemake.input.study]
for region, output in zip(snakemake.params.regions, snakemake.output.regions, strict=True):
    found = pd.concat([read_table(path, "problems") for path in snakemake.input[region]], ignore_index=True)
    write_table(output, found, "problems")
    study.append(found)
write_table(snakemake.output.study, pd.concat(study, ignore_index=True), "problems")
