"""Tables that say which symbol a gene stands for: overrides and orthologs. Two columns, gene and symbol."""

from collections.abc import Iterable

from spotwise.delimited import read_rows
from spotwise.faults import Fault, InputFault, quoted
from spotwise.formats.numbers import shortened

HEADER = ("gene", "symbol")


def read_symbols(path: str) -> dict[str, str]:
    """Symbol by gene, genes in capitals. A header `gene`, `symbol`, lines that begin with # and further columns are
    passed over.

    Raises
    ------
    InputFault
        As `read_rows` does; where a row lacks one of the two, a gene has several symbols, or no row is left.
    """
    symbols, first, faults = {}, {}, []
    for line, gene, symbol in _pairs(read_rows(path)):
        where = f"{path}, line {line}"
        if not gene or not symbol:
            missing = "symbol" if gene else "gene"
            faults.append(Fault(where, f"the row names no {missing}", "write gene and symbol, parted by a tab"))
        elif symbols.setdefault(gene.upper(), symbol) != symbol:
            found = f"{quoted(gene)} is {quoted(symbols[gene.upper()])} in line {first[gene.upper()]} already"
            faults.append(Fault(where, f"{found}, and {quoted(symbol)} here", "keep one symbol a gene"))
        first.setdefault(gene.upper(), line)
    if not first:
        faults.append(Fault(path, "the table names no gene", "write a gene and its symbol in each row"))
    if faults:
        raise InputFault(shortened(faults, path, "rows"))
    return symbols


def _pairs(rows: Iterable[tuple[int, list[str]]]) -> Iterable[tuple[int, str, str]]:
    for line, cells in rows:
        gene, symbol, *_ = [cell.strip() for cell in [*cells, ""]]
        if not gene.startswith("#") and (gene.lower(), symbol.lower()) != HEADER:
            yield line, gene, symbol
