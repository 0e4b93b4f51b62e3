"""Delimited text as labs have it: any of tab, `;` and `,`; UTF-8 or what Windows writes."""

import csv
import io
import re
from pathlib import Path

from spotwise.faults import Fault, InputFault

BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
QUOTED = re.compile(r'"[^"]*"')
BINARY = {
    b"PK": "an Excel workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "compressed",
}
END = "\0"


def read_text(path: str | Path, most: int = -1) -> str:
    """Text of a file, or of its first `most` bytes.

    Raises
    ------
    InputFault
        Where there is no such file, or it can't be read, is empty, or holds no text.
    """
    try:
        with open(path, "rb") as file:
            raw = file.read(most)
    except FileNotFoundError:
        mend = "correct the path in the configuration; it starts from the folder you run in"
        raise InputFault([Fault(str(path), "there is no such file", mend)]) from None
    except IsADirectoryError:
        raise InputFault([Fault(str(path), "this is a folder", "name a file in it")]) from None
    except (OSError, ValueError) as error:
        raise InputFault([Fault(str(path), f"the file can't be read ({error})", "check the file")]) from None
    if not raw.strip():
        raise InputFault([Fault(str(path), "the file is empty", "export it again, or name another file")])
    if kind := _binary(raw):
        mend = "export it as tab-separated text or CSV"
        raise InputFault([Fault(str(path), f"the file is no text but {kind}", mend)])
    return decode(raw)


def _binary(raw: bytes) -> str | None:
    """What a file that holds no text is, or None."""
    if raw.startswith(tuple(BOMS)):
        return None
    known = next((kind for start, kind in BINARY.items() if raw.startswith(start)), "binary")
    return known if b"\0" in raw or raw.startswith(b"%PDF") else None


def decode(raw: bytes) -> str:
    """Text of a file's bytes: by its byte order mark, else UTF-8, else Windows-1252; line ends become `\\n`."""
    for mark, encoding in BOMS.items():
        if raw.startswith(mark):
            text = raw.decode(encoding, errors="replace")
            break
    else:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def delimiter_of(text: str) -> str:
    """The delimiter of a table's first line with any outside quotes: tab before `;` before `,`."""
    for line in text.splitlines():
        bare = QUOTED.sub("", line)
        if found := next((mark for mark in "\t;," if mark in bare), None):
            return found
    return "\t"


def read_rows(path: str | Path) -> list[tuple[int, list[str]]]:
    """Rows of a table with the number of the line each begins in; rows without any text are left out.

    Raises
    ------
    InputFault
        As `read_text` does, and where a quotation mark is never closed, which would swallow the rows below it.
    """
    text = read_text(path)
    reader = csv.reader(io.StringIO(text.rstrip("\n") + f"\n{END}\n"), delimiter=delimiter_of(text))
    rows, line, cells = [], 1, []
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:  # a cell that grew beyond any limit
        cells = []
    else:
        line, cells = rows.pop()
    if cells != [END]:
        found = "a quotation mark opens in this row and is never closed"
        raise InputFault([Fault(f"{path}, line {line}", found, 'close it, or write "" for a mark inside a cell')])
    return [(line, cells) for line, cells in rows if any(cell.strip() for cell in cells)]
