"""What each row of a table is, and which feature it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spotwise.formats.proteins import CONTAMINANT, DECOY, NO, YES, accessions, keeping, marked, protein_groups
from spotwise.formats.quantities import Quantities


@dataclass(frozen=True)
class Rows:
    """The rows of a table, one item a row in each list.

    Attributes
    ----------
    peptides : bool
        Whether rows are peptides, which are rolled up to proteins; else each is a feature itself.
    protein : list of str
        Accessions joined by `;`, empty where none is named.
    contaminant, decoy : list of bool
    site : list of bool
        Proteins that were identified by a modified site alone.
    feature : list of str
        Empty for contaminants, decoys, proteins of a site alone, and peptides that are not unique to a protein group.
    spared : list of bool
        Contaminants that are kept under study, and not marked for it.
    absent : list of str
        Proteins to keep that no row names.
    unclear : list of (int, str, str)
        Line, column and word of flags that are neither yes nor no.
    """

    peptides: bool
    protein: list[str]
    contaminant: list[bool]
    decoy: list[bool]
    site: list[bool]
    feature: list[str]
    spared: list[bool] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    unclear: list[tuple[int, str, str]] = field(default_factory=list)


def rows_of(quantities: Quantities, rows: str = "auto", keep: Sequence[str] = ()) -> Rows:
    """Tell spots from peptides, mark contaminants and decoys, and name each row's feature.

    Parameters
    ----------
    quantities : Quantities
    rows : {'auto', 'spots', 'peptides'}
        What the rows are; auto takes what the reader saw.
    keep : sequence of str
        Proteins that are under study although they are common contaminants, with or without a contaminant's mark.
    """
    named = quantities.annotation.get("protein", [""] * len(quantities.entries))
    foreign = marked(named, quantities.annotation.get("contaminant"), CONTAMINANT)
    named, kept, absent = keeping(named, keep)
    contaminant = [is_foreign and not is_kept for is_foreign, is_kept in zip(foreign, kept, strict=True)]
    spared = [is_foreign and is_kept for is_foreign, is_kept in zip(foreign, kept, strict=True)]
    decoy = marked(named, quantities.annotation.get("decoy"), DECOY)
    protein = [accessions(cell) for cell in named]
    peptides = quantities.peptides if rows == "auto" else rows == "peptides"
    site = [flag.strip().lower() in YES for flag in quantities.annotation.get("site", [""] * len(named))]
    real = [not any(flags) for flags in zip(contaminant, decoy, site, strict=True)]
    feature = _groups(protein, real) if peptides else _kept(quantities.entries, real)
    return Rows(peptides, protein, contaminant, decoy, site, feature, spared, absent, _unclear(quantities))


def _unclear(quantities: Quantities) -> list[tuple[int, str, str]]:
    return [
        (line, column, flag)
        for column in ("contaminant", "decoy", "site")
        for line, flag in zip(quantities.lines, quantities.annotation.get(column, ()), strict=False)
        if flag.strip().lower() not in YES | NO
    ]


def _kept(names: list[str], real: list[bool]) -> list[str]:
    return [name if kept else "" for name, kept in zip(names, real, strict=True)]


def _groups(protein: list[str], real: list[bool]) -> list[str]:
    names, group = protein_groups(_kept(protein, real))
    return [names[number] if number >= 0 else "" for number in group]
