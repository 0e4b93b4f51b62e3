"""Gene sets, collection by collection."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from spotwise.faults import Fault, InputFault
from spotwise.formats.gmt import cells_of, collection_of, read_lines

NO_NAME = {"", "na", "n/a", "-", "null"}


@dataclass(frozen=True)
class GeneSet:
    """One gene set of a collection; genes as the file has them, each once, sorted."""

    id: str
    name: str
    collection: str
    genes: tuple[str, ...]


@dataclass(frozen=True)
class Collection:
    """The sets of a file, called as the file is, and the ids that stood in several lines."""

    name: str
    sets: list[GeneSet]
    repeated: list[str]


def read_collection(path: str | Path) -> Collection:
    """Sets of a GMT file, in its order. Lines of the same id make one set, of the genes of all.

    Raises
    ------
    InputFault
        Where the file can't be read, or a line has no id.
    """
    collection, names, genes, repeated = collection_of(path), {}, {}, []
    for number, id_, name, cells in read_lines(path):
        if not id_:
            raise InputFault(
                [Fault(f"{path}, line {number}", "the gene set has no id", "write one before the first tab")]
            )
        if id_ in genes:
            repeated.append(id_)
        names.setdefault(id_, _named(name) or id_)
        genes.setdefault(id_, []).extend(cells_of(cells))
    sets = [GeneSet(id_, names[id_], collection, _sorted(own)) for id_, own in genes.items()]
    return Collection(collection, sets, list(dict.fromkeys(repeated)))


def _sorted(cells: list[str]) -> tuple[str, ...]:
    """Each gene once; cells that are in order already, as most files' are, sort several times as fast as a set."""
    genes = dict.fromkeys(cells)
    genes.pop("", None)
    return tuple(sorted(genes))


def _named(name: str) -> str:
    """A set's name; empty where the file has only the address of a page there, as MSigDB's and WikiPathways' do."""
    return "" if name.lower() in NO_NAME or name.startswith(("http://", "https://")) else name


def read_gmt(path: str | Path) -> list[GeneSet]:
    """The sets alone."""
    return read_collection(path).sets


def read_collections(paths: Iterable[str | Path]) -> list[Collection]:
    """Several files. A gene that an earlier one spells in other capitals is spelt as there.

    So a study's gene has one symbol, and is found in the sets of man and mouse alike. Within one file nothing changes:
    where its genes differ by capitals alone, as in flies, they stay apart.
    """
    found, spelt, exact = [], {}, set()
    for path in paths:
        collection = read_collection(path)
        if found:
            earlier = {gene for one in found[-1].sets for gene in one.genes}
            spelt = {gene.upper(): gene for gene in sorted(earlier)} | spelt
            exact |= earlier
            collection = replace(collection, sets=[_respelt(one, exact, spelt) for one in collection.sets])
        found.append(collection)
    return found


def read_sets(paths: Iterable[str | Path]) -> list[GeneSet]:
    """The sets of several files, spelt alike."""
    return [one for collection in read_collections(paths) for one in collection.sets]


def _respelt(one: GeneSet, exact: set[str], spelt: dict[str, str]) -> GeneSet:
    genes = {gene if gene in exact else spelt.get(gene.upper(), gene) for gene in one.genes}
    return replace(one, genes=tuple(sorted(genes)))
