"""Identifications as a table: which protein stands in which spot.

One row a spot and protein; a spot with several proteins has several rows. The header may use any of the names in
`COLUMNS`, case ignored.
"""

from dataclasses import dataclass

from spotwise.delimited import read_rows
from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.numbers import MISSING, read_numbers, shortened
from spotwise.formats.quantities import NAN

COLUMNS = {
    "spot": ("spot", "feature", "spot number", "spot no", "spot_no", "spot id", "ssp", "#"),
    "accession": ("accession", "protein", "protein accession", "uniprot", "uniprot accession"),
    "gene": ("gene", "gene symbol", "gene name", "symbol"),
    "description": ("description", "protein name", "protein description"),
    "score": ("score", "mascot score", "protein score"),
    "peptides": ("peptides", "n_peptides", "matched peptides", "number of peptides"),
    "coverage": ("coverage", "sequence coverage", "coverage (%)", "sequence coverage (%)"),
    "pi": ("pi", "observed pi", "pi_observed"),
    "mr": ("mr", "observed mr", "mr_observed", "mr (kda)"),
    "pi_theoretical": ("pi_theoretical", "theoretical pi"),
    "mr_theoretical": ("mr_theoretical", "theoretical mr"),
}
TEXT = ("spot", "accession", "gene", "description")
NUMBERS = tuple(name for name in COLUMNS if name not in TEXT)


@dataclass(frozen=True)
class Identification:
    """One protein in one spot: names as the list has them, numbers NaN where it has none."""

    line: int
    spot: str
    accession: str
    gene: str
    description: str
    numbers: dict[str, float]


def read_identifications(path: str) -> list[Identification]:
    """Read a table of identifications, in the order of the file.

    Raises
    ------
    InputFault
        Without a spot column, or one of accession and gene; without rows; where a row names no spot or no protein, has
        more cells than there are columns, or a number is none.
    """
    rows = read_rows(path)
    header = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    at = {name: header.index(word) for name, words in COLUMNS.items() for word in words[::-1] if word in header}
    _check_header(path, rows[0][0] if rows else 1, header, at)
    if len(rows) == 1:
        raise InputFault([Fault(path, "the list names no protein", "take it out of `identifications`")])
    width = len(header)
    body = [(line, [cell.strip() for cell in [*cells, *[""] * width][:width]]) for line, cells in rows[1:]]
    present = [name for name in NUMBERS if name in at]
    values, faults = read_numbers(
        path, present, [(line, [cells[at[name]] for name in present]) for line, cells in body]
    )
    wide = [(line, len(cells)) for line, cells in rows[1:] if any(cell.strip() for cell in cells[width:])]
    found, more = [], [_too_wide(f"{path}, line {line}", n, width) for line, n in wide]
    for (line, cells), numbers in zip(body, values, strict=True):
        text = {name: cells[at[name]] if name in at else "" for name in TEXT}
        text |= {name: "" for name in ("accession", "gene") if text[name] in MISSING}
        if not text["spot"] or not (text["accession"] or text["gene"]):
            missing = "spot" if not text["spot"] else "protein"
            more.append(Fault(f"{path}, line {line}", f"the row names no {missing}", "fill it in, or remove the row"))
        known = dict.fromkeys(NUMBERS, NAN) | dict(zip(present, numbers, strict=True))
        found.append(Identification(line, **text, numbers=known))
    if faults or more:
        raise InputFault([*faults, *shortened(more, path, "rows")])
    return found


def _too_wide(where: str, n: int, width: int) -> Fault:
    return Fault(where, f"{n} cells under {width} column names", "put cells that hold the delimiter in quotes")


def _check_header(path: str, line: int, header: list[str], at: dict[str, int]) -> None:
    faults, where = [], f"{path}, line {line}"
    if repeated := [word for name in at if header.count(word := header[at[name]]) > 1]:
        faults.append(Fault(where, f"repeated columns {listed(repeated)}", "rename or remove all but one"))
    for needed in (["spot"], ["accession", "gene"]):
        if not any(name in at for name in needed):
            names = " or ".join(f"'{name}'" for name in needed)
            faults.append(Fault(where, f"no column {names}; found {listed(header)}", "rename the column"))
    if faults:
        raise InputFault(faults)
