"""The proteins that rows of a table name: accessions, contaminants, decoys, and groups that can't be told apart."""

import re
from collections.abc import Sequence

from spotwise.formats.numbers import MISSING

UNIPROT = re.compile(r"(?:(?:sp|tr)\|)?([^|\s]{5,})\|[^|]+")
"""How FASTA files of UniProt name a protein: sp|P60711|ACTB_RAT, of which the middle is the accession."""
ACCESSION = re.compile(r"[OPQ][0-9][A-Z0-9]{3}[0-9]|[A-NR-Z][0-9](?:[A-Z][A-Z0-9]{2}[0-9]){1,2}")
"""See https://www.uniprot.org/help/accession_numbers."""
PLAIN = re.compile(rf"(?:{ACCESSION.pattern})(?:-\d+)?|[ANXYW]P_\d{{6,}}(?:\.\d+)?")
CONTAMINANT = re.compile(
    r"^(?:(?:sp|tr)\|)?"
    r"(?:(?i:CON__|CONTAM(?:INANT)?_|CRAP-)|[Cc]ont?_|crap_|cRAP_|(?:CONT?|CRAP)_(?![A-Z0-9]{3,5}(?:$|[|\s])))"
)
"""How MaxQuant, FragPipe, quantms and their users begin the names of contaminants; CON_HUMAN would be an entry name."""
PARTS = re.compile(r"[^|\s]+")
DECOY = re.compile(
    r"^(?:(?:sp|tr)\|)?(?:[Rr]ev[_-]|REV__|REV-|#{2,}|(?i:DECOY(?!\s)|XXX_|RND_|SHUFFLED_|REVERSED?_|RANDOM_))"
)
"""How search engines and their users begin the names of decoys; REV_HV1H2 is a protein of HIV."""
YES = {"+", "true", "yes", "y", "x", "t", "1", "1.0", "contaminant", "decoy", "reverse", "site"}
NO = {"false", "no", "n", "f", "0", "0.0", *(word.lower() for word in MISSING)}


def names_in(cell: str) -> list[str]:
    """The proteins of a cell, which `;` parts."""
    return [name for part in cell.split(";") if (name := part.strip())]


def accessions(cell: str) -> str:
    """The proteins of a cell by their accessions, each once, joined by `;`."""
    names = [match[1] if (match := UNIPROT.fullmatch(name)) else name for name in names_in(cell)]
    return ";".join(dict.fromkeys(names))


def are_accessions(names: Sequence[str]) -> bool:
    """Whether all names are accessions of UniProt or RefSeq, or whole names of UniProt, and nothing else."""
    return all(PLAIN.fullmatch(accessions(name)) for name in names)


def bare(name: str) -> set[str]:
    """What a protein may be called in a list: accession and entry name, without the mark of contaminants.

    `sp|Cont_P02769|ALBU_BOVIN`, `Cont_P02769` and `P02769` have the accession in common.
    """
    name = re.sub(r"^(?:sp|tr)\|", "", CONTAMINANT.sub("", name))
    return set(PARTS.findall(name))


def keeping(cells: Sequence[str], keep: Sequence[str]) -> tuple[list[str], list[bool], list[str]]:
    """Proteins that are kept under study although they are common contaminants.

    Parameters
    ----------
    cells : sequence of str
        Names as the table has them, joined by `;`.
    keep : sequence of str
        Accessions or entry names.

    Returns
    -------
    cells : list of str
        The same, the names of kept proteins without the mark of contaminants.
    kept : list of bool
        The rows that name one.
    absent : list of str
        Those of `keep` that no row names.
    """
    wanted = {word: name for name in keep for word in bare(name)}
    if not wanted:
        return list(cells), [False] * len(cells), []
    met: set[str] = set()
    written, kept = [], []
    for cell in cells:
        names, found = [], False
        for name in names_in(cell):
            hits = bare(name) & wanted.keys()
            met |= hits
            found = found or bool(hits)
            names.append(CONTAMINANT.sub("", name) if hits else name)
        written.append(";".join(names) if found else cell)
        kept.append(found)
    return written, kept, sorted(set(keep) - {wanted[word] for word in met})


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
