"""The long report of DIA-NN, `report.parquet` (since 1.9) or `report.tsv`, as precursors x runs.

One row a precursor and run. Which rows count is what DIA-NN's manual asks of who works from the report, so that the
answer is that of its own matrices (https://github.com/vdemichev/DiaNN, Output: Matrices, and Match-between-runs):
`Q.Value` to 1%, `PG.Q.Value` to 5%, and for precursor and protein group `Lib.Q.Value` and `Lib.PG.Q.Value` to 1%, or
`Global.Q.Value` and `Global.PG.Q.Value` where the library has no q-values, as one that is predicted and not refined by
match-between-runs. Columns that the file lacks are not asked.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass, field

from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.export import columns_of
from spotwise.formats.numbers import shortened
from spotwise.formats.quantities import Quantities
from spotwise.formats.runs import run_name
from spotwise.formats.stream import MEND, Stream, codes, open_stream, words_at

if typing.TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

PROPERTIES = {
    "peptide": "Stripped.Sequence",
    "modification": "Modified.Sequence",
    "charge": "Precursor.Charge",
    "protein": "Protein.Group",
    "gene": "Genes",
    "description": "First.Protein.Description",
}
KEYS = {"precursor": "Precursor.Id", "run": "Run", "file": "File.Name"}
BLOCKS = {"normalised": "Precursor.Normalised", "raw": "Precursor.Quantity"}
RUN_LIMITS = {"Q.Value": 0.01, "PG.Q.Value": 0.05}
LIBRARY_LIMITS = {"Lib.Q.Value": 0.01, "Lib.PG.Q.Value": 0.01}
GLOBAL_LIMITS = {"Global.Q.Value": 0.01, "Global.PG.Q.Value": 0.01}
LIMITS = RUN_LIMITS | LIBRARY_LIMITS | GLOBAL_LIMITS
"""Columns of q-values, and the largest that counts."""
TEXTS = PROPERTIES | KEYS
DECOY = "Decoy"
MANY = 1000  # faults of a kind that are spelt out before they are counted


@dataclass
class Report:
    """A report so far: the numbers of its runs, precursors and protein groups, and where each of its rows stands.

    Attributes
    ----------
    stream : Stream
    columns : dict of str to str
        The file's column of each property, block and q-value that it has.
    runs, names, groups : dict of str to int
    own : dict of int to list of str
        Properties of each precursor, in the order of PROPERTIES; decoys are odd, others even.
    parts : list of tuples of arrays
        Of the rows of a batch: line, precursor, run, group, quantity, and which of LIMITS each passes.
    library : bool
        Whether the library has q-values.
    """

    stream: Stream
    columns: dict[str, str]
    runs: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    own: dict[int, list[str]] = field(default_factory=dict)
    parts: list[tuple[np.ndarray, ...]] = field(default_factory=list)
    library: bool = False

    def having(self, names: Mapping[str, object]) -> list[str]:
        """Those of the names that the file has a column for."""
        return [name for name in names if name in self.columns]


def read_report(path: str, block: str) -> Quantities:
    """Read a report, which may be larger than the memory: of each row only its place and its quantity are held.

    Decoys, which a report shows on demand, are entries of their own: their precursor with `DECOY_` before it.

    Raises
    ------
    InputFault
        Where a column is missing, cells hold no numbers, rows name no precursor or no run, say the same precursor
        and run, or disagree on a protein group, or where no row passes the limits.
    """
    import numpy as np

    stream = open_stream(path)
    wanted = TEXTS | {name: name for name in (*LIMITS, DECOY)} | {"quantity": BLOCKS[block]}
    at = columns_of(stream.names, {name: (column.lower(),) for name, column in wanted.items()})
    if "run" in at:
        at.pop("file", None)
    _ask_for(stream, at, block)
    report = Report(stream, {name: stream.names[number] for name, number in at.items()})
    texts = [report.columns[name] for name in report.having(TEXTS)]
    for lines, batch in stream.batches(texts, [name for name in report.columns.values() if name not in texts]):
        cells = {name: batch.column(column) for name, column in report.columns.items()}
        report.parts.append(_rows(report, lines, cells))
    if faults := shortened(stream.faults, path, "rows"):
        raise InputFault(faults)
    if not report.parts:
        return Quantities([], [], list(report.runs), [], peptides=True)
    return _laid_out(report, [np.concatenate(part) for part in zip(*report.parts, strict=True)], block)


def _ask_for(stream: Stream, at: Mapping[str, int], block: str) -> None:
    needed = {name: TEXTS[name] for name in ("protein", "peptide", "precursor")}
    needed |= {"Q.Value": "Q.Value", "quantity": BLOCKS[block]} | ({} if "file" in at else {"run": "Run"})
    if missing := [column for name, column in needed.items() if name not in at]:
        found = f"no column {listed(missing)}; the header is {listed(stream.names, 12)}"
        mend = "give the file as DIA-NN wrote it, or name another format"
        raise InputFault([Fault(stream.where(1) if stream.unit == "line" else stream.path, found, mend)])


def _rows(report: Report, lines: np.ndarray, cells: Mapping[str, pa.Array]) -> tuple[np.ndarray, ...]:
    """The rows of a batch that name something, and what precursors among them are seen for the first time."""
    import numpy as np

    def floats(name: str) -> np.ndarray:
        return report.stream.floats(cells[name], report.columns[name], lines)

    run = codes(cells["run" if "run" in cells else "file"], report.runs)
    name, group = codes(cells["precursor"], report.names), codes(cells["protein"], report.groups)
    named = (run >= 0) | (name >= 0) | (group >= 0)
    if DECOY in cells:
        name = np.where(name < 0, name, 2 * name + (floats(DECOY) > 0))
    else:
        name = np.where(name < 0, name, 2 * name)
    qs = {limit: floats(limit) for limit in report.having(LIMITS)}
    report.library |= any(bool((qs[limit] > 0).any()) for limit in LIBRARY_LIMITS if limit in qs)
    passed = np.column_stack([q <= LIMITS[limit] for limit, q in qs.items()])  # no q-value is none that counts
    _describe(report, name, cells)
    rows = (lines, name, run, group, floats("quantity"), passed)
    return tuple(part[named] for part in rows)


def _describe(report: Report, name: np.ndarray, cells: Mapping[str, pa.Array]) -> None:
    """Keep the properties of precursors that no earlier batch had."""
    import numpy as np

    found, first = np.unique(name, return_index=True)
    new = [(key, at) for key, at in zip(found.tolist(), first.tolist(), strict=True) if key not in report.own]
    places = np.array([at for _, at in new], int)
    words = [words_at(cells[column], places) for column in report.having(PROPERTIES)]
    for (key, _), own in zip(new, zip(*words, strict=True), strict=True):
        report.own[key] = list(own)


def _laid_out(report: Report, rows: list[np.ndarray], block: str) -> Quantities:
    """The table of the rows that pass, precursors and runs in the order of the report."""
    import numpy as np

    line, name, run, group, quantity, passed = rows
    keys, first, entry = np.unique(name, return_index=True, return_inverse=True)
    kept, findings = _passing(report, passed)
    faults = _row_faults(report, line, name, run) + _group_faults(report, line, name, group, group[first][entry])
    if faults := faults + _repeated(report, line[kept], name[kept], run[kept]):
        raise InputFault(faults)
    if len(kept) and not kept.any():
        told = ", ".join(what for what, _ in findings)
        mend = "give the report of a search that found something, with its q-values"
        raise InputFault([Fault(report.stream.path, f"no row is left: {told}", mend)])
    values = np.full((len(keys), len(report.runs)), np.nan)
    values[entry[kept], run[kept]] = quantity[kept]
    order = np.argsort(first)
    order = order[np.bincount(entry[kept], minlength=len(keys))[order] > 0]
    own = [report.own[key] for key in keys[order].tolist()]
    annotation = {column: [words[at] for words in own] for at, column in enumerate(report.having(PROPERTIES))}
    if DECOY in report.columns:
        annotation["decoy"] = [str(key % 2) for key in keys[order].tolist()]
    runs, names = list(report.runs), list(report.names)
    return Quantities(
        entries=[_called(names, key) for key in keys[order].tolist()],
        lines=line[first[order]].tolist(),
        samples=runs if "run" in report.columns else [run_name(run) for run in runs],
        values=values[order],
        annotation=annotation,
        normalised=block == "normalised",
        peptides=True,
        findings=findings,
    )


def _called(names: list[str], key: int) -> str:
    """The entry of a precursor, whose number is odd if it is a decoy."""
    return ("DECOY_" if key % 2 else "") + names[key // 2]


def _passing(report: Report, passed: np.ndarray) -> tuple[np.ndarray, list[tuple[str, str]]]:
    """Which rows pass, and how many each limit leaves out of those that passed the ones before."""
    import numpy as np

    kept, findings = np.ones(len(passed), bool), []
    asked = RUN_LIMITS | (LIBRARY_LIMITS if report.library else GLOBAL_LIMITS)
    for at, limit in enumerate(report.having(LIMITS)):
        if limit in asked:
            out = kept & ~passed[:, at]
            kept &= passed[:, at]
            if out.any():
                what = f"{out.sum()} of {len(out)} rows have no {limit} of {LIMITS[limit]} or less"
                findings.append((what, "left out of the quantities, as DIA-NN leaves them out of its matrices"))
    return kept, findings


def _row_faults(report: Report, line: np.ndarray, name: np.ndarray, run: np.ndarray) -> list[Fault]:
    """Rows without a run, or without a precursor."""
    told = {"the row names no run": run < 0, "the peptide has no name": name < 0}
    faults = [Fault(report.stream.where(at), what, MEND) for what, own in told.items() for at in line[own].tolist()]
    return shortened(faults, report.stream.path, "rows")


def _group_faults(
    report: Report, line: np.ndarray, name: np.ndarray, group: np.ndarray, before: np.ndarray
) -> list[Fault]:
    """Precursors of two protein groups; `before` is the group of the precursor's first row."""
    names, words, faults = list(report.names), [*report.groups, ""], []
    for at in ((group != before) & (name >= 0)).nonzero()[0].tolist()[:MANY]:
        found = f"precursor {quoted(_called(names, int(name[at])))} is of {quoted(words[group[at]])} here"
        found += f" and of {quoted(words[before[at]])} above"
        faults.append(Fault(report.stream.where(line[at]), found, "give the report of one search"))
    return shortened(faults, report.stream.path, "rows")


def _repeated(report: Report, line: np.ndarray, name: np.ndarray, run: np.ndarray) -> list[Fault]:
    """Rows of a precursor and run that an earlier row has too."""
    import numpy as np

    pair = np.where((name < 0) | (run < 0), -1 - line, name * len(report.runs) + run)  # what has no name is no pair
    order = np.argsort(pair, kind="stable")
    again = np.flatnonzero(np.diff(pair[order]) == 0)[:MANY]
    names, runs, faults = list(report.names), list(report.runs), []
    for first, at in zip(order[again].tolist(), order[again + 1].tolist(), strict=True):
        found = f"precursor {quoted(_called(names, int(name[at])))} of run {quoted(runs[run[at]])}"
        found += f" stands in {report.stream.unit} {line[first]} already"
        faults.append(Fault(report.stream.where(line[at]), found, "keep one of the rows"))
    return shortened(faults, report.stream.path, "rows")
