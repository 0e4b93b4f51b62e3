"""GMT files of gene sets, plain or gzipped: a set a line, its id, its name and its genes, parted by tabs."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from spotwise.delimited import decode, read_text
from spotwise.faults import Fault, InputFault

GZIP = b"\x1f\x8b"


def collection_of(path: str | Path) -> str:
    """What the collection of a file is called: as the file is, without .gmt and .gz."""
    return Path(Path(path).name.removesuffix(".gz")).stem


def read_lines(path: str | Path) -> Iterator[tuple[int, str, str, str]]:
    """Each set of a file: its line, id, name, and genes as the line has them (`cells_of` parts them).

    Raises
    ------
    InputFault
        As `read_text` does, and where a gzipped file is cut off or damaged.
    """
    return lines_in(text_of(path))


def text_of(path: str | Path) -> str:
    """Text of a file that may be gzipped."""
    if not is_zipped(path):
        return read_text(path)
    try:
        return decode(unzipped(Path(path).read_bytes()))
    except (OSError, EOFError, zlib.error) as error:
        found = f"the gzipped file is cut off or damaged ({error})"
        raise InputFault([Fault(str(path), found, "download or copy it again")]) from None


def is_zipped(path: str | Path) -> bool:
    """Whether a file is gzipped; one that can't be read is not."""
    try:
        with open(path, "rb") as file:
            return file.read(len(GZIP)) == GZIP
    except (OSError, ValueError):
        return False


def unzipped(raw: bytes) -> bytes:
    """The bytes themselves, or what they hold where they are gzipped."""
    return gzip.decompress(raw) if raw.startswith(GZIP) else raw


def lines_in(text: str) -> Iterator[tuple[int, str, str, str]]:
    """The same of a file's text."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            id_, _, rest = line.partition("\t")
            name, _, genes = rest.partition("\t")
            yield number, bare(id_), bare(name), genes


def cells_of(text: str) -> list[str]:
    """The cells of a part of a line, bare."""
    cells = text.split("\t")
    if text.isascii() and " " not in text and '"' not in text:  # most lines, and a million cells add up
        return cells
    return [bare(cell) for cell in cells]


def bare(cell: str) -> str:
    """A cell without padding, and without the quotation marks that spreadsheets put round it."""
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = cell[1:-1].replace('""', '"').strip()
    return cell
