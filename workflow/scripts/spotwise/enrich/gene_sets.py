"""Gene sets from GMT files: one set a line, its id, its name, and its genes, parted by tabs."""

from dataclasses import dataclass
from pathlib import Path

from spotwise.delimited import decode


@dataclass(frozen=True)
class GeneSet:
    """One gene set of a collection; genes as the file has them, each once, sorted."""

    id: str
    name: str
    collection: str
    genes: tuple[str, ...]


def read_gmt(path: str | Path) -> list[GeneSet]:
    """Sets of a GMT file, in its order; the collection is called as the file is.

    Raises
    ------
    ValueError
        Where a line has no id, or an id stands twice.
    """
    collection = Path(path).stem
    sets, seen = [], {}
    for number, line in enumerate(decode(Path(path).read_bytes()).splitlines(), start=1):
        id_, name, *genes = [cell.strip() for cell in line.split("\t")] + [""] * (2 - min(2, line.count("\t") + 1))
        if not line.strip():
            continue
        if not id_ or id_ in seen:
            raise ValueError(
                f"{path}, line {number}: " + (f"set {id_} stands in line {seen[id_]} too" if id_ else "no id")
            )
        seen[id_] = number
        sets.append(GeneSet(id_, name or id_, collection, tuple(sorted(set(genes) - {""}))))
    return sets
