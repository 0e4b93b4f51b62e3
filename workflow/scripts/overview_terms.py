"""Foci and terms by contrast, region and method, and among the genes that all regions measured."""

from spotwise.job import begin

begin(snakemake.log[0])

from spotwise.enrich.agreement import agreement, members
from spotwise.enrich.focus import focus_sets
from spotwise.enrich.gene_sets import read_sets
from spotwise.tables import read_json, read_table, write_table

given, params = snakemake.input, snakemake.params
grid = [(region, contrast) for region in params.regions for contrast in params.contrasts]
tables = {cell: {m: read_table(given[m][at], m) for m in params.methods} for at, cell in enumerate(grid)}
sets = read_sets(given.gene_sets)
genes = members(sets, focus_sets(params.focus, sets))
names = {(one.collection, one.id): one.name for one in sets}
facts = dict(zip(params.regions, map(read_json, given.background), strict=True))
able = {(region, contrast): facts[region][contrast] for region, contrast in grid if facts[region][contrast]["valid"]}
measured, called = ({cell: set(found[key]) for cell, found in able.items()} for key in ("measured", "called"))
foci = read_table(given.focus, "focus_overview")
write_table(snakemake.output.terms, agreement(tables, foci, genes, measured, called, names), "terms")
