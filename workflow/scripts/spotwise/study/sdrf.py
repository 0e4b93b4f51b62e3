"""Sample sheets in SDRF-Proteomics, the community's format: from its columns to those of a plain sheet.

Each row of an SDRF file links one sample to one data file; columns are called `source name`, `assay name`,
`characteristics[...]`, `comment[...]` and `factor value[...]`, and may stand several times. Specification:
https://github.com/bigbio/proteomics-sample-metadata/tree/master/sdrf-proteomics
"""

import re
from collections.abc import Sequence

from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.runs import run_name

BRACKETS = re.compile(r"(characteristic|comment|factor value)s?\[(.+)\]", re.IGNORECASE)
OWN = {"sample", "region", "exclude", "excluded", "source name", "assay name", "technology type"}
"""Columns without brackets whose case means nothing; others are the user's own."""
RESERVED = {"sample", "exclude", "excluded"}
"""Columns of a plain sheet that no characteristic or factor value may become."""
UNKNOWN = {"not available", "not applicable"}
TERM = re.compile(r"(?:^|;)\s*NT\s*=\s*([^;]*)", re.IGNORECASE)
FIRST = re.compile(r"(0*1([.,]0*)?)?")
"""A fraction that is the only one, or none; a spreadsheet may write 1.0."""
PART = "organism part"
FINE = "write a sheet of your own, one row a column of the table: sample, then the columns of the design"

Lines = list[tuple[int, list[str]]]


def is_sdrf(header: Sequence[str]) -> bool:
    """Whether the columns are those of SDRF-Proteomics; case and further spaces are ignored."""
    return any(BRACKETS.fullmatch(_name(name)) for name in header)


def plain_sheet(path: str, header: Sequence[str], lines: Lines) -> tuple[list[str], Lines, list[tuple[str, str]]]:
    """The columns and rows of a plain sheet that says the same, and what was decided on the way.

    `sample` is the last part of `comment[data file]` without the extension, unless the sheet has a column of that name.
    What stands in the brackets of characteristics and factor values becomes the name of a column; a factor value takes
    the place of a characteristic that says the same in each row, else each keeps its full name, as do those called
    `sample` or `exclude`. Where there is no
    column `region`, and a factor value `organism part` has several levels, these are the regions. Comments that tell
    groups of rows apart, as batches do, are kept under their full names.

    Parameters
    ----------
    path : str
        The file, for messages.
    header : sequence of str
    lines : list of (int, list of str)
        The line of the file that each row stands in, and its cells, one a column.

    Raises
    ------
    InputFault
        Where there are no data files, a sample was run in fractions, or several samples share one data file.
    """
    columns = _by_kind(header, lines)
    if faults := _faults(path, columns, [line for line, _ in lines]):
        raise InputFault(faults)
    plain = {name: cells for (kind, name), cells in columns.items() if kind == ""}
    plain.setdefault("sample", [run_name(cell) for cell in columns.get(("comment", "data file"), [])])
    factors = {name: cells for (kind, name), cells in columns.items() if kind == "factor value"}
    traits = {name: cells for (kind, name), cells in columns.items() if kind == "characteristic"}
    findings = []
    if "region" not in plain | factors | traits and len(set(factors.get(PART, ())) - {""}) > 1:
        plain["region"] = factors[PART]
        findings.append((f"factor value[{PART}] has several levels", "taken as the regions, each analysed by itself"))
    for kind, own, other in (("factor value", factors, traits), ("characteristics", traits, factors)):
        for name, cells in own.items():
            differs = plain.get(name, cells) != cells or other.get(name, cells) != cells
            plain[f"{kind}[{name}]" if differs or name in RESERVED else name] = cells
    comments = {name: cells for (kind, name), cells in columns.items() if kind == "comment"}
    plain |= {f"comment[{name}]": cells for name, cells in comments.items() if 1 < len(set(cells)) < len(cells)}
    rows = [(line, list(cells)) for (line, _), *cells in zip(lines, *plain.values(), strict=True)]
    return list(plain), rows, findings


def _name(header: str) -> str:
    """A column's name in its one spelling: single spaces, and none about a bracket."""
    return re.sub(r"\s*([\[\]])\s*", r"\1", " ".join(header.split()))


def _by_kind(header: Sequence[str], lines: Lines) -> dict[tuple[str, str], list[str]]:
    """Cells of each column by its kind and name in lower case; of columns that stand twice, what differs is joined."""
    together: dict[tuple[str, str], list[list[str]]] = {}
    for at, name in enumerate(map(_name, header)):
        match, cells = BRACKETS.fullmatch(name), [_value(row[at]) for _, row in lines]
        if match:
            together.setdefault((match[1].lower(), match[2].lower()), []).append(cells)
        else:
            together.setdefault(("", name.lower() if name.lower() in OWN else name), []).append(cells)
    return {key: [_joined(cells) for cells in zip(*several, strict=True)] for key, several in together.items()}


def _value(cell: str) -> str:
    """A cell without the words for nothing known, and of a term in full (`NT=liver;AC=...`) its name."""
    term = TERM.search(cell)
    value = term[1].strip() if term else cell.strip()
    return "" if value.lower() in UNKNOWN else value


def _joined(cells: Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(cell for cell in cells if cell))


def _faults(path: str, columns: dict[tuple[str, str], list[str]], lines: list[int]) -> list[Fault]:
    if ("", "sample") in columns:
        return []
    files = columns.get(("comment", "data file"))
    if files is None:
        found = "an SDRF sheet without a column 'comment[data file]', which names the runs"
        return [Fault(path, found, "add it, or a column `sample` with the names of the table's columns")]
    fractions = columns.get(("comment", "fraction identifier"), [])
    later = [(line, cell) for line, cell in zip(lines, fractions, strict=False) if not FIRST.fullmatch(cell)]
    if later:
        found = f"comment[fraction identifier] is {quoted(later[0][1])}: a sample was run in fractions"
        return [Fault(f"{path}, line {later[0][0]}", f"{found}, and here each row is a sample", FINE)]
    return _shared(path, files, columns.get(("comment", "label"), [""] * len(files)), lines)


def _shared(path: str, files: list[str], labels: list[str], lines: list[int]) -> list[Fault]:
    """The first data file that holds several samples, told apart by labels."""
    first: dict[str, tuple[int, str]] = {}
    for line, file, label in zip(lines, files, labels, strict=True):
        before, other = first.setdefault(file, (line, label))
        if label != other:
            found = f"data file {quoted(file)} holds several samples by label ({listed([other, label])})"
            return [Fault(f"{path}, lines {before} and {line}", found, FINE)]
    return []
