"""Identifications as a table: which protein stands in which spot.

One row a spot and protein; a spot with several proteins has several rows. The header may use any of the names in
`COLUMNS`, case ignored.
"""

from dataclasses import dataclass

from spotwise.delimited import read_rows
from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.numbers import read_numbers
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
        Without a spot column, or one of accession and gene; where a row names no spot or no protein, or a number is
        none.
    """
    rows = read_rows(path)
    header = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    at = {name: header.index(word) for name, words in COLUMNS.items() for word in words[::-1] if word in header}
    _check_header(path, header, at)
    width = len(header)
    body = [(line, [cell.strip() for cell in [*cells, *[""] * width][:width]]) for line, cells in rows[1:]]
    present = [name for name in NUMBERS if name in at]
    values, faults = read_numbers(
        path, present, [(line, [cells[at[name]] for name in present]) for line, cells in body]
    )
    found = []
    for (line, cells), numbers in zip(body, values, strict=True):
        text = {name: cells[at[name]] if name in at else "" for name in TEXT}
        if not text["spot"] or not (text["accession"] or text["gene"]):
            missing = "spot" if not text["spot"] else "protein"
            faults.append(Fault(f"{path}, line {line}", f"the row names no {missing}", "fill it in, or remove the row"))
        known = dict.fromkeys(NUMBERS, NAN) | dict(zip(present, numbers, strict=True))
        found.append(Identification(line, **text, numbers=known))
    if faults:
        raise InputFault(faults)
    return found


def _check_header(path: str, header: list[str], at: dict[str, int]) -> None:
    faults = []
    for needed in (["spot"], ["accession", "gene"]):
        if not any(name in at for name in needed):
            names = " or ".join(f"'{name}'" for name in needed)
            faults.append(Fault(f"{path}, line 1", f"no column {names}; found {listed(header)}", "rename the column"))
    if faults:
        raise InputFault(faults)
