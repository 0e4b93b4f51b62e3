"""Peptides and proteins of Progenesis QI for proteomics, and of Progenesis LC-MS before it (Nonlinear Dynamics).

CSV with three header rows: the block that a run of columns belongs to (`Normalized abundance`, `Raw abundance`,
`Spectral counts`, ...) over its first column, the condition over its first run, and the names of the columns; each
block repeats the names of the runs. Peptides (peptide ion data) have a column `Sequence`, and `#` for the number of the
feature, which stands in one row for each protein that it is given to; `Use in quantitation` says which rows Progenesis
took. Proteins have `Accession` for the group. The exports are described at
https://www.nonlinear.com/progenesis/qi-for-proteomics/v4.2/faq/ ; the layout of peptides was held against the real
export among the tests of MSstatsConvert (https://github.com/Vitek-Lab/MSstatsConvert), that of proteins against column
names that others print from theirs, without a whole file at hand.
"""

from collections.abc import Iterable

from spotwise.delimited import delimiter_of, read_rows
from spotwise.faults import Fault, InputFault, listed, quoted
from spotwise.formats.export import Export, columns_of, read_cells
from spotwise.formats.numbers import shortened
from spotwise.formats.quantities import Format, Quantities, peptide_names

BLOCKS = {
    "normalised": ("normalized abundance", "normalised abundance"),
    "raw": ("raw abundance",),
}
PROPERTIES = {
    "number": ("#",),
    "protein": ("accession", "protein"),
    "peptide": ("sequence", "peptide sequence"),
    "modification": ("modifications", "variable modifications ([position] description)"),
    "charge": ("charge",),
    "description": ("description",),
    "used": ("use in quantitation",),
}
KEPT = ("protein", "peptide", "charge", "description")
MEND = "export peptide ion data or protein data from Progenesis with its three header rows"


def sniff(head: str) -> str | None:
    """Why a file that begins so is an export of Progenesis QI, or None."""
    lines = head.split("\n")
    named = [cell.strip(' "') for cell in lines[0].split(delimiter_of(lines[0]))]
    found = [cell for cell in named if cell.lower() in sum(BLOCKS.values(), ())]
    if found and not named[0] and any("accession" in line.lower() or '"#"' in line for line in lines[2:4]):
        return f"its first line names a block {quoted(found[0])}, and a line below a column 'Accession'"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read one block of an export of peptides or proteins.

    Rows that Progenesis did not use in quantitation are left out; a feature given to several proteins becomes one row
    of them all.

    Parameters
    ----------
    path : str
    block : {'normalised', 'raw'}
        Normalized abundance or Raw abundance.

    Raises
    ------
    InputFault
        Where the header is not as exported, the block is missing, cells hold no numbers, or a feature that stands in
        several rows has other abundances in each.
    """
    export, runs, groups = _export(path, block)
    peptides = "peptide" in export.at
    needed = {"protein": "Accession"} | ({"number": "#", "charge": "Charge"} if peptides else {})
    if faults := export.missing(needed, MEND):
        raise InputFault(faults)
    lines, cells, values = read_cells(export, runs)
    kept, findings = _used(cells)
    first = _first_rows(path, lines, cells, values, kept) if peptides else {at: [at] for at in kept}
    taken = {name: [cells[name][at] for at in first] for name in cells}
    taken["protein"] = [
        ";".join(dict.fromkeys(filter(None, (cells["protein"][i] for i in rows)))) for rows in first.values()
    ]
    return Quantities(
        entries=_names(taken) if peptides else taken["protein"],
        lines=[lines[at] for at in first],
        samples=list(runs.values()),
        values=[values[at] for at in first],
        annotation={name: taken[name] for name in KEPT if name in taken},
        normalised=block == "normalised",
        peptides=peptides,
        groups=groups,
        findings=findings,
    )


def _export(path: str, block: str) -> tuple[Export, dict[int, str], list[str]]:
    """The table below its header rows, the columns of the block with the names of its runs, and their conditions."""
    rows = read_rows(path)
    if len(rows) < 3:
        raise InputFault([Fault(path, "there are no three header rows", MEND)])
    (line, blocks), (_, conditions), (third, header), *body = rows
    header = [name.strip() for name in header]
    while header and not header[-1]:
        header.pop()
    starts = {at: cell.strip() for at, cell in enumerate(blocks) if cell.strip()}
    begin = next((at for at, name in starts.items() if name.lower() in BLOCKS[block]), None)
    if begin is None:
        found = f"no block {quoted(BLOCKS[block][0].capitalize())}; it names {listed(starts.values())}"
        raise InputFault([Fault(f"{path}, line {line}", found, "set `block` to one that the file holds")])
    end = min((at for at in starts if at > begin), default=len(header))
    export = Export(path, third, header, columns_of(header[: min(starts)], PROPERTIES), body)
    runs = {at: header[at] for at in range(begin, min(end, len(header)))}
    if not runs or not all(runs.values()):
        found = f"the block {quoted(starts[begin])} has columns without the name of a run"
        raise InputFault([export.header_fault(found, MEND)])
    return export, runs, _groups(conditions, runs)


def _groups(conditions: list[str], runs: Iterable[int]) -> list[str]:
    """The condition of each run, which stands over the first run of it."""
    groups = []
    for at in runs:
        cell = conditions[at].strip() if at < len(conditions) else ""
        groups.append(cell or (groups[-1] if groups else ""))
    return groups


def _used(cells: dict[str, list[str]]) -> tuple[list[int], list[tuple[str, str]]]:
    """The rows that Progenesis took for its quantities, and the finding of those it did not."""
    flags = [flag.lower() for flag in cells.get("used", [""] * len(cells["protein"]))]
    kept = [at for at, flag in enumerate(flags) if flag != "false"]
    left = len(flags) - len(kept)
    what = f"{left} rows say False in 'Use in quantitation' (conflicts, or peptides that were not chosen)"
    return kept, [(what, "left out, as Progenesis leaves them out")] if left else []


def _first_rows(
    path: str, lines: list[int], cells: dict[str, list[str]], values: list[list[float]], kept: list[int]
) -> dict[int, list[int]]:
    """The first row of each feature, and all of its rows; faults where they do not say the same quantities."""
    rows: dict[str, list[int]] = {}
    for at in kept:
        rows.setdefault(cells["number"][at] or f"line {lines[at]}", []).append(at)
    faults = [
        Fault(
            f"{path}, line {lines[at]}",
            f"feature {quoted(number)} has other abundances, or another charge, than in line {lines[ats[0]]}",
            "export the table again",
        )
        for number, ats in rows.items()
        for at in ats[1:]
        if repr(values[at]) != repr(values[ats[0]]) or cells["charge"][at] != cells["charge"][ats[0]]
    ]
    if faults:
        raise InputFault(shortened(faults, path, "rows"))
    return {ats[0]: ats for ats in rows.values()}


def _names(taken: dict[str, list[str]]) -> list[str]:
    """Sequence, and where that is not enough modification, charge and number; features without one by their number."""
    numbers = [f"#{number}" for number in taken["number"]]
    plain = [peptide or number for peptide, number in zip(taken["peptide"], numbers, strict=True)]
    return peptide_names(plain, *(taken[name] for name in ("modification", "charge") if name in taken), numbers)


PROGENESIS_QI = Format("progenesis_qi", sniff, read)
