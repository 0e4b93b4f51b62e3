"""FASTA files of proteins, plain or gzipped, with the headers of UniProt, NCBI or Ensembl, or with names alone.

A protein is found by any name that its header gives: `sp|P60711|ACTB_RAT` by the accession, the entry name, or the
whole. UniProt describes its headers at https://www.uniprot.org/help/fasta-headers. Lines that begin with `;` are
comments, and the header where they are the first, as in the oldest of these files.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from spotwise.delimited import read_text
from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.numbers import shortened
from spotwise.formats.proteins import CONTAMINANT
from spotwise.identify.identification import are_decoys

DATABASES = {"sp", "tr", "gi", "ref", "gb", "emb", "dbj", "pir", "prf", "pdb", "lcl", "gnl", "tpg", "tpe", "tpd"}
"""Words before a `|` that name no protein."""
GENE = re.compile(r"\bGN=(.+?)(?=\s+[A-Z]{2}=|\s*$)|\bgene_symbol:(\S+)|\[gene=([^\]]+)\]")
AFTER_DESCRIPTION = re.compile(r"\s+[A-Z]{2}=.*|\s*\[[^\[\]]*\]\s*$|\s*\[\w+=.*")
ISOFORM = re.compile(r"-\d+$")
VERSION = re.compile(r"(?<=\d)\.\d+$")
LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ*")
NUCLEOTIDES = frozenset("ACGTUN")
HEAD = 4096  # bytes that tell whether a file is there and looks like FASTA


@dataclass(frozen=True)
class Protein:
    """One record: the first word of its header, the gene and description where the header gives them, the residues.

    The sequence is in capitals, without the mark of a stop at its end.
    """

    name: str
    gene: str
    description: str
    sequence: str


def read_fasta(path: str) -> list[Protein]:
    """The proteins of a FASTA file, in its order.

    Raises
    ------
    InputFault
        As `read_text` does; where the file is no FASTA, a record has no name or no sequence, a sequence holds anything
        but letters, or all of them are nucleotides.
    """
    text = read_text(path)
    proteins, faults = [], _start_faults(path, text)
    for line, header, body in () if faults else _records(text):
        one = _protein(header, body)
        faults += _record_faults(f"{path}, line {line}", one)
        proteins.append(one)
    if not faults and all(NUCLEOTIDES.issuperset(one.sequence) for one in proteins):
        faults = [Fault(path, "the file holds nucleotides, no proteins", "name a FASTA file of protein sequences")]
    if faults:
        raise InputFault(shortened(faults, path, "records"))
    return proteins


def fasta_faults(path: str) -> list[Fault]:
    """What the first lines of a FASTA file tell is wrong."""
    try:
        return _start_faults(path, read_text(path, HEAD))
    except InputFault as error:
        return error.faults


def _start_faults(path: str, text: str) -> list[Fault]:
    lines = ((at, line.strip()) for at, line in enumerate(text.split("\n"), start=1))
    line, first = next(((at, line) for at, line in lines if line), (1, ""))
    if first.startswith((">", ";")):
        return []
    found = f"the first record begins with {quoted(first[:30])}, and not with >"
    return [Fault(f"{path}, line {line}", found, "name a FASTA file of protein sequences")]


def _records(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, header and body of each record."""
    before, *records = re.sub(r"\A\s*;", lambda found: found[0][:-1] + ">", f"\n{text}").split("\n>")
    line = before.count("\n") + 1
    for record in records:
        header, _, body = record.partition("\n")
        yield line, header, re.sub(r"^;.*$", "", body, flags=re.MULTILINE) if ";" in body else body
        line += record.count("\n") + 1


def _protein(header: str, body: str) -> Protein:
    name, *rest = header.split("\1")[0].split(None, 1) or [""]  # NCBI joins the headers of equal sequences by ^A
    text = " ".join(rest[0].split()) if rest else ""
    gene = GENE.search(text)
    return Protein(
        name,
        next(filter(None, gene.groups()), "").strip() if gene else "",
        AFTER_DESCRIPTION.sub("", text).strip(),
        "".join(body.split()).upper().removesuffix("*"),
    )


def _record_faults(where: str, one: Protein) -> list[Fault]:
    if not one.name:
        return [Fault(where, "the record has no name", "write an accession after the >")]
    if not one.sequence:
        return [Fault(where, f"{quoted(one.name)} has no sequence", "download the file again, or remove the record")]
    if odd := sorted(set(one.sequence) - LETTERS):
        found = f"the sequence of {quoted(one.name)} holds {listed(odd)}"
        return [Fault(where, found, "write residues in one letter each")]
    return []


def names_of(word: str) -> list[str]:
    """The names that a word such as `sp|P60711|ACTB_RAT` gives, in capitals: itself, and its parts of four letters."""
    parts = [part for part in word.split("|") if part.lower() not in DATABASES and len(part) > 3]
    return list(dict.fromkeys(part.upper() for part in [word, *parts]))


def by_name(proteins: Iterable[Protein]) -> tuple[dict[str, Protein], set[str]]:
    """Proteins by each of their names, the first of a name, and the names that stand over several sequences.

    Decoys are left out. An isoform is found by its accession alone: its entry name is that of the main sequence.
    """
    known: dict[str, Protein] = {}
    clashes = set()
    for one in proteins:
        names = [] if are_decoys([one.name]) else names_of(one.name)
        for name in names[:2] if any(map(ISOFORM.search, names[1:2])) else names:
            if known.setdefault(name, one).sequence != one.sequence:
                clashes.add(name)
            known.setdefault(VERSION.sub("", name), one)
    return known, clashes


def find(name: str, known: Mapping[str, Protein]) -> Protein | None:
    """The protein that a list or table names, or None.

    The mark of a contaminant (`CON__P60711`) is looked past where no record has it.
    An isoform (`P60711-2`) without a record has the gene and the description of the main sequence, and no sequence.
    """
    names = list(dict.fromkeys([*names_of(name), *names_of(CONTAMINANT.sub("", name))]))
    for one in [*names, *(VERSION.sub("", name) for name in names)]:
        if one in known:
            return known[one]
    main = next((known[bare] for one in names if (bare := ISOFORM.sub("", one)) != one and bare in known), None)
    return replace(main, sequence="") if main else None
