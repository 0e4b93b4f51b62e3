"""What every reader of identifications returns: proteins by spot, or matches of spectra that have yet to be joined."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from spotwise.formats.proteins import DECOY, names_in
from spotwise.formats.quantities import NAN

NUMBERS = ("score", "peptides", "coverage", "pi", "mr", "pi_theoretical", "mr_theoretical")
"""What lists say of a protein in numbers; Mr in kDa, coverage in per cent."""
GENE = re.compile(r"\bGN=(\S+)")
"""The gene in a description that comes from a FASTA header of UniProt."""


@dataclass(frozen=True)
class Identification:
    """One protein, or a group that can't be told apart, in one spot: names as the list has them, numbers NaN without.

    Attributes
    ----------
    line : int
    spot, accession, gene, description : str
        The accessions of a group are joined by `;`, the one that the list names first leading.
    numbers : dict of str to float
        By the names in `NUMBERS`.
    peptides : tuple of str
        Distinct sequences; empty where the list names none.
    evalue : float
    region : str
        The region whose spot numbers the row uses; empty where the list has no such column.
    """

    line: int
    spot: str
    accession: str
    gene: str
    description: str
    numbers: dict[str, float]
    peptides: tuple[str, ...] = ()
    evalue: float = NAN
    region: str = ""

    @property
    def score(self) -> float:
        """The score of the protein, NaN where there is none."""
        return self.numbers["score"]

    @property
    def measure(self) -> str:
        """What the score is."""
        return "score"

    @property
    def passed(self) -> bool:
        """Whether it passes the threshold of the search engine; lists of proteins hold no others."""
        return True

    @property
    def decoy(self) -> bool:
        """Whether the row names decoys alone."""
        return are_decoys(names_in(self.accession))


@dataclass(frozen=True)
class Match:
    """One spectrum and the peptide that explains it best.

    Attributes
    ----------
    line : int
    source : str
        The file of spectra, as the search engine names it.
    sequence : str
        Amino acids alone.
    proteins : tuple of str
        All that hold the peptide.
    score, evalue : float
        The more the better, and the less the better; NaN where the engine gives none.
    measure : str
        What the engine calls the score.
    decoy : bool
    passed : bool
        Whether it passes the threshold that the search engine had, where the file says so.
    """

    line: int
    source: str
    sequence: str
    proteins: tuple[str, ...]
    score: float
    evalue: float
    measure: str
    decoy: bool
    passed: bool = True


@dataclass(frozen=True)
class About:
    """What a file of matches says of a protein as a whole."""

    description: str = ""
    score: float = NAN
    coverage: float = NAN
    pi: float = NAN
    mr: float = NAN


@dataclass
class Contents:
    """A list as it stands: `identifications`, or else `matches` and what the file says `about` their proteins.

    `findings` are what the reader left out or took for something else, each with what follows from it.
    """

    identifications: list[Identification] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    about: Mapping[str, About] = field(default_factory=dict)
    findings: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class ListFormat:
    """A layout of identification lists: its name in the configuration, and how it is known and read.

    Attributes
    ----------
    sniff : callable(head) -> str or None
        Why a file whose text begins with `head` has this layout, or None.
    read : callable(path, entry) -> Contents
        `entry` is the list's entry in the configuration. Raises InputFault with every fault of the file.
    matches : bool
        Whether it holds matches of spectra, which name files and no spots.
    plate : bool
        Whether it may name spots by their position on a MALDI plate.
    """

    name: str
    sniff: Callable[[str], str | None]
    read: Callable[[str, Mapping], Contents]
    matches: bool = False
    plate: bool = False


def are_decoys(proteins: Sequence[str]) -> bool:
    """Whether there are names, and all of them are of decoys."""
    return bool(proteins) and all(DECOY.match(name) for name in proteins)


def gene_in(description: str) -> str:
    """The gene that a description from UniProt names, or nothing."""
    return match[1] if (match := GENE.search(description)) else ""
