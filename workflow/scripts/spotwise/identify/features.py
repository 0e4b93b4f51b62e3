"""What each feature is: its proteins and genes, from all that was identified in it."""

from collections.abc import Iterable, Mapping, Sequence
from math import isnan

import pandas as pd

from spotwise.identify.table import Identification
from spotwise.problems import Problem


def describe(features: Sequence[str], n_entries: Mapping[str, int], found: Iterable[Identification]) -> pd.DataFrame:
    """The rows of `features.tsv`, in the order of `features`.

    A spot with several proteins lists them by score, the best first: that one is primary and gives the description
    and the numbers. Without scores the order of the list decides. A protein without a gene symbol stands under its
    accession; a cell that holds several, parted by `;`, gives each.
    """
    of_spot: dict[str, list[Identification]] = {}
    for identification in found:
        of_spot.setdefault(identification.spot, []).append(identification)
    rows = [_row(feature, n_entries[feature], _by_score(of_spot.get(feature, []))) for feature in features]
    return pd.DataFrame(rows)


def _by_score(found: list[Identification]) -> list[Identification]:
    return sorted(found, key=lambda one: -one.numbers["score"] if not isnan(one.numbers["score"]) else float("inf"))


def genes_of(one: Identification) -> list[str]:
    """The genes that an identification stands under, in its order."""
    return [name for part in (one.gene or one.accession).split(";") if (name := part.strip())]


def _row(feature: str, n_entries: int, found: list[Identification]) -> dict:
    genes = list(dict.fromkeys(gene for one in found for gene in genes_of(one)))
    row = {"feature": feature, "n_entries": n_entries, "ambiguous": len(genes) > 1}
    row["protein"] = ";".join(dict.fromkeys(one.accession for one in found if one.accession))
    row["gene"], row["primary_gene"] = ";".join(genes), genes[0] if genes else ""
    row["description"] = found[0].description if found else ""
    numbers = found[0].numbers if found else {}
    names = {"score": "id_score", "peptides": "n_peptides"}
    return row | {names.get(name, name): value for name, value in numbers.items()}


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
