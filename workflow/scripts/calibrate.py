"""How many calls chance alone would give in one region, measured by relabelling its animals."""

from spotwise.job import begin

begin(snakemake.log[0])

from zlib import crc32

import numpy as np
import pandas as pd
from spotwise.calibration import calibrate
from spotwise.differential import Settings
from spotwise.model import region_model
from spotwise.study.units import stored
from spotwise.summarise import seen_enough
from spotwise.tables import read_matrix, read_table, write_table
from spotwise.views import Views

params, settings = snakemake.params, Settings(**snakemake.params.settings)
values, units = read_matrix(snakemake.input.analysed).to_numpy(), read_table(snakemake.input.units, "units")
model = region_model(units, params.terms, params.numeric, params.contrasts)
tested = seen_enough(values, units["group"].to_list(), params.missing["min_fraction"], params.missing["in"])
block = units[stored(params.block)].to_list() if params.block else None
views = Views(np.where(tested[:, None], values, np.nan), model.matrix, tested, settings, block)
tables = []
for name in model.weighed:
    # names, not numbers, so that a further region or contrast leaves the others' draws alone
    rng = np.random.default_rng([params.seed, crc32(params.region.encode()), crc32(name.encode())])
    tables.append(calibrate(views, model, name, settings, rng))
write_table(snakemake.output.calls, pd.concat(tables, ignore_index=True), "calls")
