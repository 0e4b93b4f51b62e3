"""Numbers as they stand in tables: one decimal mark a file, and a fault for each cell that is none."""

import re
from collections.abc import Sequence
from math import isfinite

from spotwise.faults import Fault, quoted
from spotwise.formats.quantities import NAN

MISSING = {"", "NA", "N/A", "#N/A", "NaN", "nan", "null", "NULL", "None", "-"}
NUMBER = re.compile(r"[+-]?(\d+(?P<mark>[.,])?\d*|(?P<first>[.,])\d+)([eE][+-]?\d+)?", re.ASCII)
MOST = 5  # faults of one kind shown for one file; the rest are counted


def read_numbers(
    path: str, names: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]
) -> tuple[list[list[float]], list[Fault]]:
    """Floats of text cells, NaN for missing ones, and the faults found.

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
        Cells that hold no number, and cells whose decimal mark is not the file's own.
    """
    cells = [[cell.strip() for cell in row] for _, row in rows]
    mark = _decimal_mark(cells)
    values, faults = [], []
    for (line, _), row in zip(rows, cells, strict=True):
        numbers = [_number(cell, mark) for cell in row]
        for name, cell, number in zip(names, row, numbers, strict=True):
            if number is None:
                faults.append(_fault(f"{path}, line {line}, column {quoted(name)}", cell, mark))
        values.append([NAN if number is None else number for number in numbers])
    return values, shortened(faults, path, "cells")


def _decimal_mark(cells: list[list[str]]) -> str:
    """The mark that most of the file's numbers use."""
    commas = sum("," in cell for row in cells for cell in row)
    points = sum("." in cell for row in cells for cell in row)
    return "," if commas > points else "."


def _number(cell: str, mark: str) -> float | None:
    if cell in MISSING:
        return NAN
    match = NUMBER.fullmatch(cell)
    if match is None or (match["mark"] or match["first"] or mark) != mark:
        return None
    number = float(cell.replace(",", "."))
    return number if isfinite(number) else None


def _fault(where: str, cell: str, mark: str) -> Fault:
    names = {",": "comma", ".": "point"}
    other = "," if mark == "." else "."
    if NUMBER.fullmatch(cell) and other in cell:
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
