"""The proteins that rows of a table name: accessions, contaminants, decoys, and groups that can't be told apart."""

import re
from collections.abc import Sequence

UNIPROT = re.compile(r"(?:(?:sp|tr)\|)?([^|\s]{5,})\|[^|]+")
"""How FASTA files of UniProt name a protein: sp|P60711|ACTB_RAT, of which the middle is the accession."""
CONTAMINANT = re.compile(r"(?:(?:sp|tr)\|)?(?:CON__|Cont_|contam_)")
DECOY = re.compile(r"(?:(?:sp|tr)\|)?(?:REV__|rev_|DECOY_|decoy_)")
YES = {"+", "true", "yes", "1"}


def names_in(cell: str) -> list[str]:
    """The proteins of a cell, which `;` parts."""
    return [name for part in cell.split(";") if (name := part.strip())]


def accessions(cell: str) -> str:
    """The proteins of a cell by their accessions, each once, joined by `;`."""
    names = [match[1] if (match := UNIPROT.fullmatch(name)) else name for name in names_in(cell)]
    return ";".join(dict.fromkeys(names))


def marked(proteins: Sequence[str], flags: Sequence[str] | None, prefix: re.Pattern) -> list[bool]:
    """Which rows are contaminants, or decoys.

    Parameters
    ----------
    proteins : sequence of str
        Names as the table has them, joined by `;`.
    flags : sequence of str or None
        What the software says of each row; None where the table has no such column.
    prefix : pattern
        How the names of such proteins begin.

    Returns
    -------
    list of bool
        Rows that are flagged, or name such proteins alone; in a table without flags, rows that name any.
    """
    named = [[bool(prefix.match(name)) for name in names_in(cell)] for cell in proteins]
    if flags is None:
        return [any(found) for found in named]
    return [flag.strip().lower() in YES or bool(found) and all(found) for flag, found in zip(flags, named, strict=True)]


def protein_groups(proteins: Sequence[str]) -> tuple[list[str], list[int]]:
    """Protein groups that have entries of their own, and which group each entry is of.

    Proteins named by exactly the same entries can't be told apart and make one group (Nesvizhskii and Aebersold
    2005, MCP 4:1419). An entry that names one whole group, and nothing else, is unique to it; every other entry is
    shared.

    Parameters
    ----------
    proteins : sequence of str
        Accessions of each entry, joined by `;`; the order within a cell does not matter.

    Returns
    -------
    names : list of str
        One a group, as its first entry writes it, in the order of first entries.
    group : list of int, one an entry
        -1 for entries that are shared or name no protein.
    """
    cells = [frozenset(names_in(cell)) for cell in proteins]
    named: dict[str, set[frozenset[str]]] = {}
    for cell in set(cells):
        for accession in cell:
            named.setdefault(accession, set()).add(cell)
    alone = {cell for cell in set(cells) if cell and all(named[accession] == named[min(cell)] for accession in cell)}
    numbers: dict[frozenset[str], int] = {}
    names, group = [], [-1] * len(cells)
    for at, cell in enumerate(cells):
        if cell in alone:
            if cell not in numbers:
                numbers[cell] = len(names)
                names.append(proteins[at])
            group[at] = numbers[cell]
    return names, group
