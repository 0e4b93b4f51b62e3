"""The index of what a run made, with sizes, and the one archive of its figures and tables."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from spotwise.report.outputs import with_pngs

PACKED = (".svg", ".png", ".tsv")
"""Suffixes of figures and tables that a person opens; matrices and the workbook lie in the folder of results."""
ALIKE = (1980, 1, 1, 0, 0, 0)
"""The date of every file of the archive, so that the same results give the same bytes."""
STORED = (".png",)
"""Suffixes of what is packed already."""


def index(files: Iterable[Mapping], sizes: Mapping[str, int], words: Mapping[str, str]) -> list[dict]:
    """The rows of `output_files` with each path's size, PNGs beside their SVGs.

    Parameters
    ----------
    files : iterable of mapping
        Of `output_files`.
    sizes : mapping of str to int
        Path relative to the results to its bytes; one that is not there has none.
    words : mapping of str to str
        Of `words.NOUNS`, for what each file holds.
    """
    rows = [
        {
            "holds": file["holds"].format(**words),
            "kind": "figures" if file["paths"][0].endswith(".svg") else "tables",
            "paths": file["paths"],
            "files": [{"path": path, "size": sizes.get(path)} for path in with_pngs(file["paths"])],
        }
        for file in files
    ]
    return [row | {"total": sum(one["size"] or 0 for one in row["files"])} for row in rows]


def packed(paths: Sequence[str]) -> list[str]:
    """Which of some paths go into the archive, in the order in which they stand there."""
    return sorted(path for path in dict.fromkeys(paths) if path.endswith(PACKED))


def write_archive(target: Path, members: Mapping[str, Path]) -> None:
    """Write files under given names as a ZIP that has the same bytes whenever it is made.

    Parameters
    ----------
    target : Path
    members : mapping of str to Path
        Name inside the archive to the file.
    """
    with zipfile.ZipFile(target, "w") as archive:
        for name, path in members.items():
            entry = zipfile.ZipInfo(name, ALIKE)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes(), compresslevel=1)
