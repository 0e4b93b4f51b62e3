"""Quantities in mzTab, the community's table of proteomics results: 1.0, and the drafts before it.

A file holds lines of metadata (`MTD`), then sections, each with a header and rows: of proteins (`PRH`, `PRT`), of
peptides (`PEH`, `PEP`) and of spectra, which hold no quantities. The first of these that the file has is read: peptides
by assay, proteins by assay, peptides and proteins by study variable (a mean over assays), and by `sub`, as the drafts
call a sample. A peptide of several proteins has a row for each, which are one entry here. Described at
https://www.psidev.info/mztab and, with examples, at https://github.com/HUPO-PSI/mzTab. The real file at hand holds
identifications alone; the layout of quantities is that of the specification and its examples. pyteomics reads the same
files, but without the numbers of lines, and takes an accession of digits for a number: it is what the tests hold this
against.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spotwise.delimited import read_text
from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.numbers import read_numbers, shortened
from spotwise.formats.quantities import Format, Quantities, peptide_names
from spotwise.formats.runs import run_name

HEADERS = {"PRH": "PRT", "PEH": "PEP"}
"""The sections that may hold quantities: how their headers and their rows begin."""
OTHERS = {"MTD", "COM", "PSH", "PSM", "SMH", "SML", "OSH", "OSM", "NUH", "NUC", "OLH", "OLI"}
KINDS = {"assay": "assay", "study_variable": "study variable", "sub": "sample"}
CHOICES = [(section, kind) for kind in KINDS for section in ("PEP", "PRT")]
SECTIONS = {"PEP": "peptide", "PRT": "protein"}
MISSING = {"null", "--", "-", "NA", "na", ""}
INFINITE = {"inf", "-inf", "+inf"}
DECOY = re.compile(r"opt_.*decoy")
MEND = "export the file again"


@dataclass
class Section:
    """A header, and rows with the line of each."""

    line: int = 0
    header: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)

    def quantities(self, name: str, kind: str) -> dict[int, int]:
        """The columns of quantities of a kind, by the number of the assay, study variable or sample."""
        form = re.compile(rf"{name}_abundance_{kind}\[(\d+)\]")
        found = {at: form.fullmatch(column) for at, column in enumerate(self.header)}
        return {int(match[1]): at for at, match in found.items() if match}

    def cells(self, name: str) -> list[str]:
        """A column's cells, empty where missing, or where the section has no such column."""
        if name not in self.header:
            return [""] * len(self.rows)
        at = self.header.index(name)
        return ["" if cells[at] in MISSING else cells[at] for _, cells in self.rows]


def sniff(head: str) -> str | None:
    """Why a file that begins so is mzTab, or None."""
    lines = [line.split("\t", 1)[0].strip() for line in head.splitlines()[:-1] if line.strip()]
    if "MTD" in lines and set(lines) <= OTHERS | HEADERS.keys() | set(HEADERS.values()):
        return "its lines begin with 'MTD', as those of mzTab"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read the quantities of an mzTab file; `block` has no meaning here, for there is one.

    Samples are named by the file of an assay's run, with its reagent where several share one, by the description of a
    study variable or sample, or by their number where that is all there is.

    Raises
    ------
    InputFault
        Where the file holds no quantities, is of metabolites, or mixes several units; where a row stands above its
        header or ends early, or cells hold no numbers.
    """
    known, sections = _sections(path)
    if known.get("mzTab-version", "").upper().endswith("M"):
        raise InputFault([Fault(path, "this mzTab is of metabolites", "give one of peptides or proteins")])
    found = (choice for choice in CHOICES if sections[choice[0]].quantities(SECTIONS[choice[0]], choice[1]))
    name, kind = next(found, (None, None))
    if name is None:
        what = f"no section holds quantities (mzTab-type {known.get('mzTab-type', 'not said')})"
        mend = "give a file of type Quantification; one of identifications belongs under `identifications`"
        raise InputFault([Fault(path, what, mend)])
    section = sections[name]
    columns = section.quantities(SECTIONS[name], kind)
    findings = [(f"the {SECTIONS[name]} section of mzTab is read, by {KINDS[kind]}", "its other sections are not")]
    values = _values(path, section, columns, findings)
    samples = _samples(known, kind, list(columns), _unit(path, section))
    table = _peptides(section, values) if name == "PEP" else _proteins(section, values)
    return Quantities(samples=samples, peptides=name == "PEP", findings=findings, **table)


def _sections(path: str) -> tuple[dict[str, str], dict[str, Section]]:
    """The metadata, and the sections that may hold quantities."""
    known, sections, faults = {}, {name: Section() for name in SECTIONS}, []
    for line, text in enumerate(read_text(path).split("\n"), 1):
        mark, *cells = [cell.strip() for cell in text.split("\t")]
        if mark == "MTD":
            known[cells[0] if cells else ""] = cells[1] if len(cells) > 1 else ""
        elif mark in HEADERS:
            sections[HEADERS[mark]] = Section(line, cells)
        elif mark in sections:
            section = sections[mark]
            if not section.header:
                faults.append(Fault(f"{path}, line {line}", f"a row {mark} above the header of its section", MEND))
            elif len(cells) < len([name for name in section.header if name]):
                faults.append(Fault(f"{path}, line {line}", "the row ends before its last column", MEND))
            elif any(cells[len(section.header) :]):
                found = f"{len(cells)} cells under {len(section.header)} column names"
                faults.append(Fault(f"{path}, line {line}", found, MEND))
            section.rows.append((line, cells))
    if faults:
        raise InputFault(shortened(faults, path, "rows"))
    return known, sections


def _unit(path: str, section: Section) -> str:
    """The unit that a draft puts each row in: an experiment, of which a file may hold several."""
    units = sorted(set(section.cells("unit_id")) - {""})
    if len(units) > 1:
        found = f"the file holds the units {listed(units)}, each with samples of its own"
        raise InputFault([Fault(path, found, "give a file of one of them")])
    return units[0] if units else ""


def _values(path: str, section: Section, columns: dict[int, int], findings: list) -> list[list[float]]:
    """Quantities of the rows that have any; the others are taken out of the section and counted."""
    rows = [
        (line, ["" if cells[at] in MISSING else cells[at] for at in columns.values()]) for line, cells in section.rows
    ]
    if infinite := sum(cell.lower() in INFINITE for _, cells in rows for cell in cells):
        findings.append((f"{infinite} quantities are infinite", "taken as missing"))
    rows = [(line, ["" if cell.lower() in INFINITE | MISSING else cell for cell in cells]) for line, cells in rows]
    values, faults = read_numbers(path, [section.header[at] for at in columns.values()], rows)
    if faults:
        raise InputFault(faults)
    measured = [any(value == value for value in row) for row in values]
    if empty := measured.count(False):
        findings.append((f"{empty} of {len(measured)} rows of the section hold no quantity", "left out"))
    section.rows = [row for row, kept in zip(section.rows, measured, strict=True) if kept]
    return [row for row, kept in zip(values, measured, strict=True) if kept]


def _samples(known: dict[str, str], kind: str, numbers: Sequence[int], unit: str) -> list[str]:
    """Names of assays, study variables or samples: the first way of naming that tells all of them apart."""
    bare = [f"{kind}[{number}]" for number in numbers]
    for names in _assays(known, bare) if kind == "assay" else _described(known, bare, unit):
        if all(names) and len(set(names)) == len(names):
            return names
    return bare


def _assays(known: dict[str, str], bare: list[str]) -> Iterator[list[str]]:
    runs = [known.get(f"{assay}-ms_run_ref", "") for assay in bare]
    files = [run_name(known.get(f"{run}-location", "")) if run else "" for run in runs]
    files = ["" if name in MISSING else name for name in files]
    yield files
    reagents = [_term(known.get(f"{assay}-quantification_reagent", "")) for assay in bare]
    yield [f"{name} {reagent}".strip() for name, reagent in zip(files, reagents, strict=True)]


def _described(known: dict[str, str], bare: list[str], unit: str) -> Iterator[list[str]]:
    owners = [f"{unit}-{name}" if unit else name for name in bare]
    yield [known.get(f"{name}-description", "") for name in owners]
    yield [_term(known.get(f"{name}-quantification_reagent", "")) for name in owners]


def _term(cell: str) -> str:
    """The name of a term: the third part of `[PRIDE, PRIDE:0000114, iTRAQ reagent 114, ]`."""
    parts = cell.strip("[]").split(",")
    return parts[2].strip() if len(parts) == 4 else ""


def _decoys(section: Section) -> dict[str, list[str]]:
    """Which rows are decoys, where an optional column says so."""
    column = next((name for name in section.header if DECOY.match(name)), None)
    return {"decoy": section.cells(column)} if column else {}


def _proteins(section: Section, values: list[list[float]]) -> dict:
    """Proteins as entries; those of a group that can't be told apart are named together."""
    accessions, members = section.cells("accession"), section.cells("ambiguity_members")
    groups = [[one, *re.split(r"[,;|]\s*", others)] for one, others in zip(accessions, members, strict=True)]
    named = [";".join(name for name in dict.fromkeys(group) if name) for group in groups]
    annotation = {"protein": named, "description": section.cells("description")} | _decoys(section)
    return {"entries": accessions, "lines": [line for line, _ in section.rows], "values": values} | {
        "annotation": annotation
    }


def _peptides(section: Section, values: list[list[float]]) -> dict:
    """Peptides as entries; rows that differ in the protein alone are one."""
    own = ("sequence", "modifications", "charge", "retention_time", "mass_to_charge")
    cells = {name: section.cells(name) for name in (*own, "accession")} | _decoys(section)
    proteins: dict[tuple, list[str]] = {}
    first: dict[tuple, int] = {}
    for at, key in enumerate(zip(*(cells[name] for name in own), map(str, values), strict=True)):
        first.setdefault(key, at)
        proteins.setdefault(key, []).append(cells["accession"][at])
    kept = {name: [column[at] for at in first.values()] for name, column in cells.items()}
    annotation = {"peptide": kept["sequence"], "modification": kept["modifications"], "charge": kept["charge"]}
    annotation["protein"] = [";".join(name for name in dict.fromkeys(names) if name) for names in proteins.values()]
    if "decoy" in kept:
        annotation["decoy"] = kept["decoy"]
    return {
        "entries": peptide_names(*(kept[name] for name in own)),
        "lines": [section.rows[at][0] for at in first.values()],
        "values": [values[at] for at in first.values()],
        "annotation": annotation,
    }


MZTAB = Format("mztab", sniff, read, one_block=True)
