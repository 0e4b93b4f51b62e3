"""Quantity tables of Bio-Rad PDQuest: one row a spot by its SSP number, one column a gel.

A standard spot number says where a spot lies: two digits for one of a hundred parts of the gel, then the number in that
part; spreadsheets drop a leading zero. Written from what Bio-Rad's manual (PDQuest User Guide, Reports and Exporting;
https://www.bio-rad.com/en-us/product/pdquest-2-d-analysis-software) and papers say, without a real export at hand, and
strict for it: beside the gels only the columns below may stand, and a column of statistics is an error. A quantity
table holds one kind of quantities; whether PDQuest normalised them (parts per million of all valid spots, ...) is
taken from the lines above the header, and where they do not say, the gels are made comparable here.
"""

import re

from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.export import Export, read_cells
from spotwise.formats.numbers import shortened
from spotwise.formats.quantities import Format, Quantities
from spotwise.formats.titled import header_in, read_titled

KEYS = ("ssp", "ssp number", "ssp no.", "ssp no", "ssp #")
PROPERTIES = {
    "spot": KEYS,
    "protein": ("accession", "protein accession"),
    "description": ("protein name", "protein", "description"),
    "pi": ("pi",),
    "mr": ("mr", "mw", "mr (kda)", "mw (kda)"),
    "x": ("x",),
    "y": ("y",),
}
SSP = re.compile(r"\d{1,5}", re.ASCII)
STATISTICS = re.compile(
    r"(mean|average|avg|median|std|sd|s\.d\.|std\.? ?dev|cv|% ?cv|ratio|fold( change)?|p[- ]?value|t-?test|anova)"
    r"([ .:(].*)?|p|n|min|max|total|rank|quality|count",
    re.IGNORECASE,
)
NORMALISED = re.compile(r"normali[sz](ed|ation)", re.IGNORECASE)
NOT_NORMALISED = re.compile(
    r"(\b(un|non-?|not )normali[sz]ed|normali[sz]ation( method)?\W*(none|off|no)\b|\braw\b)", re.IGNORECASE
)
MEND = "export the quantity table with the SSP number, and one column a gel"


def sniff(head: str) -> str | None:
    """Why a file that begins so is a quantity table of PDQuest, or None."""
    column = header_in(head, KEYS)
    return f"one of its first lines names a column {quoted(column)}" if column else None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read a quantity table.

    Parameters
    ----------
    path : str
    block : {'normalised', 'raw'}
        Held against what the lines above the header say.

    Raises
    ------
    InputFault
        Where a column is none of a gel, a spot has no SSP number, cells hold no numbers, or raw quantities are asked
        of a table that says it is normalised.
    """
    title, export = read_titled(path, KEYS, PROPERTIES)
    normalised = _normalised(title)
    gels = {at: name for at, name in enumerate(export.header) if at not in export.at.values()}
    if faults := _header_faults(export, gels, normalised, block):
        raise InputFault(faults)
    lines, cells, values = read_cells(export, gels)
    spots = cells.pop("spot")
    wrong = [(line, spot) for line, spot in zip(lines, spots, strict=True) if not SSP.fullmatch(spot)]
    if wrong:
        mend = "keep the rows of spots alone, each with its SSP number"
        faults = [Fault(f"{path}, line {line}", f"{quoted(spot)} is no SSP number", mend) for line, spot in wrong]
        raise InputFault(shortened(faults, path, "rows"))
    what = "no line above the header says whether PDQuest normalised the quantities"
    return Quantities(
        entries=spots,
        lines=lines,
        samples=list(gels.values()),
        values=values,
        annotation=cells,
        normalised=bool(normalised),
        findings=[]
        if normalised is not None
        else [(what, "taken as not normalised, which a second time does not harm")],
    )


def _normalised(title: str) -> bool | None:
    """What the title says; None where it says nothing."""
    if NOT_NORMALISED.search(title):
        return False
    return True if NORMALISED.search(title) else None


def _header_faults(export: Export, gels: dict[int, str], normalised: bool | None, block: str) -> list[Fault]:
    faults = []
    if not gels:
        faults.append(export.header_fault("no column of a gel", MEND))
    if not all(gels.values()):
        faults.append(export.header_fault("columns without a name stand among the gels", "name each gel"))
    if others := [name for name in gels.values() if STATISTICS.fullmatch(name)]:
        mend = "export the single gels without statistics, or remove these columns; rename a gel of such a name"
        faults.append(export.header_fault(f"columns {listed(others)} are no gels", mend))
    if block == "raw" and normalised:
        found = "raw quantities are asked for, and the lines above the header say that these are normalised"
        mend = "set `block: normalised`, or export with normalisation turned off"
        faults.append(Fault(export.path, found, mend))
    return faults


PDQUEST = Format("pdquest", sniff, read)
