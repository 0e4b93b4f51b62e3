"""How much of a protein's sequence its peptides cover."""

import re
from collections.abc import Iterable

BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
FLANKED = re.compile(r"[A-Za-z_-]?\.(.+)\.[A-Za-z_-]?")
OTHER = re.compile(r"[^A-Z]+")


def bare(peptide: str) -> str:
    """The residues of a peptide in capitals, without modifications, charges and neighbouring residues.

    >>> bare("_(Acetyl (Protein N-term))AAM(ox)C[+57.02]K_"), bare("K.AAMC.R"), bare("[R].aAMCK.[-]")
    ('AAMCK', 'AAMC', 'AAMCK')
    """
    while (shorter := BRACKETS.sub("", peptide)) != peptide:
        peptide = shorter
    peptide = peptide.split("/")[0].strip()
    flanked = FLANKED.fullmatch(peptide)
    return OTHER.sub("", (flanked[1] if flanked else peptide).upper())


def coverage(sequence: str, peptides: Iterable[str]) -> tuple[float, list[str]]:
    """Percent of a sequence that stands in peptides, each wherever it occurs, and the peptides that do not.

    Leucine and isoleucine are told apart, as the list has them from the same sequence.

    Parameters
    ----------
    sequence : str
        Residues in capitals; not empty.
    peptides : iterable of str
        As a list or table writes them.
    """
    covered, absent = bytearray(len(sequence)), []
    for peptide in dict.fromkeys(filter(None, map(bare, peptides))):
        at = sequence.find(peptide)
        if at < 0:
            absent.append(peptide)
        while at >= 0:
            covered[at : at + len(peptide)] = b"\1" * len(peptide)
            at = sequence.find(peptide, at + 1)
    return 100 * sum(covered) / len(sequence), absent
