"""Every contrast of one region: spots, then genes."""

from spotwise.job import begin

begin(snakemake.log[0])

import numpy as np
from spotwise.design import make_design
from spotwise.differential import differential, fit_region, model_facts
from spotwise.genes import gene_table
from spotwise.problems import Problem, as_table
from spotwise.study.contrasts import parse_contrasts
from spotwise.study.estimable import weigh
from spotwise.study.units import stored
from spotwise.summarise import seen_enough
from spotwise.tables import read_json, read_matrix, read_table, write_json, write_table

params, region = snakemake.params, snakemake.params.region
analysed, units = read_matrix(snakemake.input.analysed), read_table(snakemake.input.units, "units")
features = read_table(snakemake.input.features, "features")
values = analysed.to_numpy()
tested = seen_enough(values, units["group"].to_list(), params.missing["min_fraction"], params.missing["in"])

terms = [tuple(term) for term in params.terms]
kinds = {c: float if c in params.numeric else str for term in terms for c in term}
rows = [{c: kind(row[stored(c)]) for c, kind in kinds.items()} for row in units.to_dict("records")]
weighed = weigh(parse_contrasts(params.contrasts)[0], terms, rows)
fitted = fit_region(values, np.array([make_design(terms, rows).row(row) for row in rows]), tested)

problems = []
if rare := int((~tested).sum()):
    what = f"{rare} of {len(values)} features were seen in too few animals (missing.min_fraction)"
    problems.append(Problem("test", region, what, "not testable"))
for (name, found), table, gene_file in zip(
    weighed.items(), snakemake.output.differential, snakemake.output.genes, strict=True
):
    if isinstance(found, str):
        problems.append(Problem("test", f"{region}, {name}", found, "every feature is not testable"))
    else:
        for stratum in found.left_out:
            level = ", ".join(f"{column} = {value}" for column, value in stratum.levels.items())
            problems.append(
                Problem("test", f"{region}, {name}", f"{level} has one arm alone", "left out of the contrast")
            )
    tests = differential(fitted, values, None if isinstance(found, str) else found, params.fdr)
    tests = features[["feature", "protein", "gene"]].join(tests)
    write_table(table, tests, "differential")
    write_table(gene_file, gene_table(tests, features["primary_gene"], params.fdr), "genes")

facts = model_facts(fitted, read_json(snakemake.input.normalisation), units["group"].to_list())
write_json(snakemake.output.model, facts)
write_table(snakemake.output.problems, as_table(problems), "problems")
