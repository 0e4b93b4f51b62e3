"""Every contrast of one region: spots, then genes."""

from spotwise.job import begin

begin(snakemake.log[0])

import numpy as np
import pandas as pd
from spotwise.differential import Settings, differential, model_facts
from spotwise.genes import gene_table
from spotwise.influence import of_testable, worst_without_one
from spotwise.model import region_model, region_problems
from spotwise.power import power_table
from spotwise.problems import as_table
from spotwise.study.units import stored
from spotwise.summarise import seen_enough
from spotwise.tables import read_json, read_matrix, read_table, write_json, write_table
from spotwise.views import Views

params, settings = snakemake.params, Settings(**snakemake.params.settings)
values, units = read_matrix(snakemake.input.analysed).to_numpy(), read_table(snakemake.input.units, "units")
features = read_table(snakemake.input.features, "features")
groups = units["group"].to_list()
tested = seen_enough(values, groups, params.missing["min_fraction"], params.missing["in"])
model = region_model(units, params.terms, params.numeric, params.contrasts)
block = units[stored(params.block)].to_list() if params.block else None
views = Views(values, model.matrix, tested, settings, block)

placed = {name: views.of(weights) for name, weights in model.weighed.items() if not isinstance(weights, str)}
worst = {}
for view in {id(view): view for view, _ in placed.values()}.values():
    own = {name: weights for name, (at, weights) in placed.items() if at is view}
    worst |= worst_without_one(view, own, settings, views.names(view, units["subject"].to_list()))

power = []
paths = zip(snakemake.output.differential, snakemake.output.genes, strict=True)
for name, (table, gene_file) in zip(model.weighed, paths, strict=True):
    view, weights = placed.get(name, (views.animals, None))
    tests = differential(view.fitted, view.values, weights, settings)
    tests = features[["feature", "protein", "gene"]].join(tests)
    if name in worst:
        tests = tests.join(of_testable(worst[name], tests["p_value"]))
    write_table(table, tests, "differential")
    power.append(power_table(tests, view.fitted, settings).assign(contrast=name))
    contrast = None if weights is None else np.array(weights.row)
    write_table(gene_file, gene_table(tests, features["primary_gene"], settings.fdr, view.spots, contrast), "genes")

write_table(snakemake.output.power, pd.concat(power, ignore_index=True), "power")
facts = model_facts(views.animals.fitted, read_json(snakemake.input.normalisation), groups, settings)
write_json(snakemake.output.model, facts)
problems = region_problems(params.region, model, tested, views)
write_table(snakemake.output.problems, as_table(problems), "problems")
