"""What each contrast does in one region and in another, and the difference between the two, gene by gene."""

from spotwise.job import begin

begin(snakemake.log[0])

from spotwise.differential import Settings
from spotwise.fits import region_fits
from spotwise.problems import as_table
from spotwise.regions import Asked, compare_regions, make_region
from spotwise.stats.prior import fit_prior
from spotwise.stats.robust_prior import fit_robust_prior
from spotwise.study.contrasts import parse_contrasts
from spotwise.tables import read_matrix, read_table, write_table

params, settings = snakemake.params, Settings(**snakemake.params.settings)
model, given, regions = params.model, snakemake.input, []
for name, *paths in zip(params.regions, given.analysed, given.units, given.features, given.levels, strict=True):
    analysed, levels = read_matrix(paths[0]), read_matrix(paths[3])
    units, features = read_table(paths[1], "units"), read_table(paths[2], "features")
    fits = region_fits(analysed, units, features, levels, model, settings)
    carrier = features["feature" if params.shared else "primary_gene"].to_list()
    regions.append(make_region(name, fits, carrier))

asked = Asked(parse_contrasts(model["contrasts"])[0], [tuple(term) for term in model["terms"]], model["block"])
table, problems = compare_regions(regions, asked, fit_robust_prior if settings.robust else fit_prior)
write_table(snakemake.output.regions, table, "regions")
write_table(snakemake.output.problems, as_table(problems), "problems")
