"""Faults of the enrichment's settings: gene sets that aren't there, and terms of foci that no set has."""

from collections.abc import Mapping
from pathlib import Path

from spotwise.faults import Fault, nearest, quoted


def enrichment_faults(enrichment: Mapping, shipped: Mapping[str, str]) -> list[Fault]:
    """Collections without a file, and terms of a focus that stand in none of them.

    A name without a slash is that of a collection in `shipped`, which maps it to its file.
    """
    if not enrichment["methods"]:
        return []
    faults, terms = [], set()
    for name in enrichment["gene_sets"]:
        path = Path(name) if "/" in name else Path(shipped.get(name, ""))
        if path.is_file():
            terms |= _terms(path)
        else:
            mend = f"{nearest(name, shipped)} A file of your own has a slash in its path, as in ./mine.gmt"
            faults.append(Fault("configuration, enrichment.gene_sets", f"no gene sets {quoted(name)}", mend))
    if faults:
        return faults
    for focus, members in enrichment["focus"].items():
        for term in [term for term in members if term not in terms]:
            where = f"configuration, enrichment.focus.{focus}"
            faults.append(
                Fault(where, f"no gene set is called {quoted(term)}", "correct the id, or add its collection")
            )
    return faults


def _terms(path: Path) -> set[str]:
    """Ids of the sets of a GMT file; their genes are not looked at."""
    with path.open(encoding="utf-8") as lines:
        return {line.split("\t", 1)[0].strip() for line in lines}
