"""mzIdentML, versions 1.1 and up: the results of search engines as the Proteomics Standards Initiative lays them out.

Of each spectrum the items of rank 1 count. The file of spectra is the `location` of its SpectraData; decoys are as
PeptideEvidence says. A protein's score and coverage are those of its ProteinDetectionHypothesis, where the file has
them. The format is described at https://www.psidev.info/mzidentml. pyteomics (`mzid.read`, which needs psims) reads the
same items from a real file.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from spotwise.faults import Fault, InputFault, quoted
from spotwise.formats.numbers import shortened
from spotwise.formats.quantities import NAN
from spotwise.identify.identification import About, Contents, ListFormat, Match, are_decoys
from spotwise.identify.matches import scores_in
from spotwise.markup import read_xml_of

if TYPE_CHECKING:
    from lxml.etree import _Element

ROOT = "MzIdentML"
FIRST = ("0", "1")
"""The first rank; fingerprints, which rank no peptides, write 0."""
DESCRIPTION = "MS:1001088"
COVERAGE = "MS:1001093"
"""Terms of the PSI's vocabulary: protein description, sequence coverage (per cent)."""


def sniff(head: str) -> str | None:
    """Why a file that begins so is mzIdentML, or None."""
    return f"its root is {ROOT!r}" if f"<{ROOT}" in head else None


def read(path: str, entry: Mapping) -> Contents:
    """Read an mzIdentML file.

    Raises
    ------
    InputFault
        As `read_xml_of` does; where an element refers to one that is not there, or no
        spectrum is identified.
    """
    root = read_xml_of(path, ROOT, "mzIdentML")
    file = _References(path, root)
    matches = [match for result in root.iter("{*}SpectrumIdentificationResult") for match in _matches(file, result)]
    about = _about(file, root)
    if file.faults:
        raise InputFault(shortened(file.faults, path, "references"))
    if not matches:
        raise InputFault([Fault(path, "the list identifies no spectrum", "take it out of `identifications`")])
    return Contents(matches=matches, about=about)


class _References:
    """The elements that others refer to, by their id, and a fault for each reference that leads nowhere."""

    def __init__(self, path: str, root: "_Element") -> None:
        tags = ("DBSequence", "Peptide", "PeptideEvidence", "SpectraData", "SpectrumIdentificationItem")
        self.path, self.faults = path, []
        self._by_id = {tag: {one.get("id"): one for one in root.iter(f"{{*}}{tag}")} for tag in tags}

    def follow(self, element: "_Element", tag: str, attribute: str) -> "_Element | None":
        """The element of a kind that an attribute refers to, or None where there is none."""
        found = self._by_id[tag].get(element.get(attribute))
        if found is None:
            what = f"{attribute} {quoted(element.get(attribute, ''))} refers to nothing in the file"
            self.faults.append(Fault(f"{self.path}, line {element.sourceline}", what, "export it again"))
        return found


def _matches(file: _References, result: "_Element") -> list[Match]:
    spectra = file.follow(result, "SpectraData", "spectraData_ref")
    source = "" if spectra is None else spectra.get("location", "")
    items = [item for item in result.iterchildren("{*}SpectrumIdentificationItem") if item.get("rank", "1") in FIRST]
    return [match for item in items if (match := _match(file, source, item)) is not None]


def _match(file: _References, source: str, item: "_Element") -> Match | None:
    named = [file.follow(ref, "PeptideEvidence", "peptideEvidence_ref") for ref in item.iter("{*}PeptideEvidenceRef")]
    evidence = [one for one in named if one is not None]
    if not evidence:
        return None
    proteins = [file.follow(one, "DBSequence", "dBSequence_ref") for one in evidence]
    names = tuple(dict.fromkeys(one.get("accession", "") for one in proteins if one is not None))
    refers = item if item.get("peptide_ref") else evidence[0]
    peptide = file.follow(refers, "Peptide", "peptide_ref")
    sequence = "" if peptide is None else (peptide.findtext("{*}PeptideSequence") or "").strip().upper()
    decoy = all(one.get("isDecoy") in ("true", "1") for one in evidence) or are_decoys(names)
    passed = item.get("passThreshold", "true") in ("true", "1")
    return Match(item.sourceline, source, sequence, names, *scores_in(_named(item)), decoy, passed)


def _named(element: "_Element") -> list[tuple[str, str]]:
    """What an element says of itself in terms of a vocabulary, or in its own."""
    params = [one for one in element if isinstance(one.tag, str) and one.tag.endswith(("}cvParam", "}userParam"))]
    return [(one.get("name", ""), one.get("value", "")) for one in params]


def _term(element: "_Element", accession: str) -> str:
    """The value of a term of the vocabulary, or nothing."""
    found = (one for one in element.iterchildren("{*}cvParam") if one.get("accession") == accession)
    return next((one.get("value", "") for one in found), "")


def _about(file: _References, root: "_Element") -> dict[str, About]:
    """What the file says of each protein, by accession."""
    about, of_id = {}, {}
    for one in root.iter("{*}DBSequence"):
        of_id[one.get("id")] = one.get("accession", "")
        about[one.get("accession", "")] = About(_term(one, DESCRIPTION))
    for one in root.iter("{*}ProteinDetectionHypothesis"):
        name = of_id.get(one.get("dBSequence_ref"))
        if name is not None:
            coverage = _number(_term(one, COVERAGE))
            about[name] = About(about[name].description, scores_in(_named(one))[0], coverage)
    return about


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return NAN


MZID = ListFormat("mzid", sniff, read, matches=True)
