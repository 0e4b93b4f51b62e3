"""What each feature is: its proteins and genes, from all that was identified in it, or from the table itself."""

from collections.abc import Iterable, Mapping, Sequence
from math import isnan

import pandas as pd

from spotwise.formats.proteins import names_in
from spotwise.identify.table import Identification
from spotwise.problems import Problem


def describe(entries: pd.DataFrame, found: Iterable[Identification] | None) -> pd.DataFrame:
    """The rows of `features.tsv`, in the order in which features first appear.

    A spot with several proteins lists them by score, or else by e-value, the best first: that one is primary and gives
    the description and the numbers. Without either the order of the list decides. A protein without a gene symbol
    stands under its accession; a cell that holds several, parted by `;`, gives each.

    Parameters
    ----------
    entries : DataFrame
        The rows of `entries.tsv`; those without a feature do not count.
    found : iterable of Identification, or None
        What the lists of identifications say. None where there is no list: then the table's own columns say what each
        feature is. They do so, too, for proteins that peptides were rolled up to and no list names.
    """
    of_feature: dict[str, list[Identification]] = {}
    for identification in found or ():
        of_feature.setdefault(identification.spot, []).append(identification)
    together: dict[str, list[dict]] = {}
    for entry in entries.to_dict("records"):
        together.setdefault(entry["feature"], []).append(entry)
    together.pop("", None)
    return pd.DataFrame([_row(own, of_feature.get(name, []), found is None) for name, own in together.items()])


def _row(own: list[dict], listed: list[Identification], unlisted: bool) -> dict:
    """A feature's row from its entries and its identifications; `unlisted` where there is no list at all."""
    peptides = len({entry["peptide"] for entry in own} - {""})
    row = _of_table(own) if not listed and (unlisted or peptides) else _of_list(_by_score(listed))
    row |= {"feature": own[0]["feature"], "n_entries": len(own)}
    return row | {"n_peptides": peptides} if peptides else row


def _by_score(found: list[Identification]) -> list[Identification]:
    """The best first: those with scores by these, then those with e-values alone, then others as they stand."""
    last = float("inf")
    return sorted(
        found,
        key=lambda one: (last if isnan(one.score) else -one.score, last if isnan(one.evalue) else one.evalue),
    )


def genes_of(one: Identification) -> list[str]:
    """The genes that an identification stands under, in its order."""
    return names_in(one.gene or one.accession)


def _of_list(found: list[Identification]) -> dict:
    row = _named(
        dict.fromkeys(name for one in found for name in names_in(one.accession)),
        dict.fromkeys(gene for one in found for gene in genes_of(one)),
        found[0].description if found else "",
    )
    numbers = found[0].numbers if found else {}
    names = {"score": "id_score", "peptides": "n_peptides"}
    return row | {names.get(name, name): value for name, value in numbers.items()}


def _of_table(own: list[dict]) -> dict:
    """What the entries of a feature say of it; pI and Mr are those of its one spot."""
    proteins = dict.fromkeys(name for entry in own for name in names_in(entry["protein"]))
    genes = dict.fromkeys(name for entry in own for name in names_in(entry.get("gene", "")))
    row = _named(proteins, genes or proteins, own[0].get("description", ""))
    return row | {"pi": own[0]["pi"], "mr": own[0]["mr"]} if len(own) == 1 else row


def _named(proteins: Iterable[str], genes: Iterable[str], description: str) -> dict:
    genes = list(genes)
    row = {"protein": ";".join(proteins), "gene": ";".join(genes), "primary_gene": genes[0] if genes else ""}
    return row | {"description": description, "ambiguous": len(genes) > 1}


def unmatched(features: Sequence[str], lists: Mapping[str, Sequence[Identification]]) -> list[Problem]:
    """A finding for each list that names spots which the table of quantities lacks."""
    known, problems = set(features), []
    for path, found in lists.items():
        absent = list(dict.fromkeys(one.spot for one in found if one.spot not in known))
        if absent:
            shown = ", ".join(absent[:10]) + (" ..." if len(absent) > 10 else "")
            what = f"{len(absent)} identified spots are not in the table of quantities ({shown})"
            problems.append(Problem("identify", path, what, "left out"))
    return problems
