"""What the formats look at to know a file: the first lines of its text, or the columns of what is no text."""

import re

from spotwise.delimited import SEP, begins, read_text
from spotwise.faults import Fault, InputFault

HEAD = 65536  # bytes
BLANK = re.compile(r'(?:[\s;,"]*\n)+')
"""Lines without text, which readers leave out."""
LISTS = {
    "MzIdentML": "mzIdentML",
    "msms_pipeline_analysis": "pepXML",
    "IdXML": "idXML",
    "protein_summary": "protXML",
    "BioTools Batch Results": "a page of BioTools",
}
"""Lists of identifications by the root of their XML, or the heading of the page."""
UNREAD = {"idXML", "protXML"}


def head_of(path: str) -> str:
    """The first kilobytes of a text, gzipped or not; the first rows of a workbook; the column names of Parquet.

    The latter two are parted by tabs. Lines at the top without any text, or that name the delimiter, are left
    out, as `read_rows` leaves them out.

    Raises
    ------
    InputFault
        As `read_text` does, and where a Parquet file is damaged.
    """
    if begins(path, b"PAR1"):
        return "\t".join(_parquet_columns(path)) + "\n"
    text = read_text(path, HEAD)
    if sep := SEP.match(text):
        text = text[sep.end() :]
    blank = BLANK.match(text)
    return text[blank.end() :] if blank else text


def identifications_in(head: str) -> str | None:
    """What kind of list of identifications a text in tags is, or None; those in `UNREAD` are not read here."""
    if not head.lstrip("\ufeff \t\n").startswith("<"):
        return None
    return next((kind for word, kind in LISTS.items() if re.search(rf"(?:<(?:\w+:)?|>\s*){word}\b", head)), None)


def _parquet_columns(path: str) -> list[str]:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return parquet.read_schema(path).names
    except (pa.ArrowException, OSError) as error:
        found = f"the Parquet file is cut off or damaged ({str(error).splitlines()[0]})"
        raise InputFault([Fault(path, found, "export or copy it again")]) from None
