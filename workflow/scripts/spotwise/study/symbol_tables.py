"""Tables that say which symbol a gene stands for, or which gene a protein: two columns, and a header if need be."""

from collections.abc import Iterable

from spotwise.delimited import read_rows
from spotwise.faults import Fault, InputFault, quoted
from spotwise.formats.numbers import shortened

HEADERS = (("gene", "symbol"), ("accession", "gene"), ("protein", "gene"), ("from", "to"))


def read_symbols(path: str, key: str = "gene", value: str = "symbol") -> dict[str, str]:
    """Symbol by gene, genes in capitals. A header (`HEADERS`), lines that begin with # and further columns are passed
    over.

    Parameters
    ----------
    path : str
    key, value : str
        What the two columns hold, for messages.

    Raises
    ------
    InputFault
        As `read_rows` does; where a row lacks one of the two, a gene has several symbols, or no row is left.
    """
    symbols, first, faults = {}, {}, []
    for line, gene, symbol in _pairs(read_rows(path)):
        where = f"{path}, line {line}"
        if not gene or not symbol:
            missing = value if gene else key
            faults.append(Fault(where, f"the row names no {missing}", f"write {key} and {value}, parted by a tab"))
        elif symbols.setdefault(gene.upper(), symbol) != symbol:
            found = f"{quoted(gene)} is {quoted(symbols[gene.upper()])} in line {first[gene.upper()]} already"
            faults.append(Fault(where, f"{found}, and {quoted(symbol)} here", f"keep one {value}"))
        first.setdefault(gene.upper(), line)
    if not first:
        faults.append(Fault(path, f"the table names no {key}", f"write {key} and {value} in each row"))
    if faults:
        raise InputFault(shortened(faults, path, "rows"))
    return symbols


def _pairs(rows: Iterable[tuple[int, list[str]]]) -> Iterable[tuple[int, str, str]]:
    for line, cells in rows:
        gene, symbol, *_ = [cell.strip() for cell in [*cells, ""]]
        if not gene.startswith("#") and (gene.lower(), symbol.lower()) not in HEADERS:
            yield line, gene, symbol
