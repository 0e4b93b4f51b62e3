"""The explorer: one page with every spot, its animals, and the foci and terms, to look through."""

from spotwise.job import begin

begin(snakemake.log[0])

from pathlib import Path

from spotwise.report.explorer.facts import called_spots, explorer_facts
from spotwise.report.explorer.members import members
from spotwise.report.explorer.page import explorer_page
from spotwise.report.explorer.sets import chosen_terms
from spotwise.report.explorer.tables import RegionTables, StudyTables
from spotwise.report.explorer.vega import vega_script
from spotwise.tables import atomic, read_json, read_matrix, read_table

given, params = snakemake.input, snakemake.params
tests = iter(given.differential)  # by region, then contrast
regions = {
    id_: RegionTables(
        features=read_table(given.features[at], "features"),
        entries=read_table(given.entries[at], "entries"),
        units=read_table(given.units[at], "units"),
        analysed=read_matrix(given.analysed[at]),
        normalised=read_matrix(given.normalised[at]),
        peptides=read_json(given.loaded[at])["peptides"],
        differential={contrast: read_table(next(tests), "differential") for contrast in params.contrasts},
    )
    for at, id_ in enumerate(params.regions)
}
enriched = {}
if given.mapping:
    mapping, terms = read_table(given.mapping[0], "mapping"), read_table(given.terms[0], "terms")
    symbols = set(mapping["symbol"]) - {""}
    genes = members(given.gene_sets, chosen_terms(terms), params.config["enrichment"]["focus"], symbols)
    focus = read_table(given.focus[0], "focus_overview")
    enriched = {"mapping": mapping, "focus": focus, "terms": terms, "members": genes}
study = StudyTables(regions, **enriched)
facts = explorer_facts(study, params.config, params.regions, params.contrasts)
called = called_spots(study, params.regions, params.contrasts)
templates = {Path(path).name: Path(path).read_text(encoding="utf-8") for path in given.templates}
with atomic(snakemake.output.page) as draft:
    draft.write_text(explorer_page(facts, called, vega_script(), templates), encoding="utf-8")
