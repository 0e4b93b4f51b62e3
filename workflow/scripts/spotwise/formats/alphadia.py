"""Tables of AlphaDIA: `pg.matrix.tsv`, `peptide.matrix.tsv`, `precursor.matrix.tsv`, and the long `precursors.tsv`.

The matrices have one row a protein group, peptide or precursor, and one column a run; zero means missing. Up to
version 1 the matrix of precursors knows them by a hash alone, and is joined with columns of `precursors.tsv`, which
leaves each row once for every run it was found in: rows that are alike in every cell are taken once. Columns and their
names from version 2 on are described at https://alphadia.readthedocs.io/en/stable/methods/output-format.html. A real
export was at hand of the joined table of version 1.10 alone; all else follows that description.
"""

from dataclasses import replace

from spotwise.faults import Fault, InputFault
from spotwise.formats.export import Export, names_of, read_cells, read_export
from spotwise.formats.numbers import shortened
from spotwise.formats.pivot import empty_faults, first_rows, pivot, protein_faults, repeat_faults
from spotwise.formats.quantities import NAN, Format, Quantities, peptide_names
from spotwise.formats.runs import run_name

HASHES = (
    "precursor.mod_seq_charge_hash",
    "mod_seq_charge_hash",
    "precursor.mod_seq_hash",
    "peptide.mod_seq_hash",
    "mod_seq_hash",
)
COLUMNS = {
    "hash": HASHES,
    "protein": ("pg.name", "pg", "pg.proteins", "proteins", "genes"),
    "gene": ("pg.genes", "genes"),
    "peptide": ("precursor.sequence", "peptide.sequence", "sequence"),
    "modification": ("precursor.mods", "peptide.mods", "mods"),
    "sites": ("precursor.mod_sites", "peptide.mod_sites", "mod_sites"),
    "charge": ("precursor.charge", "charge"),
    "decoy": ("precursor.decoy", "decoy"),
    "run": ("raw.name", "run"),
    "channel": ("precursor.channel", "channel"),
    "q": ("precursor.qval", "qval"),
    "intensity": ("precursor.intensity",),
}
"""Properties of a row and the columns that hold them, case ignored; the first that is there counts."""
FURTHER = {"pg.master_protein", "pg_master"}
OF_ENTRIES = ("protein", "gene", "peptide", "modification", "charge", "decoy")
MOST_Q = 0.01
MEND = "give the file as AlphaDIA wrote it, or name another format"


def sniff(head: str) -> str | None:
    """Why a file that begins so is a table of AlphaDIA, or None."""
    names, _ = names_of(head)
    if named := [name for name in HASHES if name in names]:
        return f"its first line names a column '{named[0]}'"
    if len(names) > 1 and names[0] in ("pg", "pg.name"):
        return f"its first column is '{names[0]}'"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read a matrix or the long table of AlphaDIA, whichever the header says.

    `block` has no meaning here, for there is one. It does not count as normalised: directLFQ normalises unless told
    not to, the table does not say which, and runs that are normalised already are shifted by next to nothing.

    Raises
    ------
    InputFault
        Where a column is missing, a row ends early, cells hold no numbers, or rows of one precursor differ.
    """
    export = read_export(path, COLUMNS)
    return _long(export) if "run" in export.at else _matrix(export)


def _matrix(export: Export) -> Quantities:
    peptides = "hash" in export.at
    aside = FURTHER.union(*COLUMNS.values())
    runs = {at: name for at, name in enumerate(export.header) if name and name.lower() not in aside}
    needed = {"protein": "pg.name"} | ({"peptide": "precursor.sequence"} if peptides else {})
    faults = export.missing(needed, _mend_matrix(export))
    if not runs:
        faults.append(export.header_fault("no column of a run", MEND))
    if faults:
        raise InputFault(faults)
    export, findings = _alike_once(export)
    lines, cells, values = read_cells(export, runs)
    return Quantities(
        entries=_names(cells) if peptides else cells["protein"],
        lines=lines,
        samples=[run_name(name) for name in runs.values()],
        values=values,
        annotation=_annotation(cells),
        peptides=peptides,
        findings=findings,
    )


def _mend_matrix(export: Export) -> str:
    if "hash" not in export.at:
        return MEND
    return (
        f"join it by {export.header[export.at['hash']]!r} with the columns pg, sequence, mods, mod_sites and charge "
        f"of precursors.tsv, or give pg.matrix.tsv"
    )


def _alike_once(export: Export) -> tuple[Export, list[tuple[str, str]]]:
    """The table with each precursor once; rows of one that are not alike in every cell are faults."""
    if "hash" not in export.at:
        return export, []
    first: dict[str, tuple[int, list[str]]] = {}
    faults, again = [], 0
    for line, cells in export.rows:
        name = cells[export.at["hash"]] if len(cells) > export.at["hash"] else f"line {line}"
        above, known = first.setdefault(name, (line, cells))
        again += above != line
        if known != cells:
            found = f"the row is of the same precursor as line {above}, and differs from it"
            faults.append(Fault(f"{export.path}, line {line}", found, "keep one row a precursor"))
    if faults:
        raise InputFault(shortened(faults, export.path, "rows"))
    what = f"{again} of {len(export.rows)} rows repeat another one in every cell"
    return replace(export, rows=list(first.values())), [(what, "taken once")] if again else []


def _long(export: Export) -> Quantities:
    mend = "have AlphaDIA quantify precursors (version 2 writes precursor.intensity), or give pg.matrix.tsv"
    needed = {"protein": "pg.name", "peptide": "precursor.sequence", "hash": HASHES[0], "q": "precursor.qval"}
    if faults := export.missing(needed, MEND) + export.missing({"intensity": "precursor.intensity"}, mend):
        raise InputFault(faults)
    lines, cells, numbers = read_cells(export, {export.at[name]: COLUMNS[name][0] for name in ("intensity", "q")})
    entries, runs = cells["hash"], _runs(cells)
    sure = [q <= MOST_Q for _, q in numbers]  # NaN is not
    quantities = [quantity if known else NAN for (quantity, _), known in zip(numbers, sure, strict=True)]
    names, samples, values, repeats = pivot(entries, runs, quantities)
    faults = empty_faults(export.path, lines, cells["run"], "run")
    faults += repeat_faults(export.path, lines, entries, runs, repeats)
    if faults := faults + protein_faults(export.path, lines, entries, cells["protein"]):
        raise InputFault(faults)
    first = first_rows(entries)
    own = {name: [column[row] for row in first] for name, column in cells.items()}
    what = f"{sure.count(False)} of {len(sure)} rows have no q-value of {MOST_Q} or less"
    return Quantities(
        entries=_names(own),
        lines=[lines[row] for row in first],
        samples=samples,
        values=values,
        annotation=_annotation(own),
        peptides=True,
        findings=[] if all(sure) else [(what, "their quantities are taken as missing")],
    )


def _runs(cells: dict[str, list[str]]) -> list[str]:
    """The run of each row, with its channel as the matrices write it where there are several."""
    runs = [run_name(run) for run in cells["run"]]
    channels = cells.get("channel", [])
    if len(set(channels)) < 2:
        return runs
    return [f"{run}.channel_{channel}" for run, channel in zip(runs, channels, strict=True)]


def _modified(cells: dict[str, list[str]]) -> list[str]:
    """Modifications with their places, as `Oxidation@M 4`."""
    kinds = cells.get("modification", [""] * len(cells["protein"]))
    sites = cells.get("sites", [""] * len(kinds))
    return [f"{kind} {site}".strip() for kind, site in zip(kinds, sites, strict=True)]


def _names(cells: dict[str, list[str]]) -> list[str]:
    return peptide_names(cells["peptide"], _modified(cells), cells.get("charge", [""] * len(cells["peptide"])))


def _annotation(cells: dict[str, list[str]]) -> dict[str, list[str]]:
    cells = cells | {"modification": _modified(cells)}
    return {name: cells[name] for name in OF_ENTRIES if name in cells}


ALPHADIA = Format("alphadia", sniff, read)
