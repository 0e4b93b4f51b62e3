"""The formats that tables of quantities are read from. A new format is one file and one line here."""

from spotwise.delimited import read_text
from spotwise.faults import Fault, InputFault, quoted
from spotwise.formats.diann import DIANN
from spotwise.formats.fragpipe import FRAGPIPE
from spotwise.formats.maxquant import MAXQUANT
from spotwise.formats.maxquant_evidence import MAXQUANT_EVIDENCE
from spotwise.formats.maxquant_proteins import MAXQUANT_PROTEINS
from spotwise.formats.numbers import shortened
from spotwise.formats.quantities import Quantities
from spotwise.formats.samespots import SAMESPOTS
from spotwise.formats.wide import WIDE

FORMATS = (SAMESPOTS, MAXQUANT, MAXQUANT_EVIDENCE, MAXQUANT_PROTEINS, FRAGPIPE, DIANN, WIDE)
GENERAL = {"wide"}  # asked where no other format matches
HEAD = 65536  # bytes that `auto` looks at


def detect(path: str) -> tuple[str, str]:
    """Name of the one format that a file's first kilobytes match, and why.

    Raises
    ------
    InputFault
        Where none or several match, or the file can't be read.
    """
    head = read_text(path, HEAD)
    reasons = {form.name: reason for form in FORMATS if (reason := form.sniff(head))}
    reasons = {name: reason for name, reason in reasons.items() if name not in GENERAL} or reasons
    if len(reasons) == 1:
        return next(iter(reasons.items()))
    known = ", ".join(form.name for form in FORMATS)
    found = "several formats match: " + "; ".join(f"{name} ({why})" for name, why in reasons.items())
    raise InputFault([Fault(path, found if reasons else "no format matches", f"set `format` to one of {known}")])


def read_quantities(path: str, format: str, block: str) -> Quantities:
    """Read a table of quantities in the named format, or in the one that `auto` finds.

    Raises
    ------
    InputFault
        With every fault that the reader found, and rows whose names are empty or stand twice.
    """
    name = detect(path)[0] if format == "auto" else format
    quantities = {form.name: form for form in FORMATS}[name].read(path, block)
    if not quantities.entries or not quantities.samples:
        spot, gel = ("peptide", "run") if quantities.peptides else ("spot", "gel")
        found = f"the table holds no {spot}" if quantities.samples else "the table holds no column of volumes"
        raise InputFault([Fault(path, found, f"write one row a {spot} and one column a {gel}")])
    if faults := name_faults(path, quantities):
        raise InputFault(faults)
    return quantities


def name_faults(path: str, quantities: Quantities) -> list[Fault]:
    """Spots, peptides and samples without a name, or with one that stands twice."""
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
    for sample in sorted({name for name in quantities.samples if quantities.samples.count(name) > 1}):
        faults.append(Fault(path, f"two columns are called {quoted(sample)}", "rename or remove one of them"))
    return shortened(faults, path, f"{spot}s")
