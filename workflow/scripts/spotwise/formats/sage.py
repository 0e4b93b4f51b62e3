"""Sage's label-free quantities: `lfq.tsv`.

One row a peptide, at one charge or, with charge -1, at all of them, and one column a file of spectra
(`<run>.mzML.gz`). Zero means missing. Decoys have proteins that begin with `rev_`, unless Sage was told another mark.
Columns are described at https://sage-docs.vercel.app/docs; a real export was at hand.
"""

from spotwise.faults import InputFault
from spotwise.formats.export import names_of, read_cells, read_export
from spotwise.formats.quantities import Format, Quantities, peptide_names
from spotwise.formats.runs import run_name
from spotwise.formats.sequences import plain_sequence

COLUMNS = {
    "modification": "peptide",
    "charge": "charge",
    "protein": "proteins",
    "q": "q_value",
    "score": "score",
    "angle": "spectral_angle",
}
"""Properties of a row and Sage's columns for them; any other column is a run."""
MOST_Q = 0.01


def sniff(head: str) -> str | None:
    """Why a file that begins so is Sage's table of quantities, or None."""
    if {"peptide", "charge", "proteins", "q_value", "spectral_angle"} <= set(names_of(head)[0]):
        return "its first line names columns 'peptide', 'proteins', 'q_value' and 'spectral_angle'"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read Sage's peptides; `block` has no meaning here, for there is one, which Sage does not normalise.

    Peptides whose q_value is not at most 1% are left out, and counted in the findings.

    Raises
    ------
    InputFault
        Where a column is missing, there is no run, a row ends early, or cells hold no numbers.
    """
    export = read_export(path, {name: (column,) for name, column in COLUMNS.items()})
    needed = {name: COLUMNS[name] for name in ("modification", "charge", "protein", "q")}
    faults = export.missing(needed, "give the file lfq.tsv as Sage wrote it, or name another format")
    runs = {at: name for at, name in enumerate(export.header) if name and at not in export.at.values()}
    if not runs:
        faults.append(export.header_fault("no column of a run", "have Sage quantify: set `lfq` to true"))
    if faults:
        raise InputFault(faults)
    lines, cells, values = read_cells(export, {export.at["q"]: COLUMNS["q"]} | runs)
    kept = [row for row, (q, *_) in enumerate(values) if q <= MOST_Q]  # NaN is not
    own = {name: [cells[name][row] for row in kept] for name in ("modification", "charge", "protein")}
    own["charge"] = ["" if charge == "-1" else charge for charge in own["charge"]]
    own["peptide"] = [plain_sequence(name) for name in own["modification"]]
    left_out = f"{len(values) - len(kept)} of {len(values)} peptides have no q_value of {MOST_Q} or less"
    return Quantities(
        entries=peptide_names(own["modification"], own["charge"]),
        lines=[lines[row] for row in kept],
        samples=[run_name(name) for name in runs.values()],
        values=[values[row][1:] for row in kept],
        annotation=own,
        peptides=True,
        findings=[(left_out, "left out")] if len(kept) < len(values) else [],
    )


SAGE = Format("sage", sniff, read, one_block=True)
