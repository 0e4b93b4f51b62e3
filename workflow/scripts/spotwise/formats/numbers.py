"""Numbers as they stand in tables: one decimal mark and one thousands mark a file, and a fault for each other cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from spotwise.faults import Fault, quoted
from spotwise.formats.quantities import NAN

MISSING = {"", "NA", "N/A", "#N/A", "NaN", "nan", "null", "NULL", "None", "-"}
MOST = 5  # faults of one kind shown for one file; the rest are counted
SAME = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'"})
"""The spaces and apostrophes that stand for one another as thousands marks."""
THOUSANDS = {",": "[,]", ".": "[.]", " ": "[ \u00a0\u202f\u2009]", "'": "['’]"}
OTHER = {",": ".", ".": ","}
SIMPLE = re.compile(r"[\d+\-.eE\t]*", re.ASCII)
EXPONENT = r"(?:[eE][+-]?\d+)?"


def _lines(pattern: str) -> re.Pattern:
    return re.compile(rf"^[+-]?(?=[,.]?\d)(?:{pattern})$", re.ASCII | re.MULTILINE)


DECIMAL = {
    mark: _lines(
        rf"(?:\d{{4,}}|0\d*|){m}\d*{EXPONENT}|\d{{1,3}}{m}(?:\d{{0,2}}|\d{{4,}}){EXPONENT}|\d+{m}\d*[eE][+-]?\d+"
        rf"|[1-9]\d{{0,2}}(?:[{OTHER[mark]} \u00a0\u202f\u2009'’]\d{{3}})+{m}\d*"
    )
    for mark, m in ((",", "[,]"), (".", "[.]"))
}
"""Numbers in which a mark can only be the decimal one: not exactly three digits follow, or no group stands before."""
GROUPED = {
    mark: _lines(rf"[1-9]\d{{0,2}}(?:{m}\d{{3}}){{2,}}|[1-9]\d{{0,2}}(?:{m}\d{{3}})+[{OTHER[mark]}]\d*")
    for mark, m in ((",", "[,]"), (".", "[.]"))
} | {mark: _lines(rf"[1-9]\d{{0,2}}(?:{THOUSANDS[mark]}\d{{3}})+(?:[.,]\d*)?") for mark in " '"}
"""Numbers in which a mark can only part thousands: it stands there twice, or before another mark."""
HINT = {",": re.compile(r",\d{3}[.,]"), ".": re.compile(r"\.\d{3}[.,]")} | {
    mark: re.compile(THOUSANDS[mark]) for mark in " '"
}
"""What such a number holds, looked for first since it is found faster."""
EITHER = {mark: _lines(rf"[1-9]\d{{0,2}}{m}\d{{3}}") for mark, m in ((",", "[,]"), (".", "[.]"))}
"""Numbers that are a thousand times larger or smaller, as one takes the mark."""
WHOLE = _lines(r"[1-9]\d*")


@dataclass(frozen=True)
class Notation:
    """How a file writes numbers: its decimal mark, its thousands mark or "", and whether neither can be told.

    `guessed` where every number with a point may be one without it.
    """

    decimal: str
    thousands: str = ""
    unclear: bool = False
    guessed: bool = False

    @property
    def number(self) -> re.Pattern:
        mark = f"[{self.decimal}]"
        plain = rf"(?:\d+(?:{mark}\d*)?|{mark}\d+){EXPONENT}"
        if not self.thousands:
            return re.compile(rf"[+-]?{plain}", re.ASCII)
        grouped = rf"[1-9]\d{{0,2}}(?:{THOUSANDS[self.thousands]}\d{{3}})+(?:{mark}\d*)?"
        return re.compile(rf"[+-]?(?:{plain}|{grouped})", re.ASCII)


def read_numbers(
    path: str, names: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]
) -> tuple[list[list[float]], list[Fault]]:
    """Floats of text cells, NaN for missing ones, and the faults found.

    The marks are those of the file, and not of a cell: `1,234` is read as one number or the other only where further
    cells tell which, and is a fault where none does.

    Parameters
    ----------
    path : str
        The file, for messages.
    names : sequence of str
        Names of the columns.
    rows : sequence of (int, sequence of str)
        Line of the file and its cells, one a column.

    Returns
    -------
    values : list of list of float
        rows x columns.
    faults : list of Fault
        Cells that hold no number, and cells whose decimal mark is not the file's own; or the first cell that can be
        two numbers.
    """
    cells = [[cell.strip() for cell in row] for _, row in rows]
    notation = notation_of(cells)
    if notation.unclear:
        return [[NAN] * len(row) for row in cells], [_unclear(path, names, rows)]
    values, faults, number = [], [], notation.number
    for (line, _), row in zip(rows, cells, strict=True):
        numbers = _simple(row, notation.decimal) or [_number(cell, notation, number) for cell in row]
        if None in numbers:
            for name, cell, found in zip(names, row, numbers, strict=True):
                if found is None:
                    faults.append(_fault(f"{path}, line {line}, column {quoted(name)}", cell, notation.decimal))
            numbers = [NAN if found is None else found for found in numbers]
        values.append(numbers)
    return values, shortened(faults, path, "cells")


def notation_of(cells: Sequence[Sequence[str]]) -> Notation:
    """The marks of a file, as its numbers together tell them.

    A mark is the decimal one where a number has other than three digits behind it, and parts thousands where it stands
    in a number twice or before another mark. Where no number tells, a point in every single one is taken as decimal:
    to take it otherwise would multiply all of them alike.
    """
    text = "\n".join(map("\n".join, cells))
    decimal = [mark for mark in ",." if mark in text and DECIMAL[mark].search(text)]
    grouped = {mark: len(GROUPED[mark].findall(text)) for mark in GROUPED if HINT[mark].search(text)}
    if decimal:
        commas, points = (len(DECIMAL[mark].findall(text)) if len(decimal) > 1 else mark in decimal for mark in ",.")
        mark = "," if commas > points else "."
    elif told := [mark for mark in ",." if grouped.get(mark)]:
        mark = OTHER[max(told, key=lambda mark: grouped[mark])]
    else:
        return _by_plain_numbers(text, [mark for mark in EITHER if EITHER[mark].search(text)], grouped)
    return Notation(mark, _thousands(grouped, mark))


def _by_plain_numbers(text: str, either: list[str], grouped: dict[str, int]) -> Notation:
    """The marks where each number with a point or comma can be two numbers."""
    thousands = _thousands(grouped, ",")
    if not either:
        return Notation(".", thousands)
    if len(either) == 1 and thousands:
        return Notation(either[0], thousands)
    unclear = either != ["."] or bool(WHOLE.search(text))
    return Notation(".", unclear=unclear, guessed=not unclear)


def notation_findings(rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """The finding of a table whose numbers may all be a thousand times larger than they are read."""
    if not notation_of([[cell.strip() for cell in row] for row in rows]).guessed:
        return []
    what = "every number with a point has exactly three digits behind it"
    return [(what, "points are taken for decimal ones; write numbers without them if they part thousands")]


def _thousands(grouped: dict[str, int], decimal: str) -> str:
    found = {mark: count for mark, count in grouped.items() if count and mark != decimal}
    return max(sorted(found), key=lambda mark: found[mark]) if found else ""


def _simple(row: list[str], decimal: str) -> list[float] | None:
    """Numbers of a row without words, thousands marks or spaces, as most rows are; None for any other."""
    text = "\t".join(row)
    if decimal == ",":
        if "." in text:
            return None
        text = text.replace(",", ".")
    if not SIMPLE.fullmatch(text):
        return None
    try:
        numbers = [float(cell) if cell else NAN for cell in text.split("\t")] if row else []
    except ValueError:
        return None
    return None if float("inf") in numbers or -float("inf") in numbers else numbers


def _number(cell: str, notation: Notation, pattern: re.Pattern) -> float | None:
    if cell in MISSING:
        return NAN
    if not pattern.fullmatch(cell):
        return None
    if notation.thousands:
        cell = cell.translate(SAME).replace(notation.thousands, "")
    number = float(cell.replace(notation.decimal, "."))
    return number if isfinite(number) else None


def _unclear(path: str, names: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> Fault:
    line, name, cell = next(
        (line, name, cell.strip())
        for line, row in rows
        for name, cell in zip(names, row, strict=True)
        if any(pattern.match(cell.strip()) for pattern in EITHER.values())
    )
    bare = cell.replace(",", "").replace(".", "")
    found = f"{quoted(cell)} may be {bare} or {cell.replace(',', '.')}, and no other number of the file tells"
    mend = "write numbers without thousands marks and with a decimal point, in another number of digits than three"
    return Fault(f"{path}, line {line}, column {quoted(name)}", found, mend)


def _fault(where: str, cell: str, mark: str) -> Fault:
    names = {",": "comma", ".": "point"}
    other = OTHER[mark]
    if Notation(other).number.fullmatch(cell) and other in cell:
        found = f"{quoted(cell)} has a decimal {names[other]} in a file of decimal {names[mark]}s"
        return Fault(where, found, f"write a decimal {names[mark]}; thousands take no mark")
    return Fault(
        where, f"{quoted(cell)} is not a number", "write a number, or leave the cell empty where it is missing"
    )


def shortened(faults: list[Fault], path: str, things: str) -> list[Fault]:
    """The first few faults of one kind, and how many more there are."""
    if len(faults) <= MOST + 1:
        return faults
    return [*faults[:MOST], Fault(path, f"{len(faults) - MOST} more {things} like these", "mend them alike")]
