"""Delimited text as labs have it: any of tab, `;` and `,`; UTF-8 or what Windows writes."""

import csv
import re
from pathlib import Path

BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
QUOTED = re.compile(r'"[^"]*"')


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
    """The delimiter of a table's first line with any: tab before `;` before `,`, by count outside quotes."""
    for line in text.splitlines():
        bare = QUOTED.sub("", line)
        counts = {mark: bare.count(mark) for mark in "\t;,"}
        if any(counts.values()):
            return max(counts, key=counts.get)
    return "\t"


def rows_of(text: str) -> list[tuple[int, list[str]]]:
    """Rows of a table with the number of the line each ends in; rows without any text are left out."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter_of(text))
    return [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]


def read_rows(path: str | Path) -> list[tuple[int, list[str]]]:
    """`rows_of` a file."""
    return rows_of(decode(Path(path).read_bytes()))
