"""Published claims: what a paper says that a treatment changed, one row a claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain

from spotwise.delimited import read_rows
from spotwise.faults import Fault, InputFault, listed, nearest, quoted
from spotwise.formats.numbers import read_numbers, shortened

LEVELS = ("focus", "term", "gene", "spot", "outcome")
UP, DOWN, MIXED, NONE, UNSTATED = DIRECTIONS = ("up", "down", "mixed", "none", "unstated")
NEEDED = {
    "claim_id": "a name of the claim that no other has",
    "source": "where it was published",
    "quote": "what it says, in your words",
    "level": f"what it speaks of: {', '.join(LEVELS)}",
    "id": "the name of that focus, term, gene, spot or outcome",
}
"""Columns that every file and row has, and what stands in them."""

NUMBERS = ("log2fc", "p")
COLUMNS = (*NEEDED, "region", "contrast", "direction", *NUMBERS)


@dataclass(frozen=True)
class Claim:
    """One row of a file of claims; text as it stands there, numbers NaN where there are none.

    `region` and `contrast` are empty where the claim names none; `direction` is one of `DIRECTIONS`.
    """

    path: str
    line: int
    claim_id: str
    source: str
    quote: str
    level: str
    id: str
    region: str
    contrast: str
    direction: str
    log2fc: float
    p: float

    @property
    def where(self) -> str:
        """The place of the claim, as faults name it."""
        return f"{self.path}, line {self.line}"

    @property
    def stated(self) -> str:
        """The direction that the claim states, by its fold where it says no more."""
        if self.direction != UNSTATED or self.log2fc != self.log2fc or self.log2fc == 0:
            return self.direction
        return UP if self.log2fc > 0 else DOWN


def read_claims(path: str) -> tuple[list[Claim], list[Fault]]:
    """The claims of a TSV or CSV file, in its order, and every fault of the file by itself.

    A column that is no column of claims is passed over, unless its name seems a slip.
    """
    try:
        (line, header), *rows = read_rows(path)
    except InputFault as error:
        return [], error.faults
    names = [cell.strip().lower() for cell in header]
    if faults := _header_faults(f"{path}, line {line}", names):
        return [], faults
    if not rows:
        return [], [Fault(path, "the file holds no claim", "write one row a claim, or take it out of `published`")]
    cells = [[*(cell.strip() for cell in row), *[""] * len(names)] for _, row in rows]
    body = [(at, dict(zip(names, row, strict=False))) for (at, _), row in zip(rows, cells, strict=True)]
    present = [name for name in NUMBERS if name in names]
    numbers, faults = read_numbers(path, present, [(at, [row[name] for name in present]) for at, row in body])
    claims = [
        _claim(path, at, row, dict(zip(present, own, strict=True)))
        for (at, row), own in zip(body, numbers, strict=True)
    ]
    wide = [_too_wide(f"{path}, line {at}", row, len(names)) for at, row in rows]
    more = [*chain(*wide), *chain(*(_row_faults(claim) for claim in claims))]
    return claims, faults + shortened(more, path, "cells")


def _claim(path: str, line: int, row: Mapping[str, str], numbers: Mapping[str, float]) -> Claim:
    text = {name: row.get(name, "") for name in COLUMNS if name not in NUMBERS}
    text["level"], text["direction"] = text["level"].lower(), text["direction"].lower() or UNSTATED
    return Claim(path, line, **text, **{name: numbers.get(name, float("nan")) for name in NUMBERS})


def _header_faults(where: str, names: Sequence[str]) -> list[Fault]:
    faults, unknown = [], [name for name in names if name not in COLUMNS]
    slips = {name: close[0] for name in unknown if (close := get_close_matches(name, COLUMNS, n=1, cutoff=0.75))}
    for name, meant in slips.items():
        faults.append(Fault(where, f"unknown column {quoted(name)}", f"did you mean {quoted(meant)}?"))
    for name, holds in NEEDED.items():
        if name not in names and name not in slips.values():
            faults.append(Fault(where, f"no column {quoted(name)}; found {listed(names)}", f"add it: {holds}"))
    if repeated := [name for name in COLUMNS if names.count(name) > 1]:
        faults.append(Fault(where, f"repeated columns {listed(repeated)}", "rename or remove all but one"))
    return faults


def _too_wide(where: str, cells: Sequence[str], width: int) -> list[Fault]:
    if not any(cell.strip() for cell in cells[width:]):
        return []
    found = f"{len(cells)} cells under {width} column names"
    return [Fault(where, found, "put cells that hold the delimiter in quotes")]


def _row_faults(claim: Claim) -> list[Fault]:
    faults = [
        Fault(claim.where, f"the claim has no {name}", f"fill it in: {holds}")
        for name, holds in NEEDED.items()
        if not getattr(claim, name)
    ]
    for name, known in (("level", LEVELS), ("direction", DIRECTIONS)):
        given = getattr(claim, name)
        if given and given not in known:
            faults.append(Fault(claim.where, f"unknown {name} {quoted(given)}", nearest(given, known)))
    if claim.p < 0 or claim.p > 1:
        faults.append(Fault(claim.where, f"{claim.p:g} is no p", "write a number from 0 to 1"))
    if (claim.direction == UP and claim.log2fc <= 0) or (claim.direction == DOWN and claim.log2fc >= 0):
        found = f"direction {claim.direction} and a log2fc of {claim.log2fc:g} disagree"
        faults.append(Fault(claim.where, found, "log2fc is the log2 of the fold: above 0 is up"))
    return faults
