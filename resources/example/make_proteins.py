"""Recompute pI and Mr in `proteins.tsv` from sequences: `python make_proteins.py proteins.fasta`.

The FASTA file holds one record an accession, `>P05065` or `>sp|P05065|ALDOA_RAT ...`. Needs pyteomics. The
other columns are curated by hand and stay as they are; an accession without a sequence is an error.
"""

import csv
import sys
from pathlib import Path

from pyteomics import electrochem, fasta, mass

TABLE = Path(__file__).resolve().parent / "proteins.tsv"


def accession(header):
    first = header.split()[0]
    return first.split("|")[1] if "|" in first else first


def main(fasta_path):
    sequences = {accession(header): sequence for header, sequence in fasta.read(fasta_path)}
    with open(TABLE, encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    for row in rows:
        sequence = sequences[row["accession"]]
        row["pi_theoretical"] = f"{electrochem.pI(sequence, pK=electrochem.pK_bjellqvist):.2f}"
        row["mr_theoretical"] = f"{mass.calculate_mass(sequence=sequence, average=True) / 1000:.1f}"
    with open(TABLE, "w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0].keys(), delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(sys.argv[1])
