"""Over-representation and foci of every contrast of one region."""

from spotwise.job import begin

begin(snakemake.log[0])

from spotwise.enrich.background import make_background
from spotwise.enrich.focus import focus_sets, test_foci
from spotwise.enrich.gene_sets import read_gmt
from spotwise.enrich.ora import eligible, ora
from spotwise.problems import Problem, as_table
from spotwise.tables import read_table, write_json, write_table

params = snakemake.params
mapping = read_table(snakemake.input.mapping, "mapping")
symbol = dict(zip(mapping["gene"], mapping["symbol"], strict=True))
sets = [s for path in snakemake.input.gene_sets for s in read_gmt(path)]
foci = focus_sets(params.focus, sets)
problems, backgrounds = [], {}
for contrast, *paths in zip(
    params.contrasts, snakemake.input.differential, snakemake.input.genes,
    snakemake.output.ora, snakemake.output.focus, strict=True,
):  # fmt: skip
    differential, genes = read_table(paths[0], "differential"), read_table(paths[1], "genes")
    background = make_background(differential, genes, symbol, params.selection)
    within = eligible(sets, background.measured, params.min_size, params.max_fraction)
    write_table(paths[2], ora(within, background), "ora")
    write_table(paths[3], test_foci(foci, background, params.min_size), "focus")
    backgrounds[contrast] = {"valid": background.valid, "why": background.why, "genes": len(background.measured)}
    if not background.valid:
        where = f"{params.region}, {contrast}"
        problems.append(Problem("enrich", where, f"no background: {background.why}", "counts and names, no p"))
write_json(snakemake.output.background, backgrounds)
write_table(snakemake.output.problems, as_table(problems), "problems")
