"""The animals' own measurements, tested by the same model and contrasts."""

from spotwise.job import begin

begin(snakemake.log[0])

from spotwise.outcomes import animals_of, outcome_table
from spotwise.problems import as_table
from spotwise.study.contrasts import chosen_by, parse_contrasts
from spotwise.study.dige import without_standards
from spotwise.study.plan import Model
from spotwise.study.sheet import read_sheet
from spotwise.tables import write_table

params = snakemake.params
terms = tuple(tuple(term) for term in params.terms)
columns = tuple(dict.fromkeys(column for term in terms for column in term))
model = Model(terms, columns, frozenset(params.numeric), ())
sheet = without_standards(read_sheet(snakemake.input.sheet), params.dige)
rows = [row.values for row in sheet.kept]
contrasts, _ = parse_contrasts(params.contrasts)
animals, problems = animals_of(rows, params.subject, params.outcomes, model, chosen_by(contrasts), params.block)
table, more = outcome_table(animals, contrasts, params.fdr)
write_table(snakemake.output.outcomes, table, "outcomes")
write_table(snakemake.output.problems, as_table(problems + more), "problems")
