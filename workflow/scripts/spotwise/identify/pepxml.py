"""pepXML: the peptide matches of the Trans-Proteomic Pipeline, Comet, MSFragger, X!Tandem, Mascot and others.

Of each spectrum the hits of rank 1 count. The file of spectra is `base_name` of its run. The format is described at
http://sashimi.sourceforge.net/schema_revision/pepXML (pepXML_v122.xsd). pyteomics (`pepxml.read`) reads the same hits
from a real file.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from spotwise.faults import Fault, InputFault
from spotwise.identify.identification import About, Contents, ListFormat, Match, are_decoys
from spotwise.identify.matches import scores_in
from spotwise.markup import read_xml_of

if TYPE_CHECKING:
    from lxml.etree import _Element

ROOT = "msms_pipeline_analysis"
REVERSED = ":reversed"
"""How OMSSA's users mark a decoy, at the end of its description."""


def sniff(head: str) -> str | None:
    """Why a file that begins so is pepXML, or None."""
    return f"its root is {ROOT!r}" if f"<{ROOT}" in head else None


def read(path: str, entry: Mapping) -> Contents:
    """Read a pepXML file.

    Raises
    ------
    InputFault
        As `read_xml_of` does; where a hit names no peptide or no protein, or there are
        no hits.
    """
    root = read_xml_of(path, ROOT, "pepXML")
    matches, about = [], {}
    for run in root.iter("{*}msms_run_summary"):
        for hit in _first_hits(run):
            named = [_protein(path, one) for one in (hit, *hit.iterchildren("{*}alternative_protein"))]
            for name, description in named:
                if name not in about or not about[name].description:
                    about[name] = About(description)
            matches.append(_match(path, run.get("base_name", ""), hit, named))
    if not matches:
        raise InputFault([Fault(path, "the list names no peptide", "take it out of `identifications`")])
    return Contents(matches=matches, about=about)


def _first_hits(run: "_Element") -> Iterator["_Element"]:
    for hit in run.iter("{*}search_hit"):
        if hit.get("hit_rank", "1").strip() == "1":
            yield hit


def _protein(path: str, element: "_Element") -> tuple[str, str]:
    name = element.get("protein", "").strip()
    if not name:
        found = "a hit names no protein"
        raise InputFault([Fault(f"{path}, line {element.sourceline}", found, "export it again with proteins")])
    return name, element.get("protein_descr", "").strip()


def _match(path: str, source: str, hit: "_Element", named: list[tuple[str, str]]) -> Match:
    sequence = hit.get("peptide", "").strip().upper()
    if not sequence:
        raise InputFault([Fault(f"{path}, line {hit.sourceline}", "a hit names no peptide", "export it again")])
    scores = [(one.get("name", ""), one.get("value", "")) for one in hit.iterchildren("{*}search_score")]
    decoy = all(text.endswith(REVERSED) or are_decoys([name]) for name, text in named)
    proteins = tuple(dict.fromkeys(name for name, _ in named))
    passed = hit.get("is_rejected", "0") != "1"
    return Match(hit.sourceline, source, sequence, proteins, *scores_in(scores), decoy, passed)


PEPXML = ListFormat("pepxml", sniff, read, matches=True)
