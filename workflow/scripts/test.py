"""Every contrast of one region: spots, then genes."""

from spotwise.job import begin

begin(snakemake.log[0])

import numpy as np
import pandas as pd
from spotwise.differential import Settings, differential, model_facts
from spotwise.fits import region_fits
from spotwise.genes import gene_table
from spotwise.influence import of_testable, worst_without_one
from spotwise.model_problems import contrast_problems, region_problems
from spotwise.power import power_table
from spotwise.problems import as_table
from spotwise.stats.multiplicity import share_of_nulls
from spotwise.tables import read_json, read_matrix, read_table, write_json, write_table

params, settings = snakemake.params, Settings(**snakemake.params.settings)
features, units = read_table(snakemake.input.features, "features"), read_table(snakemake.input.units, "units")
analysed, levels = read_matrix(snakemake.input.analysed), read_matrix(snakemake.input.levels)
region = region_fits(analysed, units, features, levels, params.model, settings)

worst = {name: found for views in region.views for name, found in worst_without_one(views).items()}
power, nulls, problems = [], {}, region_problems(params.region, region.tested, settings)
paths = zip(snakemake.output.differential, snakemake.output.genes, strict=True)
for name, (table, gene_file) in zip(params.model["contrasts"], paths, strict=True):
    views = region.of(name)
    view, weights = views.of(name) if views.can(name) else (region.main.whole, None)
    tests = differential(view.fitted, view.values, weights, settings, view.names)
    tests = features[["feature", "protein", "gene"]].join(tests)
    if name in worst:
        tests = tests.join(of_testable(worst[name], tests["p_value"]))
    write_table(table, tests, "differential")
    contrast = None if weights is None else np.array(weights.row)
    write_table(gene_file, gene_table(tests, features["primary_gene"], settings.fdr, view.spots, contrast), "genes")
    power.append(power_table(tests, view.fitted, settings).assign(contrast=name))
    nulls[name] = share_of_nulls(tests["p_value"].to_numpy())
    problems += contrast_problems(params.region, views, name)

write_table(snakemake.output.power, pd.concat(power, ignore_index=True), "power")
facts = model_facts(region.main.whole.fitted, read_json(snakemake.input.normalisation), units, settings)
write_json(snakemake.output.model, facts | {"share_of_nulls": nulls})
write_table(snakemake.output.problems, as_table(problems), "problems")
