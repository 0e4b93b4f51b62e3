"""Where gene sets come from: shipped ones, GMT files, pairs of GAF and OBO, and addresses with checksums."""

from collections.abc import Iterator, Mapping

from spotwise.formats.gmt import collection_of

PARTS = ("gaf", "obo")


def is_made(entry: str | Mapping) -> bool:
    """Whether an entry of `enrichment.gene_sets` has to be fetched or put together before it is a GMT file."""
    return not isinstance(entry, str) and "path" not in entry


def path_of(entry: str | Mapping) -> str:
    """The GMT file of an entry that is not made; a name without a slash is that of a shipped one."""
    return entry if isinstance(entry, str) else entry["path"]


def name_of(entry: str | Mapping) -> str:
    """What the collection is called."""
    return entry["name"] if is_made(entry) else collection_of(path_of(entry))


def files_of(entry: str | Mapping) -> list[str]:
    """The files of a made entry that lie here."""
    return [entry[part] for part in PARTS if isinstance(entry.get(part), str)]


def addresses_of(entry: str | Mapping) -> Iterator[tuple[str, Mapping]]:
    """The parts of a made entry that are fetched, each with its url and sha256, by their keys."""
    if "url" in entry:
        yield "", entry
    yield from ((part, entry[part]) for part in PARTS if isinstance(entry.get(part), Mapping))
