"""HTML reports of Progenesis SameSpots, which hold means by condition and are no source of volumes.

The table `Spots` of a report has one row a spot: `#`, `Anova (p)`, `Fold`, annotation, and under `Average Normalised
Volumes` one column a condition, in four digits; the table `Experiment Design` says how many gels each mean is of. No
part of a report holds the volumes of single gels, so that nothing can be tested from it: the reader says what it found
and what to export in its place. Read from the two real reports of the S2P project (https://github.com/sing-group/S2P),
of two conditions and of four.
"""

from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.quantities import Format, Quantities
from spotwise.markup import read_html

MEANS = "Average Normalised Volumes"
MARKS = ("www.nonlinear.com", "Anova (p)")
MEND = "export the volumes of the single gels as CSV from SameSpots, and give that file (format samespots)"


def sniff(head: str) -> str | None:
    """Why a file that begins so is a report of SameSpots, or None."""
    begins = head.lstrip().lower().startswith(("<!doctype html", "<html"))
    if begins and all(mark in head for mark in MARKS):
        return "it is an HTML page of Nonlinear's with a column 'Anova (p)'"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Say what a report holds, and what to export instead.

    Raises
    ------
    InputFault
        Always: of a page that is cut short or is no such report, and of a report, which has no volumes of gels.
    """
    page = read_html(path)
    table = next((table for table in page.iter("table") if "Anova (p)" in _words(table.iter("th"))), None)
    if table is None:
        found = "the page has no table with a column 'Anova (p)'"
        raise InputFault([Fault(path, found, "give a file that SameSpots exported, or name another format")])
    heads = table.findall("thead/tr")
    if len(heads) < 2 or MEANS not in _words(heads[0].iter("th")):
        named = listed(_words(table.iter("th")), 16)
        raise InputFault([Fault(path, f"the table of spots has no {MEANS!r}; it has the columns {named}", MEND)])
    conditions = _words(heads[1].iter("th"))
    spots = len(table.findall("tbody/tr"))
    found = f"the report holds, of {spots} spots, the mean volumes of {len(conditions)} conditions"
    gels = _replicates(page)
    numbers = f" ({' and '.join(gels)} gels)" if gels else ""
    raise InputFault([Fault(path, f"{found} {listed(conditions)}{numbers}, not the volumes of each gel", MEND)])


def _words(cells) -> list[str]:
    """The text of each cell, its white space made single spaces."""
    return [" ".join("".join(cell.itertext()).split()) for cell in cells]


def _replicates(page) -> list[str]:
    """How many gels each condition has, as the table of the design says."""
    rows = ([*_words(row)] for row in page.iter("tr"))
    return next((cells[1:] for cells in rows if cells[:1] == ["Replicates"]), [])


SAMESPOTS_HTML = Format("samespots_html", sniff, read)
