"""From entries x samples to features x animals."""

from spotwise.job import begin

begin(snakemake.log[0])

import pandas as pd
from spotwise.study.units import stored, units_of
from spotwise.summarise import average
from spotwise.tables import read_matrix, read_table, write_matrix, write_table

params = snakemake.params
normalised = read_matrix(snakemake.input.normalised).rename_axis("feature")
samples = read_table(snakemake.input.samples, "samples")
here = samples[(samples["region"] == params.region) & (samples["excluded"] == "")]
columns = {stored(column): column for column in params.columns}
units = units_of(here.to_dict("records"), "subject", list(columns), [stored(column) for column in params.group])

at = {sample: number for number, sample in enumerate(normalised.columns)}
members = [[at[sample] for sample in unit.samples] for unit in units]
values = average(normalised.to_numpy(), members)
names = [unit.name for unit in units]
write_matrix(snakemake.output.analysed, pd.DataFrame(values, normalised.index, names))
rows = [
    {"unit": unit.name, "subject": unit.subject, "group": unit.group, "samples": ";".join(unit.samples), **unit.values}
    for unit in units
]
write_table(snakemake.output.units, pd.DataFrame(rows), "units")
