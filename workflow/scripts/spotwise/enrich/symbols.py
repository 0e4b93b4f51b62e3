"""From the genes of a list to the symbols of the gene sets."""

from collections.abc import Iterable

AS_GIVEN, UPPER_CASE, UNMAPPED = "as given", "upper-case", "unmapped"


def map_symbols(genes: Iterable[str], known: Iterable[str]) -> dict[str, tuple[str, str]]:
    """For each gene, sorted, the symbol it stands for and by which route; no symbol where it is unmapped.

    Orthologs of mammals mostly share a symbol but for its case, so a rat's `Aldoa` is looked for as `ALDOA`, and
    case is ignored on both sides, for human symbols such as C1orf43 hold small letters.
    """
    known = set(known)
    upper = {symbol.upper(): symbol for symbol in sorted(known)}
    return {gene: _map(gene, known, upper) for gene in sorted(set(genes))}


def _map(gene: str, known: set[str], upper: dict[str, str]) -> tuple[str, str]:
    if gene in known:
        return gene, AS_GIVEN
    if symbol := upper.get(gene.upper()):
        return symbol, UPPER_CASE
    return "", UNMAPPED
