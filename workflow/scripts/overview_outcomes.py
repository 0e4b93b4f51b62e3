"""The animals' own measurements, tested by the same model and contrasts."""

from spotwise.job import begin

begin(snakemake.log[0])

from spotwise.outcomes import animals_of, outcome_table
from spotwise.problems import as_table
from spotwise.study.contrasts import parse_contrasts
from spotwise.study.plan import Model
from spotwise.study.sheet import read_sheet
from spotwise.tables import write_table

params = snakemake.params
terms = tuple(tuple(term) for term in params.terms)
columns = tuple(dict.fromkeys(column for term in terms for column in term))
model = Model(terms, columns, frozenset(params.numeric), ())
rows = [row.values for row in read_sheet(snakemake.input.sheet).kept]
animals, problems = animals_of(rows, params.subject, params.outcomes, model)
table, more = outcome_table(animals, parse_contrasts(params.contrasts)[0], params.fdr)
write_table(snakemake.output.outcomes, table, "outcomes")
write_table(snakemake.output.problems, as_table(problems + more), "problems")
