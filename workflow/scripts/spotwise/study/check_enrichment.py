"""Faults of the enrichment's settings: gene sets that aren't there, and terms of foci that no set has."""

from collections.abc import Mapping
from pathlib import Path

from spotwise.delimited import read_text
from spotwise.faults import Fault, InputFault, nearest, quoted
from spotwise.formats.numbers import shortened

COLLECTIONS = "configuration, enrichment.gene_sets"


def enrichment_faults(enrichment: Mapping, shipped: Mapping[str, str]) -> list[Fault]:
    """Collections without a file, or whose file holds none, and terms of a focus that stand in none of them.

    A name without a slash is that of a collection in `shipped`, which maps it to its file.
    """
    if not enrichment["methods"]:
        return []
    names = enrichment["gene_sets"]
    if not names:
        return [Fault(COLLECTIONS, "no collection is named", "name one, as in [go]")]
    faults, terms = [], set()
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            faults.append(Fault(COLLECTIONS, f"{quoted(name)} stands there twice", "name each collection once"))
        if "/" not in name and name not in shipped:
            mend = f"{nearest(name, shipped)} A file of your own has a slash in its path, as in ./mine.gmt"
            faults.append(Fault(COLLECTIONS, f"no gene sets {quoted(name)} are shipped", mend))
            continue
        found, more = _terms(name if "/" in name else shipped[name])
        terms |= found
        faults += more
    stems = [Path(name).stem for name in dict.fromkeys(names)]
    for stem in sorted({stem for stem in stems if stems.count(stem) > 1}):
        faults.append(Fault(COLLECTIONS, f"two collections are called {quoted(stem)}", "rename one of the files"))
    return faults or _focus_faults(enrichment["focus"], terms)


def _focus_faults(foci: Mapping, terms: set[str]) -> list[Fault]:
    faults = []
    for focus, members in foci.items():
        for term in [term for term in members or () if term not in terms]:
            where = f"configuration, enrichment.focus.{focus}"
            mend = "correct the id, or add the collection that has it"
            faults.append(Fault(where, f"no gene set is called {quoted(term)}", mend))
    return faults


def _terms(path: str) -> tuple[set[str], list[Fault]]:
    """Ids of the sets of a GMT file, and its faults; their genes are not looked at."""
    try:
        lines = read_text(path).split("\n")
    except InputFault as error:
        return set(), error.faults
    first, faults = {}, []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where, id_ = f"{path}, line {number}", line.split("\t", 1)[0].strip()
        if line.count("\t") < 2:
            found = "the line holds no gene set"
            faults.append(Fault(where, found, "write id, name and genes, parted by tabs"))
        elif not id_:
            faults.append(Fault(where, "the gene set has no id", "write one before the first tab"))
        elif id_ in first:
            found = f"gene set {quoted(id_)} stands in line {first[id_]} already"
            faults.append(Fault(where, found, "keep one of the two"))
        first.setdefault(id_, number)
    return set(first), shortened(faults, path, "lines")
