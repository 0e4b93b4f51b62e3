"""From matches of spectra to the proteins of spots: which spot a file of spectra is of, and which proteins it holds."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isnan

from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.proteins import accessions
from spotwise.formats.quantities import NAN
from spotwise.identify.identification import NUMBERS, About, Contents, Identification, Match, gene_in

KINDS = "gz mgf raw d baf wiff wiff2 mzml mzxml mz5 mzdata dat apl pkl dta txt csv mzid mztab pepxml pep xml"
EXTENSION = re.compile(rf"\.({'|'.join(KINDS.split())})$", re.IGNORECASE)
EVALUE = re.compile(r"e-?value|expect", re.IGNORECASE)
SCORE = re.compile(r"score|xcorr|\bmvh\b", re.IGNORECASE)
NO_SCORE = re.compile(
    r"delta|threshold|identity|homology|next|\bsp|prob|fdr|\bpep\b|[qp]-?value|error|rank|site|ptm|\bmod", re.IGNORECASE
)


def stem(path: str) -> str:
    """The name of a file, from a path or an address of any system, without what says its kind."""
    name = re.split(r"[\\/]", path.strip().rstrip("\\/"))[-1]
    while (shorter := EXTENSION.sub("", name)) != name and shorter:
        name = shorter
    return name


def scores_in(named: Sequence[tuple[str, str]]) -> tuple[float, float, str]:
    """Of what an engine gives a match, by name: its score, its expectation, and what it calls the score.

    The first name that speaks of a score counts, without differences, thresholds, errors and ranks; in the order of
    the engines, that is their main one. NaN where there is none.
    """
    score, evalue, measure = NAN, NAN, ""
    for name, text in named:
        try:
            value = float(text)
        except (TypeError, ValueError):
            continue
        if EVALUE.search(name):
            evalue = value if isnan(evalue) else evalue
        elif not measure and SCORE.search(name) and not NO_SCORE.search(name) and not isnan(value):
            score, measure = value, name
    return score, evalue, measure


def proteins_of_spots(
    contents: Contents, kept: Sequence[Match], entry: Mapping, spots: set[str] | None
) -> tuple[list[Identification], list[tuple[str, str]]]:
    """The proteins of each spot, from the matches that passed the cut-offs, and findings.

    Parameters
    ----------
    contents : Contents
        The file; what it says of proteins as a whole holds where all its spectra are of one spot.
    kept : sequence of Match
    entry : mapping
        `path`, and `spot` where the entry names it.
    spots : set of str or None
        The spots of the table; None where they are not known here, and names of files are then believed.

    Raises
    ------
    InputFault
        Where neither the entry nor a file of spectra names a spot.
    """
    of_source, findings = _spots_of_sources(contents.matches, entry, spots)
    whole = len(set(of_source.values())) == 1
    of_spot: dict[str, list[Match]] = {}
    for match in kept:
        if match.source in of_source:
            of_spot.setdefault(of_source[match.source], []).append(match)
    before = Counter(name for match in contents.matches for name in match.proteins)
    found, explained = [], 0
    for spot, own in of_spot.items():
        groups, n = group_proteins(own)
        explained += n
        of_protein = _by_protein(own)
        for names in groups:
            its = of_protein[names[0]]
            about = contents.about.get(names[0], About()) if whole else About(_description(contents, names[0]))
            about = about if len(its) == before[names[0]] else replace(about, coverage=NAN)
            found.append(_identification(spot, names, its, about, contents.about))
    if explained:
        findings.append((f"{explained} proteins have no peptide but those of a protein that has more", "left out"))
    return found, findings


def _by_protein(matches: Sequence[Match]) -> dict[str, list[Match]]:
    of_protein: dict[str, list[Match]] = {}
    for match in matches:
        for name in match.proteins:
            of_protein.setdefault(name, []).append(match)
    return of_protein


def _description(contents: Contents, name: str) -> str:
    return contents.about[name].description if name in contents.about else ""


def _spots_of_sources(
    matches: Sequence[Match], entry: Mapping, spots: set[str] | None
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The spot of each file of spectra: as the entry says, or the name of the file, or, of one alone, of the list."""
    sources = list(dict.fromkeys(match.source for match in matches))
    if entry.get("spot") is not None:
        return dict.fromkeys(sources, entry["spot"]), []
    named = {source: stem(source) for source in sources if stem(source)}
    known = named if spots is None else {source: spot for source, spot in named.items() if spot in spots}
    own = stem(entry["path"])
    if not known and (spots is None or own in spots):
        return dict.fromkeys(sources, own), []
    if not known:
        files = f"files of spectra ({listed(named.values(), 3)})" if named else "nothing of where its spectra are from"
        found = f"the list names no spot: it names {files}, and neither they nor it are called as a spot of the table"
        mend = "say in its entry which spot it is of, as `spot: '12'`, or name each file of spectra after its spot"
        raise InputFault([Fault(entry["path"], found, mend)])
    others = [spot or "without a name" for source in sources if source not in known for spot in [stem(source)]]
    what = f"{len(others)} files of spectra are called as no spot of the table ({listed(others)})"
    return known, [(what, "left out")] if others else []


def group_proteins(matches: Sequence[Match]) -> tuple[list[tuple[str, ...]], int]:
    """Groups of proteins that no peptide tells apart, the one with most peptides first, and how many are explained.

    Proteins with the same peptides are one group; one whose peptides are a part of another's has no evidence of its
    own and is explained by it (Nesvizhskii and Aebersold 2005, MCP 4:1419).
    """
    peptides: dict[str, set[str]] = {}
    for match in matches:
        for name in match.proteins:
            peptides.setdefault(name, set()).add(match.sequence)
    groups: dict[frozenset[str], list[str]] = {}
    for name, own in peptides.items():
        groups.setdefault(frozenset(own), []).append(name)
    holding: dict[str, list[frozenset[str]]] = {}
    for own in groups:
        for peptide in own:
            holding.setdefault(peptide, []).append(own)
    explained = {own for own in groups if any(own < other for other in min((holding[one] for one in own), key=len))}
    kept = [own for own in groups if own not in explained]
    kept.sort(key=len, reverse=True)
    return [tuple(groups[own]) for own in kept], sum(len(groups[own]) for own in explained)


def _identification(
    spot: str, names: Sequence[str], its: Sequence[Match], about: About, every: Mapping[str, About]
) -> Identification:
    """A group's identification; without a score of its own it has the sum of its peptides' best."""
    best: dict[str, float] = {}
    for match in its:
        best[match.sequence] = max(best.get(match.sequence, match.score), match.score)
    genes = dict.fromkeys(gene for name in names if (gene := gene_in(every.get(name, About()).description)))
    evalues = [match.evalue for match in its if not isnan(match.evalue)]
    numbers = {
        "score": sum(best.values()) if isnan(about.score) else about.score,
        "peptides": float(len(best)),
        "coverage": about.coverage,
        "pi_theoretical": about.pi,
        "mr_theoretical": about.mr,
    }
    return Identification(
        line=its[0].line,
        spot=spot,
        accession=accessions(";".join(name.replace(";", ",") for name in names)),
        gene=";".join(genes),
        description=about.description,
        numbers=dict.fromkeys(NUMBERS, NAN) | numbers,
        peptides=tuple(best),
        evalue=min(evalues, default=NAN),
    )
