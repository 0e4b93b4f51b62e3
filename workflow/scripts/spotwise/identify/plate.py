"""The map of a MALDI plate: which spot of the gel was put on which position.

A table whose first row names columns (1, 2, ...) and whose first column names rows (A, B, ...); a cell holds the
number of the spot on that position, and is empty where there is none.
"""

import re
from dataclasses import dataclass

from spotwise.delimited import read_rows
from spotwise.faults import Fault, InputFault, quoted
from spotwise.formats.numbers import shortened

POSITION = re.compile(r"([A-Za-z]+)0*([1-9]\d*)")


@dataclass(frozen=True)
class Plate:
    """Spots by position (`A1`); a position of the plate that holds no spot has an empty one."""

    path: str
    spots: dict[str, str]

    @property
    def shared(self) -> dict[str, list[str]]:
        """Spots that stand on several positions, with these."""
        positions: dict[str, list[str]] = {}
        for position, spot in self.spots.items():
            positions.setdefault(spot, []).append(position)
        return {spot: where for spot, where in positions.items() if spot and len(where) > 1}


def position_of(cell: str) -> str | None:
    """A position as the map names it (`a01` is A1), or None where the text is none."""
    match = POSITION.fullmatch(cell.strip())
    return f"{match[1].upper()}{match[2]}" if match else None


def plain_number(cell: str) -> str:
    """A whole number as a spreadsheet may write it (`1.0`), without its decimals; other text as it stands."""
    return re.sub(r"(?<=\d)\.0+$", "", cell) if re.fullmatch(r"\d+\.0+", cell, re.ASCII) else cell


def read_plate(path: str) -> Plate:
    """Read the map of a plate.

    Raises
    ------
    InputFault
        Where the first row does not number columns, a row has no letters of its own or more cells than there are
        columns, or a position stands twice; where the map names no spot.
    """
    (line, header), *rows = read_rows(path)
    columns = [cell.strip().lstrip("0") for cell in header]
    while len(columns) > 1 and not columns[-1]:
        columns.pop()
    if columns[0] or not all(re.fullmatch(r"[1-9]\d*", name) for name in columns[1:]) or len(columns) == 1:
        mend = "leave its first cell empty, and number the columns of the plate: 1, 2, ..."
        raise InputFault([Fault(f"{path}, line {line}", "this is no first row of a map of a MALDI plate", mend)])
    spots, faults = {}, []
    for line, cells in rows:
        where, name = f"{path}, line {line}", cells[0].strip().upper()
        if not re.fullmatch(r"[A-Z]+", name):
            found = f"the row begins with {quoted(cells[0])}"
            faults.append(Fault(where, found, "begin it with its letter: A, B, ..."))
        if any(cell.strip() for cell in cells[len(columns) :]):
            found = f"{len(cells) - 1} cells under {len(columns) - 1} columns"
            faults.append(Fault(where, found, "number every column in the first row"))
        for at, column in enumerate(columns[1:], 1):
            if (position := f"{name}{column}") in spots:
                faults.append(Fault(where, f"position {position} stands above already", "name each position once"))
            spots.setdefault(position, plain_number(cells[at].strip()) if at < len(cells) else "")
    if not faults and not any(spots.values()):
        faults = [Fault(path, "no position of the plate holds a spot", "write the number of each spot into its cell")]
    if faults:
        raise InputFault(shortened(faults, path, "places"))
    return Plate(path, spots)
