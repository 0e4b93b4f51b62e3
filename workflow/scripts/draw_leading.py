"""What leads the supported foci of each contrast of one region: running sums, and the genes of the most supported."""

from spotwise.job import begin

begin(snakemake.log[0])

from pathlib import Path

import pandas as pd
from spotwise.enrich.activity import gene_z, symbol_values
from spotwise.enrich.focus import SUPPORTED, focus_sets
from spotwise.enrich.gene_sets import read_sets
from spotwise.enrich.leading import running_sums, symbol_ranking, why_unranked
from spotwise.figures.groups import marks
from spotwise.figures.leading_edge import draw_leading_edge
from spotwise.figures.running_sum import draw_running_sums
from spotwise.figures.style import blank, render
from spotwise.tables import atomic, read_json, read_matrix, read_table

params, given, made = snakemake.params, snakemake.input, snakemake.output
mapping, features = read_table(given.mapping, "mapping"), read_table(given.features, "features")
symbol = dict(zip(mapping["gene"], mapping["symbol"], strict=True))
units, focus = read_table(given.units, "units"), read_table(given.focus, "focus_overview")
mark = marks(pd.concat([read_table(path, "units") for path in given.every])["group"])  # as in the other pictures
names, groups = units["unit"].to_list(), units["group"].to_list()
values = symbol_values(read_matrix(given.analysed), features["primary_gene"], symbol)[names]
supported = focus[(focus["region"] == params.region) & focus["verdict"].str.startswith(SUPPORTED)]
background = read_json(given.background)
sets = focus_sets(params.focus, read_sets(given.gene_sets)) if len(supported) else {}

for at, contrast in enumerate(params.contrasts):
    foci = supported[supported["contrast"] == contrast]
    ranking = symbol_ranking(read_table(given.genes[at], "genes"), symbol)
    why = why_unranked(foci, ranking, background[contrast]["valid"])
    sums = [] if why else running_sums(ranking, foci, sets)
    why = why or "The supported foci hold none of the ranked genes, or all of them."
    figures = {"sums": draw_running_sums(ranking.to_numpy(), sums, contrast, params.region, why)}
    if sums:
        genes = ranking.index[sums[0].leading]
        z = gene_z(values.loc[genes].to_numpy())
        figures["edge"] = draw_leading_edge(z, list(genes), names, groups, mark, sums[0].focus, contrast, params.region)
    else:
        figures["edge"] = blank("Leading edge", f"{params.region}, {contrast}", why)
    for name, figure in figures.items():
        for picture in map(Path, made[name][2 * at : 2 * at + 2]):  # SVG and PNG of each contrast in turn
            with atomic(picture) as draft:
                draft.write_bytes(render(figure, picture.suffix[1:]))
