"""The formats that tables of quantities are read from. A new format is one file and one line here."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from spotwise.delimited import tables_in, tag_fault, tagged
from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.alphadia import ALPHADIA
from spotwise.formats.decyder import DECYDER
from spotwise.formats.diann import DIANN
from spotwise.formats.fragpipe import FRAGPIPE
from spotwise.formats.head import UNREAD, head_of, identifications_in
from spotwise.formats.long import LONG
from spotwise.formats.maxquant import MAXQUANT
from spotwise.formats.maxquant_evidence import MAXQUANT_EVIDENCE
from spotwise.formats.maxquant_proteins import MAXQUANT_PROTEINS
from spotwise.formats.mztab import MZTAB
from spotwise.formats.numbers import shortened
from spotwise.formats.pdquest import PDQUEST
from spotwise.formats.progenesis_qi import PROGENESIS_QI
from spotwise.formats.proteome_discoverer import PROTEOME_DISCOVERER
from spotwise.formats.quantities import Quantities
from spotwise.formats.quantms import QUANTMS
from spotwise.formats.sage import SAGE
from spotwise.formats.samespots import SAMESPOTS
from spotwise.formats.samespots_html import SAMESPOTS_HTML
from spotwise.formats.samples import renamed
from spotwise.formats.spectronaut import SPECTRONAUT
from spotwise.formats.wide import WIDE, read_wide

FORMATS = (
    SAMESPOTS,
    SAMESPOTS_HTML,
    PROGENESIS_QI,
    PDQUEST,
    DECYDER,
    MAXQUANT,
    MAXQUANT_EVIDENCE,
    MAXQUANT_PROTEINS,
    FRAGPIPE,
    DIANN,
    PROTEOME_DISCOVERER,
    SPECTRONAUT,
    SAGE,
    ALPHADIA,
    QUANTMS,
    MZTAB,
    LONG,
    WIDE,
)
GENERAL = ("long", "wide")  # asked in turn where no other format matches


def detect(path: str) -> tuple[str, str]:
    """Name of the one format that a file's first kilobytes match, and why.

    Raises
    ------
    InputFault
        Where none or several match, or the file can't be read.
    """
    head = head_of(path)
    reasons = {form.name: reason for form in FORMATS if (reason := form.sniff(head))}
    general = [name for name in GENERAL if name in reasons]
    special = {name: reason for name, reason in reasons.items() if name not in general}
    if not special and (kind := identifications_in(head)):
        mend = f"{'export mzIdentML, which' if kind in UNREAD else 'it'} belongs under `identifications`"
        raise InputFault([Fault(path, f"the file is {kind}, a list of identifications", mend)])
    if not special and (kind := tagged(head)):
        raise InputFault([tag_fault(path, kind)])
    reasons = special or {name: reasons[name] for name in general[:1]}
    if len(reasons) == 1:
        return next(iter(reasons.items()))
    known = ", ".join(form.name for form in FORMATS)
    found = "several formats match: " + "; ".join(f"{name} ({why})" for name, why in reasons.items())
    if not reasons:
        found = f"no format matches; the file begins {quoted(head.lstrip()[:200].splitlines()[0])}"
        known = f"{known}; or give a plain table: a header row, tabs between cells, one row a spot, one column a gel"
    raise InputFault([Fault(path, found, f"set `format` to one of {known}")])


def quantities_of(table: Mapping, known: Collection[str] = ()) -> Quantities:
    """Read the table that an entry of `quantities` in the configuration speaks of; see `read_quantities`."""
    path = place_of(table)
    orientation = table.get("orientation", "samples_in_columns")
    return read_quantities(path, table["format"], table["block"], known, orientation)


def place_of(table: Mapping) -> str:
    """The path of a table, with the sheet of its workbook where one is named."""
    return f"{table['path']}#{table['sheet']}" if table.get("sheet") else table["path"]


def read_quantities(
    path: str, format: str, block: str, known: Collection[str] = (), orientation: str = "samples_in_columns"
) -> Quantities:
    """Read a table of quantities in the named format, or in the one that `auto` finds.

    Parameters
    ----------
    path : str
        A file; of a workbook, `file#sheet` names a sheet, and else the first that holds a table is read.
    format, block : str
    known : collection of str
        The samples of the sheet. Samples of the table are called as they are there (`samples.matched`).
    orientation : {'samples_in_columns', 'samples_in_rows'}
        The latter is of wide tables alone.

    Raises
    ------
    InputFault
        With every fault that the reader found, and rows whose names are empty or stand twice.
    """
    name, why = detect(path) if format == "auto" else (format, "the configuration says so")
    in_rows = orientation == "samples_in_rows"
    if in_rows and name != WIDE.name:
        found = f"samples in rows are read from wide tables, and this is {name} ({why})"
        raise InputFault([Fault(path, found, "leave `orientation` out, or set `format: wide`")])
    if name == WIDE.name:
        quantities = read_wide(path, known, in_rows)
    else:
        quantities = {form.name: form for form in FORMATS}[name].read(path, block)
    if not quantities.entries or not quantities.samples:
        spot, gel = ("peptide", "run") if quantities.peptides else ("spot", "gel")
        found = f"the table holds no {spot}" if quantities.samples else "the table holds no column of volumes"
        raise InputFault([Fault(path, found, f"write one row a {spot} and one column a {gel}")])
    quantities = renamed(quantities, known)
    if faults := name_faults(path, quantities, known):
        raise InputFault(faults)
    findings = [*quantities.findings, *_block_findings(name, block), *_sheet_findings(path)]
    return replace(quantities, findings=findings, format=name, format_reason=why)


def _block_findings(name: str, block: str) -> list[tuple[str, str]]:
    """Raw values that are asked of a format that has no others to tell them from."""
    if block != "raw" or not any(form.name == name and form.one_block for form in FORMATS):
        return []
    return [
        (f"`block: raw`, and the format {name} has one block", "it changes nothing: the values of the file are read")
    ]


def _sheet_findings(path: str) -> list[tuple[str, str]]:
    """A workbook with several tables, of which one is read."""
    if len(names := tables_in(path)) < 2:
        return []
    return [(f"sheets {listed(names)} hold tables", f"{quoted(names[0])} is read; `sheet` names another")]


def name_faults(path: str, quantities: Quantities, known: Collection[str] = ()) -> list[Fault]:
    """Spots, peptides and samples without a name, or with one that stands twice; only `known` samples, if there are."""
    faults, first = [], {}
    spot, number = ("peptide", "name") if quantities.peptides else ("spot", "number")
    for line, entry in zip(quantities.lines, quantities.entries, strict=True):
        where = f"{path}, line {line}"
        if not entry:
            faults.append(Fault(where, f"the {spot} has no {number}", f"{number} each {spot} in the first column"))
        elif entry in first:
            found = f"{spot} {quoted(entry)} stands in line {first[entry]} already"
            faults.append(Fault(where, found, f"keep one row a {spot}: remove or re{number} the other"))
        first.setdefault(entry, line)
    twice = {name for name in quantities.samples if quantities.samples.count(name) > 1}
    for sample in sorted(twice & set(known) if known else twice):
        faults.append(Fault(path, f"two columns are called {quoted(sample)}", "rename or remove one of them"))
    return shortened(faults, path, f"{spot}s")
