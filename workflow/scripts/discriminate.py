"""Whether all spots of one region together tell the arms of each contrast apart, and which of them weigh most."""

from spotwise.job import begin

begin(snakemake.log[0])

from zlib import crc32

import numpy as np
import pandas as pd
from spotwise.discriminate import discriminate
from spotwise.model import region_models
from spotwise.summarise import seen_enough
from spotwise.tables import read_matrix, read_table, write_table

params, asked = snakemake.params, snakemake.params.model
matrix, units = read_matrix(snakemake.input.analysed), read_table(snakemake.input.units, "units")
values = matrix.to_numpy()
tested = seen_enough(values, units["group"].to_list(), asked["missing"]["min_fraction"], asked["missing"]["in"])
models = region_models(units, asked["terms"], asked["numeric"], asked["contrasts"], asked["block"])
model_of = {name: model for model in models for name in model.weighed}
pls, vip = [pd.DataFrame()], [pd.DataFrame()]
for name in asked["contrasts"]:
    # names, not numbers, so that a further region or contrast leaves the others' draws alone
    rng = np.random.default_rng([params.seed, crc32(params.region.encode()), crc32(name.encode())])
    model = model_of[name]
    row, important = discriminate(values[tested][:, model.at], matrix.index[tested], model, name, rng)
    pls.append(row)
    vip.append(important)
write_table(snakemake.output.pls, pd.concat(pls, ignore_index=True), "pls")
write_table(snakemake.output.vip, pd.concat(vip, ignore_index=True), "vip")
