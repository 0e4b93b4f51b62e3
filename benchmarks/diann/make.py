"""Write a report of DIA-NN's layout, of a size asked for, as text and as Parquet; see README.md."""

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv, parquet

RUNS, SHARE = 40, 0.7
COLUMNS = [
    "File.Name", "Run", "Protein.Group", "Protein.Ids", "Protein.Names", "Genes", "PG.Quantity", "PG.Normalised",
    "PG.MaxLFQ", "Genes.Quantity", "Genes.Normalised", "Genes.MaxLFQ", "Genes.MaxLFQ.Unique", "Modified.Sequence",
    "Stripped.Sequence", "Precursor.Id", "Precursor.Charge", "Q.Value", "PEP", "Global.Q.Value", "Protein.Q.Value",
    "PG.Q.Value", "Global.PG.Q.Value", "GG.Q.Value", "Translated.Q.Value", "Proteotypic", "Precursor.Quantity",
    "Precursor.Normalised", "Quantity.Quality", "RT", "RT.Start", "RT.Stop", "iRT", "Predicted.RT", "Predicted.iRT",
    "First.Protein.Description", "Lib.Q.Value", "Lib.PG.Q.Value", "Ms1.Profile.Corr", "Ms1.Area", "Ms1.Normalised",
    "Normalisation.Factor", "Evidence", "Spectrum.Similarity", "Averagine", "Mass.Evidence", "CScore",
    "Fragment.Quant.Raw", "Fragment.Correlations", "MS2.Scan", "PTM.Informative", "PTM.Specific", "PTM.Localising",
    "PTM.Q.Value", "PTM.Site.Confidence", "Lib.PTM.Site.Confidence", "IM", "iIM", "Predicted.IM", "Predicted.iIM",
]  # fmt: skip
TEXT = ("File.Name", "Run", "Protein.Group", "Protein.Ids", "Protein.Names", "Genes", "Modified.Sequence")
TEXT += ("Stripped.Sequence", "Precursor.Id", "First.Protein.Description", "Fragment.Quant.Raw")
TEXT += ("Fragment.Correlations",)
FILLED = {name: at for at, name in enumerate(COLUMNS) if name not in TEXT}


def precursor_rows(number, rng):
    """The lines of one precursor: a sequence of 8 to 30 residues, in most of the runs."""
    letters = rng.choice(list("ACDEFGHILMNPQSTVWY"), rng.integers(7, 30))
    sequence, charge, protein = "".join(letters) + "K", rng.integers(2, 5), f"P{number // 10:05d}"
    own = dict(zip(TEXT[2:], [protein, protein, f"NAME{number // 10}_HUMAN", f"GENE{number // 10}"], strict=False))
    own |= {
        "Stripped.Sequence": sequence,
        "Modified.Sequence": sequence,
        "Precursor.Id": f"{sequence}{number}_{charge}",
    }
    for run in np.flatnonzero(rng.random(RUNS) < SHARE):
        cells = [""] * len(COLUMNS)
        for name, text in own.items():
            cells[COLUMNS.index(name)] = text
        numbers = rng.random(len(FILLED) + 24) * 1e6
        for at, value in zip(FILLED.values(), numbers, strict=False):
            cells[at] = f"{value:.6g}"
        for at, name in enumerate(COLUMNS):
            if name.endswith("Q.Value"):
                cells[at] = f"{float(cells[at]) * 1.1e-8:.6g}"  # a tenth above 1%
        cells[0] = rf"Q:\ACTIVE\2024\study\raw\instrument\experiment\DIA\sample_{run:03d}_replicate_{run % 3}.raw"
        cells[1] = f"sample_{run:03d}_replicate_{run % 3}"
        cells[COLUMNS.index("Precursor.Charge")] = str(charge)
        cells[COLUMNS.index("Fragment.Quant.Raw")] = ";".join(f"{value:.6g}" for value in numbers[-12:]) + ";"
        cells[COLUMNS.index("Fragment.Correlations")] = ";".join(f"{v / 1e6:.6g}" for v in numbers[-24:-12]) + ";"
        yield "\t".join(cells)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--bytes", type=float, default=1e9)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    text, rng, number = arguments.folder / "report.tsv", np.random.default_rng(1), 0
    with text.open("w", encoding="utf-8") as file:
        file.write("\t".join(COLUMNS) + "\n")
        while file.tell() < arguments.bytes:
            file.writelines(row + "\n" for row in precursor_rows(number, rng))
            number += 1
    types = {name: pa.string() if name in TEXT else pa.float32() for name in COLUMNS} | {"Precursor.Charge": pa.int64()}
    kept = [name for name in COLUMNS if not name.startswith("Fragment.")]
    with (
        csv.open_csv(
            text,
            parse_options=csv.ParseOptions(delimiter="\t"),
            convert_options=csv.ConvertOptions(column_types=types, include_columns=kept),
        ) as reader,
        parquet.ParquetWriter(arguments.folder / "report.parquet", reader.schema) as writer,
    ):
        for batch in reader:
            writer.write_batch(batch)


main()
