"""Files from the network, pinned by their checksums: what has changed there is refused, and nothing fetched twice."""

import hashlib
import zlib
from contextlib import suppress
from pathlib import Path

from spotwise.download import download
from spotwise.faults import Fault, InputFault
from spotwise.formats.gmt import unzipped
from spotwise.tables import atomic

MEND = "check the address and the network; or download the file, and name it as a path"


def fetch(url: str, sha256: str, cache: Path) -> bytes:
    """Content of an address, unzipped; from the cache where it has been fetched before.

    Parameters
    ----------
    url : str
    sha256 : str
        Of the file as it is there, or of what it holds where it is gzipped.
    cache : Path
        A folder, made where it is not there; files in it are called by their checksum.

    Raises
    ------
    InputFault
        Where the file can't be fetched, or is another one than was asked for.
    """
    kept, wanted = cache / sha256.lower(), sha256.lower()
    contents = _contents(kept.read_bytes()) if kept.is_file() else []
    if wanted not in map(_checksum, contents):
        raw = download(url, MEND)
        contents = _contents(raw)
        if wanted not in (found := [*map(_checksum, contents)]):
            mend = "the file there has changed, or the address is wrong: look at it, and correct url or sha256"
            raise InputFault([Fault(url, f"its sha256 is {' or '.join(found)}, not {sha256}", mend)])
        with suppress(OSError), atomic(kept) as draft:  # a cache that can't be written costs another download, no more
            draft.write_bytes(raw)
    return contents[-1]


def _contents(raw: bytes) -> list[bytes]:
    """The bytes, and what they hold where they are gzipped."""
    try:
        return list(dict.fromkeys([raw, unzipped(raw)]))
    except (OSError, EOFError, zlib.error):
        return [raw]


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
