"""Every contrast of one region: spots, then genes."""

from spotwise.job import begin

begin(snakemake.log[0])

import numpy as np
import pandas as pd
from spotwise.differential import Settings, differential, model_facts
from spotwise.fits import region_fits
from spotwise.genes import gene_table
from spotwise.influence import lost_without_one, of_testable, worst_without_one
from spotwise.model_problems import contrast_problems, region_problems
from spotwise.power import power_table
from spotwise.problems import as_table
from spotwise.stats.multiplicity import share_of_nulls
from spotwise.table1 import table1
from spotwise.tables import read_json, read_matrix, read_table, write_json, write_table

params, settings = snakemake.params, Settings(**snakemake.params.settings)
features, units = read_table(snakemake.input.features, "features"), read_table(snakemake.input.units, "units")
analysed, levels = read_matrix(snakemake.input.analysed), read_matrix(snakemake.input.levels)
region = region_fits(analysed, units, features, levels, params.model, settings)

worst = {name: found for views in region.views for name, found in worst_without_one(views).items()}
power, lost, nulls, problems = [], [], {}, region_problems(params.region, region.tested, settings)
made = snakemake.output
paths = zip(made.differential, made.genes, made.table1, strict=True)
for name, (table, gene_file, printed) in zip(params.model["contrasts"], paths, strict=True):
    views = region.of(name)
    view, weights = views.of(name) if views.can(name) else (region.main.whole, None)
    tests = differential(view.fitted, view.values, weights, settings, view.names)
    tests = features[["feature", "protein", "gene"]].join(tests)
    if name in worst:
        tests = tests.join(of_testable(worst[name], tests["p_value"]))
    write_table(table, tests, "differential")
    write_table(printed, table1(tests, features), "table1")
    contrast = None if weights is None else np.array(weights.row)
    write_table(gene_file, gene_table(tests, features["primary_gene"], settings.fdr, view.spots, contrast), "genes")
    power.append(power_table(tests, view.fitted, settings).assign(contrast=name))
    lost.append(lost_without_one(tests).assign(contrast=name))
    nulls[name] = share_of_nulls(tests["p_value"].to_numpy())
    problems += contrast_problems(params.region, views, name)

write_table(made.power, pd.concat(power, ignore_index=True), "power")
write_table(made.influence, pd.concat(lost, ignore_index=True), "influence")
facts = model_facts(region.main.whole.fitted, read_json(snakemake.input.normalisation), units, settings)
write_json(made.model, facts | {"share_of_nulls": nulls})
write_table(made.problems, as_table(problems), "problems")
