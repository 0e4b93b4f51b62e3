"""What an address holds."""

from http.client import HTTPException
from urllib.request import Request, urlopen

from spotwise.faults import Fault, InputFault

TIMEOUT = 60  # seconds without a byte
AGENT = "spotwise"  # some servers turn away Python's own name


def download(url: str, mend: str) -> bytes:
    """The bytes of an address.

    Raises
    ------
    InputFault
        With `mend`, where they can't be fetched.
    """
    try:
        with urlopen(Request(url, headers={"User-Agent": AGENT}), timeout=TIMEOUT) as answer:
            return answer.read()
    except (OSError, ValueError, HTTPException) as error:
        raise InputFault([Fault(url, f"the file can't be fetched ({error})", mend)]) from None
