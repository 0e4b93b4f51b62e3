"""Which proteins stand in each feature of a region."""

from spotwise.job import begin

begin(snakemake.log[0])

from spotwise.identify.by_sequence import by_sequence, peptides_of
from spotwise.identify.features import describe, unmatched
from spotwise.identify.named import (
    by_protein,
    entries_in_kda,
    identifications_in_kda,
    named_entries,
    named_identifications,
)
from spotwise.identify.registry import read_region
from spotwise.problems import Problem, as_table
from spotwise.tables import read_table, write_table

given, params = snakemake.input, snakemake.params
known = {}
for path in given.proteins:
    known = by_protein(read_table(path, "proteins"))
entries = named_entries(entries_in_kda(read_table(given.entries, "entries")), known)
spots = set(entries["feature"]) - {""}
found, findings = read_region(params.lists, params.region, params.regions, params.shared, spots)
found = {path: identifications_in_kda(one_list) for path, one_list in found.items()}
together = named_identifications([one for one_list in found.values() for one in one_list], known)
features = describe(entries, together if found else None)
features, departures = by_sequence(features, known, peptides_of(features, entries, together), params.region)
write_table(snakemake.output.features, features, "features")
problems = [Problem("identify", *finding) for finding in findings]
problems += unmatched(features["feature"], found) + departures
write_table(snakemake.output.problems, as_table(problems), "problems")
