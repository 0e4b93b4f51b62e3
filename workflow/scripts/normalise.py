"""Log2 volumes of one region, made comparable across gels."""

from spotwise.job import begin

begin(snakemake.log[0])

import numpy as np
from spotwise.normalise import METHODS, choose
from spotwise.tables import read_json, read_matrix, write_json, write_matrix

volumes = read_matrix(snakemake.input.quantities)
method, why = choose(snakemake.params.method, read_json(snakemake.input.loaded)["normalised"])
log2 = np.log2(volumes)
shifts = METHODS[method](log2.to_numpy())
write_matrix(snakemake.output.normalised, log2 - shifts)
by_sample = {sample: float(shift) for sample, shift in zip(log2.columns, shifts, strict=True)}
write_json(snakemake.output.facts, {"method": method, "why": why, "log2_shift": by_sample})
