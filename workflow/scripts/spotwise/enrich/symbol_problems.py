"""What is to be said of the way from genes to symbols: names taken for others, names left out, and too few found."""

from collections.abc import Collection as Names
from collections.abc import Iterable, Mapping

from spotwise.enrich.dates import genes_of_date, is_number
from spotwise.enrich.gene_sets import Collection
from spotwise.enrich.symbols import ALIAS, OVERRIDE, UNMAPPED, Mapped, Tables
from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.problems import Problem

WHERE = "study/mapping.tsv"


def check_focus(focus: Mapping[str, Names[str]], collections: Iterable[Collection]) -> None:
    """Nothing where every term of every focus is a set.

    Raises
    ------
    InputFault
        Otherwise, with each term that is none.
    """
    known = {one.id for collection in collections for one in collection.sets}
    lost = [(name, term) for name, terms in focus.items() for term in terms if term not in known]
    mend = "correct the id, or add the collection that has it"
    if lost:
        raise InputFault(
            Fault(f"configuration, enrichment.focus.{name}", f"no gene set is called {quoted(term)}", mend)
            for name, term in lost
        )


def check_mapped(mapped: Mapped, collections: Iterable[Collection], least: float) -> None:
    """Nothing where enough genes have a symbol, and some stand in a set.

    Parameters
    ----------
    mapped : mapping of str to (str, str)
    collections : iterable of Collection
    least : float
        The share of genes that must have a symbol.

    Raises
    ------
    InputFault
        Otherwise, with examples of what was not found.
    """
    lost = [gene for gene, (symbol, _) in mapped.items() if not symbol]
    share = 1 - len(lost) / len(mapped) if mapped else 1.0
    if share < least:
        found = f"only {len(mapped) - len(lost)} of {len(mapped)} genes ({share:.0%}) have a symbol in the gene sets"
        mend = (
            f"check the gene names; name gene sets of this species, or give its orthologs or overrides "
            f"(enrichment.symbols); or accept it with enrichment.min_mapped (now {least:g})"
        )
        raise InputFault([Fault("identified genes", f"{found}; not {listed(lost)}", mend)])
    sets = [one for collection in collections for one in collection.sets]
    symbols = {symbol for symbol, _ in mapped.values()} - {""}
    if symbols and sets and not any(symbols.intersection(one.genes) for one in sets):
        theirs = sorted({gene for one in sets[:100] for gene in one.genes})
        found = f"none of the identified genes ({listed(sorted(symbols), 3)}) is in a set ({listed(theirs, 3)} are)"
        raise InputFault([Fault("enrichment.gene_sets", found, "name gene sets that are keyed by gene symbols")])


def symbol_problems(mapped: Mapped, known: Names[str], tables: Tables) -> list[Problem]:
    """The findings of a mapping: mended dates, aliases, entries of the user's tables that lead nowhere, the lost."""
    dates = {gene: meant for gene in mapped if (meant := genes_of_date(gene)) is not None}
    mended = [f"{gene} ({mapped[gene][0]})" for gene, meant in dates.items() if _mended(mapped[gene], meant)]
    left = [f"{gene} ({' or '.join(meant)})" for gene, meant in dates.items() if meant and not mapped[gene][0]]
    perhaps = [gene for gene, meant in dates.items() if not meant and not mapped[gene][0]]
    lost = [gene for gene, (_, route) in mapped.items() if route == UNMAPPED]
    numbers = [gene for gene in lost if is_number(gene)]
    others = [gene for gene in lost if gene not in dates and gene not in numbers]
    aliases = [f"{gene} ({symbol})" for gene, (symbol, route) in mapped.items() if route == ALIAS]
    return [
        *_said(mended, "a spreadsheet has turned gene names into dates", "taken for the one gene that each can mean"),
        *_said(left, "a spreadsheet has turned gene names into dates", "left out of enrichment; write the genes there"),
        *_said(perhaps, "names read as dates, which no gene is known to become", "left out of enrichment; check them"),
        *_said(numbers, "numbers stand where gene names should", "left out of enrichment; write the genes there"),
        *_said(aliases, "old or everyday names, which one gene alone has had", "taken for that gene; check them"),
        *_nowhere(mapped, known, {"overrides": tables.overrides, "orthologs": tables.orthologs}),
        *_said(others, f"of {len(mapped)} genes these have no symbol in the gene sets", "left out of enrichment"),
    ]


def _said(names: list[str], what: str, consequence: str) -> list[Problem]:
    """One finding over all names that it is true of."""
    return [Problem("identify", WHERE, f"{what} ({len(names)}): {', '.join(names)}", consequence)] if names else []


def _mended(found: tuple[str, str], meant: tuple[str, ...]) -> bool:
    """Whether a name was taken for the one gene that it can mean as a date; other names merely look like one."""
    symbol, route = found
    return route == OVERRIDE and [gene.upper() for gene in meant] == [symbol.upper()]


def _nowhere(mapped: Mapped, known: Names[str], tables: Mapping[str, Mapping[str, str]]) -> list[Problem]:
    """Genes that a table of the user's turns into what is no symbol of the gene sets."""
    upper, found = {symbol.upper() for symbol in known}, []
    for name, table in tables.items():
        meant = {gene: table[gene.upper()] for gene in mapped if gene.upper() in table}
        wrong = [f"{gene} ({symbol})" for gene, symbol in meant.items() if symbol.upper() not in upper]
        what = f"enrichment.symbols.{name} turns genes into what is no symbol of the gene sets"
        found += _said(wrong, what, "looked for by their own names")
    return found


def collection_problems(mapped: Mapped, collections: Iterable[Collection]) -> list[Problem]:
    """Sets that stood in several lines, and collections that hold none of the study's genes."""
    symbols, found = {symbol for symbol, _ in mapped.values()} - {""}, []
    for collection in collections:
        where = f"gene sets {collection.name}"
        if collection.repeated:
            what = f"{len(collection.repeated)} sets stand in several lines: {listed(collection.repeated)}"
            found.append(Problem("identify", where, what, "each taken as one set of all the genes"))
        if symbols and not any(symbols.intersection(one.genes) for one in collection.sets):
            found.append(Problem("identify", where, "no set holds an identified gene", "nothing can be tested in it"))
    return found
