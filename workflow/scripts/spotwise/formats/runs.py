"""The name of a run from the path or file that a table gives for it."""

import re
from functools import cache

COMPRESSED = re.compile(r"\.(gz|gzip|zip)$", re.IGNORECASE)
EXTENSION = re.compile(r"\.(raw|d|wiff2?|mzml|mzxml|mzmlb|mzparquet|mgf|dia|htrms|lcd|tdf)$", re.IGNORECASE)
"""Extensions of files of spectra; any other ending stays, for names of runs hold dots too."""


@cache  # a long table names its run in every row
def run_name(path: str) -> str:
    """The last part of a path, Windows's or not, without the extension of its file: `S:\\x\\a.mzML.gz` is `a`."""
    last = re.split(r"[\\/]", path.strip().rstrip("\\/"))[-1]
    bare = COMPRESSED.sub("", last)
    name = EXTENSION.sub("", bare)
    return name if name != bare else last
