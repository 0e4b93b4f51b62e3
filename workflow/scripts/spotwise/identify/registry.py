"""The formats that lists of identifications are read from. A new format is one file and one line here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from spotwise.delimited import read_text, tag_fault, tagged
from spotwise.faults import Fault, InputFault, listed, nearest, quoted
from spotwise.formats.head import UNREAD, identifications_in
from spotwise.formats.numbers import shortened
from spotwise.formats.proteins import CONTAMINANT, keeping, marked
from spotwise.identify.biotools import BIOTOOLS
from spotwise.identify.cutoffs import cut
from spotwise.identify.identification import Identification, ListFormat
from spotwise.identify.mascot_csv import MASCOT_CSV
from spotwise.identify.matches import proteins_of_spots
from spotwise.identify.mzid import MZID
from spotwise.identify.mztab import MZTAB
from spotwise.identify.pepxml import PEPXML
from spotwise.identify.plate import plain_number
from spotwise.identify.table import TABLE

FORMATS = (BIOTOOLS, MASCOT_CSV, MZID, MZTAB, PEPXML, TABLE)
GENERAL = {"table"}  # asked where no other format matches
ALL = "all"  # what the one region of a study is called that knows no regions
HEAD = 65536  # bytes that `auto` looks at


@dataclass(frozen=True)
class Found:
    """What a list says of spots once its cut-offs are applied, and findings: what was left out, and why."""

    identifications: list[Identification]
    findings: list[tuple[str, str]]

    @property
    def by_region(self) -> bool:
        """Whether the list itself says which region each spot is of."""
        return any(one.region for one in self.identifications)

    def of_region(self, region: str, regions: Sequence[str]) -> list[Identification]:
        """Those of a region; all, where the list does not tell regions apart, or the study knows none."""
        every = not self.by_region or list(regions) == [ALL]
        return [one for one in self.identifications if every or one.region == region]


def detect(path: str) -> tuple[str, str]:
    """Name of the one format that a file's first kilobytes match, and why.

    Raises
    ------
    InputFault
        Where several match, or the file can't be read. What none matches is read as a table, whose faults say more.
    """
    head = read_text(path, HEAD)
    reasons = {form.name: reason for form in FORMATS if (reason := form.sniff(head))}
    reasons = {name: reason for name, reason in reasons.items() if name not in GENERAL} or reasons
    if len(reasons) == 1:
        return next(iter(reasons.items()))
    known = ", ".join(form.name for form in FORMATS)
    if not reasons and (kind := identifications_in(head)) in UNREAD:
        raise InputFault([Fault(path, f"{kind} is not read", "export the identifications as mzIdentML")])
    if not reasons and tagged(head) == "a web page (HTML)":
        raise InputFault([tag_fault(path, "a web page (HTML)")])
    if not reasons and not head.lstrip().startswith("<"):
        return TABLE.name, "no other format matches"
    found = "several formats match: " + "; ".join(f"{name} ({why})" for name, why in reasons.items())
    raise InputFault([Fault(path, found if reasons else "no format matches", f"set `format` to one of {known}")])


def read_list(entry: Mapping, spots: set[str] | None = None) -> Found:
    """Read one list of identifications as its entry in the configuration asks.

    Parameters
    ----------
    entry : mapping
        `path`; and, where they are asked, `format`, `plate`, `spot`, `min_score`, `max_evalue`, `fdr`, and `keep`, the
        contaminants that are under study.
    spots : set of str or None
        The spots of the table that the list speaks of, by which files of spectra are known; None where they are not
        known here.

    Raises
    ------
    InputFault
        With every fault that the reader found; where the entry gives a plate or a spot that the format has no use for,
        the list lacks what a cut-off needs, or nothing names a spot.
    """
    path, name = entry["path"], entry.get("format", "auto")
    form = {form.name: form for form in FORMATS}[detect(path)[0] if name == "auto" else name]
    if faults := _entry_faults(entry, form):
        raise InputFault(faults)
    contents = form.read(path, entry)
    kept, findings = cut(contents.matches if form.matches else contents.identifications, entry)
    findings = contents.findings + findings
    if form.matches:
        kept, more = proteins_of_spots(contents, kept, entry, spots)
        findings += more
    kept, more = _without_contaminants(kept, entry.get("keep", ()))
    kept = [replace(one, spot=_spot_of(one.spot, spots or ())) for one in kept]
    findings = findings + more
    if not kept and not more and (contents.matches or contents.identifications):
        findings.append(("the cut-offs leave no protein of the list", "it identifies nothing"))
    return Found(kept, findings)


def _without_contaminants(
    found: Sequence[Identification], keep: Sequence[str]
) -> tuple[list[Identification], list[tuple[str, str]]]:
    """Those that name no contaminant, as in tables of quantities; a kept one loses its mark."""
    names, kept, _ = keeping([one.accession for one in found], keep)
    foreign = marked(names, None, CONTAMINANT)
    own = [
        replace(one, accession=name) if is_kept else one
        for one, name, is_kept, is_foreign in zip(found, names, kept, foreign, strict=True)
        if is_kept or not is_foreign
    ]
    n = len(found) - len(own)
    return own, [(f"{n} identifications are of contaminants", "left out, but for those in contaminants.keep")] * bool(n)


def _spot_of(name: str, spots: Collection[str]) -> str:
    """The spot of a table that a list means: a spreadsheet may have written 1 as 1.0, in either of them."""
    plain = plain_number(name)
    return next((one for one in (name, plain, f"{plain}.0") if one in spots), plain)


def _entry_faults(entry: Mapping, form: ListFormat) -> list[Fault]:
    faults, where = [], f"configuration, identifications ({entry['path']})"
    if entry.get("plate") and not form.plate:
        found = f"a list of the format {form.name} names no positions of a plate"
        faults.append(Fault(where, found, "take `plate` out of its entry"))
    if entry.get("spot") is not None and not form.matches:
        found = f"a list of the format {form.name} names its spots itself"
        faults.append(Fault(where, found, "take `spot` out of its entry"))
    return faults


def read_region(
    entries: Sequence[Mapping], region: str, regions: Sequence[str], shared: bool, spots: set[str]
) -> tuple[dict[str, list[Identification]], list[tuple[str, str, str]]]:
    """What the lists of a region say of its spots.

    Parameters
    ----------
    entries : sequence of mapping
        The entries of `identifications` for the region.
    region : str
    regions : sequence of str
        All regions of the study.
    shared : bool
        Whether one table holds all regions, so that they share their spot numbers.
    spots : set of str
        The spots of the region's table.

    Returns
    -------
    found : dict of str to list of Identification
        By the path of the list.
    findings : list of (path, what, consequence)

    Raises
    ------
    InputFault
        With the faults of all lists.
    """
    found, findings, faults = {}, [], []
    for entry in entries:
        try:
            one = read_list(entry, spots)
        except InputFault as error:
            faults += error.faults
            continue
        faults += list_region_faults(one, entry, regions, shared)
        found.setdefault(entry["path"], []).extend(one.of_region(region, regions))
        findings += [(entry["path"], what, consequence) for what, consequence in one.findings]
    if faults:
        raise InputFault(faults)
    return found, findings


def list_region_faults(found: Found, entry: Mapping, regions: Sequence[str], shared: bool) -> list[Fault]:
    """Faults of a list for which nothing says whose spots it means: its entry, its own column, or one table for all."""
    path, region, where = entry["path"], entry.get("region"), f"configuration, identifications ({entry['path']})"
    if not found.by_region:
        lacks = "each region has its own spot numbers, and this list names no region"
        mend = "say with `region` which table its spots are of, or give the list a column `region`"
        return [Fault(where, lacks, mend)] if region is None and not shared else []
    first: dict[str, int] = {}
    for one in found.identifications:
        first.setdefault(one.region, one.line)
    if list(regions) == [ALL]:
        return []
    faults = [
        Fault(f"{path}, line {line}", f"no table of quantities is of region {quoted(name)}", nearest(name, regions))
        for name, line in first.items()
        if name not in regions
    ]
    if not faults and region in regions and region not in first:
        what = f"no row is of region {quoted(region)}; the list names {listed(first)}"
        faults.append(Fault(path, what, "correct `region` in its entry, or leave it out"))
    return shortened(faults, path, "regions")
