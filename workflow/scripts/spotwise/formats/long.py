"""A plain long table: one row a feature and sample, its quantity in a column of its own.

These columns are known, case ignored; of each kind the first that is there counts:

- the sample: `sample` or `gel`, whose words stand as they are; `run`, `file`, `filename`, `file name` or `raw file`,
  of which the last part of a path counts, without the extension of files of spectra;
- the quantity: `quantity`, `intensity`, `volume` or `abundance`;
- what is quantified: `feature`, `entry` or `spot`; else `peptide`, `sequence` or `peptide sequence`, with
  `modified sequence` or `modifications` and with `charge` where they are there; else `protein`, `proteins` or
  `accession`;
- properties of it: protein, peptide, gene, description, contaminant, decoy, pI, Mr, x and y.

No other column is read.
"""

from spotwise.delimited import delimiter_of
from spotwise.faults import InputFault, listed
from spotwise.formats.export import columns_of, names_of, read_cells, read_export
from spotwise.formats.numbers import notation_findings
from spotwise.formats.pivot import empty_faults, first_rows, pivot, protein_faults, repeat_faults
from spotwise.formats.quantities import Format, Quantities
from spotwise.formats.runs import run_name

COLUMNS = {
    "sample": ("sample", "gel"),
    "run": ("run", "file", "filename", "file name", "raw file"),
    "quantity": ("quantity", "intensity", "volume", "abundance"),
    "feature": ("feature", "entry", "spot"),
    "peptide": ("peptide", "sequence", "peptide sequence"),
    "modification": ("modified sequence", "modifications"),
    "charge": ("charge",),
    "protein": ("protein", "proteins", "accession"),
    "gene": ("gene", "gene name", "gene names", "gene symbol"),
    "description": ("description", "protein name", "protein names"),
    "contaminant": ("contaminant", "potential contaminant"),
    "decoy": ("decoy", "reverse"),
    "pi": ("pi",),
    "mr": ("mr",),
    "x": ("x",),
    "y": ("y",),
}
OF_ROWS = ("sample", "run", "quantity", "feature")
NAMES = ("feature", "peptide", "protein")
MEND = "name the columns feature, sample and quantity, or name another format"


def sniff(head: str) -> str | None:
    """Why a file that begins so is a long table, or None: it has the columns, and a sample stands in several rows."""
    at = columns_of(names_of(head)[0], COLUMNS)
    kinds = [next((name for name in names if name in at), None) for names in (NAMES, ("sample", "run"), ("quantity",))]
    if None in kinds:
        return None
    lines = head.split("\n")[1:]
    mark = delimiter_of(head)
    named = [cells[at[kinds[1]]] for line in lines if len(cells := line.split(mark)) > at[kinds[1]]]
    if len(set(named)) == len(named):
        return None
    return "its first line names a feature, a sample and a quantity, and samples stand in several rows"


def read(path: str, block: str = "normalised") -> Quantities:
    """Read a long table; `block` has no meaning here, for there is one.

    Rows are peptides where a column gives their sequence beside one of proteins, and no column names features.

    Raises
    ------
    InputFault
        Where a column is missing, a row ends early or names no feature or sample, cells hold no numbers, or a feature
        of a sample stands twice.
    """
    export = read_export(path, COLUMNS)
    kind = next((name for name in NAMES if name in export.at), "feature")
    place = next((name for name in ("sample", "run") if name in export.at), "sample")
    if faults := export.missing({kind: kind, place: place, "quantity": "quantity"}, MEND):
        raise InputFault(faults)
    lines, cells, numbers = read_cells(export, {export.at["quantity"]: export.header[export.at["quantity"]]})
    samples = cells["sample"] if place == "sample" else [run_name(name) for name in cells["run"]]
    entries = _entries(cells, kind)
    names, columns, values, repeats = pivot(entries, samples, [number for (number,) in numbers])
    faults = empty_faults(path, lines, entries, kind) + empty_faults(path, lines, samples, "sample")
    faults += repeat_faults(path, lines, entries, samples, repeats)
    faults += protein_faults(path, lines, entries, cells.get("protein", [""] * len(lines)))
    if faults:
        raise InputFault(faults)
    first = first_rows(entries)
    return Quantities(
        entries=names,
        lines=[lines[row] for row in first],
        samples=columns,
        values=values,
        annotation={name: [cells[name][row] for row in first] for name in cells if name not in OF_ROWS},
        peptides=kind == "peptide" and "protein" in cells,
        findings=_unread(export.header, set(export.at.values()))
        + notation_findings([[row[export.at["quantity"]]] for _, row in export.rows]),
    )


def _entries(cells: dict[str, list[str]], kind: str) -> list[str]:
    if kind != "peptide":
        return cells[kind]
    parts = [cells[name] for name in ("peptide", "modification", "charge") if name in cells]
    return [" ".join(filter(None, part)) for part in zip(*parts, strict=True)]


def _unread(header: list[str], read: set[int]) -> list[tuple[str, str]]:
    unread = [name for at, name in enumerate(header) if name and at not in read]
    return [(f"columns that a long table has no use for: {listed(unread)}", "not read")] if unread else []


LONG = Format("long", sniff, read, one_block=True)
