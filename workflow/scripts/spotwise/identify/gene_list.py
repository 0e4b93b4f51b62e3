"""The genes that a paper reports as changed, as a table: one a row, with the direction where it is given.

A gene may stand in several rows, as where several of its spots changed.
"""

from dataclasses import dataclass

from spotwise.delimited import read_rows
from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.numbers import shortened
from spotwise.identify.table import COLUMNS

DIRECTIONS = ("up", "down", "")


@dataclass(frozen=True)
class ListedGene:
    """One row: the gene as the list has it, and up, down, or nothing."""

    line: int
    gene: str
    direction: str


def read_gene_list(path: str) -> list[ListedGene]:
    """Read a list of genes, in the order of the file; case of the header and of directions is ignored.

    Raises
    ------
    InputFault
        Without a gene column or without rows; where a row names no gene, or a direction that is none.
    """
    (first, header), *lines = read_rows(path)
    names = [cell.strip().lower() for cell in header]
    _check_header(path, first, names)
    if not lines:
        raise InputFault([Fault(path, "the list names no gene", "write one gene a row below the header")])
    at = next(names.index(word) for word in COLUMNS["gene"] if word in names)
    way = names.index("direction") if "direction" in names else None
    genes, faults = [], []
    for line, cells in lines:
        cells = [cell.strip() for cell in cells] + [""] * len(names)
        one = ListedGene(line, cells[at], "" if way is None else cells[way].lower())
        faults += _row_faults(path, one)
        genes.append(one)
    if faults:
        raise InputFault(shortened(faults, path, "rows"))
    return genes


def _check_header(path: str, line: int, names: list[str]) -> None:
    where = f"{path}, line {line}"
    if not any(word in names for word in COLUMNS["gene"]):
        mend = "write a header that calls the column of gene symbols 'gene', and if need be one 'direction'"
        raise InputFault([Fault(where, f"no column 'gene'; found {listed(names)}", mend)])
    if twice := [word for word in (*COLUMNS["gene"], "direction") if names.count(word) > 1]:
        raise InputFault([Fault(where, f"repeated columns {listed(twice)}", "rename or remove all but one")])


def _row_faults(path: str, one: ListedGene) -> list[Fault]:
    where, faults = f"{path}, line {one.line}", []
    if not one.gene:
        faults.append(Fault(where, "the row names no gene", "fill it in, or remove the row"))
    if one.direction not in DIRECTIONS:
        mend = "write up or down, or leave the cell empty"
        faults.append(Fault(where, f"the direction is {quoted(one.direction)}", mend))
    return faults
