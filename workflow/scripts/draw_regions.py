"""All regions together: the animals, which genes were called where, and each contrast in one region against another."""

from spotwise.job import begin

begin(snakemake.log[0])

from itertools import product
from pathlib import Path

import pandas as pd
from spotwise.figures.animals import draw_animals
from spotwise.figures.called import draw_called
from spotwise.figures.regions import draw_regions
from spotwise.figures.style import render
from spotwise.quality.animals import animal_table
from spotwise.study.units import OWN, stored
from spotwise.tables import atomic, read_table, write_table

params, given, made = snakemake.params, snakemake.input, snakemake.output
cells = list(product(params.regions, params.contrasts))
columns = ["gene", "p_value", "direction"]
genes = [
    read_table(path, "genes", columns).assign(region=region, contrast=contrast)
    for (region, contrast), path in zip(cells, given.genes, strict=True)
]
samples = read_table(given.samples, "samples")
group, compared = (list(map(stored, columns)) for columns in (params.group, params.compared))
aside = {*OWN, "exclude", *group, *compared, *map(stored, params.aside)}
further = [column for column in samples.columns if column not in aside]
rows = samples[samples["subject"] != ""].to_dict("records")  # standards of DIGE have no subject
animals = animal_table(rows, group, next(iter(compared), None), further)
write_table(made.table, animals, "animals")
called = draw_called(pd.concat(genes, ignore_index=True), params.contrasts, params.regions)
figures = [draw_animals(animals, params.regions), called]
if given.regions:
    compared = read_table(given.regions[0], "regions")
    figures += [draw_regions(compared, contrast, params.regions, params.fdr) for contrast in params.contrasts]
for at, path in enumerate(map(Path, [*made.animals, *made.called, *made.regions])):
    with atomic(path) as draft:
        draft.write_bytes(render(figures[at // 2], path.suffix[1:]))  # SVG and PNG of each in turn
