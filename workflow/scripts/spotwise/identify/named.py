"""Identifications and entries with the genes and descriptions that were looked up for their proteins."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from spotwise.formats.proteins import names_in
from spotwise.identify.identification import Identification
from spotwise.identify.theoretical import in_kda

Proteins = Mapping[str, Mapping]
"""The rows of `study/proteins.tsv` by protein."""


def by_protein(rows: pd.DataFrame) -> Proteins:
    """The rows of `study/proteins.tsv` by protein."""
    return {row["protein"]: row for row in rows.to_dict("records")}


def proteins_of(found: Iterable[Identification], tables: Iterable[pd.DataFrame]) -> tuple[set[str], set[str]]:
    """Every protein that lists and entries name, and those of them that stand somewhere without a gene.

    Contaminants and decoys among the entries do not count.
    """
    cells = [(one.accession, one.gene) for one in found]
    for table in tables:
        kept = table[table["feature"] != ""]
        cells += zip(kept["protein"], kept["gene"] if "gene" in kept else [""] * len(kept), strict=True)
    named = {(name, bool(gene)) for proteins, gene in dict.fromkeys(cells) for name in names_in(proteins)}
    return {name for name, _ in named}, {name for name, has_gene in named if not has_gene}


def named_identifications(found: Iterable[Identification], proteins: Proteins) -> list[Identification]:
    """Identifications with gene and description where the list has none."""
    return [
        replace(
            one,
            gene=one.gene or _genes(one.accession, proteins),
            description=one.description or _description(one.accession, proteins),
        )
        for one in found
    ]


def named_entries(entries: pd.DataFrame, proteins: Proteins) -> pd.DataFrame:
    """Entries with gene and description where the table has none."""
    entries, has_protein = entries.copy(), entries["protein"] != ""
    for column, find in (("gene", _genes), ("description", _description)):
        told = entries[column] if column in entries else pd.Series("", entries.index)
        found = {cell: find(cell, proteins) for cell in entries["protein"].unique()}
        entries[column] = told.where((told != "") | ~has_protein, entries["protein"].map(found))
    return entries


def _genes(cell: str, proteins: Proteins) -> str:
    """The genes of the proteins of a cell; one without a gene stands under its own name, unless all do."""
    names = names_in(cell)
    found = [proteins[name]["gene"] if name in proteins else "" for name in names]
    together = dict.fromkeys(one for gene, name in zip(found, names, strict=True) for one in names_in(gene or name))
    return ";".join(together) if any(found) else ""


def _description(cell: str, proteins: Proteins) -> str:
    names = names_in(cell)
    return proteins[names[0]]["description"] if names and names[0] in proteins else ""


def entries_in_kda(entries: pd.DataFrame) -> pd.DataFrame:
    """Entries with Mr in kDa."""
    return entries.assign(mr=in_kda(entries["mr"]))


def identifications_in_kda(found: Iterable[Identification]) -> list[Identification]:
    """The identifications of one list, with Mr in kDa."""
    found = list(found)
    columns = {name: in_kda([one.numbers[name] for one in found]) for name in ("mr", "mr_theoretical")}
    numbers = [{name: column[at] for name, column in columns.items()} for at in range(len(found))]
    return [replace(one, numbers=one.numbers | own) for one, own in zip(found, numbers, strict=True)]
