"""How comparable the gels of one region are: intensities, missing values and principal components."""

from spotwise.job import begin

begin(snakemake.log[0])

from pathlib import Path

import numpy as np
from spotwise.figures.groups import marks
from spotwise.figures.intensities import draw_intensities
from spotwise.figures.missing import draw_missing
from spotwise.figures.pca import draw_pca
from spotwise.figures.style import render
from spotwise.stats.pca import principal_components
from spotwise.tables import atomic, read_matrix, read_table

inputs, region = snakemake.input, snakemake.params.region
normalised = read_matrix(inputs.normalised)
log2 = np.log2(read_matrix(inputs.quantities)[normalised.columns])
samples, units = read_table(inputs.samples, "samples"), read_table(inputs.units, "units")
used = samples[(samples["excluded"] == "") & (samples["subject"] != "")]  # standards of DIGE have no subject
mark = marks(used["group"])  # of all regions, so that a group looks the same in each
here = used[used["region"] == region].set_index("sample")["group"]
names, group = list(log2.columns), [here[name] for name in log2.columns]
before, after = log2.to_numpy(), normalised[names].to_numpy()
found = principal_components(read_matrix(inputs.analysed)[units["unit"]].to_numpy())
figures = {
    "intensities": draw_intensities(before, after, names, group, mark, region),
    "missing": draw_missing(before, names, group, mark, region),
    "pca": draw_pca(found.scores, found.share, found.used, units["group"].to_list(), mark, region),
}
for path in map(Path, snakemake.output):
    with atomic(path) as draft:
        draft.write_bytes(render(figures[path.stem], path.suffix[1:]))
