"""A collection that is no GMT file yet: fetched from its address, or put together from annotations and an ontology."""

from spotwise.job import begin

begin(snakemake.log[0])

import os
from pathlib import Path

from spotwise.delimited import decode
from spotwise.enrich.annotations import annotated_sets, as_gmt, read_annotations, read_ontology
from spotwise.enrich.fetch import fetch
from spotwise.enrich.gene_sets import read_gmt
from spotwise.faults import Fault, InputFault
from spotwise.formats.gmt import text_of
from spotwise.problems import as_table
from spotwise.tables import atomic, write_table

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "spotwise" / "gene_sets"
source, made = snakemake.params.source, snakemake.output


def text(part):
    """Text of a part, and where it comes from: a path, or an address with its checksum."""
    if isinstance(part, str):
        return text_of(part), part
    return decode(fetch(part["url"], part["sha256"], CACHE)), part["url"]


problems = []
if "url" in source:
    gmt, where = text(source)
else:
    where = f"gene sets {source['name']}"
    annotations = read_annotations(*text(source["gaf"]), source.get("drop_evidence", ()))
    sets, problems = annotated_sets(annotations, read_ontology(*text(source["obo"])), source["name"])
    gmt = as_gmt(sets)
with atomic(made.gene_sets) as draft:
    draft.write_text(gmt, encoding="utf-8", newline="\n")
    if not any(one.genes for one in read_gmt(draft)):
        raise InputFault([Fault(where, "the file holds no gene set", "give the address of a file in GMT format")])
write_table(made.problems, as_table(problems), "problems")
