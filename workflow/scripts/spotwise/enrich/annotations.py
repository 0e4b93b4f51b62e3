"""Gene sets from annotations (GAF) and an ontology (OBO): each term with the genes of all terms below it."""

from collections import Counter
from collections.abc import Collection as Names
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from spotwise.enrich.gene_sets import GeneSet
from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.gmt import bare
from spotwise.problems import Problem

FOLLOWED = ("is_a", "part_of")
"""A gene of a part is a gene of the whole; what regulates a process need not take part in it."""
NO_DATA = "ND"
"""The evidence code of a curator who looked and found nothing."""
COLUMNS = 15
"""The columns that every GAF since 1.0 has; 2.0 added two."""


@dataclass(frozen=True)
class Ontology:
    """Living terms.

    Attributes
    ----------
    names : mapping of str to str
        Name by id.
    parents : mapping of str to set of str
        Ids that a term is a kind or a part of.
    today : mapping of str to str
        Living id by one that was merged into it, or that it replaces.
    """

    names: Mapping[str, str]
    parents: Mapping[str, set[str]]
    today: Mapping[str, str]


def read_ontology(text: str, where: str) -> Ontology:
    """The terms of an OBO file, by obonet.

    Raises
    ------
    InputFault
        Where it can't be read, or holds no relation that is followed.
    """
    import obonet

    try:
        graph = obonet.read_obo(StringIO(text), ignore_obsolete=False)
    except (ValueError, KeyError) as error:
        found = f"the ontology can't be read ({error})"
        raise InputFault([Fault(where, found, "name a file in OBO format, such as go-basic.obo")]) from None
    named = {term: facts for term, facts in graph.nodes(data=True) if "name" in facts}
    dead = {term for term, facts in named.items() if facts.get("is_obsolete") == "true"}
    names = {term: facts["name"] for term, facts in named.items() if term not in dead}
    parents: dict[str, set[str]] = {}
    for child, parent, relation in graph.edges(keys=True):
        if relation in FOLLOWED and child in names and parent in names:
            parents.setdefault(child, set()).add(parent)
    if not parents:
        found = "no term of the ontology is a kind or a part of another"
        raise InputFault([Fault(where, found, "name a file in OBO format, such as go-basic.obo")])
    return Ontology(names, parents, _today(named, names))


def _today(named: Mapping[str, Mapping], names: Mapping[str, str]) -> dict[str, str]:
    """Living id by each that is not: merged ones, and obsolete ones that one term replaces."""
    next_ = {old: term for term, facts in named.items() for old in facts.get("alt_id", ()) if old not in names}
    for term, facts in named.items():
        if term not in names and len(facts.get("replaced_by", ())) == 1:
            next_[term] = facts["replaced_by"][0]
    found = {}
    for old in next_:
        term, seen = old, set()
        while term in next_ and term not in seen:
            seen.add(term)
            term = next_[term]
        if term in names:
            found[old] = term
    return found


def read_annotations(text: str, where: str, drop_evidence: Names[str] = ()) -> Counter[tuple[str, str]]:
    """How often a GAF file annotates each (term, gene symbol).

    Left out are the annotations that say NOT, that have no data (ND), and those of evidence in `drop_evidence`.

    Raises
    ------
    InputFault
        Where a row is too short or names no gene or term, or no row is left.
    """
    dropped, found = {NO_DATA, *drop_evidence}, Counter()
    for line, row in _rows(text, where):
        symbol, qualifier, term, evidence = row[2], row[3], row[4], row[6]
        if not symbol or not term:
            fault = Fault(f"{where}, line {line}", "the row names no gene or no term", "download the file again")
            raise InputFault([fault])
        if "NOT" not in qualifier.split("|") and evidence not in dropped:
            found[term, symbol] += 1
    if not found:
        raise InputFault([Fault(where, "the file holds no annotation", "name a file in GAF format")])
    return found


def _rows(text: str, where: str) -> Iterator[tuple[int, list[str]]]:
    for line, content in enumerate(text.split("\n"), start=1):
        if content.startswith("!") or not content.strip():
            continue
        row = content.split("\t")
        if len(row) < COLUMNS:
            found = f"{len(row)} columns, and a GAF file has at least {COLUMNS}: {quoted(content)}"
            raise InputFault([Fault(f"{where}, line {line}", found, "name a file in GAF format, the whole of it")])
        yield line, [bare(cell) for cell in row[:7]]


def annotated_sets(
    annotations: Mapping[tuple[str, str], int], ontology: Ontology, collection: str
) -> tuple[list[GeneSet], list[Problem]]:
    """A set for each living term with a gene, sorted by id, and the annotations that name no living term.

    Raises
    ------
    InputFault
        Where no annotation names a term of the ontology.
    """
    direct: dict[str, set[str]] = {}
    lost: Counter[str] = Counter()
    for (term, symbol), count in annotations.items():
        living = ontology.today.get(term, term)
        if living in ontology.names:
            direct.setdefault(living, set()).add(symbol)
        else:
            lost[term] += count
    if not direct:
        found = f"none of its terms ({listed(sorted(lost), 3)}) is in the ontology"
        raise InputFault([Fault(f"gene sets {collection}", found, "name a GAF and an OBO file of one ontology")])
    genes: dict[str, set[str]] = {}
    for term, symbols in direct.items():
        for ancestor in ancestors(term, ontology.parents):
            genes.setdefault(ancestor, set()).update(symbols)
    sets = [GeneSet(term, ontology.names[term], collection, tuple(sorted(own))) for term, own in sorted(genes.items())]
    what = f"{sum(lost.values())} annotations name terms that are no longer there: {listed(sorted(lost))}"
    return sets, [Problem("fetch", f"gene sets {collection}", what, "left out")] if lost else []


def ancestors(term: str, parents: Mapping[str, set[str]]) -> set[str]:
    """The term itself and every term above it."""
    found, waiting = {term}, [term]
    while waiting:
        new = parents.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found


def as_gmt(sets: list[GeneSet]) -> str:
    """The text of a GMT file."""
    return "".join("\t".join([one.id, one.name, *one.genes]) + "\n" for one in sets)
