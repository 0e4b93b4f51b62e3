"""How comparable the gels of one region are, in tables first, which the pictures then show."""

from spotwise.job import begin

begin(snakemake.log[0])

from pathlib import Path

import numpy as np
import pandas as pd
from spotwise.differential import Settings
from spotwise.figures.correlation import draw_correlation
from spotwise.figures.explained import draw_explained
from spotwise.figures.groups import marks
from spotwise.figures.intensities import draw_intensities
from spotwise.figures.mean_variance import draw_mean_variance
from spotwise.figures.missing import draw_missing
from spotwise.figures.pca import draw_pca
from spotwise.figures.signs import choose_signs
from spotwise.figures.style import look, render
from spotwise.figures.variation import draw_variation
from spotwise.fits import region_fits
from spotwise.problems import as_table
from spotwise.quality.components import KEPT, component_table, factor_table
from spotwise.quality.factors import make_factor, telling, unit_rows
from spotwise.quality.findings import quality_problems, uneven
from spotwise.quality.gels import gel_table
from spotwise.quality.variances import variance_table
from spotwise.quality.variation import variation_table
from spotwise.stats.pca import principal_components
from spotwise.stats.sample_correlation import gel_correlations
from spotwise.study.units import OWN, stored, units_in
from spotwise.tables import atomic, read_matrix, read_table, write_matrix, write_table

given, made, params = snakemake.input, snakemake.output, snakemake.params
region = params.region
normalised = read_matrix(given.normalised)
log2 = np.log2(read_matrix(given.quantities)[normalised.columns])
samples = read_table(given.samples, "samples")
used = samples[(samples["excluded"] == "") & (samples["subject"] != "")]  # standards of DIGE have no subject
mark = marks(used["group"])  # of all regions, so that a group looks the same in each
rows = {row["sample"]: row for row in used[used["region"] == region].to_dict("records")}
names = list(normalised.columns)
gels = [rows[name] for name in names]
subject, group = [gel["subject"] for gel in gels], [gel["group"] for gel in gels]

# gels
cells = [stored(column) for column in params.group]
by_gel = [make_factor(column, [gel[column] for gel in gels], levels=cells) for column in cells]
values = normalised.to_numpy()
plain, centred = gel_correlations(values, centred=False), gel_correlations(values, centred=True)
table = gel_table(normalised, subject, group, by_gel, plain, centred)

# animals
units = units_in(region, rows.values(), params.columns, params.group)
unit_group = [unit.group for unit in units]
features, analysed = read_table(given.features, "features", ["n_peptides"]), read_matrix(given.analysed)
settings = Settings(**params.settings)
fits = region_fits(
    analysed, read_table(given.units, "units"), features, read_matrix(given.levels), params.model, settings
)
whole = fits.main.whole
variances = variance_table(list(analysed.index), whole.values, whole.fitted)
analysed = analysed[[unit.name for unit in units]].to_numpy()
own = {*OWN, "exclude", *map(stored, params.aside)}
columns = [column for column in samples.columns if column not in own]
of_unit = unit_rows([[rows[name] for name in unit.samples] for unit in units], columns)
numeric = set(map(stored, params.numeric))
factors = telling(make_factor(column, [row[column] for row in of_unit], numeric, cells) for column in columns)
compared = [factor for factor in factors if factor.name in map(stored, params.compared)]
others = [factor for factor in factors if factor.name not in {*cells, *map(stored, params.outcomes)}]
found = principal_components(analysed, KEPT)
told = factor_table(found, factors)
unit_of = {name: unit.name for unit in units for name in unit.samples}
variation = variation_table(analysed, unit_group, values, [unit_of[name] for name in names])
nuisance = [factor for factor in others if factor.name != params.model["block"]]  # blocks have a place in the model
problems = quality_problems(region, table, uneven(compared, nuisance, set(map(stored, params.columns))))

write_table(made.gels, table, "quality")
write_table(made.factors, told, "factors")
write_table(made.components, component_table(found, [unit.name for unit in units]), "components")
write_table(made.variation, variation, "variation")
write_table(made.variances, variances, "variances")
write_table(made.problems, as_table(problems), "problems")
for path, matrix in ((made.correlations, plain), (made.centred, centred)):
    write_matrix(path, pd.DataFrame(matrix, pd.Index(names, name="sample"), names))

before = log2.to_numpy()
shapes = [factor.name for factor in others if not factor.numeric and factor.known.all()]
signs = choose_signs(used.to_dict("records"), list(map(stored, params.compared)), cells, shapes)
follows = "log₂ number of peptides" if settings.trend == "peptides" else "mean log₂ volume"
with look():
    figures = {
        "intensities": draw_intensities(before, values, names, group, mark, region),
        "missing": draw_missing(before, names, group, mark, region),
        "variation": draw_variation(variation, mark, region),
        "mean_variance": draw_mean_variance(variances, follows, region),
        "correlation": draw_correlation(plain, centred, table, mark, region),
        "pca": draw_pca(found.scores, found.share, found.used, of_unit, signs, region),
        "factors": draw_explained(told, region),
    }
    for path in map(Path, made.figures):
        with atomic(path) as draft:
            draft.write_bytes(render(figures[path.stem], path.suffix[1:]))
