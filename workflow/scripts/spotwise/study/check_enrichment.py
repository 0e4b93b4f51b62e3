"""Faults of the enrichment's settings: gene sets that aren't there, and terms of foci that no set has."""

import re
from collections.abc import Iterator, Mapping, Sequence

from spotwise.delimited import read_text
from spotwise.faults import Fault, InputFault, nearest, quoted
from spotwise.formats.gmt import is_zipped, read_lines
from spotwise.formats.numbers import shortened
from spotwise.study.gene_set_sources import addresses_of, files_of, is_made, name_of, path_of
from spotwise.study.names import make_id
from spotwise.study.symbol_tables import read_symbols

COLLECTIONS = "configuration, enrichment.gene_sets"
FORMS = (("path",), ("gaf", "obo", "name"), ("url", "sha256", "name"))
"""The keys that an entry of enrichment.gene_sets has, where it is no name."""
ADDRESS = re.compile(r"(https?|ftp|file)://\S+", re.IGNORECASE)
SHA256 = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
HEAD = 1024  # bytes that tell whether a file is there and holds text


def enrichment_faults(enrichment: Mapping, shipped: Mapping[str, str]) -> list[Fault]:
    """Collections without a file, or whose file holds none, and terms of a focus that stand in none of them.

    A name without a slash is that of a collection in `shipped`, which maps it to its file. What has to be fetched or
    put together is not looked into here: terms are then left to the job that reads the sets.
    """
    if not enrichment["methods"]:
        return []
    entries = enrichment["gene_sets"]
    if not entries:
        return [Fault(COLLECTIONS, "no collection is named", "name one, as in [go]")]
    faults, terms = _symbol_faults(enrichment["symbols"]), set()
    for at, entry in enumerate(entries):
        if entry in entries[:at]:
            shown = quoted(entry if isinstance(entry, str) else entry.get("name", entry.get("path")))
            faults.append(Fault(COLLECTIONS, f"{shown} stands there twice", "name each collection once"))
            continue
        found, more = _entry_terms(entry, f"{COLLECTIONS}[{at + 1}]", shipped)
        terms |= found
        faults += more
    if faults := faults + _name_faults(entries):
        return faults
    return [] if any(map(is_made, entries)) else _focus_faults(enrichment["focus"], terms)


def enrichment_paths(enrichment: Mapping) -> Iterator[tuple[str, str]]:
    """The paths among the settings, each with the key that it stands under."""
    for entry in enrichment.get("gene_sets", ()):
        paths = files_of(entry) if is_made(entry) else [path_of(entry)]
        yield from (("enrichment.gene_sets", path) for path in paths)
    for name, path in enrichment.get("symbols", {}).items():
        if path:
            yield f"enrichment.symbols.{name}", path


def _symbol_faults(tables: Mapping[str, str | None]) -> list[Fault]:
    faults = []
    for path in filter(None, tables.values()):
        try:
            read_symbols(path)
        except InputFault as error:
            faults += error.faults
    return faults


def _entry_terms(entry: str | Mapping, where: str, shipped: Mapping[str, str]) -> tuple[set[str], list[Fault]]:
    """Ids of the sets of an entry, none where it has to be made first, and its faults."""
    if isinstance(entry, str) and "/" not in entry:
        if entry in shipped:
            return _terms(shipped[entry])
        mend = f"{nearest(entry, shipped)} A file of your own has a slash in its path, as in ./mine.gmt"
        return set(), [Fault(COLLECTIONS, f"no gene sets {quoted(entry)} are shipped", mend)]
    if faults := [] if isinstance(entry, str) else _form_faults(entry, where):
        return set(), faults
    return (set(), _source_faults(entry, where)) if is_made(entry) else _terms(path_of(entry))


def _form_faults(entry: Mapping, where: str) -> list[Fault]:
    """Keys that an entry lacks, or has too many of."""
    form = next((form for form in FORMS if set(form[:2]) & set(entry)), None)
    if form is None:
        return [Fault(where, "no source is named", f"write {' or '.join(map(_shown, FORMS))}")]
    extra = set(entry) - set(form) - ({"drop_evidence"} if "gaf" in form else set())
    shown = _shown(form)
    faults = [Fault(where, f"{quoted(key)} is missing", f"write {shown}") for key in form if key not in entry]
    return faults + [Fault(where, f"{quoted(key)} has no place here", f"write {shown}") for key in sorted(extra)]


def _shown(form: Sequence[str]) -> str:
    return "{" + ", ".join(form) + "}"


def _source_faults(entry: Mapping, where: str) -> list[Fault]:
    """Names that can't stand in a path, files that can't be read, and addresses without a sound checksum."""
    faults = []
    if make_id(entry["name"]) != entry["name"]:
        found = f"{quoted(entry['name'])} can't be the name of a file everywhere"
        faults.append(Fault(f"{where}.name", found, "write letters, digits, . _ and - alone"))
    for part, address in addresses_of(entry):
        faults += _address_faults(address, f"{where}.{part}" if part else where)
    for path in files_of(entry):
        try:
            if not is_zipped(path):
                read_text(path, HEAD)
        except InputFault as error:
            faults += error.faults
    return faults


def _address_faults(address: Mapping, where: str) -> list[Fault]:
    missing = [key for key in ("url", "sha256") if key not in address]
    if missing:
        return [Fault(where, f"{quoted(key)} is missing", "write {url, sha256}") for key in missing]
    faults = []
    if not ADDRESS.fullmatch(address["url"]):
        faults.append(Fault(where, f"{quoted(address['url'])} is no address", "begin it with https://"))
    if not SHA256.fullmatch(address["sha256"]):
        mend = "write the 64 digits that `sha256sum` prints for the file"
        faults.append(Fault(where, f"{quoted(address['sha256'])} is no sha256", mend))
    return faults


def _name_faults(entries: Sequence[str | Mapping]) -> list[Fault]:
    """Collections that are called alike: their tables could not be told apart."""
    named = [entry for at, entry in enumerate(entries) if entry not in entries[:at]]
    names = [name_of(entry) for entry in named if isinstance(entry, str) or "name" in entry or "path" in entry]
    lower = [name.lower() for name in names]
    twice = sorted({name for name in names if lower.count(name.lower()) > 1})
    return [Fault(COLLECTIONS, f"two collections are called {quoted(name)}", "rename one of them") for name in twice]


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
    terms, faults = set(), []
    try:
        for number, id_, name, genes in read_lines(path):
            where = f"{path}, line {number}"
            if not id_:
                faults.append(Fault(where, "the gene set has no id", "write one before the first tab"))
            elif not name and not genes and any(mark in id_ for mark in " ,;"):
                found = "the line holds no gene set"
                faults.append(Fault(where, found, "write id, name and genes, parted by tabs"))
            terms.add(id_)
    except InputFault as error:
        return set(), error.faults
    return terms, shortened(faults, path, "lines")
