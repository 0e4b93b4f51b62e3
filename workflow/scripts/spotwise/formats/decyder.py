"""Exports of GE Healthcare DeCyder 2D (BVA and EDA): spots by master number, abundances by spot map, text or XML.

Standardised abundance is the volume of a spot over that of the internal standard of the same gel, so normalised
already; BVA also gives its logarithm to base 10. Text has one row a protein spot with one column a spot map and
quantity (`Gel 1 Cy3 Standardized Abundance`; the quantity may stand first, or in a line above for all columns), or one
row a spot and spot map. Written from what DeCyder's manuals
(http://technodocbox.com/Windows/76900978-Decyder-2d-software-version-6-5.html; EDA:
https://docplayer.net/1574362-Decyder-extended-data-analysis-module-version-1-0.html) and papers call things,
without a real export at hand, and strict for it: a column that is neither a quantity nor one of `ASIDE` is an error.

The schema of DeCyderXML is not public. The reader takes any document in which elements, or what stands around them,
give a master number, a spot map and an abundance under such names, as attributes or as children; one that words them
otherwise is a fault that says so. The text export is the safer way.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from spotwise.delimited import read_text
from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.export import Export, read_cells
from spotwise.formats.numbers import read_numbers, shortened
from spotwise.formats.pivot import pivot
from spotwise.formats.quantities import Format, Quantities
from spotwise.formats.titled import header_in, read_titled
from spotwise.markup import read_xml

KEYS = ("master no.", "master no", "master number", "master spot no.", "master spot number")
SPOT_MAP = ("spot map", "spot map name", "spotmap")
PROPERTIES = {
    "spot": KEYS,
    "map": SPOT_MAP,
    "protein": ("protein ac", "protein ac.", "accession"),
    "description": ("protein name", "name"),
    "pi": ("pi",),
    "mr": ("mw", "mr"),
}
ASIDE = re.compile(
    r"pos\.?|status|appearance|protein id|function|comment|protein of interest|poi|pick|confirmed|gel|group|dye|"
    r"(t-?test|av\.? ?ratio|average ratio|fold|[12]-? ?anova).*",
    re.IGNORECASE,
)
ABUNDANCE = (
    r"(?:standardi[sz]ed|std\.?)(?P<log>[ _]?log)?[ _]?(?:abundance|abund\.?)|log[ _]std\.?[ _]abund(?:ance|\.)?"
)
KIND = re.compile(rf"(?P<normalised>{ABUNDANCE})|(?P<raw>(?:spot[ _]?)?volume)", re.IGNORECASE)
KINDS = {"normalised": "standardised abundances", "raw": "volumes"}
MOST_LOG = 10  # no ratio to a standard has more digits
MEND = (
    "export the protein table of BVA or EDA as text, with the master number and one standardized abundance a spot map"
)


def sniff(head: str) -> str | None:
    """Why a file that begins so is an export of DeCyder, or None."""
    if head.lstrip().startswith("<"):
        return "it is XML and names DeCyder" if "decyder" in head.lower() and "<html" not in head.lower() else None
    column = header_in(head, KEYS)
    return f"one of its first lines names a column {quoted(column)}" if column else None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read standardised abundances, or volumes; logarithms to base 10 come back linear, which a finding tells.

    Parameters
    ----------
    path : str
    block : {'normalised', 'raw'}
        Standardised abundance or its logarithm, whichever the file holds (the first where both), or volume.

    Raises
    ------
    InputFault
        Where a column is none of DeCyder's, the block is missing, cells hold no numbers, or a spot and spot map stand
        twice.
    """
    if read_text(path, 4096).lstrip().startswith("<"):
        return _long(path, *_xml_records(path, block), block)
    title, export = read_titled(path, KEYS, PROPERTIES)
    columns = _quantity_columns(title, export, block)
    lines, cells, values = read_cells(export, {at: export.header[at] for at in columns})
    if "map" in export.at:
        logged = next(iter(columns.values()))[1]
        return _long(path, lines, cells.pop("spot"), cells.pop("map"), [row[0] for row in values], logged, block)
    found = Quantities(
        entries=cells.pop("spot"),
        lines=lines,
        samples=[run for run, _ in columns.values()],
        values=values,
        annotation=cells,
        normalised=block == "normalised",
    )
    return _linear(path, found) if any(log for _, log in columns.values()) else found


def _quantity_columns(title: str, export: Export, block: str) -> dict[int, tuple[str, bool]]:
    """The columns of the block: spot map, and whether logarithms; linear ones where a spot map has both."""
    others = {at: name for at, name in enumerate(export.header) if at not in export.at.values()}
    kinds = {at: KIND.search(name) for at, name in others.items()}
    unknown = {at: name for at, name in others.items() if not kinds[at] and not ASIDE.fullmatch(name)}
    if above := KIND.search(title) if not any(kinds.values()) else None:
        kinds, unknown = kinds | dict.fromkeys(unknown, above), {}
    if unknown:
        found = f"columns {listed(unknown.values())} are neither DeCyder's own nor name a quantity"
        raise InputFault([export.header_fault(found, MEND)])
    runs = {at: (_rest(others[at], kind), _is_log(kind)) for at, kind in kinds.items() if kind and kind[block]}
    linear = {run for run, log in runs.values() if not log}
    runs = {at: (run, log) for at, (run, log) in runs.items() if not (log and run in linear)}
    if not runs:
        raise InputFault([export.header_fault(f"no column of {KINDS[block]}", MEND)])
    if len({log for _, log in runs.values()}) > 1:
        raise InputFault([export.header_fault("some spot maps have abundances and others their logarithms", MEND)])
    if "map" not in export.at and not all(run for run, _ in runs.values()):
        raise InputFault([export.header_fault("a column of quantities names no spot map", MEND)])
    return runs


def _is_log(kind: re.Match) -> bool:
    return "log" in kind[0].lower()


def _rest(name: str, kind: re.Match) -> str:
    """A column's name without its quantity; the whole name where the quantity stands above the header."""
    return (name.replace(kind[0], "", 1) if kind.string == name else name).strip(" :_-()[]")


def _long(
    path: str, lines: list[int], spots: list[str], maps: list[str], values: list[float], logged: bool, block: str
) -> Quantities:
    """A table of one row a spot and spot map."""
    where = [f"{path}, line {line}" for line in lines]
    again = "export the table again"
    faults = [
        Fault(at, "the row names no spot, or no spot map", again)
        for at, spot, spot_map in zip(where, spots, maps, strict=True)
        if not spot or not spot_map
    ]
    names, runs, matrix, repeats = pivot(spots, maps, values)
    for first, row in repeats:
        found = f"spot {quoted(spots[row])} of {quoted(maps[row])} stands in line {lines[first]} already"
        faults.append(Fault(where[row], found, "keep one of the rows"))
    if faults:
        raise InputFault(shortened(faults, path, "rows"))
    first = dict(zip(reversed(spots), reversed(lines), strict=True))
    found = Quantities(names, [first[name] for name in names], runs, matrix, normalised=block == "normalised")
    return _linear(path, found) if logged else found


def _linear(path: str, found: Quantities) -> Quantities:
    """Ratios to the standard from their logarithms to base 10."""
    if above := sorted({value for row in found.values for value in row if abs(value) > MOST_LOG}):
        what = f"abundances that are called logarithms reach {above[-1]:g}, and are no logarithms to base 10"
        raise InputFault([Fault(path, what, "export standardized abundances, or correct the names of the columns")])
    what = "the table holds standardised log abundances, to base 10"
    told = (what, "taken back to ratios to the standard; leave `scale: linear`")
    return replace(found, values=[[10**value for value in row] for row in found.values], findings=[told])


def _xml_records(path: str, block: str) -> tuple[list[int], list[str], list[str], list[float], bool]:
    """Line, spot, spot map and quantity of each element that gives one, and whether these are logarithms."""
    root = read_xml(path)
    found = list(_elements(root, {}, block))
    logs = [record for record in found if record[4]]
    records = [record for record in found if not record[4]] or logs
    if not records:
        tags = sorted({_plain(element.tag) for element in root.iter() if isinstance(element.tag, str)})
        what = f"no element gives a master number, a spot map and {KINDS[block]}; the elements are {listed(tags, 12)}"
        raise InputFault([Fault(path, what, MEND)])
    values, faults = read_numbers(path, ["abundance"], [(line, [cell]) for line, _, _, cell, _ in records])
    if faults:
        raise InputFault(faults)
    lines, spots, maps = ([record[at] for record in records] for at in range(3))
    return lines, spots, maps, [row[0] for row in values], records is logs


def _elements(element, above: dict[str, str], block: str) -> Iterator[tuple[int, str, str, str, bool]]:
    """The quantities of an element and of those in it, with the master number and spot map that hold for each."""
    own = {_plain(name): value for name, value in element.attrib.items()}
    children = [child for child in element if isinstance(child.tag, str)]
    own |= {_plain(child.tag): child.text or "" for child in children if not len(child) and not child.attrib}
    known = above | {name: value.strip() for name, value in own.items() if name in NAMES}
    if {"spot", "map"} <= {NAMES[name] for name in known}:
        at = {NAMES[name]: value for name, value in known.items()}
        for name, value in own.items():
            kind = re.fullmatch(KIND, name)
            if kind and kind[block]:
                yield element.sourceline, at["spot"], at["map"], value, _is_log(kind)
    for child in children:
        yield from _elements(child, known, block)


def _plain(name: str) -> str:
    """A tag or attribute without its namespace, in lower case, of letters alone."""
    return re.sub(r"[^a-z]", "", name.rsplit("}", 1)[-1].lower())


NAMES = {_plain(key): "spot" for key in KEYS} | {_plain(key): "map" for key in SPOT_MAP}
DECYDER = Format("decyder", sniff, read)
