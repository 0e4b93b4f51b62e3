"""Foci of all regions and contrasts, adjusted together within each contrast, with a verdict each."""

from spotwise.job import begin

begin(snakemake.log[0])

import pandas as pd
from spotwise.enrich.focus import judge
from spotwise.tables import read_json, read_table, write_table

regions, contrasts = snakemake.params.regions, snakemake.params.contrasts
grid = [(region, contrast) for region in regions for contrast in contrasts]
tables = [
    read_table(path, "focus").assign(region=region, contrast=contrast)
    for path, (region, contrast) in zip(snakemake.input.focus, grid, strict=True)
]
facts = dict(zip(regions, map(read_json, snakemake.input.background), strict=True))
valid = {
    (region, contrast): facts[region][contrast]["valid"] or facts[region][contrast]["ora_valid"]
    for region, contrast in grid
}
foci = judge(pd.concat(tables, ignore_index=True), valid, snakemake.params.fdr)
write_table(snakemake.output.focus, foci, "focus_overview")
