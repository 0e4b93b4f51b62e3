"""What is known of proteins beyond the lists that name them: from FASTA files, a table of genes, and UniProt."""

from collections.abc import Iterable, Mapping, Sequence, Set

from spotwise.faults import Fault, InputFault, listed
from spotwise.identify.fasta import Protein, find, names_of
from spotwise.identify.theoretical import pi_and_mr
from spotwise.problems import Problem

FASTA, TABLE, UNIPROT = "fasta", "table", "uniprot"


def look_up(names: Iterable[str], proteins: Mapping[str, Protein], genes: Mapping[str, str]) -> list[dict]:
    """The rows of `study/proteins.tsv`, one a protein, sorted by name.

    Parameters
    ----------
    names : iterable of str
        Proteins as lists and tables name them.
    proteins : mapping of str to Protein
        Those of the FASTA files, by each of their names (`by_name`). They give the gene before the table does.
    genes : mapping of str to str
        Gene by accession in capitals, of the user's table.
    """
    return [_row(name, find(name, proteins), genes) for name in sorted(set(names))]


def _row(name: str, protein: Protein | None, genes: Mapping[str, str]) -> dict:
    of_table = next((genes[one] for one in names_of(name) if one in genes), "")
    gene, route = (protein.gene, FASTA) if protein and protein.gene else (of_table, TABLE if of_table else "")
    pi, mr = pi_and_mr(protein.sequence if protein else "")
    described = {"description": protein.description, "sequence": protein.sequence} if protein else {}
    return {"protein": name, "gene": gene, "route": route, "pi_theoretical": pi, "mr_theoretical": mr} | described


def with_online(rows: Sequence[dict], genes: Mapping[str, str]) -> list[dict]:
    """The rows, with genes by protein that were found online where no other was."""
    return [row if row["gene"] or row["protein"] not in genes else _online(row, genes) for row in rows]


def _online(row: dict, genes: Mapping[str, str]) -> dict:
    return row | {"gene": genes[row["protein"]], "route": UNIPROT}


def check_found(rows: Sequence[dict], fasta: Sequence[str], table: str | None, genes: Mapping[str, str]) -> None:
    """Refuse FASTA files, or a table of genes, that hold none of the study's proteins: others were meant.

    Raises
    ------
    InputFault
    """
    names, faults = [row["protein"] for row in rows], []
    mend = "check that it is of this species, and names proteins as the lists do"
    if names and fasta and not any("sequence" in row for row in rows):
        found = f"none of the {len(names)} proteins ({listed(names, 3)}) stands there"
        faults.append(Fault(", ".join(fasta), found, mend))
    if names and table and not any(one in genes for name in names for one in names_of(name)):
        faults.append(Fault(table, f"none of the {len(names)} proteins ({listed(names, 3)}) stands there", mend))
    if faults:
        raise InputFault(faults)


def look_up_problems(
    rows: Sequence[dict], fasta: Sequence[str], clashes: Set[str], without_gene: Set[str]
) -> list[Problem]:
    """Proteins that are not in the FASTA files, or twice with different sequences, or of unknown residues; and those
    of `without_gene`, to which lists and tables give no gene, that have found none.
    """
    absent = [row["protein"] for row in rows if "sequence" not in row]
    twice = [row["protein"] for row in rows if clashes.intersection(names_of(row["protein"]))]
    odd = [row["protein"] for row in rows if row.get("sequence") and row["pi_theoretical"] != row["pi_theoretical"]]
    nameless = [row["protein"] for row in rows if not row["gene"] and row["protein"] in without_gene]
    where = ", ".join(fasta)
    found = [
        (absent, "are not in the FASTA files", "no theoretical pI and Mr, and no coverage from peptides"),
        (twice, "have several sequences there", "the first is taken"),
        (odd, "have residues that are not known (B, X, Z, or a stop within)", "no theoretical pI and Mr"),
    ]
    problems = [Problem("proteins", where, _what(names, what), then) for names, what, then in found if fasta and names]
    if nameless:
        told = _what(nameless, "have a gene neither in their list nor in what `proteins` names")
        problems.append(Problem("proteins", "configuration, proteins", told, "they stand under their accession"))
    return problems


def _what(names: Sequence[str], what: str) -> str:
    shown = ", ".join(names[:10]) + (" ..." if len(names) > 10 else "")
    return f"{len(names)} proteins {what} ({shown})"
