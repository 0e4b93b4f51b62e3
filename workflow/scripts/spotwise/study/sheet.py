"""The sample sheet: one row a gel or run, with the columns of the design."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spotwise.delimited import read_rows
from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.numbers import MISSING
from spotwise.study.sdrf import Lines, is_sdrf, plain_sheet
from spotwise.study.units import stored

OWN = {name: name for name in ("sample", "region", "exclude")} | {"excluded": "exclude"}
"""Columns that mean something here, by the ways in which they are miswritten; others are the study's own."""

KEPT = {"no", "n", "false", "f", "0", "0.0"}
NOTHING = {word.lower() for word in MISSING}


@dataclass(frozen=True)
class Row:
    """One sample: the line of the file it stands in, and its values by column, stripped."""

    line: int
    values: Mapping[str, str]

    @property
    def sample(self) -> str:
        return self.values["sample"]

    @property
    def region(self) -> str:
        return self.values.get("region", "")

    @property
    def excluded(self) -> str:
        """The reason why the sample is left out, or the empty string."""
        return self.values.get("exclude", "")


@dataclass(frozen=True)
class Sheet:
    """A sample sheet as read; `findings` are what was decided on the way, and what follows from it."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    findings: tuple[tuple[str, str], ...] = ()

    @property
    def kept(self) -> list[Row]:
        """The rows that are not excluded."""
        return [row for row in self.rows if not row.excluded]

    def levels(self, column: str) -> list[str]:
        """The values of a column over the kept rows, sorted, empty ones left out."""
        return sorted({row.values[column] for row in self.kept} - {""})


def read_sheet(path: str) -> Sheet:
    """Read a sample sheet: TSV, CSV or a workbook's first sheet, with plain columns or those of SDRF-Proteomics.

    Raises
    ------
    InputFault
        With every fault of the file: unreadable, no `sample` column, repeated columns, cells without a column, empty
        or repeated sample names within a region; of an SDRF sheet, those that `plain_sheet` finds.
    """
    (header_line, header), *lines = read_rows(path) or [(1, [])]
    columns, findings = [name.strip() for name in header], []
    faults = _width_faults(path, columns, lines)
    lines = [(line, [*map(str.strip, cells), *[""] * len(columns)][: len(columns)]) for line, cells in lines]
    if is_sdrf(columns):
        columns, lines, findings = plain_sheet(path, columns, lines)
    faults = _header_faults(path, header_line, columns) + faults
    if "sample" not in columns:
        raise InputFault(faults)
    rows = [Row(line, _values(columns, cells)) for line, cells in lines]
    faults += _row_faults(path, rows)
    if faults:
        raise InputFault(faults)
    return Sheet(path, tuple(columns), tuple(rows), tuple(findings))


def _values(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells of a row by column; a word for nothing (NA, -) is no reason to leave a sample out."""
    values = dict(zip(columns, cells, strict=True))
    return values | {"exclude": ""} if values.get("exclude", "").lower() in NOTHING and "exclude" in values else values


def _width_faults(path: str, columns: Sequence[str], lines: Lines) -> list[Fault]:
    """Cells beyond the header, or under a column without a name."""
    faults = []
    for line, cells in lines:
        if unnamed := [at + 1 for at, cell in enumerate(cells) if cell.strip() and not "".join(columns[at : at + 1])]:
            found = f"cell {listed(unnamed)} stands under no column name"
            mend = "name the column; put a cell that holds the delimiter in quotes"
            faults.append(Fault(f"{path}, line {line}", found, mend))
    return faults


def _header_faults(path: str, line: int, columns: Sequence[str]) -> list[Fault]:
    where, faults = f"{path}, line {line}", []
    alike = {name: OWN[name.lower()] for name in columns if name.lower() in OWN and OWN[name.lower()] not in columns}
    for name, own in alike.items():
        faults.append(Fault(where, f"a column is called {quoted(name)}", f"call it {quoted(own)}"))
    if "sample" not in columns and "sample" not in alike.values():
        found = f"no column is called 'sample'; found {listed(columns)}"
        faults.append(Fault(where, found, "give that name to the column that holds the names of the gels"))
    if repeated := sorted({name for name in columns if name and columns.count(name) > 1}):
        faults.append(Fault(where, f"repeated columns {listed(repeated)}", "rename or remove all but one"))
    for name in columns:
        if stored(name) != name and stored(name) in columns:
            pair = listed([name, stored(name)])
            faults.append(Fault(where, f"columns {pair} would be one in the results", "rename one of them"))
    return faults


def _row_faults(path: str, rows: list[Row]) -> list[Fault]:
    faults, first = [], {}
    if not rows:
        faults.append(Fault(path, "the sheet has no rows", "write one row a gel or run"))
    for row in rows:
        where = f"{path}, line {row.line}"
        if not row.sample:
            faults.append(Fault(where, "the sample has no name", "write the name of the table's column"))
        elif (row.region, row.sample) in first:
            line = first[row.region, row.sample]
            found = f"sample {quoted(row.sample)} stands in line {line} already"
            faults.append(Fault(where, found, "give each gel one row; a gel of another region needs a region column"))
        if row.excluded.lower() in KEPT:
            found = f"exclude says {quoted(row.excluded)}, and any text leaves the sample out"
            faults.append(Fault(where, found, "leave the cell empty to keep the sample, or write the reason"))
        first.setdefault((row.region, row.sample), row.line)
    return faults
