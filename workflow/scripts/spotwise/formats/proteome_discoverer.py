"""Tables of Proteome Discoverer (2.x, 3.x) as text: `*_PeptideGroups.txt` and `*_Proteins.txt`.

One row a peptide group, or a protein, and for each sample a column `Abundance: F1: Sample, ...` and mostly one
`Abundances (Normalized): F1: Sample, ...`; empty cells are missing. `Abundances (Scaled)`, which set the mean of a row
to 100, grouped ones and counts are not read. Columns are described at
https://docs.thermofisher.com/r/Proteome-Discoverer-3.1-User-Guide/en-US1311036555v1 (peptide groups; what Quan Info
says: en-US1324933131v1) and en-US1311040907v1 (proteins). A real export of peptide groups was at hand, without headers
made for R; that of proteins follows the description.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from spotwise.faults import Fault, InputFault, listed
from spotwise.formats.export import Export, names_of, read_cells, read_export
from spotwise.formats.quantities import Format, Quantities, peptide_names
from spotwise.formats.sequences import plain_sequence

PEPTIDES = {
    "peptide": ("sequence", "annotated sequence"),
    "modification": ("modifications",),
    "protein": ("master protein accessions",),
    "description": ("master protein descriptions",),
    "contaminant": ("contaminant",),
    "confidence": ("confidence",),
    "quan": ("quan info",),
}
PROTEINS = {
    "protein": ("accession",),
    "gene": ("gene symbol",),
    "description": ("description",),
    "contaminant": ("contaminant",),
    "confidence": ("protein fdr confidence: combined", "protein fdr confidence"),
    "master": ("master",),
}
"""Properties of a row and the columns that hold them, case ignored; the first that is there counts."""
OF_ENTRIES = ("peptide", "modification", "protein", "gene", "description", "contaminant")
BLOCKS = {"normalised": ("abundances (normalized): ",), "raw": ("abundance: ", "abundances: ")}
USED = {"", "unique", "noquanvalues"}
"""What Quan Info says of peptides that Proteome Discoverer uses, blanks and case ignored; the others it leaves out."""
R_FRIENDLY = ("Master.Protein.Accessions", "Number.of.PSMs")  # known, so that the message is of them
MEND = "export the page Peptide Groups or Proteins to text, without R-friendly headers"


def sniff(head: str) -> str | None:
    """Why a file that begins so is one of Proteome Discoverer's tables, or None."""
    names = set(names_of(head)[0])
    for column, psms in (("Master Protein Accessions", "# PSMs"), ("Accession", "# PSMs"), R_FRIENDLY):
        if {column.lower(), psms.lower()} <= names:
            return f"its first line names columns '{column}' and '{psms}'"
    return None


def read(path: str, block: str = "normalised") -> Quantities:
    """Read peptide groups or proteins, whichever the header says.

    Samples are called by their file (`F1`) where each file is one sample, else by all that follows `Abundance: `, as
    where a file holds the channels of a label. Rows that Proteome Discoverer does not count as identified at 1% or
    leaves out of its own quantification (shared peptides among them), and proteins that stand for no group, are left
    out, and counted in the findings.

    Parameters
    ----------
    path : str
    block : {'normalised', 'raw'}
        Abundances (Normalized), or Abundance.

    Raises
    ------
    InputFault
        Where a column or the block is missing, a row ends early, or cells hold no numbers.
    """
    export = read_export(path, PEPTIDES)
    peptides = "protein" in export.at
    if not peptides:
        export = read_export(path, PROTEINS)
    runs = _runs(export, block)
    needed = {"peptide": "Sequence", "protein": "Master Protein Accessions"} if peptides else {"protein": "Accession"}
    if faults := export.missing(needed, MEND) + ([] if runs else [_block_fault(export, block)]):
        raise InputFault(faults)
    export, findings = _left_out(export, "peptides" if peptides else "proteins")
    lines, cells, values = read_cells(export, runs)
    cells["protein"] = [name.replace(" ", "") for name in cells["protein"]]
    entries = cells["protein"]
    if peptides:
        cells["peptide"] = [plain_sequence(name.upper()) for name in cells["peptide"]]
        entries = peptide_names(*(cells[name] for name in ("peptide", "modification") if name in cells))
    return Quantities(
        entries=entries,
        lines=lines,
        samples=_samples(list(runs.values())),
        values=values,
        annotation={name: cells[name] for name in OF_ENTRIES if name in cells},
        normalised=block == "normalised",
        peptides=peptides,
        findings=findings,
    )


def _runs(export: Export, block: str) -> dict[int, str]:
    """The columns of a block, and the rest of their names."""
    found = enumerate(export.header)
    starts = {at: next((start for start in BLOCKS[block] if name.lower().startswith(start)), "") for at, name in found}
    return {at: export.header[at][len(start) :] for at, start in starts.items() if start}


def _block_fault(export: Export, block: str) -> Fault:
    name = "Abundances (Normalized): F1: ..." if block == "normalised" else "Abundance: F1: ..."
    others = [other for other in BLOCKS if other != block and _runs(export, other)]
    return export.header_fault(f"no column '{name}'", f"set `block: {others[0]}`" if others else MEND)


def _samples(names: Sequence[str]) -> list[str]:
    files = [name.split(":")[0].strip() for name in names]
    return files if len(set(files)) == len(files) else [name.strip() for name in names]


def _left_out(export: Export, things: str) -> tuple[Export, list[tuple[str, str]]]:
    """The table without the rows that Proteome Discoverer itself does not count, and what was left out for what."""
    tests: dict[str, tuple[str, Callable[[str], bool]]] = {
        "confidence": (f"{things} are identified at less than high confidence (1%)", lambda said: said == "high"),
        "quan": (f"{things} are not used for quantification by Proteome Discoverer", lambda said: said in USED),
        "master": (f"{things} are no master of their group", lambda said: said in ("ismasterprotein", "masterprotein")),
    }
    findings, total = [], len(export.rows)
    for name, (what, used) in tests.items():
        at = export.at.get(name)
        if at is not None:
            said = [cells[at].strip() if at < len(cells) else "" for _, cells in export.rows]
            kept = [used(word.lower().replace(" ", "")) for word in said]
            words = Counter(word or "nothing" for word, keep in zip(said, kept, strict=True) if not keep)
            rows = [row for row, keep in zip(export.rows, kept, strict=True) if keep]
            export = replace(export, rows=rows)
            if words:
                column = export.header[at]
                told = listed(f"{word} {count}" for word, count in sorted(words.items()))
                findings.append((f"{words.total()} of {total} {what} ({column}: {told})", "left out"))
    return export, findings


PROTEOME_DISCOVERER = Format("proteome_discoverer", sniff, read)
