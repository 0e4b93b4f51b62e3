"""What each contrast does in one region and in another, and the difference between the two, gene by gene."""

from spotwise.job import begin

begin(snakemake.log[0])

from spotwise.differential import Settings
from spotwise.model import region_model
from spotwise.problems import as_table
from spotwise.regions import compare_regions, make_region
from spotwise.stats.prior import fit_prior
from spotwise.stats.robust_prior import fit_robust_prior
from spotwise.summarise import seen_enough
from spotwise.tables import read_matrix, read_table, write_table
from spotwise.views import Views

params, settings = snakemake.params, Settings(**snakemake.params.settings)
regions = []
for name, *paths in zip(
    params.regions, snakemake.input.analysed, snakemake.input.units, snakemake.input.features, strict=True
):
    values, units, features = (
        read_matrix(paths[0]).to_numpy(),
        read_table(paths[1], "units"),
        read_table(paths[2], "features"),
    )
    tested = seen_enough(values, units["group"].to_list(), params.missing["min_fraction"], params.missing["in"])
    model = region_model(units, params.terms, params.numeric, params.contrasts)
    fitted = Views(values, model.matrix, tested, settings).animals.fitted
    carrier = features["feature" if params.shared else "primary_gene"].to_list()
    subjects = units["subject"].to_list()
    regions.append(make_region(name, values, fitted.variance, fitted.df, carrier, tested, subjects, model.units))

prior = fit_robust_prior if settings.robust else fit_prior
terms = [tuple(term) for term in params.terms]
table, problems = compare_regions(regions, model.contrasts, terms, prior)
write_table(snakemake.output.regions, table, "regions")
write_table(snakemake.output.problems, as_table(problems), "problems")
