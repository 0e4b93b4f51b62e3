"""What FASTA files, a table of genes and UniProt say of the proteins that a study's lists and tables name."""

from spotwise.job import begin

begin(snakemake.log[0])

import os
from pathlib import Path

import pandas as pd
from spotwise.identify.fasta import by_name, read_fasta
from spotwise.identify.look_up import check_found, look_up, look_up_problems, with_online
from spotwise.identify.named import proteins_of
from spotwise.identify.registry import read_list
from spotwise.identify.uniprot import genes_online
from spotwise.problems import as_table
from spotwise.study.symbol_tables import read_symbols
from spotwise.tables import COLUMNS, read_table, write_table

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "spotwise" / "uniprot"
given, params = snakemake.input, snakemake.params

found = [one for entry in params.lists for one in read_list(entry).identifications]
names, without_gene = proteins_of(found, [read_table(path, "entries") for path in given.entries])
proteins, clashes = by_name(one for path in given.fasta for one in read_fasta(path))
genes = {protein: gene for path in given.genes for protein, gene in read_symbols(path, "accession", "gene").items()}
rows = look_up(names, proteins, genes)
check_found(rows, given.fasta, next(iter(given.genes), None), genes)
if params.uniprot:
    asked = [row["protein"] for row in rows if not row["gene"] and row["protein"] in without_gene]
    rows = with_online(rows, genes_online(asked, CACHE))
write_table(snakemake.output.proteins, pd.DataFrame(rows, columns=[*COLUMNS["proteins"]]), "proteins")
problems = look_up_problems(rows, given.fasta, clashes, without_gene)
write_table(snakemake.output.problems, as_table(problems), "problems")
