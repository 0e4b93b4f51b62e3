"""Tables too large to hold: a few columns of delimited text or Parquet, batch by batch, through pyarrow."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from spotwise.delimited import BOMS, GZIP, begins, decode, delimiter_of, read_text
from spotwise.faults import Fault, InputFault
from spotwise.formats.numbers import MISSING, read_numbers

if typing.TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

HEAD = 1 << 16  # bytes that show the header
BLOCK = 1 << 20  # bytes of text that are in memory at once
ROWS = 1 << 16  # rows of Parquet that are
PARQUET = b"PAR1"
MEND = "export the table again"


@dataclass
class Stream:
    """A table that is read in batches.

    Attributes
    ----------
    path : str
    names : list of str
        Names of the columns, as the file has them.
    unit : {'line', 'row'}
        What messages count: the lines of a text, header and all, or the rows of Parquet. Both begin at 1.
    encoding, delimiter : str
        Empty for Parquet.
    above : int
        Blank lines above the header of a text.
    faults : list of Fault
        What was met so far: rows of another width than the header, and cells that hold no number.
    """

    path: str
    names: list[str]
    unit: str
    encoding: str = ""
    delimiter: str = ""
    above: int = 0
    faults: list[Fault] = field(default_factory=list)

    def where(self, number: int) -> str:
        """A place in the file, for a message."""
        return f"{self.path}, {self.unit} {number}"

    def batches(self, texts: Sequence[str], numbers: Sequence[str]) -> Iterator[tuple[np.ndarray, pa.RecordBatch]]:
        """Batches of the columns named, for `codes` and `floats`, with the line or row of each of their rows.

        A blank line is a row of missing cells, or none.

        Raises
        ------
        InputFault
            Where pyarrow can't go on, as in a file that was cut short.
        """
        with _readable(self.path):
            yield from (self._of_text if self.unit == "line" else self._of_parquet)(list(texts), list(numbers))

    def floats(self, column: pa.Array, name: str, lines: np.ndarray) -> np.ndarray:
        """Numbers of a column of a batch, NaN where missing; cells that hold none are added to the faults."""
        import numpy as np
        import pyarrow as pa

        try:
            cells = column.cast(pa.string()) if pa.types.is_binary(column.type) else column
            found = cells.cast(pa.float64()).fill_null(np.nan).to_numpy(zero_copy_only=False)
            if not np.isinf(found).any():
                return found
        except pa.ArrowInvalid:  # a decimal comma, a space, or no number: cell by cell
            pass
        words = ["" if cell is None else _text(cell) for cell in column.to_pylist()]
        rows = [(line, [word]) for line, word in zip(lines.tolist(), words, strict=True)]
        values, faults = read_numbers(self.path, [name], rows)
        self.faults += faults
        return np.array(values, float).reshape(len(rows))

    def _of_parquet(self, texts: list[str], numbers: list[str]) -> Iterator[tuple[np.ndarray, pa.RecordBatch]]:
        import numpy as np
        from pyarrow import parquet

        end = 1
        with parquet.ParquetFile(self.path, read_dictionary=texts) as file:
            for batch in file.iter_batches(ROWS, columns=texts + numbers):
                start, end = end, end + batch.num_rows
                yield np.arange(start, end), batch

    def _of_text(self, texts: list[str], numbers: list[str]) -> Iterator[tuple[np.ndarray, pa.RecordBatch]]:
        import numpy as np
        import pyarrow as pa

        types = dict.fromkeys(texts, pa.dictionary(pa.int32(), pa.binary())) | dict.fromkeys(numbers, pa.binary())
        left: list[int] = []  # lines that make no row
        end = self.above + 2
        with _csv(self, types, self._pass_over(left)) as reader:
            for batch in reader:
                lines = np.setdiff1d(np.arange(end, end + batch.num_rows + len(left)), left)[: batch.num_rows]
                end = int(lines[-1]) + 1 if len(lines) else end
                left[:] = [line for line in left if line >= end]
                yield lines, batch

    def _pass_over(self, left: list[int]) -> Callable[[typing.Any], str]:
        """What becomes of a line that has more or fewer cells than the header."""

        def skip(row: typing.Any) -> str:
            left.append(row.number)
            if row.text.strip(f'"{self.delimiter}\r\n '):
                found = f"the row has {row.actual_columns} cells, and the header {row.expected_columns}"
                self.faults.append(Fault(self.where(row.number), found, MEND))
            return "skip"

        return skip


def open_stream(path: str) -> Stream:
    """Look at the columns of a table.

    Raises
    ------
    InputFault
        As `delimited.read_text` does, and where pyarrow can't read the header.
    """
    from pyarrow import parquet

    if is_parquet(path):
        with _readable(path), parquet.ParquetFile(path) as file:
            return Stream(path, file.schema_arrow.names, "row")
    read_text(path, HEAD)  # says what is wrong with a file that holds no text
    with _readable(path):
        with _bytes(path) as source:
            head = source.read(HEAD)
        encoding = next((name for mark, name in BOMS.items() if head.startswith(mark)), "utf-8")
        text = decode(head)
        above = next((at for at, line in enumerate(text.split("\n")) if line.strip(' ;,"\t\ufeff')), 0)
        stream = Stream(path, [], "line", encoding.removesuffix("-sig"), delimiter_of(text), above)
        with _csv(stream, {}, lambda _: "skip") as reader:
            stream.names = [name.strip() for name in reader.schema.names]
    return stream


def is_parquet(path: str) -> bool:
    """Whether a file says that it is Parquet; no where it can't be read."""
    return begins(path, PARQUET)


def codes(column: pa.Array, known: dict[str, int]) -> np.ndarray:
    """Numbers of a batch's texts: each as `known` has it, to which new ones are added; -1 where missing."""
    import numpy as np
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    words = [_text(word) for word in column.dictionary.to_pylist()]
    numbers = np.array([known.setdefault(word, len(known)) if word else -1 for word in words] + [-1])
    return numbers[column.indices.fill_null(-1).to_numpy(zero_copy_only=False)]


def words_at(column: pa.Array, rows: np.ndarray) -> list[str]:
    """The texts of some rows of a batch, empty where missing."""
    return ["" if cell is None else _text(cell) for cell in column.take(rows).to_pylist()]


def _text(cell: object) -> str:
    return (decode(cell) if isinstance(cell, bytes) else str(cell)).strip()


@contextmanager
def _readable(path: str) -> Iterator[None]:
    """Turns what pyarrow says of a file into a fault."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError, UnicodeError) as error:
        found = f"the table can't be read ({str(error).splitlines()[0]})"
        raise InputFault([Fault(path, found, MEND)]) from None


def _bytes(path: str) -> pa.NativeFile:
    import pyarrow as pa

    return pa.input_stream(path, compression="gzip" if begins(path, GZIP) else None)


def _csv(stream: Stream, types: dict[str, pa.DataType], skip: Callable) -> pa.RecordBatchReader:
    """A reader of some columns. One thread, for only then does pyarrow say in which line it is."""
    from pyarrow import csv

    return csv.open_csv(
        _bytes(stream.path),
        csv.ReadOptions(use_threads=False, block_size=BLOCK, encoding=stream.encoding, skip_rows=stream.above),
        csv.ParseOptions(delimiter=stream.delimiter, ignore_empty_lines=False, invalid_row_handler=skip),
        csv.ConvertOptions(
            include_columns=list(types),
            column_types=types,
            null_values=sorted(MISSING),
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
        ),
    )
