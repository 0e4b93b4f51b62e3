"""A plain wide table: the first column names the spots or peptides, each further column is a gel or run.

Columns whose names are those of a row's own properties (see `PROPERTIES`) are kept aside as such, and so are others
that hold text and no number at all, or are no samples of the sheet and mix the two. Rows are peptides where a column
gives their sequence beside one of proteins, or where several rows name one protein and nothing tells that they are
spots.

Where the sheet knows the first column as a sample, either the header lacks the name of the column of spots, as R writes
tables, or there is no such column, and rows are called by their numbers. Samples may stand in rows: then the first
column names them, and each further column is a spot, those of text left out.
"""

import re
from collections.abc import Collection

from spotwise.delimited import delimiter_of, read_rows
from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.export import columns_of
from spotwise.formats.numbers import MISSING, notation_findings, read_numbers
from spotwise.formats.quantities import Format, Quantities, peptide_names
from spotwise.formats.samples import matched
from spotwise.formats.widths import width_faults

PROPERTIES = {
    "protein": ("accession", "protein", "proteins", "majority protein ids", "protein ids", "protein id"),
    "peptide": ("peptide", "sequence", "peptide sequence"),
    "modification": ("modified sequence", "modifications"),
    "charge": ("charge",),
    "gene": ("gene", "gene name", "gene names", "gene.name", "gene symbol"),
    "description": ("description", "protein name", "protein names", "protein.name", "protein description"),
    "contaminant": ("contaminant", "potential contaminant"),
    "decoy": ("decoy", "reverse"),
    "pi": ("pi",),
    "mr": ("mr",),
    "x": ("x",),
    "y": ("y",),
}
"""Properties of a row and the columns that hold them, case ignored; the first that is there counts."""
OF_SPOTS = ("x", "y", "pi", "mr")
"""Properties that spots have and peptides do not."""
NUMERIC = re.compile(r"[+-]?[\d.,'’ \u00a0\u202f\u2009]*\d[\d.,'’ \u00a0\u202f\u2009]*(?:[eE][+-]?\d+)?", re.ASCII)
"""What is a number, or would be in another notation."""
Body = list[tuple[int, list[str]]]


def sniff(head: str) -> str | None:
    """Why a file that begins so is a wide table, or None."""
    line = head.split("\n", 1)[0]
    first, *further = (name.strip(' "') for name in line.split(delimiter_of(line)))
    if further and first:
        return "its first line names columns, the first of them too"
    if further and all(further):
        return "its first line names all columns but the first"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read a wide table of samples in columns; `block` has no meaning here, for there is one."""
    return read_wide(path)


def read_wide(path: str, known: Collection[str] = (), in_rows: bool = False) -> Quantities:
    """Read a wide table.

    Parameters
    ----------
    path : str
    known : collection of str
        The samples of the sheet.
    in_rows : bool
        Whether samples stand in rows.

    Raises
    ------
    InputFault
        Where there is no header or row, a row is too short or long, or cells hold no numbers.
    """
    rows = read_rows(path)
    if len(rows) < 2 or len(rows[0][1]) < 2:
        found = "there is no table of several rows and columns"
        raise InputFault([Fault(path, found, "write a header row, then one row a spot, one column a gel")])
    line, header = rows[0][0], [cell.strip() for cell in rows[0][1]]
    longer = _are_longer(header, rows[1:])
    while header and not header[-1]:
        header.pop()
    body, findings = rows[1:], []
    if not in_rows and header and matched(header[:1], known):
        header, body, findings = _with_first(header, body, longer)
    elif longer and not in_rows and any(any(cell.strip() for cell in cells[len(header) :]) for _, cells in body):
        raise InputFault([_unnamed(path, line, header)])
    body, faults = _body(path, line, header, body)
    if in_rows:
        return _of_rows(path, line, header, body, faults, findings)
    if second := _second_header(path, header, body):
        raise InputFault([second])
    return _of_columns(path, header, body, known, faults, findings)


def _are_longer(header: list[str], body: Body) -> bool:
    """Whether rows have one cell more than the header, as where the first column has no name."""
    return sum(len(cells) == len(header) + 1 for _, cells in body) * 2 >= len(body)


def _unnamed(path: str, line: int, header: list[str]) -> Fault:
    found = f"{len(header) + 1} cells under {len(header)} column names, in most rows"
    mend = (
        "if the first column of spots lacks its name, as in tables that R writes, write `spot` before the others; "
        "else put cells that hold the delimiter in quotes, decimal commas too"
    )
    return Fault(f"{path}, line {line}", found, mend)


def _second_header(path: str, header: list[str], body: Body) -> Fault | None:
    """The fault of a first row of words alone above rows of numbers: groups over the names, or units below them."""
    (line, first), *others = body
    places = [at for at in range(1, len(header)) if any(NUMERIC.fullmatch(cells[at].strip()) for _, cells in others)]
    words = [first[at].strip() for at in places]
    if len(words) < 2 or any(word in MISSING or NUMERIC.fullmatch(word) for word in words):
        return None
    found = f"a second row of names stands here, {listed(words, 3)}, above the numbers"
    return Fault(f"{path}, line {line}", found, "keep one header row: the one that names the gels as the sheet does")


def _with_first(header: list[str], body: Body, longer: bool) -> tuple[list[str], Body, list[tuple[str, str]]]:
    """A table whose first named column is a sample with a column of spots before it."""
    if longer or all(len(cells) > len(header) and cells[len(header)].strip() for _, cells in body):
        return ["", *header], body, []  # the spots are there, without a name
    what = "no column names the spots: the first is a sample of the sheet"
    numbered = [(line, [str(number), *cells]) for number, (line, cells) in enumerate(body, 1)]
    return ["", *header], numbered, [(what, "rows are called by their numbers, 1 below the header")]


def _of_columns(
    path: str, header: list[str], body: Body, known: Collection[str], faults: list, findings: list
) -> Quantities:
    at = columns_of(header, PROPERTIES)
    aside = {number for words in PROPERTIES.values() for number, name in enumerate(header) if name.lower() in words}
    further = [number for number in range(1, len(header)) if number not in aside]
    is_sample, texts = _without_text(header, body, further)
    names = [header[number] for number in is_sample]
    rows = [(line, [cells[number] for number in is_sample]) for line, cells in body]
    values, unread, more = _values(path, names, rows, known)
    if faults or more:
        raise InputFault([*faults, *more])
    is_sample = [number for at, number in enumerate(is_sample) if at not in unread]
    findings = findings + _text_findings(texts) + _unread_findings([names[at] for at in unread])
    findings += notation_findings([[cells[number] for number in is_sample] for _, cells in body])
    if not known:
        findings += _property_findings(header, at)
    texts += [names[at] for at in unread]
    cells = {name: [cells[number].strip() for _, cells in body] for name, number in at.items()}
    first = [cells[0].strip() for _, cells in body]
    return Quantities(
        entries=_names(header[0], first, cells),
        lines=[line for line, _ in body],
        samples=[header[number] for number in is_sample],
        values=values,
        annotation=cells,
        peptides=_are_peptides(header[0], first, cells),
        findings=findings,
        aside=texts,
    )


def _of_rows(path: str, line: int, header: list[str], body: Body, faults: list, findings: list) -> Quantities:
    is_spot, texts = _without_text(header, body, list(range(1, len(header))))
    spots = [header[number] for number in is_spot]
    rows = [(line, [cells[number] for number in is_spot]) for line, cells in body]
    values, more = read_numbers(path, spots, rows)
    unnamed = [f"{path}, line {at}" for at, cells in body if not cells[0].strip()]
    mend = "write its name in the first column"
    faults = faults + [Fault(where, "the row names no sample", mend) for where in unnamed]
    if faults or more:
        raise InputFault([*faults, *more])
    return Quantities(
        entries=spots,
        lines=[line] * len(spots),
        samples=[cells[0].strip() for _, cells in body],
        values=list(map(list, zip(*values, strict=True))),
        findings=findings + _text_findings(texts) + notation_findings([row for _, row in rows]),
        aside=texts,
    )


def _values(
    path: str, names: list[str], rows: Body, known: Collection[str]
) -> tuple[list[list[float]], list[int], list[Fault]]:
    """Quantities; columns that are no samples of the sheet and hold other cells than numbers; and faults.

    The sheet's own columns tell how the file writes numbers, as the others may hold other things.
    """
    ours = matched(names, known)
    others = [at for at, name in enumerate(names) if name not in ours] if ours else []
    mine = [at for at in range(len(names)) if at not in set(others)]
    values, faults = read_numbers(path, [names[at] for at in mine], [(n, [row[at] for at in mine]) for n, row in rows])
    if not others:
        return values, [], faults
    columns = dict(zip(mine, zip(*values, strict=True), strict=True))
    unread = []
    for at in others:
        found, wrong = read_numbers(path, [names[at]], [(line, [row[at]]) for line, row in rows])
        if wrong:
            unread.append(at)
        else:
            columns[at] = [value for (value,) in found]
    return list(map(list, zip(*(columns[at] for at in sorted(columns)), strict=True))), unread, faults


def _unread_findings(names: list[str]) -> list[tuple[str, str]]:
    what = f"columns {listed(names)} are not in the sheet, and not all of their cells are numbers"
    return [(what, "they are kept aside")] if names else []


def _property_findings(header: list[str], at: dict[str, int]) -> list[tuple[str, str]]:
    names = [header[at[name]] for name in OF_SPOTS if name in at]
    what = f"columns {listed(names)} are taken for properties of the spots, by their names"
    return [(what, "they are kept aside; rename them if they are gels")] if names else []


def _without_text(header: list[str], body: Body, columns: list[int]) -> tuple[list[int], list[str]]:
    """The columns of numbers, and the names of those that hold text alone; of text alone is no table, so all stay."""
    named = [number for number in columns if header[number]]
    texts = {number for number in named if _holds_text([cells[number].strip() for _, cells in body])}
    if len(texts) == len(named):
        return named, []
    return [number for number in named if number not in texts], [header[number] for number in sorted(texts)]


def _holds_text(cells: list[str]) -> bool:
    return not any(map(NUMERIC.fullmatch, cells)) and any(cell not in MISSING for cell in cells)


def _text_findings(texts: list[str]) -> list[tuple[str, str]]:
    return [(f"columns {listed(texts)} hold text and no number", "they are kept aside")] if texts else []


def _names(header: str, first: list[str], cells: dict[str, list[str]]) -> list[str]:
    """Names of rows: the first column, or where this is a property, sequences of peptides, or proteins before genes."""
    properties = {name for name, words in PROPERTIES.items() if header.lower() in words}
    if not properties:
        return first
    if "peptide" in cells:
        return peptide_names(*(cells[name] for name in ("peptide", "modification", "charge") if name in cells))
    return cells["protein"] if "protein" in cells and properties <= {"gene", "description"} else first


def _are_peptides(header: str, first: list[str], cells: dict[str, list[str]]) -> bool:
    """Whether rows seem to be peptides; several spots of one protein, as in a charge train, have numbers or places."""
    if "protein" not in cells or "peptide" in cells:
        return "protein" in cells
    spots = header.lower().startswith(("spot", "ssp", "#")) or all(name.isdecimal() for name in first)
    named = [cell for cell in cells["protein"] if cell]
    return not spots and not any(name in cells for name in OF_SPOTS) and len(set(named)) < len(named)


def _body(path: str, line: int, header: list[str], rows: Body) -> tuple[Body, list[Fault]]:
    """Rows padded to the header's width, and the faults of rows of another one and of columns without a name."""
    faults = []
    blank = [at for at, name in enumerate(header) if not name and at > 0]
    if unnamed := [at + 1 for at in blank if any(cells[at : at + 1] not in ([], [""]) for _, cells in rows)]:
        found = f"columns {listed(unnamed)} have no name"
        faults.append(Fault(f"{path}, line {line}", found, "name them or remove them"))
    if len(rows) > 1 and all(len(cells) < len(header) for _, cells in rows):
        found = f"every row ends before the last column, {quoted(header[-1])}: cells may stand under another's name"
        faults.append(Fault(f"{path}, line {line}", found, "give each column one name and each row as many cells"))
    body = [(line, [*cells, *[""] * len(header)][: len(header)]) for line, cells in rows]
    return body, faults + width_faults(path, header, rows)


WIDE = Format("wide", sniff, read, one_block=True)
