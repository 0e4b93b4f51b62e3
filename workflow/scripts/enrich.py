"""Gene sets and foci of every contrast of one region: camera, over-representation, and the ranked list."""

from spotwise.job import begin

begin(snakemake.log[0])

from spotwise.differential import Settings
from spotwise.enrich.activity import focus_activity, symbol_values
from spotwise.enrich.background import background_problems, listed_genes, make_background, selected, with_list
from spotwise.enrich.focus import focus_sets
from spotwise.enrich.gene_sets import read_sets
from spotwise.enrich.methods import Asked, enrich, region_scores
from spotwise.enrich.ora import within
from spotwise.fits import region_fits
from spotwise.problems import Problem, as_table
from spotwise.tables import read_matrix, read_table, write_json, write_matrix, write_table

params, given, made = snakemake.params, snakemake.input, snakemake.output
mapping, features = read_table(given.mapping, "mapping"), read_table(given.features, "features")
symbol, carrier = dict(zip(mapping["gene"], mapping["symbol"], strict=True)), features["primary_gene"]
analysed, units, levels = read_matrix(given.analysed), read_table(given.units, "units"), read_matrix(given.levels)
region = region_fits(analysed, units, features, levels, params.model, Settings(**params.settings))
tests = [read_table(path, "differential") for path in given.differential]

# of their genes none but the study's can count, in any contrast
sets = within(read_sets(given.gene_sets), {*symbol.values()} - {""})
asked = Asked(sets, focus_sets(params.focus, sets), **params.asked)
listed = {symbol[gene] for path in given.background for gene in listed_genes(path)} - {""}
why = selected(params.selection, tests)

problems, backgrounds = background_problems(params.region, given.background, listed, why), {}
for at, (contrast, table) in enumerate(zip(params.model["contrasts"], tests, strict=True)):
    where, genes, views = f"{params.region}, {contrast}", read_table(given.genes[at], "genes"), region.of(contrast)
    background = make_background(table, genes, symbol, why, carrier if params.include_presence else None)
    for_ora = with_list(background, listed) if listed and not background.valid else background
    scored = background.valid and views.can(contrast) and table["p_value"].notna().any()
    scores = region_scores(views, contrast, genes, symbol, carrier, table) if scored else None
    found = enrich(asked, background, for_ora, scores, where)
    for kind, rows in found.tables.items():
        write_table(made[kind][at], rows, kind)
    problems += found.problems
    backgrounds[contrast] = {
        "valid": background.valid, "why": background.why, "genes": len(background.measured),
        "ora_valid": for_ora.valid, "ora_genes": len(for_ora.measured),
        "measured": sorted(background.measured), "called": sorted(background.any),
    }  # fmt: skip
    if not background.valid:
        follows = "over-representation in the listed genes alone" if for_ora.valid else "counts and names, no verdict"
        problems.append(Problem("enrich", where, f"no background: {background.why}", follows))
write_matrix(made.activity, focus_activity(symbol_values(analysed, carrier, symbol), asked.foci))
write_json(made.background, backgrounds)
write_table(made.problems, as_table(problems), "problems")
