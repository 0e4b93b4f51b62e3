"""A FASTA file and a table of genes beside lists that give accessions alone."""

import csv
import gzip

from spotwise.tables import read_table

from tests.workflow.conftest import read_config, write_config

SEQUENCE = "MDDDIAALVVDNGSGMCKAGFAGDDAPR"  # 2.87 kDa: every spot runs above it


def accessions_alone(folder, region):
    """Take genes, descriptions and theory out of a list, and give its first spot peptides; the rows as they were."""
    path = folder / f"proteins_{region}.tsv"
    with path.open() as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    lines = ["spot\taccession\tscore\tpi\tmr\tsequences"]
    for row in rows:
        peptides = "AGFAGDDAPR;GSGMCK" if row["spot"] == rows[0]["spot"] else ""
        mr = float(row["mr"]) * 1000  # in Da, as other software has it
        lines.append("\t".join([row["spot"], row["accession"], row["score"], row["pi"], f"{mr:.0f}", peptides]))
    path.write_text("\n".join(lines) + "\n")
    return rows


def test_genes_theory_and_coverage_come_from_the_files(fresh):
    folder, workflow = fresh
    rows = [row for region in ("hippocampus", "frontal_cortex") for row in accessions_alone(folder, region)]
    genes = {row["accession"]: row["gene"] for row in rows}
    first, *others = genes
    records = [f">sp|{first}|X_RAT The first OS=Rattus norvegicus GN={genes[first]} PE=1\n{SEQUENCE}\n"]
    records += [f">tr|{others[0]}|Y_RAT The second\n{SEQUENCE}X\n"]
    (folder / "rat.fasta.gz").write_bytes(gzip.compress("".join(records).encode()))
    (folder / "genes.tsv").write_text("".join(f"{name}\t{genes[name]}\n" for name in others))
    config = read_config(folder) | {"proteins": {"fasta": ["rat.fasta.gz"], "genes": "genes.tsv"}}
    write_config(folder, config)
    targets = ["results/hippocampus/features.tsv", "results/study/mapping.tsv", "results/study/problems/proteins.tsv"]
    result = workflow.run(folder, *targets)
    assert result.returncode == 0, result.stderr

    known = read_table(folder / "results/study/proteins.tsv", "proteins").set_index("protein")
    assert list(known.index) == sorted(genes)
    assert dict(known["gene"]) == genes
    assert set(known["route"]) == {"fasta", "table"}
    features = read_table(folder / "results/hippocampus/features.tsv", "features").set_index("feature")
    row = features.loc[rows[0]["spot"]]
    assert (row["primary_gene"], row["description"]) == (genes[first], "The first")
    assert 2.8 < row["mr_theoretical"] < 2.9
    assert row["mr"] == float(rows[0]["mr"])
    assert "larger" in row["pi_mr_differs"].split(";")
    assert row["coverage"] == 100 * 16 / len(SEQUENCE)
    identified = features[features["protein"] != ""]
    assert set(identified["primary_gene"]) <= set(genes.values())
    mapping = read_table(folder / "results/study/mapping.tsv", "mapping")
    assert dict(zip(mapping["protein"], mapping["gene"], strict=True)) == genes
    said = list(read_table(folder / "results/study/problems/proteins.tsv", "problems")["what"])
    assert any(f"{len(genes) - 2} proteins are not in the FASTA files" in what for what in said)
    assert any(f"residues that are not known (B, X, Z, or a stop within) ({others[0]})" in what for what in said)
    said = list(read_table(folder / "results/hippocampus/problems/identify.tsv", "problems")["what"])
    assert any("above the theoretical Mr" in what for what in said)


def test_a_fasta_file_of_something_else_stops_with_one_message(fresh):
    folder, workflow = fresh
    (folder / "mouse.fasta").write_text(">sp|Q00001|X_MOUSE x GN=X\nMKVL\n")
    write_config(folder, read_config(folder) | {"proteins": {"fasta": ["mouse.fasta"]}})
    result = workflow.run(folder, "results/study/proteins.tsv")
    assert result.returncode == 1
    assert "mouse.fasta: none of the " in result.stderr
    assert "Traceback" not in result.stderr
    assert not (folder / "results/study/proteins.tsv").exists()


def test_without_the_key_nothing_is_looked_up(fresh):
    folder, workflow = fresh
    assert "look_up_proteins" not in workflow.planned(folder)
