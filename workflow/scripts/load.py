"""One region's table of quantities, as loaded: linear, above zero or missing."""

from spotwise.job import begin

begin(snakemake.log[0])

import sys

from spotwise.faults import InputFault
from spotwise.formats.load import load, unlisted
from spotwise.formats.registry import quantities_of
from spotwise.formats.rows import rows_of
from spotwise.formats.samples import only
from spotwise.problems import as_table
from spotwise.study.check_tables import row_faults, scale_faults
from spotwise.tables import read_table, write_json, write_matrix, write_table

samples = read_table(snakemake.input.samples, "samples")
in_region = samples["region"] == snakemake.params.region
here = samples[in_region & (samples["excluded"] == "")]
path, keep = snakemake.input.table, snakemake.params.keep
table = {**snakemake.params.table, "path": path}
known = set(samples.loc[in_region, "sample"] if "region" in table else samples["sample"])
quantities = quantities_of(table, known)
print(f"{path} is read as {quantities.format}: {quantities.format_reason}", file=sys.stderr)
own = only(quantities, known)
faults = scale_faults(table, own) + row_faults(table, rows_of(own, table["rows"], keep))
if faults:  # the check before the run does not read large tables
    raise InputFault(faults)
loaded = load(quantities, list(here["sample"]), table["scale"], path, table["rows"], keep)

write_matrix(snakemake.output.quantities, loaded.values)
write_table(snakemake.output.entries, loaded.entries, "entries")
write_json(snakemake.output.loaded, loaded.facts)
problems = loaded.problems + unlisted(quantities, known, path)
write_table(snakemake.output.problems, as_table(problems), "problems")
