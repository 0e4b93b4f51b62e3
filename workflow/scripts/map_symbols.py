"""The symbol in the gene sets of every identified gene, and by which route it was found."""

from spotwise.job import begin

begin(snakemake.log[0])

from pathlib import Path

import pandas as pd
from spotwise.enrich.gene_sets import read_gmt
from spotwise.enrich.symbols import UNMAPPED, map_symbols
from spotwise.identify.features import genes_of
from spotwise.identify.table import read_identifications
from spotwise.problems import Problem, as_table
from spotwise.tables import write_table

known = {gene for path in snakemake.input.gene_sets for s in read_gmt(path) for gene in s.genes}
for path in snakemake.input.symbols:
    known.update(Path(path).read_text(encoding="utf-8").split())
found = [one for path in snakemake.input.lists for one in read_identifications(path)]
pairs = sorted({(gene, one.accession) for one in found for gene in genes_of(one)})
symbols = map_symbols((gene for gene, _ in pairs), known)
rows = [
    {"protein": protein, "gene": gene, "symbol": symbols[gene][0], "route": symbols[gene][1]} for gene, protein in pairs
]
write_table(snakemake.output.mapping, pd.DataFrame(rows, columns=["protein", "gene", "symbol", "route"]), "mapping")

lost = [gene for gene, (_, route) in symbols.items() if route == UNMAPPED]
what = f"{len(lost)} of {len(symbols)} genes have no symbol in the gene sets: {', '.join(lost)}"
problems = [Problem("identify", "study/mapping.tsv", what, "left out of enrichment")] if lost else []
write_table(snakemake.output.problems, as_table(problems), "problems")
