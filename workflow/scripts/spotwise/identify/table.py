"""Identifications as a table: which protein stands in which spot.

One row a spot and protein; a spot with several proteins has several rows. The header may use any of the names in
`COLUMNS`, case ignored. Accessions that can't be told apart stand in one cell, parted by `;`, as do sequences.
"""

import re
from collections.abc import Mapping

from spotwise.delimited import delimiter_of, read_rows
from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.numbers import MISSING, read_numbers, shortened
from spotwise.formats.proteins import are_accessions, names_in
from spotwise.formats.quantities import NAN
from spotwise.formats.widths import width_faults
from spotwise.identify.identification import NUMBERS, Contents, Identification, ListFormat

COLUMNS = {
    "spot": ("spot", "feature", "spot number", "spot no", "spot_no", "spot id", "ssp", "#"),
    "accession": ("accession", "protein", "protein accession", "uniprot", "uniprot accession"),
    "gene": ("gene", "gene symbol", "gene name", "symbol"),
    "description": ("description", "protein name", "protein description"),
    "region": ("region", "match set", "matchset"),
    "sequences": ("sequences", "peptide sequences"),
    "score": ("score", "mascot score", "protein score"),
    "evalue": ("evalue", "e-value", "expect", "expectation value"),
    "peptides": ("peptides", "n_peptides", "matched peptides", "number of peptides"),
    "coverage": ("coverage", "sequence coverage", "coverage (%)", "sequence coverage (%)"),
    "pi": ("pi", "observed pi", "pi_observed"),
    "mr": ("mr", "observed mr", "mr_observed", "mr (kda)"),
    "pi_theoretical": ("pi_theoretical", "theoretical pi"),
    "mr_theoretical": ("mr_theoretical", "theoretical mr"),
}
TEXT = ("spot", "accession", "gene", "description", "region", "sequences")


def sniff(head: str) -> str | None:
    """Why a file that begins so is a table of identifications, or None."""
    line = head.split("\n", 1)[0]
    names = {name.strip(' "').lower() for name in line.split(delimiter_of(line))}
    spot = next((word for word in COLUMNS["spot"] if word in names), None)
    protein = next((word for word in (*COLUMNS["accession"], *COLUMNS["gene"]) if word in names), None)
    return f"its first line names columns {spot!r} and {protein!r}" if spot and protein else None


def read(path: str, entry: Mapping) -> Contents:
    """Read a table of identifications, as `read_identifications` does."""
    return Contents(read_identifications(path))


def read_identifications(path: str) -> list[Identification]:
    """Read a table of identifications, in the order of the file.

    Raises
    ------
    InputFault
        Without a spot column, or one of accession and gene; without rows; where a row names no spot or no protein, or
        no region under a column of them, has more cells than there are columns or fewer than most rows, or a number is
        none.
    """
    rows = read_rows(path)
    header = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    at = {name: header.index(word) for name, words in COLUMNS.items() for word in words[::-1] if word in header}
    _check_header(path, rows[0][0] if rows else 1, header, at)
    if len(rows) == 1:
        raise InputFault([Fault(path, "the list names no protein", "take it out of `identifications`")])
    width = len(header)
    body = [(line, [cell.strip() for cell in [*cells, *[""] * width][:width]]) for line, cells in rows[1:]]
    present = [name for name in COLUMNS if name in at and name not in TEXT]
    values, faults = read_numbers(
        path, present, [(line, [cells[at[name]] for name in present]) for line, cells in body]
    )
    found, more = [], []
    faults = width_faults(path, header, rows[1:]) + faults
    for (line, cells), numbers in zip(body, values, strict=True):
        text = {name: cells[at[name]] if name in at else "" for name in TEXT}
        text |= {name: "" for name in ("accession", "gene") if text[name] in MISSING}
        text["accession"] = _parted(text["accession"])
        if "," in text["accession"]:
            what = f"the accession {quoted(text['accession'])} holds a comma"
            more.append(Fault(f"{path}, line {line}", what, "write ; between proteins that can't be told apart"))
        if missing := _missing(text, "region" in at):
            more.append(Fault(f"{path}, line {line}", f"the row names no {missing}", "fill it in, or remove the row"))
        found.append(_identification(line, text, dict(zip(present, numbers, strict=True))))
    if faults or more:
        raise InputFault([*faults, *shortened(more, path, "rows")])
    return found


def _parted(cell: str) -> str:
    """The proteins of a cell parted by `;`, where `,` or `/` parts what are accessions without doubt."""
    parts = [part.strip() for part in re.split("[,;/]", cell) if part.strip()]
    return ";".join(parts) if are_accessions(parts) else cell


def _missing(text: Mapping[str, str], by_region: bool) -> str | None:
    """What a row has to name, and does not."""
    if not text["spot"]:
        return "spot"
    if not (text["accession"] or text["gene"]):
        return "protein"
    return "region" if by_region and not text["region"] else None


def _identification(line: int, text: dict[str, str], numbers: dict[str, float]) -> Identification:
    peptides = tuple(dict.fromkeys(names_in(text.pop("sequences"))))
    evalue = numbers.pop("evalue", NAN)
    known = dict.fromkeys(NUMBERS, NAN) | numbers
    if peptides and "peptides" not in numbers:
        known["peptides"] = float(len(peptides))
    return Identification(line, **text, numbers=known, peptides=peptides, evalue=evalue)


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


TABLE = ListFormat("table", sniff, read)
