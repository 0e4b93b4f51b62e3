"""Delimited text as labs have it: any of tab, `;` and `,`; UTF-8, UTF-16 or what Windows writes; gzipped; workbooks.

A path may name the sheet of a workbook behind a `#`, as in `gels.xlsx#Hippocampus`; without one, the first sheet that
holds a table is read. Such rows are numbered as the spreadsheet numbers them.
"""

import codecs
import csv
import gzip
import io
import re
import zlib
from os.path import isfile
from pathlib import Path

from spotwise.faults import Fault, InputFault
from spotwise.workbooks import LARGEST, MAGIC, is_workbook, sheet_rows, table_sheets

BOMS = {
    b"\xff\xfe\0\0": "utf-32",  # begins as UTF-16 does
    b"\0\0\xfe\xff": "utf-32",
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
SEP = re.compile(r'"?sep=([\t;,])"?[\t;,]*(?=\n)', re.IGNORECASE)
"""A first line that tells a spreadsheet the delimiter."""
QUOTED = re.compile(r'"[^"]*"')
GZIP = b"\x1f\x8b"
BINARY = {
    b"PAR1": "a Parquet table",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"%PDF": "a PDF",
    GZIP: "compressed twice",
}
END = "\0"


def read_text(path: str | Path, most: int = -1) -> str:
    """Text of a file, or of its first `most` bytes; that of a workbook's rows, parted by tabs.

    Raises
    ------
    InputFault
        Where there is no such file, or it can't be read or unpacked, is empty, or holds no text.
    """
    raw, sheet = _contents(path, most)
    if is_workbook(raw):
        rows = sheet_rows(str(path), raw, sheet)
        text = "".join("\t".join(" ".join(cell.split()) for cell in cells) + "\n" for _, cells in rows)
        return text if most < 0 else text[:most]
    return _decoded(raw, cut=len(raw) == most)


def _contents(path: str | Path, most: int = -1) -> tuple[bytes, str | None]:
    """Bytes that hold text, or all of a workbook, and the sheet that the path names."""
    file, sheet = parted(str(path))
    try:
        raw = _raw(file, most)
    except FileNotFoundError:
        mend = "correct the path in the configuration; it starts from the folder you run in"
        raise InputFault([Fault(str(path), "there is no such file", mend)]) from None
    except IsADirectoryError:
        raise InputFault([Fault(str(path), "this is a folder", "name a file in it")]) from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        found = f"the gzipped file is cut off or damaged ({error})"
        raise InputFault([Fault(str(path), found, "download or copy it again")]) from None
    except (OSError, ValueError) as error:
        raise InputFault([Fault(str(path), f"the file can't be read ({error})", "check the file")]) from None
    if not raw.strip():
        raise InputFault([Fault(str(path), "the file is empty", "export it again, or name another file")])
    if kind := _binary(raw):
        mend = "export it as tab-separated text or CSV"
        raise InputFault([Fault(str(path), f"the file is no text but {kind}", mend)])
    if sheet is not None and not is_workbook(raw):
        raise InputFault([Fault(file, "the file is no workbook and has no sheets", "leave `sheet` out")])
    return raw, sheet


def begins(path: str | Path, *marks: bytes) -> bool:
    """Whether a file begins with one of these bytes; no where it can't be read."""
    try:
        with open(parted(str(path))[0], "rb") as file:
            return file.read(max(map(len, marks))).startswith(marks)
    except (OSError, ValueError):
        return False


def tables_in(path: str | Path) -> list[str]:
    """Sheets that hold a table, of a workbook; none where the path names one, or is of no workbook that opens."""
    if not begins(path, *MAGIC):
        return []
    try:
        raw, sheet = _contents(path)
        return table_sheets(str(path), raw) if sheet is None else []
    except InputFault:
        return []


def parted(path: str) -> tuple[str, str | None]:
    """The file that a path names, and the sheet behind its `#`, if any."""
    marks = [at for at, letter in enumerate(path) if letter == "#"]
    at = next((at for at in marks if isfile(path[:at])), None)
    return (path, None) if at is None or isfile(path) else (path[:at], path[at + 1 :])


def _raw(path: str, most: int) -> bytes:
    """The first bytes of a file, unpacked where it is gzipped; a workbook is read whole, as its rows stand anywhere."""
    with open(path, "rb") as file:
        start = file.read(4)
        file.seek(0)
        if not start.startswith(GZIP):
            return file.read(-1 if is_workbook(start) else most)
        with gzip.GzipFile(fileobj=file) as unpacked:
            raw = unpacked.read(most if most >= 0 else LARGEST + 1)
    if len(raw) > LARGEST:
        found = f"the gzipped file unpacks to more than {LARGEST >> 20} MB"
        raise InputFault([Fault(path, found, "give the columns that are needed alone")])
    return raw


def _binary(raw: bytes) -> str | None:
    """What a file that holds no text is, or None."""
    if raw.startswith(tuple(BOMS)) or is_workbook(raw) or _wide_letters(raw):
        return None
    known = next((kind for start, kind in BINARY.items() if raw.startswith(start)), "binary")
    return known if b"\0" in raw or raw.startswith((b"%PDF", b"PAR1")) else None


def _wide_letters(raw: bytes) -> str | None:
    """The encoding of UTF-16 without a mark: of almost every letter one byte is zero, and always the same one."""
    head = raw[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(head) % 2 or min(even, odd) or max(even, odd) < 0.4 * len(head):
        return None
    return "utf-16-le" if odd else "utf-16-be"


def decode(raw: bytes) -> str:
    """Text of a file's bytes: by its byte order mark, else UTF-8, else Windows-1252; line ends become `\\n`."""
    return _decoded(raw, cut=False)


def _decoded(raw: bytes, cut: bool) -> str:
    """The same; of bytes that were `cut` at some length, the last letter may lack a part."""
    marked = next((encoding for mark, encoding in BOMS.items() if raw.startswith(mark)), None) or _wide_letters(raw)
    if marked:
        text = raw.decode(marked, errors="replace")
    else:
        try:
            text = codecs.getincrementaldecoder("utf-8")().decode(raw, final=not cut)
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
        As `read_text` does, where the file is a page or document of tags, and where a quotation mark is never closed,
        which would swallow the rows below it.
    """
    raw, sheet = _contents(path)
    if is_workbook(raw):
        return sheet_rows(str(path), raw, sheet)
    text = decode(raw)
    if kind := tagged(text):
        raise InputFault([tag_fault(path, kind)])
    sep = SEP.match(text)
    text = text[sep.end() :] if sep else text  # which leaves an empty line
    delimiter = sep[1] if sep else delimiter_of(text)
    reader = csv.reader(io.StringIO(text.rstrip("\n") + f"\n{END}\n"), delimiter=delimiter)
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


def tagged(text: str) -> str | None:
    """Whether a text is HTML or XML, whatever the name of its file says: which of them, or None."""
    start = text.lstrip("\ufeff \t\n")[:512].lower()
    if re.match(r"<(!doctype html|html|head|body|meta|table|div|style)\b", start):
        return "a web page (HTML)"
    return "XML" if start.startswith("<?xml") else None


def tag_fault(path: str | Path, kind: str) -> Fault:
    """The fault of tags where a table of text was expected; software saves such files as .xls or .csv."""
    return Fault(
        str(path), f"the file is {kind}, whatever its name says", "open it in a spreadsheet, save as .xlsx or CSV"
    )
