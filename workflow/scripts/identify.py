"""Which proteins stand in each feature of a region."""

from spotwise.job import begin

begin(snakemake.log[0])

from spotwise.identify.features import describe, unmatched
from spotwise.identify.table import read_identifications
from spotwise.problems import as_table
from spotwise.tables import read_table, write_table

found = {path: read_identifications(path) for path in snakemake.input.lists}
together = [identification for one_list in found.values() for identification in one_list]
features = describe(read_table(snakemake.input.entries, "entries"), together if found else None)
write_table(snakemake.output.features, features, "features")
write_table(snakemake.output.problems, as_table(unmatched(features["feature"], found)), "problems")
