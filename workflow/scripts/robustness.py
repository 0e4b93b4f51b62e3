"""The foci of one region under other analyses: all of a small grid in memory, and without each animal."""

from spotwise.job import begin

begin(snakemake.log[0])

import numpy as np
import pandas as pd
from spotwise.differential import Settings
from spotwise.enrich.focus import focus_sets
from spotwise.enrich.gene_sets import read_sets
from spotwise.robustness import Analysis, Question, grid, over_grid, units_under, without_ambiguous, without_each_animal
from spotwise.rollup import numbered
from spotwise.study.units import units_in
from spotwise.tables import read_json, read_matrix, read_table, write_table

params, given = snakemake.params, snakemake.input
background, taken = read_json(given.background), read_json(given.normalisation)["method"]
mapping = read_table(given.mapping, "mapping")
asked = Question(
    read_table(given.units, "units"),
    read_table(given.features, "features"),
    read_matrix(given.levels),
    params.model,
    [name for name in params.model["contrasts"] if params.camera and background[name]["valid"]],
    focus_sets(params.focus, read_sets(given.gene_sets)),
    dict(zip(mapping["gene"], mapping["symbol"], strict=True)),
    params.min_size,
)
own = Analysis(taken, params.model["missing"], Settings(**params.settings))
analyses = grid(own, alone=params.dige)

analysed = read_matrix(given.analysed)
log2 = np.log2(read_matrix(given.quantities))
features, number = numbered(read_table(given.entries, "entries")["feature"])
samples = read_table(given.samples, "samples").to_dict("records")
units = units_in(params.region, samples, params.columns, params.group)
members = [[log2.columns.get_loc(sample) for sample in unit.samples] for unit in units]
matrices = {taken: analysed}
for method in dict.fromkeys(way.normalisation for way in analyses[1:] if way.normalisation != taken):
    values = units_under(method, log2.to_numpy(), number, len(features), params.summary, members)
    matrices[method] = pd.DataFrame(values, analysed.index, analysed.columns)

tables = [
    over_grid(asked, analyses, matrices),
    without_ambiguous(asked, own, analysed),
    without_each_animal(asked, own, analysed),
]
write_table(snakemake.output.robustness, pd.concat(tables, ignore_index=True), "robustness")
