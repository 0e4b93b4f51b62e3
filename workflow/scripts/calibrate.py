"""How many calls chance alone would give in one region, measured by relabelling its animals."""

from spotwise.job import begin

begin(snakemake.log[0])

from zlib import crc32

import numpy as np
import pandas as pd
from spotwise.calibration import calibrate
from spotwise.differential import Settings
from spotwise.fits import region_fits
from spotwise.tables import read_matrix, read_table, write_table

params, settings = snakemake.params, Settings(**snakemake.params.settings)
features, units = read_table(snakemake.input.features, "features"), read_table(snakemake.input.units, "units")
analysed, levels = read_matrix(snakemake.input.analysed), read_matrix(snakemake.input.levels)
region = region_fits(analysed, units, features, levels, params.model, settings)
tables = []
for name in params.model["contrasts"]:
    # names, not numbers, so that a further region or contrast leaves the others' draws alone
    rng = np.random.default_rng([params.seed, crc32(params.region.encode()), crc32(name.encode())])
    tables.append(calibrate(region.of(name), name, settings, rng))
write_table(snakemake.output.calls, pd.concat(tables, ignore_index=True), "calls")
