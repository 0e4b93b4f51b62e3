"""From the genes of a list to the symbols of the gene sets."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from spotwise.enrich.dates import genes_of_date
from spotwise.enrich.gene_sets import Collection
from spotwise.formats.proteins import names_in
from spotwise.identify.features import genes_of
from spotwise.identify.table import Identification

AS_GIVEN, UPPER_CASE, OVERRIDE, ALIAS, ORTHOLOG, UNMAPPED = (
    "as given", "upper-case", "override", "alias", "ortholog", "unmapped",
)  # fmt: skip

Mapped = dict[str, tuple[str, str]]
"""The symbol and the route of each gene; no symbol where it is unmapped."""


@dataclass(frozen=True)
class Tables:
    """Symbol by gene in capitals, from several sources.

    Attributes
    ----------
    overrides, orthologs : mapping of str to str
        The user's own.
    shipped : mapping of str to str
        Old and rodents' names whose alias is none, or another gene's.
    aliases : mapping of str to str
        Old and everyday names that one gene alone has had.
    """

    overrides: Mapping[str, str] = field(default_factory=dict)
    orthologs: Mapping[str, str] = field(default_factory=dict)
    shipped: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)


def map_symbols(genes: Iterable[str], known: Iterable[str], tables: Tables | None = None) -> Mapped:
    """For each gene, sorted, the symbol it stands for and by which route; no symbol where it is unmapped.

    Orthologs of mammals mostly share a symbol but for its case, so a rat's `Aldoa` is looked for as `ALDOA`, and
    case is ignored on both sides, for human symbols such as C1orf43 hold small letters. What the user says goes before
    what is worked out here, and a name that stands as it is in the gene sets before any translation:

    the user's overrides, the name as given, the user's orthologs, upper case, the shipped overrides, a date that only
    one gene can have become (an override too), a unique alias.

    Parameters
    ----------
    genes : iterable of str
    known : iterable of str
        Symbols of the gene sets, and others that are symbols though they stand in no set (`known_symbols`).
    tables : Tables, optional
    """
    rungs = _ladder(known, tables or Tables())
    return {gene: _map(gene, rungs) for gene in sorted(set(genes))}


def proteins_and_genes(found: Iterable[Identification], features: Iterable[pd.DataFrame]) -> list[tuple[str, str]]:
    """Every protein with a gene that it stands under, sorted by gene, from lists of identifications.

    Parameters
    ----------
    found : iterable of Identification
    features : iterable of DataFrame
        `features.tsv` of each region: some tables name proteins that no list does. There a gene stands beside all
        proteins of its feature.
    """
    pairs = {(gene, one.accession) for one in found for gene in genes_of(one)}
    listed = {gene for gene, _ in pairs}
    for table in features:
        for genes, proteins in zip(table["gene"], table["protein"], strict=True):
            pairs |= {(gene, proteins) for gene in names_in(genes) if gene not in listed}
    return [(protein, gene) for gene, protein in sorted(pairs)]


def known_symbols(collections: Iterable[Collection], further: Iterable[str] = ()) -> set[str]:
    """The genes of all sets, and further symbols, but for those that a set spells in other capitals."""
    genes = {gene for collection in collections for one in collection.sets for gene in one.genes}
    spelt = {gene.upper() for gene in genes}
    return genes | {symbol for symbol in further if symbol.upper() not in spelt}


Rung = tuple[str, Callable[[str], str]]


def _ladder(known: Iterable[str], tables: Tables) -> list[Rung]:
    """Each route with what finds a symbol by it, or an empty one, in the order in which they are tried."""
    known = set(known)
    upper = {symbol.upper(): symbol for symbol in sorted(known)}

    def as_given(name: str) -> str:
        return name if name in known else ""

    def any_case(name: str) -> str:
        return as_given(name) or upper.get(name.upper(), "")

    def by(table: Mapping[str, str]) -> Callable[[str], str]:
        return lambda gene: any_case(table.get(gene.upper(), ""))

    return [
        (OVERRIDE, by(tables.overrides)),
        (AS_GIVEN, as_given),
        (ORTHOLOG, by(tables.orthologs)),
        (UPPER_CASE, any_case),
        (OVERRIDE, by(tables.shipped)),
        (OVERRIDE, lambda gene: any_case(_undated(gene))),
        (ALIAS, by(tables.aliases)),
    ]


def _undated(gene: str) -> str:
    """The one gene that a date can have been; empty where it is none, or several."""
    meant = genes_of_date(gene) or ()
    return meant[0] if len(meant) == 1 else ""


def _map(gene: str, rungs: list[Rung]) -> tuple[str, str]:
    return next(((symbol, route) for route, find in rungs if (symbol := find(gene))), ("", UNMAPPED))
