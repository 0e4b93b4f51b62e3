"""Tables of all runs as FragPipe writes them: `combined_protein.tsv`, `combined_peptide.tsv`, `combined_ion.tsv`.

One row a protein group, peptide or ion, and for each run a column `<run> Intensity` and in some tables one
`<run> MaxLFQ Intensity`; zero means missing. `combined_modified_peptide.tsv` has the same layout. Columns are described
at https://fragpipe.nesvilab.org/docs/tutorial_fragpipe_outputs.html.
"""

from spotwise.faults import InputFault
from spotwise.formats.export import Export, names_of, read_cells, read_export
from spotwise.formats.proteins import accessions
from spotwise.formats.quantities import Format, Quantities, peptide_names

COLUMNS = {
    "peptide": ("peptide sequence", "sequence"),
    "modification": ("modified sequence",),
    "charge": ("charge", "charges", "charge states"),
    "voltage": ("compensation voltage",),
    "protein": ("protein",),
    "others": ("indistinguishable proteins", "mapped proteins"),
    "gene": ("gene", "gene name", "gene names"),
    "description": ("protein description", "description"),
}
"""Properties of a row and the columns that hold them, case ignored; the first that is there counts."""
INTENSITY = " intensity"
LFQ = " maxlfq intensity"
PARTS = {"unique", "total", "razor"}
"""What may stand between a run and `Intensity`, besides MaxLFQ: which peptides of a protein were counted."""


def sniff(head: str) -> str | None:
    """Why a file that begins so is one of FragPipe's tables of all runs, or None."""
    names, cut = names_of(head)
    if {"protein", "protein id"} <= set(names) and (cut or any(name.endswith(INTENSITY) for name in names)):
        return "its first line names columns 'Protein', 'Protein ID' and 'Intensity' of runs"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read FragPipe's proteins, peptides or ions; rows are proteins where no column gives a sequence.

    Plain intensities don't count as normalised: IonQuant does so unless told not to, the table does not say which, and
    runs that are normalised already are shifted by next to nothing.

    Parameters
    ----------
    path : str
    block : {'normalised', 'raw'}
        MaxLFQ intensities, where the table has them, or intensities.

    Raises
    ------
    InputFault
        Where there is no column of proteins or of a run's intensity, a row ends early, or cells hold no numbers.
    """
    export = read_export(path, COLUMNS)
    lfq = _runs(export, LFQ) if block == "normalised" else {}
    runs = lfq or _runs(export, INTENSITY)
    mend = "give the file as FragPipe wrote it (its name begins with combined_), or name another format"
    faults = export.missing({"protein": "Protein"}, mend)
    if not runs:
        found = "no column that ends in 'Intensity' after the name of a run"
        faults.append(export.header_fault(found, "have FragPipe quantify (LFQ) with IonQuant"))
    if faults:
        raise InputFault(faults)
    lines, cells, values = read_cells(export, runs)
    cells["protein"] = _proteins(cells["protein"], cells.pop("others", [""] * len(lines)))
    peptides = "peptide" in cells
    return Quantities(
        entries=_peptides(cells) if peptides else [accessions(cell) for cell in cells["protein"]],
        lines=lines,
        samples=list(runs.values()),
        values=values,
        annotation=cells,
        normalised=bool(lfq),
        peptides=peptides,
    )


def _runs(export: Export, ending: str) -> dict[int, str]:
    """The columns whose names end so, and the runs that they begin with; parts of a run's intensity are none."""
    found = enumerate(export.header)
    runs = {at: name[: -len(ending)].strip() for at, name in found if name.lower().endswith(ending)}
    known = {run.lower() for run in runs.values()}
    return {at: run for at, run in runs.items() if not _is_part(run, known)}


def _is_part(name: str, known: set[str]) -> bool:
    run, _, last = name.lower().rpartition(" ")
    return last == "maxlfq" or last in PARTS and run in known


def _peptides(cells: dict[str, list[str]]) -> list[str]:
    """Names of peptides or ions: the modified sequence, which older versions leave empty where nothing is modified."""
    plain = cells["peptide"]
    modified = [name or one for name, one in zip(cells.get("modification", plain), plain, strict=True)]
    return peptide_names(modified, *(cells[name] for name in ("charge", "voltage") if name in cells))


def _proteins(first: list[str], others: list[str]) -> list[str]:
    """A row's own protein, then those that it can't be told apart from or that share the peptide, joined by `;`."""
    return [";".join(filter(None, (one, more.replace(", ", ";")))) for one, more in zip(first, others, strict=True)]


FRAGPIPE = Format("fragpipe", sniff, read)
