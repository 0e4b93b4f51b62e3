"""The report of a study of gene lists."""

from spotwise.job import begin

begin(snakemake.log[0])

from pathlib import Path

from spotwise.report.changes import change_facts
from spotwise.report.lists import ListTables, make_list_facts
from spotwise.report.page import render
from spotwise.report.versions import versions
from spotwise.tables import atomic, read_json, read_table

given, params = snakemake.input, snakemake.params
backgrounds, mapping = read_json(given.background), read_table(given.mapping, "mapping")
paths = zip(params.ids, given.genes, given.ora, strict=True)
tables = {
    name: ListTables(read_table(genes, "genes"), read_table(ora, "ora"), backgrounds[name])
    for name, genes, ora in paths
}
focus, problems = read_table(given.focus, "focus_overview"), read_table(given.problems, "problems")
symbol = dict(zip(mapping["gene"], mapping["symbol"], strict=True))
facts = make_list_facts(tables, focus, problems, symbol, params.config, params.ids)
facts |= {"config": Path(given.config).read_text(encoding="utf-8"), "versions": versions()}
if given.changes:
    facts["changes"] = change_facts(read_table(given.changes[0], "changes"), read_json(given.counts[0]))
    facts["files"] += [{"holds": "what an earlier run said otherwise", "paths": ["overview/changes.tsv"]}]
templates = {Path(path).name: Path(path).read_text(encoding="utf-8") for path in given.templates}
with atomic(snakemake.output.report) as draft:
    draft.write_text(render(facts, {}, templates, "lists.html"), encoding="utf-8")
