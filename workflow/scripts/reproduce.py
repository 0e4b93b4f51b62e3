"""Published claims, held against what this analysis found."""

from spotwise.job import begin

begin(snakemake.log[0])

import sys
from itertools import product

from spotwise.enrich.gene_sets import read_sets
from spotwise.reproduce.found import Results
from spotwise.reproduce.table import reproduced, summary
from spotwise.study.published import read_claims
from spotwise.tables import atomic, read_table, write_table

params, given, made = snakemake.params, snakemake.input, snakemake.output
claims = [claim for path in given.published for claim in read_claims(path)[0]]
grid = list(product(params.regions, params.contrasts))
tables = {
    (kind, *place): read_table(path, kind)
    for kind in ("differential", "genes", "camera", "ora")
    for place, path in zip(grid, given[kind], strict=False)  # no files of a method that was not asked for
}
mapping = [read_table(path, "mapping") for path in given.mapping]
sets = read_sets(given.gene_sets)
results = Results(
    tables,
    next((read_table(path, "focus_overview") for path in given.focus), None),
    next((read_table(path, "outcomes") for path in given.outcomes), None),
    {gene: symbol for table in mapping for gene, symbol in zip(table["gene"], table["symbol"], strict=True)},
    {name.casefold(): s.genes for s in reversed(sets) for name in (s.name, s.id)},
    params.fdr,
)
table = reproduced(claims, params.regions, params.comparisons, results)
write_table(made.table, table, "reproduced")
line = summary(table, claims, params.simulated)
with atomic(made.summary) as draft:
    draft.write_text(line + "\n", encoding="utf-8")
for to in (sys.stdout, sys.stderr):
    print(line, file=to)
