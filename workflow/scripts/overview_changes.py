"""What an earlier run said otherwise, and a line of it on the terminal."""

from spotwise.job import begin

begin(snakemake.log[0])

from pathlib import Path

import pandas as pd
import yaml
from spotwise.changes import TABLES, changed_rows, changed_settings, in_words, lacking
from spotwise.problems import Problem, as_table
from spotwise.tables import read_table, write_json, write_table

params, given, made = snakemake.params, snakemake.input, snakemake.output
previous = str(Path(given.config_before).parents[1])
before = dict(zip(params.earlier, given.before, strict=True))
now = dict(zip(params.files, given.now, strict=True))
configs = [yaml.safe_load(Path(path).read_text(encoding="utf-8")) for path in (given.config_before, given.config)]

changes, counts = [changed_settings(*configs)], []
problems = lacking(params.files, params.earlier, params.regions, params.contrasts, previous)
for path in params.earlier:
    what = TABLES.get(path) or TABLES[Path(path).name]
    try:
        tables = [read_table(run[path], what.table, what.columns) for run in (before, now)]
        rows, count = changed_rows(*tables, what)
    except ValueError as error:  # no table, one of another version, or one that names a row twice
        problems.append(Problem("changes", str(before[path]), f"the table can't be read: {error}", "not compared"))
        continue
    place = {"region": "", "contrast": ""}
    if path not in TABLES:
        region, contrast, _ = path.split("/")
        place = {"region": params.regions[region], "contrast": params.contrasts[contrast]}
        rows = rows.assign(**place)
    changes.append(rows)
    counts.append({"kind": what.kind, **place, **count})

table = pd.concat(changes, ignore_index=True)
write_table(made.changes, table, "changes")
write_json(made.counts, {"previous": previous, "tables": counts})
write_table(made.problems, as_table(problems), "problems")
print(in_words(previous, table), flush=True)
