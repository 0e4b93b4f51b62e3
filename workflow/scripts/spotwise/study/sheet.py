"""The sample sheet: one row a gel or run, with the columns of the design."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from spotwise.delimited import read_rows
from spotwise.faults import Fault, InputFault, listed, nearest


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
    """A sample sheet as read."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def kept(self) -> list[Row]:
        """The rows that are not excluded."""
        return [row for row in self.rows if not row.excluded]

    def levels(self, column: str) -> list[str]:
        """The values of a column over the kept rows, sorted, empty ones left out."""
        return sorted({row.values[column] for row in self.kept} - {""})


def read_sheet(path: str) -> Sheet:
    """Read a sample sheet from a TSV or CSV file.

    Raises
    ------
    InputFault
        With every fault of the file: unreadable, no `sample` column, repeated columns, ragged rows, empty or repeated
        sample names within a region.
    """
    if not Path(path).is_file():
        raise InputFault([Fault(path, "there is no such file", "correct `samples` in the configuration")])
    (header_line, header), *lines = read_rows(path) or [(1, [])]
    columns = tuple(name.strip() for name in header)
    faults = _header_faults(path, header_line, columns)
    if faults:
        raise InputFault(faults)
    rows = []
    for line, cells in lines:
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            found = f"{len(cells)} cells under {len(columns)} column names"
            faults.append(Fault(f"{path}, line {line}", found, "put cells that hold the delimiter in quotes"))
        padded = [cell.strip() for cell in cells] + [""] * (len(columns) - len(cells))
        rows.append(Row(line, dict(zip(columns, padded, strict=False))))
    faults += _row_faults(path, rows)
    if faults:
        raise InputFault(faults)
    return Sheet(path, columns, tuple(rows))


def _header_faults(path: str, line: int, columns: tuple[str, ...]) -> list[Fault]:
    where, faults = f"{path}, line {line}", []
    if "sample" not in columns:
        faults.append(Fault(where, "no column is called 'sample'", nearest("sample", columns)))
    if repeated := sorted({name for name in columns if name and columns.count(name) > 1}):
        faults.append(Fault(where, f"repeated columns {listed(repeated)}", "rename or remove all but one"))
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
            found = f"sample {row.sample!r} stands in line {line} already"
            faults.append(Fault(where, found, "give each gel one row; a gel of another region needs a region column"))
        first.setdefault((row.region, row.sample), row.line)
    return faults
