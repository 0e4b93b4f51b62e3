"""Log2 volumes of one region, made comparable across gels."""

from spotwise.job import begin

begin(snakemake.log[0])

import numpy as np
import pandas as pd
from spotwise.normalise import METHODS, choose
from spotwise.tables import read_json, read_matrix, write_json, write_matrix

volumes = read_matrix(snakemake.input.quantities)
method, why = choose(snakemake.params.method, read_json(snakemake.input.loaded)["normalised"])
log2 = np.log2(volumes)
found = METHODS[method](log2.to_numpy())
kept = log2.columns[found.kept]
write_matrix(snakemake.output.normalised, pd.DataFrame(found.values, log2.index, kept))
shifts = {} if found.shift is None else dict(zip(kept, found.shift.tolist(), strict=True))
write_json(snakemake.output.facts, {"method": method, "why": why, "log2_shift": shifts})
