"""The CSV that Mascot exports of a search: a header of sections, and under `Protein hits` one row a protein and match.

A protein hit is the proteins that Mascot can't tell apart; those that are listed with it and have no peptides of their
own are kept with it. The file of spectra, which may name the spot, is `Peak list data path`. Read after a real export
of Mascot 2.3; the columns are described at https://www.matrixscience.com/help/export_help.html. Masses are in Da and
become kDa, coverage is in per cent.
"""

import csv
import io
from collections.abc import Mapping
from math import isnan

from spotwise.delimited import read_text
from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.numbers import read_numbers, shortened
from spotwise.identify.identification import About, Contents, ListFormat, Match, are_decoys

FIRST = "prot_hit_num"
SOURCE = "Peak list data path"
NEEDED = ("prot_acc", "pep_query", "pep_seq")
SCORES = ("pep_score", "pep_expect")
OF_PROTEIN = ("prot_score", "prot_cover", "prot_pi", "prot_mass")


def sniff(head: str) -> str | None:
    """Why a file that begins so is Mascot's export, or None."""
    lines = [line.replace('"', "") for line in head.split("\n")]
    if any(line.startswith("Header,-----") for line in lines) and any("Mascot version," in line for line in lines):
        return "it begins with a section 'Header' and names the Mascot version"
    if any(line.startswith(FIRST) for line in lines):
        return f"a line begins with the column {FIRST!r}"
    return None


def read(path: str, entry: Mapping) -> Contents:
    """Read an export of Mascot, each match of a spectrum once, with all proteins that it stands under.

    Raises
    ------
    InputFault
        Without protein hits or one of the columns `prot_acc`, `pep_query` and `pep_seq`; where a number is none or a
        row ends early, as the last does of a file that was cut short, or goes on beyond the header.
    """
    rows = _rows(path)
    start = next((at for at, (_, cells) in enumerate(rows) if cells[0].strip() == FIRST), None)
    if start is None:
        mend = "export it from Mascot as CSV with protein hits and peptide matches"
        raise InputFault([Fault(path, f"no line begins with the column {FIRST!r}: there are no protein hits", mend)])
    line, header = rows[start][0], [name.strip() for name in rows[start][1]]
    if absent := [name for name in NEEDED if name not in header]:
        mend = "tick these when you export from Mascot"
        raise InputFault([Fault(f"{path}, line {line}", f"no column {listed(absent)}", mend)])
    source = next((cells[1] for _, cells in rows[:start] if cells[0].strip() == SOURCE and len(cells) > 1), "")
    return _contents(path, source, _hits(path, header, rows[start + 1 :]))


def _rows(path: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(read_text(path)))
    rows = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, cells))
    except csv.Error:
        mend = "export it again, and copy it whole"
        raise InputFault([Fault(f"{path}, line {reader.line_num}", "a quotation mark is never closed", mend)]) from None
    return rows


def _hits(path: str, header: list[str], rows: list[tuple[int, list[str]]]) -> list[tuple[int, dict]]:
    """Rows of the section of protein hits, by column; what a row leaves empty of its protein, the row above says."""
    end = next((at for at, (_, cells) in enumerate(rows) if len(cells) > 1 and cells[1].startswith("-----")), len(rows))
    rows = rows[:end]
    wanted = [name for name in (*OF_PROTEIN, *SCORES) if name in header]
    faults = [
        Fault(f"{path}, line {line}", f"{len(cells)} cells under {len(header)} column names", "export it again")
        for line, cells in rows
        if len(cells) < len(header) or _goes_on(cells[len(header) :])
    ]
    rows = [(line, cells) for line, cells in rows if len(cells) >= len(header)]
    cells = [(line, [row[header.index(name)] for name in wanted]) for line, row in rows]
    values, more = read_numbers(path, wanted, cells)
    if faults or more:
        raise InputFault(shortened(faults, path, "rows") + more)
    hits, above = [], {}
    for (line, row), numbers in zip(rows, values, strict=True):
        hit = dict(zip(header, map(str.strip, row), strict=False)) | dict(zip(wanted, numbers, strict=True))
        if not hit["prot_acc"]:
            hit |= {name: value for name, value in above.items() if name.startswith("prot_")}
        hits.append((line, hit))
        above = hit
    if not any(hit["prot_acc"] for _, hit in hits):
        raise InputFault([Fault(path, "there are no protein hits", "take it out of `identifications`")])
    return hits


def _goes_on(beyond: list[str]) -> bool:
    """Whether a row has more cells than its header names, other than the emPAI that Mascot adds with its name."""
    named = [cell.strip() for cell in beyond if cell.strip()]
    return bool(named) and not (named[0].lower() == "empai" and len(named) == 2)


def _contents(path: str, source: str, hits: list[tuple[int, dict]]) -> Contents:
    about: dict[str, About] = {}
    leading: dict[tuple, str] = {}
    members: dict[str, list[str]] = {}
    rows: dict[tuple, list[tuple[int, dict]]] = {}
    for line, hit in hits:
        name = hit["prot_acc"]
        if name not in about:
            about[name] = _about(hit)
        if hit["pep_seq"]:
            leading.setdefault((hit[FIRST], hit.get("prot_family_member", "")), name)
            rows.setdefault((hit["pep_query"], hit["pep_seq"], hit.get("pep_var_mod_pos", "")), []).append((line, hit))
    with_peptides = {hit["prot_acc"] for _, hit in hits if hit["pep_seq"]}
    for _, hit in hits:
        first = leading.get((hit[FIRST], hit.get("prot_family_member", "")))
        if first and hit["prot_acc"] not in with_peptides:
            members.setdefault(first, []).append(hit["prot_acc"])
    return Contents(matches=[_match(source, own, members) for own in rows.values()], about=about)


def _about(hit: Mapping) -> About:
    nan = float("nan")
    score, coverage, pi, mass = (hit.get(name, nan) for name in OF_PROTEIN)
    return About(hit.get("prot_desc", ""), score, coverage, pi, mass / 1000)


def _match(source: str, rows: list[tuple[int, dict]], members: Mapping[str, list[str]]) -> Match:
    names = [name for _, hit in rows for name in (hit["prot_acc"], *members.get(hit["prot_acc"], ()))]
    line, hit = rows[0]
    score, evalue = (hit.get(name, float("nan")) for name in SCORES)
    proteins = tuple(dict.fromkeys(names))
    measure = "" if isnan(score) else "pep_score"
    return Match(line, source, hit["pep_seq"].upper(), proteins, score, evalue, measure, are_decoys(proteins))


MASCOT_CSV = ListFormat("mascot_csv", sniff, read, matches=True)
