"""Gene sets and foci of every list of genes: over-representation, or counts where there is no background."""

from spotwise.job import begin

begin(snakemake.log[0])

from dataclasses import replace

from spotwise.enrich.background import listed_genes
from spotwise.enrich.focus import focus_sets
from spotwise.enrich.gene_sets import read_collections
from spotwise.enrich.lists import enrich_list, list_background, list_facts, list_genes, list_problems
from spotwise.enrich.methods import Asked
from spotwise.enrich.symbol_problems import check_mapped
from spotwise.faults import InputFault
from spotwise.identify.gene_list import read_gene_list
from spotwise.problems import Problem, as_table
from spotwise.tables import read_table, write_json, write_table

params, given, made = snakemake.params, snakemake.input, snakemake.output
mapping = read_table(given.mapping, "mapping")
symbol = dict(zip(mapping["gene"], mapping["symbol"], strict=True))
mapped = dict(zip(mapping["gene"], zip(mapping["symbol"], mapping["route"], strict=True), strict=True))
collections = read_collections(given.gene_sets)
sets = [one for collection in collections for one in collection.sets]
asked = Asked(sets, focus_sets(params.focus, sets), **params.asked)

what = f"not used for lists: {', '.join(params.unused)}"
problems = [Problem("lists", "configuration", what, "left out")] if params.unused else []
facts = {}
for at, (contrast, path, background_file) in enumerate(params.lists):
    genes = list_genes(read_gene_list(path))
    try:
        check_mapped({gene: mapped[gene] for gene in genes["gene"]}, collections, params.min_mapped)
    except InputFault as error:
        raise InputFault(replace(fault, where=path) for fault in error.faults) from None
    found = None if background_file is None else [symbol[gene] for gene in listed_genes(background_file)]
    background = list_background(genes, symbol, found)
    facts[contrast] = list_facts(genes, symbol, background, found)
    problems += list_problems(contrast, path, genes, facts[contrast])
    write_table(made.genes[at], genes, "genes")
    for kind, table in enrich_list(asked, background, contrast).items():
        write_table(made[kind][at], table, kind)
write_json(made.background, facts)
write_table(made.problems, as_table(problems), "problems")
