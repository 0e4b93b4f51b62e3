"""What the sequence of its protein says of each feature: theoretical pI and Mr beside the observed, and coverage."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from spotwise.formats.proteins import names_in
from spotwise.formats.quantities import NAN
from spotwise.identify.coverage import coverage
from spotwise.identify.identification import Identification
from spotwise.identify.named import Proteins
from spotwise.identify.theoretical import FRAGMENT, LARGER, MR_TOLERANCE, PI, PI_TOLERANCE, departure
from spotwise.problems import Problem

NUMBERS = ("pi", "mr", "pi_theoretical", "mr_theoretical", "coverage")
OFF = {
    FRAGMENT: (f"below the theoretical Mr by more than {MR_TOLERANCE:.0%}", "fragments or shorter isoforms"),
    LARGER: (f"above the theoretical Mr by more than {MR_TOLERANCE:.0%}", "longer isoforms or modified forms"),
    PI: (f"off the theoretical pI by more than {PI_TOLERANCE:g}", "modified forms or isoforms"),
}
"""By the word in `pi_mr_differs`: where such spots run, and what they can be."""


def by_sequence(
    features: pd.DataFrame, proteins: Proteins, peptides: Mapping[str, Sequence[str]], where: str = ""
) -> tuple[pd.DataFrame, list[Problem]]:
    """Features with theoretical pI and Mr, and coverage, where the list gives none, and with `pi_mr_differs`.

    Parameters
    ----------
    features : DataFrame
        What `describe` gives; Mr in kDa. The protein that stands first is the primary one, and counts.
    proteins : mapping of str to mapping
        Rows of `study/proteins.tsv` by protein; none where nothing was looked up.
    peptides : mapping of str to sequence of str
        Peptides of the primary protein by feature (`peptides_of`).
    where : str
        The region, for problems.

    Returns
    -------
    features : DataFrame
        `pi_mr_differs` holds the words of `departure`.
    problems : list of Problem
        Features that depart, by kind, and those with peptides that the protein's sequence does not hold.
    """
    rows = [_row(row, proteins, peptides.get(row["feature"], ())) for row in features.to_dict("records")]
    added = pd.DataFrame(rows, index=features.index, columns=[*NUMBERS, "pi_mr_differs", "foreign"])
    features = features.assign(**{name: added[name] for name in (*NUMBERS, "pi_mr_differs")})
    return features, _off(features, where) + _foreign(features, added["foreign"], where)


def _row(feature: Mapping, proteins: Proteins, peptides: Sequence[str]) -> dict:
    row = {name: feature.get(name, NAN) for name in NUMBERS}
    known = proteins.get(next(iter(names_in(feature["protein"])), ""), {})
    found = {name: known.get(name, NAN) for name in ("pi_theoretical", "mr_theoretical")} | {"coverage": NAN}
    absent = []
    if known.get("sequence") and peptides:
        found["coverage"], absent = coverage(known["sequence"], peptides)
    row |= {name: value for name, value in found.items() if pd.isna(row[name])}
    differs = departure(*(row[name] for name in NUMBERS[:4]))
    return row | {"pi_mr_differs": differs, "foreign": len(absent)}


def peptides_of(features: pd.DataFrame, entries: pd.DataFrame, found: Iterable[Identification]) -> dict[str, list[str]]:
    """The peptides of each feature: those of its entries, and those that lists give for its primary protein."""
    primary = {
        name: next(iter(names_in(cell)), "") for name, cell in zip(*_of(features, "feature", "protein"), strict=True)
    }
    together: dict[str, list[str]] = {}
    for feature, peptide in zip(*_of(entries, "feature", "peptide"), strict=True):
        if feature and peptide:
            together.setdefault(feature, []).append(peptide)
    for one in found:
        if one.peptides and primary.get(one.spot) in names_in(one.accession):
            together.setdefault(one.spot, []).extend(one.peptides)
    return together


def _of(table: pd.DataFrame, *columns: str) -> list[pd.Series]:
    return [table[column] for column in columns]


def _off(features: pd.DataFrame, at: str) -> list[Problem]:
    told = list(zip(*_of(features, "feature", "pi_mr_differs"), strict=True))
    problems = []
    for word, (where, meant) in OFF.items():
        if names := [name for name, words in told if word in words.split(";")]:
            what = f"{len(names)} spots run {where} of their protein ({_shown(names)})"
            problems.append(Problem("identify", at, what, f"kept and marked: {meant}, or wrong matches"))
    return problems


def _foreign(features: pd.DataFrame, counts: pd.Series, at: str) -> list[Problem]:
    names = list(features["feature"][counts > 0])
    if not names:
        return []
    what = f"{int(counts.sum())} peptides are not in their protein's sequence in the FASTA files (of {_shown(names)})"
    return [Problem("identify", at, what, "left out of the coverage; the lists may rest on another release")]


def _shown(names: Sequence[str]) -> str:
    return ", ".join(names[:10]) + (" ..." if len(names) > 10 else "")
