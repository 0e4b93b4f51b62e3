"""The symbol in the gene sets of every identified gene, and by which route it was found."""

from spotwise.job import begin

begin(snakemake.log[0])

from pathlib import Path

import pandas as pd
from spotwise.enrich.background import listed_genes
from spotwise.enrich.gene_sets import read_collections
from spotwise.enrich.symbol_problems import check_focus, check_mapped, collection_problems, symbol_problems
from spotwise.enrich.symbols import Tables, known_symbols, map_symbols, proteins_and_genes
from spotwise.identify.gene_list import read_gene_list
from spotwise.identify.named import by_protein, named_identifications
from spotwise.identify.registry import read_list
from spotwise.problems import as_table
from spotwise.study.symbol_tables import read_symbols
from spotwise.tables import read_table, write_table

given, params = snakemake.input, snakemake.params
collections = read_collections(given.gene_sets)
check_focus(params.focus, collections)
known = known_symbols(collections, Path(given.symbols).read_text(encoding="utf-8").split())
aliases = dict(line.split("\t") for line in Path(given.aliases).read_text(encoding="utf-8").splitlines())
own = {name: read_symbols(path) for name in ("overrides", "orthologs") for path in given[name]}
tables = Tables(shipped=read_symbols(given.shipped), aliases=aliases, **own)

found = [one for entry in params.lists for one in read_list(entry).identifications]
for path in given.proteins:
    found = named_identifications(found, by_protein(read_table(path, "proteins")))
pairs = proteins_and_genes(found, [read_table(path, "features") for path in given.features])
of_study = {gene for _, gene in pairs}
listed = [one.gene for path in given.gene_lists for one in read_gene_list(path)]
listed += [gene for path in given.backgrounds for gene in listed_genes(path)]
pairs += [("", gene) for gene in sorted(set(listed))]
mapped = map_symbols((gene for _, gene in pairs), known, tables)
# a list of what could have been found says nothing of how the study names its genes
check_mapped({gene: one for gene, one in mapped.items() if gene in of_study}, collections, params.min_mapped)
rows = [
    {"protein": protein, "gene": gene, "symbol": mapped[gene][0], "route": mapped[gene][1]} for protein, gene in pairs
]
write_table(snakemake.output.mapping, pd.DataFrame(rows, columns=["protein", "gene", "symbol", "route"]), "mapping")
problems = symbol_problems(mapped, known, tables) + collection_problems(mapped, collections)
write_table(snakemake.output.problems, as_table(problems), "problems")
