"""FASTA files and the table of genes at fault: what the user is told before any job."""

import gzip

import pytest


@pytest.fixture
def proteins(study):
    study.write("rat.fasta", ">sp|P60711|ACTB_RAT Actin OS=Rattus norvegicus GN=Actb\nMDDDIAALVV\n")
    study.write("genes.tsv", "accession\tgene\nP60711\tActb\n")
    study.config["proteins"] = {"fasta": ["rat.fasta"], "genes": "genes.tsv"}
    return study


def test_files_without_fault(proteins):
    assert proteins.faults() == []
    proteins.write("rat.fasta", gzip.compress(b">a\nMK\n"))
    proteins.config["proteins"] = {"fasta": ["rat.fasta"], "uniprot": True}
    assert proteins.faults() == []


def test_all_faults_are_told_at_once(proteins):
    proteins.write("spots.tsv", "spot\tgene\n1\tActb\n")
    proteins.write("genes.tsv", "P60711\nP11980\tPkm\nP11980\tPklr\n")
    proteins.config["proteins"]["fasta"] = ["gone.fasta", "spots.tsv"]
    assert [found.split(" | ")[0] for found in proteins.faults()] == [
        "gone.fasta: there is no such file",
        "spots.tsv, line 1: the first record begins with 'spot\\tgene', and not with >",
        "genes.tsv, line 1: the row names no gene",
        "genes.tsv, line 3: 'P11980' is 'Pkm' in line 2 already, and 'Pklr' here",
    ]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"fasta": "rat.fasta"}, "configuration, proteins.fasta: found 'rat.fasta' | write a list"),
        ({"fast": ["rat.fasta"]}, "configuration, proteins: unknown key 'fast' | did you mean 'fasta'?"),
        ({"fasta": ["rat.fasta", "rat.fasta"]}, "configuration, proteins.fasta: found a list | name each once"),
        ({"uniprot": "yes"}, "configuration, proteins.uniprot: found 'yes' | write true or false"),
        ({"fasta": ["{a}.fasta"]}, "{a}.fasta: there is no such file"),
    ],
)
def test_settings_at_fault(proteins, settings, message):
    proteins.config["proteins"] = settings
    assert proteins.faults()[0].startswith(message)


def test_marks_of_snakemake_in_a_path(proteins):
    proteins.write("<a>.fasta", ">a\nMK\n")
    proteins.config["proteins"] = {"fasta": ["<a>.fasta"]}
    (message,) = proteins.faults()
    assert message.startswith("configuration, proteins.fasta: found '<' in '<a>.fasta'")
