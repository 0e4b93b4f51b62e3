"""A fault of the input: where it is, what was found, how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Fault:
    """One fault, as the user reads it: the place (file, row, column or key), the finding, the mend."""

    where: str
    found: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.found}\n    {self.mend}"


class InputFault(Exception):
    """Raised where a reader can't go on; carries every fault found so far."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(map(str, self.faults)))


def quoted(name: object) -> str:
    """A user's word on a terminal: in quotes, control characters escaped, long ones cut."""
    text = repr(str(name))
    return text if len(text) <= 82 else text[:78] + "...'"


def listed(names: Iterable[object], most: int = 8) -> str:
    """Several of a user's words, the first few in full."""
    names = list(names)
    shown = ", ".join(quoted(name) for name in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def nearest(name: object, known: Iterable[object]) -> str:
    """A hint that names the known word nearest to `name`, or else lists the known ones."""
    known = [str(word) for word in known]
    lower = {word.lower(): word for word in reversed(known)}
    if close := get_close_matches(str(name).lower(), lower, n=1, cutoff=0.6):
        return f"did you mean {quoted(lower[close[0]])}?"
    return f"known: {listed(known)}" if known else "none is known here"
