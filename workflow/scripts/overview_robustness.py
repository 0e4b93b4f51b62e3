"""The share of analyses that support each focus, and what leaving out one animal does to it."""

from spotwise.job import begin

begin(snakemake.log[0])

import pandas as pd
from spotwise.enrich.support import support
from spotwise.robustness import OWN
from spotwise.tables import read_table, write_table

params, given = snakemake.params, snakemake.input
tables = [
    read_table(path, "robustness").assign(region=region)
    for region, path in zip(params.regions, given.robustness, strict=True)
]
verdicts = read_table(given.focus, "focus_overview")
found = support(verdicts, pd.concat(tables, ignore_index=True), OWN, params.fdr)
write_table(snakemake.output.robustness, found, "robustness_overview")
