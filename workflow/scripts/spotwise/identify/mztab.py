"""mzTab 1.0, the tab-separated summary of identifications of the Proteomics Standards Initiative.

Matches are its PSM rows, proteins its PRT rows: a protein and its `ambiguity_members` can't be told apart and stay
together. The file of spectra is the `ms_run` that `spectra_ref` names. Which of the search engine's scores are scores,
and which expectations, is known by their names in the metadata. The format is described at
https://github.com/HUPO-PSI/mzTab. pyteomics (`mztab.MzTab`) reads the same rows from a real file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from spotwise.delimited import read_text
from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.numbers import shortened
from spotwise.formats.quantities import NAN
from spotwise.identify.identification import About, Contents, ListFormat, Match, are_decoys
from spotwise.identify.matches import scores_in

RUN = re.compile(r"ms_run\[(\d+)\]")
SCORE = re.compile(r"(?:best_)?search_engine_score\[(\d+)\]")
DECOY_TERM = "MS:1002217"
"""The term of the PSI's vocabulary that marks decoys, in the name of an optional column."""
NEEDED = {"PRT": ("accession",), "PSM": ("sequence", "PSM_ID", "accession")}
Row = tuple[int, dict[str, str]]


@dataclass
class _Sections:
    """Metadata by key, and the rows of both tables by their columns."""

    about: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=lambda: {"PRT": [], "PSM": []})


def sniff(head: str) -> str | None:
    """Why a file that begins so is mzTab, or None."""
    named = re.search(r"^MTD\tmzTab-version\t", head, re.MULTILINE)
    return "a line names the mzTab version" if named else None


def read(path: str, entry: Mapping) -> Contents:
    """Read the matches of an mzTab file, and what it says of proteins.

    Raises
    ------
    InputFault
        Where there are no PSM rows, or a table lacks its header or a column; where a row ends early, as the last does
        of a file that was cut short.
    """
    sections = _sections(path)
    if not sections.rows["PSM"]:
        found = "the file holds no PSM rows, and so no peptides"
        raise InputFault([Fault(path, found, "export it in the mode Complete, with peptide-spectrum matches")])
    about, groups = _proteins(sections)
    together: dict[str, list[Row]] = {}
    for line, row in sections.rows["PSM"]:
        together.setdefault(row["PSM_ID"], []).append((line, row))
    kinds = _kinds(sections, "psm")
    matches = [_match(own, groups, kinds, sections.about) for own in together.values()]
    return Contents(matches=matches, about=about)


def _sections(path: str) -> _Sections:
    found, faults, headers = _Sections(), [], {}
    for line, text in enumerate(read_text(path).split("\n"), 1):
        kind, *cells = [cell.strip() for cell in text.split("\t")]
        where = f"{path}, line {line}"
        if kind == "MTD" and len(cells) > 1:
            found.about[cells[0]] = cells[1]
        elif kind in ("PRH", "PSH"):
            headers["PRT" if kind == "PRH" else "PSM"] = cells
            faults += _header_faults(where, "PRT" if kind == "PRH" else "PSM", cells)
        elif kind in NEEDED and kind not in headers:
            faults.append(Fault(where, f"a {kind} row stands before its header", "export it again"))
            headers[kind] = cells
        elif kind in NEEDED:
            if len(cells) != len(headers[kind]):
                what = f"{len(cells) + 1} cells under {len(headers[kind]) + 1} column names"
                faults.append(Fault(where, what, "export it again, and copy it whole"))
            found.rows[kind].append((line, dict(zip(headers[kind], cells, strict=False))))
    if faults:
        raise InputFault(shortened(faults, path, "rows"))
    return found


def _header_faults(where: str, kind: str, header: list[str]) -> list[Fault]:
    absent = [name for name in NEEDED[kind] if name not in header]
    return [Fault(where, f"no column {listed(absent)}", "export it again")] if absent else []


def _kinds(sections: _Sections, table: str) -> dict[str, str]:
    """What the numbered scores of a table are, by number."""
    kinds = {}
    for key, value in sections.about.items():
        if match := re.fullmatch(rf"{table}_search_engine_score\[(\d+)\]", key):
            parts = value.strip("[] ").split(",")
            kinds[match[1]] = parts[2].strip() if len(parts) > 2 else value
    return kinds


def _scores(row: Mapping[str, str], kinds: Mapping[str, str]) -> tuple[float, float, str]:
    named = [(kinds.get(match[1], name), row[name]) for name in row if (match := SCORE.fullmatch(name))]
    return scores_in(named)


def _proteins(sections: _Sections) -> tuple[dict[str, About], dict[str, tuple[str, ...]]]:
    """What the file says of proteins, and the group of each that has one, by accession."""
    about, groups, kinds = {}, {}, _kinds(sections, "protein")
    for _, row in sections.rows["PRT"]:
        name, others = row["accession"], row.get("ambiguity_members", "null")
        description = row.get("description", "null")
        # Coverage is a share here, and per cent in the tables
        coverage = 100 * _number(row.get("protein_coverage", ""))
        about[name] = About(description if description != "null" else "", _scores(row, kinds)[0], coverage)
        members = [] if others == "null" else [one.strip() for one in re.split("[,|]", others) if one.strip()]
        group = tuple(dict.fromkeys([name, *members]))
        for one in group:
            groups.setdefault(one, group)
    return about, groups


def _match(
    rows: list[Row], groups: Mapping[str, tuple[str, ...]], kinds: Mapping[str, str], about: Mapping[str, str]
) -> Match:
    """One match, whose rows name one protein each."""
    line, row = rows[0]
    names = [one for _, other in rows for one in groups.get(other["accession"], (other["accession"],))]
    run = RUN.match(row.get("spectra_ref", ""))
    source = about.get(f"ms_run[{run[1]}]-location", "") if run else ""
    marks = [value for name, value in row.items() if DECOY_TERM in name]
    proteins = tuple(dict.fromkeys(names))
    decoy = any(mark in ("1", "true") for mark in marks) or are_decoys(proteins)
    return Match(line, source, row["sequence"].upper(), proteins, *_scores(row, kinds), decoy)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return NAN


MZTAB = ListFormat("mztab", sniff, read, matches=True)
