"""What every reader of quantities returns."""

from collections.abc import Callable
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
    values : list of list of float
        entries x samples; NaN where the cell is empty or says so in words.
    annotation : dict of str to list of str
        Further columns (pI, Mr, position), by name.
    normalised : bool
        Whether the software has normalised these values.
    """

    entries: list[str]
    lines: list[int]
    samples: list[str]
    values: list[list[float]]
    annotation: dict[str, list[str]] = field(default_factory=dict)
    normalised: bool = False


@dataclass(frozen=True)
class Format:
    """A layout of tables: its name in the configuration, and how it is known and read.

    Attributes
    ----------
    sniff : callable(head) -> str or None
        Why a file whose text begins with `head` has this layout, or None.
    read : callable(path, block) -> Quantities
        Raises InputFault with every fault of the file.
    """

    name: str
    sniff: Callable[[str], str | None]
    read: Callable[[str, str], Quantities]
