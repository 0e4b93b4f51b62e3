"""What each row of a table is, and which feature it belongs to."""

from dataclasses import dataclass

from spotwise.formats.proteins import CONTAMINANT, DECOY, YES, accessions, marked, protein_groups
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
    """

    peptides: bool
    protein: list[str]
    contaminant: list[bool]
    decoy: list[bool]
    site: list[bool]
    feature: list[str]


def rows_of(quantities: Quantities, rows: str = "auto") -> Rows:
    """Tell spots from peptides, mark contaminants and decoys, and name each row's feature.

    Parameters
    ----------
    quantities : Quantities
    rows : {'auto', 'spots', 'peptides'}
        What the rows are; auto takes what the reader saw.
    """
    named = quantities.annotation.get("protein", [""] * len(quantities.entries))
    contaminant = marked(named, quantities.annotation.get("contaminant"), CONTAMINANT)
    decoy = marked(named, quantities.annotation.get("decoy"), DECOY)
    protein = [accessions(cell) for cell in named]
    peptides = quantities.peptides if rows == "auto" else rows == "peptides"
    site = [flag.strip().lower() in YES for flag in quantities.annotation.get("site", [""] * len(named))]
    real = [not any(flags) for flags in zip(contaminant, decoy, site, strict=True)]
    feature = _groups(protein, real) if peptides else _kept(quantities.entries, real)
    return Rows(peptides, protein, contaminant, decoy, site, feature)


def _kept(names: list[str], real: list[bool]) -> list[str]:
    return [name if kept else "" for name, kept in zip(names, real, strict=True)]


def _groups(protein: list[str], real: list[bool]) -> list[str]:
    names, group = protein_groups(_kept(protein, real))
    return [names[number] if number >= 0 else "" for number in group]
