"""Peptide mass fingerprints: Mascot's answers as Bruker BioTools lists them for the positions of a MALDI plate.

Either the page that a BioTools batch writes (`*.BTR.HTM`, headed `BioTools Batch Results`, positions under
`Pos_on_Scout`), or a CSV of the same columns (Title, Plate position, Score, ..., Accession), to which a column Spot may
have been added. Positions become spots by the map of the plate (`plate` in the configuration). Read after real files of
all three kinds; BioTools itself is described at https://www.bruker.com (BioTools User Manual), the score and the
accession at https://www.matrixscience.com/help/results_help.html. `Protein MW` is in Da and becomes kDa; `MS Coverage`
is in per cent; Mr and pI are those of the sequence in the database.
"""

from collections.abc import Mapping

from spotwise.delimited import delimiter_of, read_rows, read_text
from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.numbers import read_numbers, shortened
from spotwise.formats.quantities import NAN
from spotwise.identify.identification import NUMBERS, Contents, Identification, ListFormat, gene_in
from spotwise.identify.plate import position_of, read_plate
from spotwise.markup import read_html

PAGE = "BioTools Batch Results"
COLUMNS = {
    "position": ("plate position", "pos_on_scout"),
    "spot": ("spot",),
    "accession": ("accession",),
    "description": ("title",),
    "score": ("score", "mascot score"),
    "coverage": ("ms coverage",),
    "mr_theoretical": ("protein mw",),
    "pi_theoretical": ("pi-value",),
}
NUMERIC = ("score", "coverage", "mr_theoretical", "pi_theoretical")
Rows = list[tuple[int, list[str]]]


def sniff(head: str) -> str | None:
    """Why a file that begins so lists answers of BioTools, or None."""
    if PAGE in head:
        return f"the page is headed {PAGE!r}"
    line = head.split("\n", 1)[0]
    names = {name.strip(' "').lower() for name in line.split(delimiter_of(line))}
    named = {"plate position", "accession", "title"} <= names
    return "its first line names columns 'Title', 'Plate position' and 'Accession'" if named else None


def read(path: str, entry: Mapping) -> Contents:
    """Read the answers, and find the spot of each position.

    Parameters
    ----------
    path : str
    entry : mapping
        `plate` is the map of the plate; needed where the list has no column Spot, and not allowed where it has one.

    Raises
    ------
    InputFault
        Where columns are missing, a number is none, a row names no protein or no position; where the map is missing or
        at fault, lacks a position that the list names, or leaves no row a spot.
    """
    (line, header), body = _cells(path)
    lower = [name.strip().lower() for name in header]
    at = {name: lower.index(word) for name, words in COLUMNS.items() for word in words if word in lower}
    _check(path, line, header, at, entry.get("plate"))
    present = [name for name in NUMERIC if name in at]
    body = [(line, [*cells, *[""] * (len(header) - len(cells))]) for line, cells in body]
    cells = [(line, [row[at[name]] for name in present]) for line, row in body]
    values, faults = read_numbers(path, present, cells)
    found = [
        _identification(line, row, at, dict(zip(present, numbers, strict=True)))
        for (line, row), numbers in zip(body, values, strict=True)
    ]
    faults += shortened(_nameless(path, found), path, "rows")
    if faults:
        raise InputFault(faults)
    return Contents(found) if "spot" in at else _by_plate(path, found, entry["plate"])


def _cells(path: str) -> tuple[tuple[int, list[str]], Rows]:
    """The row of column names and those below it, of the page or of the CSV."""
    rows = _rows_of_page(path) if read_text(path, 512).lstrip("\ufeff \n\t").startswith("<") else read_rows(path)
    if len(rows) < 2:
        raise InputFault([Fault(path, "the list names no protein", "take it out of `identifications`")])
    return rows[0], rows[1:]


def _rows_of_page(path: str) -> Rows:
    rows = []
    for row in read_html(path).iter("tr"):
        cells = [" ".join("".join(cell.itertext()).split()) for cell in row if cell.tag in ("td", "th")]
        if cells and cells != [PAGE]:
            rows.append((row.sourceline or 0, cells))
    return rows


def _check(path: str, line: int, header: list[str], at: Mapping[str, int], plate: str | None) -> None:
    faults, where = [], f"{path}, line {line}"
    if "accession" not in at or not {"position", "spot"} & at.keys():
        missing = "'Accession'" if "accession" not in at else "'Plate position' or 'Pos_on_Scout'"
        found = f"no column {missing}; the header is {listed(header, 20)}"
        faults.append(Fault(where, found, "give the list as BioTools wrote it, or name another format"))
    elif "spot" in at and plate:
        faults.append(Fault(where, "the list has a column 'Spot'", "take `plate` out of its entry, or the column out"))
    elif "spot" not in at and not plate:
        mend = "give the map of the plate with `plate: maldiplate.csv` in its entry"
        faults.append(Fault(where, "the list names positions of a MALDI plate, and no spots", mend))
    if faults:
        raise InputFault(faults)


def _identification(line: int, row: list[str], at: Mapping[str, int], numbers: dict[str, float]) -> Identification:
    text = {name: row[at[name]].strip() if name in at else "" for name in ("accession", "description")}
    spot = row[at["spot"] if "spot" in at else at["position"]].strip()
    known = dict.fromkeys(NUMBERS, NAN) | numbers
    known["mr_theoretical"] /= 1000
    return Identification(line, spot, gene=gene_in(text["description"]), numbers=known, **text)


def _nameless(path: str, found: list[Identification]) -> list[Fault]:
    absent = [(one, "spot or position") for one in found if not one.spot]
    absent += [(one, "protein") for one in found if one.spot and not one.accession]
    mend = "fill it in, or remove the row"
    return [Fault(f"{path}, line {one.line}", f"the row names no {what}", mend) for one, what in absent]


def _by_plate(path: str, found: list[Identification], plate_path: str) -> Contents:
    """The same with spots in place of positions; a position that holds no spot, as of a calibrant, is left out."""
    plate = read_plate(plate_path)
    faults, kept, bare = [], [], []
    for one in found:
        position = position_of(one.spot)
        if position not in plate.spots:
            what = f"position {quoted(one.spot)} is not on the plate of {plate.path}"
            faults.append(Fault(f"{path}, line {one.line}", what, "correct it, or give the map of this plate"))
        elif spot := plate.spots[position]:
            kept.append(Identification(**{**vars(one), "spot": spot}))
        else:
            bare.append(position)
    if not faults and not kept:
        what = f"none of its positions ({listed(dict.fromkeys(bare), 3)}) holds a spot in {plate.path}"
        faults = [Fault(path, what, "give the map of this plate")]
    if faults:
        raise InputFault(shortened(faults, path, "rows"))
    findings = []
    if bare:
        where = ", ".join(sorted(set(bare)))
        what = f"{len(bare)} answers are of positions that hold no spot in {plate.path} ({where})"
        findings.append((what, "left out"))
    for spot, positions in plate.shared.items():
        what = f"spot {spot} stands on several positions of {plate.path} ({', '.join(positions)})"
        findings.append((what, "the answers of all of them count"))
    return Contents(kept, findings=findings)


BIOTOOLS = ListFormat("biotools", sniff, read, plate=True)
