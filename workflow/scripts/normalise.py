"""Log2 volumes of one region, made comparable across gels."""

from spotwise.job import begin

begin(snakemake.log[0])

import numpy as np
import pandas as pd
from spotwise.normalisation.findings import normalisation_problems
from spotwise.normalise import choose, normalise
from spotwise.problems import as_table
from spotwise.study.units import stored
from spotwise.tables import read_json, read_matrix, read_table, write_json, write_matrix, write_table

params = snakemake.params
log2 = np.log2(read_matrix(snakemake.input.quantities))
dige = None
if params.dige:
    samples = read_table(snakemake.input.samples, "samples")
    own = samples[samples["region"] == params.region].set_index("sample").loc[log2.columns]
    dige = {key: own[stored(params.dige[key])].to_list() for key in ("gel", "dye")}
    dige["standard"] = params.dige["standard"]
method, why = choose(params.method, read_json(snakemake.input.loaded)["normalised"], bool(dige))
found = normalise(log2.to_numpy(), method, dige)
kept = log2.columns[found.kept]

write_matrix(snakemake.output.normalised, pd.DataFrame(found.values, log2.index, kept))
level = np.full(len(log2), np.nan) if found.level is None else found.level
write_matrix(snakemake.output.levels, pd.DataFrame({"level": level}, log2.index))
shifts = {} if found.shift is None else dict(zip(kept, found.shift.tolist(), strict=True))
write_json(snakemake.output.facts, {"method": method, "why": why, "log2_shift": shifts})
problems = normalisation_problems(params.region, list(log2.columns), log2.to_numpy(), method, dige)
write_table(snakemake.output.problems, as_table(problems), "problems")
