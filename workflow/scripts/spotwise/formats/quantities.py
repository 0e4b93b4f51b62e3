"""What every reader of quantities returns."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

NAN = float("nan")


@dataclass
class Quantities:
    """One table as it stands: entries (spots, or peptides) x samples, on the scale of the file.

    Attributes
    ----------
    entries : list of str
        Names of the rows, one a spot, in the order of the file.
    lines : list of int
        The line of the file that each row stands in.
    samples : list of str
        Names of the columns that hold quantities.
    values : list of list of float, or array of float
        entries x samples; NaN where the cell is empty or says so in words. Tables that stream in come as an array.
    annotation : dict of str to list of str
        Further columns (pI, Mr, position; protein, peptide, charge, gene, contaminant, decoy), by name.
    normalised : bool
        Whether the software has normalised these values.
    peptides : bool
        Whether the rows seem to be peptides.
    findings : list of (str, str)
        What the reader left out or took for something else, and what follows from it.
    groups : list of str
        The group that the file itself puts each sample in, one a sample, where it says so.
    aside : list of str
        Columns of text that could have been samples by their place.
    format, format_reason : str
        The format that the table was read in, and why.
    """

    entries: list[str]
    lines: list[int]
    samples: list[str]
    values: Sequence[Sequence[float]]
    annotation: dict[str, list[str]] = field(default_factory=dict)
    normalised: bool = False
    peptides: bool = False
    findings: list[tuple[str, str]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    format: str = ""
    format_reason: str = ""


def peptide_names(*columns: list[str]) -> list[str]:
    """A name for each peptide: what the first column says, and of the further ones what tells alike names apart.

    Parameters
    ----------
    *columns : list of str
        Sequence, then, in the order in which they are asked, modification and charge.
    """
    names, *others = columns
    for other in others:
        counts = Counter(names)
        longer = [f"{name} {more}".strip() for name, more in zip(names, other, strict=True)]
        names = [long if counts[name] > 1 else name for name, long in zip(names, longer, strict=True)]
    return names


@dataclass(frozen=True)
class Format:
    """A layout of tables: its name in the configuration, and how it is known and read.

    Attributes
    ----------
    sniff : callable(head) -> str or None
        Why a file whose text begins with `head` has this layout, or None.
    read : callable(path, block) -> Quantities
        Raises InputFault with every fault of the file.
    one_block : bool
        Whether its files hold quantities of one kind, whatever block is asked for.
    """

    name: str
    sniff: Callable[[str], str | None]
    read: Callable[[str, str], Quantities]
    one_block: bool = False
