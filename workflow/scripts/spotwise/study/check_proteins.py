"""Faults of what says more of proteins: FASTA files and the table of genes."""

from collections.abc import Iterator, Mapping

from spotwise.faults import Fault, InputFault
from spotwise.identify.fasta import fasta_faults
from spotwise.study.symbol_tables import read_symbols


def protein_faults(proteins: Mapping) -> list[Fault]:
    """FASTA files that aren't there or are none, by their first lines, and faults of the whole table of genes."""
    faults = [fault for path in proteins["fasta"] for fault in fasta_faults(path)]
    if proteins["genes"]:
        try:
            read_symbols(proteins["genes"], "accession", "gene")
        except InputFault as error:
            faults += error.faults
    return faults


def protein_paths(proteins: Mapping) -> Iterator[tuple[str, str]]:
    """The paths among the settings, each with the key that it stands under."""
    yield from (("proteins.fasta", path) for path in proteins.get("fasta", ()))
    if proteins.get("genes"):
        yield "proteins.genes", proteins["genes"]
