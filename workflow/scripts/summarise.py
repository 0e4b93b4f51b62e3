"""From entries x samples to features x animals: peptides are rolled up first, then technical runs are averaged."""

from spotwise.job import begin

begin(snakemake.log[0])

import pandas as pd
from spotwise.rollup import feature_levels, features_of, numbered
from spotwise.study.units import units_in
from spotwise.summarise import average
from spotwise.tables import read_matrix, read_table, write_matrix, write_table

params = snakemake.params
normalised, levels = read_matrix(snakemake.input.normalised), read_matrix(snakemake.input.levels)
features, number = numbered(read_table(snakemake.input.entries, "entries")["feature"])
index = pd.Index(features, name="feature")
by_sample = features_of(normalised.to_numpy(), number, len(features), params.method)
level = feature_levels(levels["level"].to_numpy(), number, len(features))
write_matrix(snakemake.output.levels, pd.DataFrame({"level": level}, index))

samples = read_table(snakemake.input.samples, "samples").to_dict("records")
units = units_in(params.region, samples, params.columns, params.group)
at = {sample: column for column, sample in enumerate(normalised.columns)}
members = [[at[sample] for sample in unit.samples] for unit in units]
values = pd.DataFrame(average(by_sample, members), index, [unit.name for unit in units])
write_matrix(snakemake.output.analysed, values)
rows = [
    {"unit": unit.name, "subject": unit.subject, "group": unit.group, "samples": ";".join(unit.samples), **unit.values}
    for unit in units
]
write_table(snakemake.output.units, pd.DataFrame(rows), "units")
