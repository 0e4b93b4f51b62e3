"""One region's table of quantities, as loaded: linear, above zero or missing."""

from spotwise.job import begin

begin(snakemake.log[0])

from spotwise.faults import InputFault
from spotwise.formats.load import load
from spotwise.formats.registry import read_quantities
from spotwise.formats.rows import rows_of
from spotwise.problems import Problem, as_table
from spotwise.study.check_tables import row_faults, scale_faults
from spotwise.tables import read_table, write_json, write_matrix, write_table

samples = read_table(snakemake.input.samples, "samples")
here = samples[(samples["region"] == snakemake.params.region) & (samples["excluded"] == "")]
table = snakemake.params.table
quantities = read_quantities(snakemake.input.table, table["format"], table["block"])
faults = scale_faults(table, quantities) + row_faults(table, rows_of(quantities, table["rows"]))
if faults:  # the check before the run does not read large tables
    raise InputFault(faults)
loaded = load(quantities, list(here["sample"]), table["scale"], snakemake.input.table, table["rows"])

write_matrix(snakemake.output.quantities, loaded.values)
write_table(snakemake.output.entries, loaded.entries, "entries")
write_json(snakemake.output.loaded, loaded.facts)
known = set(samples["sample"])
extra = [sample for sample in quantities.samples if sample not in known]
what = f"{len(extra)} samples are not in the sheet: {', '.join(extra)}"
problems = [Problem("load", snakemake.input.table, what, "left out")] if extra else []
write_table(snakemake.output.problems, as_table(loaded.problems + problems), "problems")
