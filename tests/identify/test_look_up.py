"""What is known of proteins, from which source, and how identifications and entries are named by it."""

import numpy as np
import pandas as pd
import pytest
from spotwise.faults import InputFault
from spotwise.identify.fasta import Protein, by_name
from spotwise.identify.identification import NUMBERS, Identification
from spotwise.identify.look_up import check_found, look_up, look_up_problems, with_online
from spotwise.identify.named import (
    by_protein,
    entries_in_kda,
    identifications_in_kda,
    named_entries,
    named_identifications,
    proteins_of,
)
from spotwise.study.symbol_tables import read_symbols

FASTA, CLASHES = by_name(
    [
        Protein("sp|P60711|ACTB_RAT", "Actb", "actin", "MKVL"),
        Protein("P11980", "", "pyruvate kinase", "MXK"),
        Protein("P05065", "Aldoa", "aldolase", "MPK"),
        Protein("P05065", "Aldoa", "aldolase", "MPR"),
    ]
)


def identified(spot, accession, gene="", description="", **numbers):
    return Identification(1, spot, accession, gene, description, dict.fromkeys(NUMBERS, np.nan) | numbers)


def test_the_fasta_file_goes_before_the_table_and_that_before_uniprot():
    rows = look_up(["P60711", "P11980", "P99999", "P00001"], FASTA, {"P60711": "other", "P11980": "Pkm"})
    rows = with_online(rows, {"P60711": "online", "P99999": "Xyz"})
    assert [(row["protein"], row["gene"], row["route"]) for row in rows] == [
        ("P00001", "", ""),
        ("P11980", "Pkm", "table"),
        ("P60711", "Actb", "fasta"),
        ("P99999", "Xyz", "uniprot"),
    ]
    assert rows[2]["description"] == "actin"
    assert rows[2]["mr_theoretical"] == pytest.approx(0.4896, abs=1e-3)
    assert np.isnan(rows[1]["mr_theoretical"])


def test_names_as_lists_write_them():
    rows = look_up(["sp|P60711|ACTB_RAT", "actb_rat", "P60711-7"], FASTA, {})
    assert [row["gene"] for row in rows] == ["Actb"] * 3
    (row,) = look_up(["sp|Q00001|X_RAT"], {}, {"Q00001": "Xyz"})
    assert row["gene"] == "Xyz"


def test_what_was_not_found_is_counted_and_named():
    rows = look_up(["P60711", "P11980", "P05065", "P99999"], FASTA, {})
    found = [(one.where, one.what) for one in look_up_problems(rows, ["a.fasta"], CLASHES, {"P60711", "P11980"})]
    assert found == [
        ("a.fasta", "1 proteins are not in the FASTA files (P99999)"),
        ("a.fasta", "1 proteins have several sequences there (P05065)"),
        ("a.fasta", "1 proteins have residues that are not known (B, X, Z, or a stop within) (P11980)"),
        (
            "configuration, proteins",
            "1 proteins have a gene neither in their list nor in what `proteins` names (P11980)",
        ),
    ]
    assert look_up_problems(look_up(["P99999"], {}, {}), [], set(), set()) == []


def test_files_of_another_species_are_refused():
    rows = look_up(["P99999", "P88888"], FASTA, {"Q1": "A"})
    with pytest.raises(InputFault) as error:
        check_found(rows, ["a.fasta", "b.fasta"], "genes.tsv", {"Q1": "A"})
    assert [fault.where for fault in error.value.faults] == ["a.fasta, b.fasta", "genes.tsv"]
    assert "none of the 2 proteins ('P88888', 'P99999') stands there" in str(error.value)
    check_found(look_up(["P60711"], FASTA, {"P60711": "A"}), ["a.fasta"], "genes.tsv", {"P60711": "A"})
    check_found([], ["a.fasta"], "genes.tsv", {})


KNOWN = by_protein(pd.DataFrame(look_up(["P60711", "P11980", "P05065"], FASTA, {})))


def test_the_lists_own_word_goes_first():
    found = [identified("1", "P60711"), identified("2", "P60711", "ACTB", "beta-actin"), identified("3", "", "Xyz")]
    named = named_identifications(found, KNOWN)
    assert [(one.gene, one.description) for one in named] == [("Actb", "actin"), ("ACTB", "beta-actin"), ("Xyz", "")]


def test_a_group_has_the_genes_of_all_and_the_description_of_the_first():
    (one,) = named_identifications([identified("1", "P05065;P11980;P60711")], KNOWN)
    assert (one.gene, one.description) == ("Aldoa;P11980;Actb", "aldolase")
    (one,) = named_identifications([identified("1", "P11980;P99999")], KNOWN)
    assert one.gene == ""


@pytest.mark.parametrize("further", [{}, {"gene": ["Own", "", ""], "description": ["", "own", ""]}])
def test_entries_are_named_alike(further):
    entries = pd.DataFrame({"entry": ["1", "2", "3"], "protein": ["P60711", "P05065;P60711", ""]} | further)
    named = named_entries(entries, KNOWN)
    assert list(named["gene"]) == ["Own" if further else "Actb", "Aldoa;Actb", ""]
    assert list(named["description"]) == ["actin", "own" if further else "aldolase", ""]
    assert list(named_entries(entries, {})["gene"]) == (further.get("gene") or ["", "", ""])


def test_which_proteins_are_looked_up():
    entries = pd.DataFrame({"feature": ["a", "b", ""], "protein": ["P1;P2", "P3", "CON__P4"], "gene": ["A", "", ""]})
    names, without = proteins_of(
        [identified("1", "P5"), identified("2", "P6", "F"), identified("3", "", "G")], [entries]
    )
    assert names == {"P1", "P2", "P3", "P5", "P6"}
    assert without == {"P3", "P5"}


def test_mr_of_lists_and_entries_is_in_kda():
    in_da = [identified("1", "P1", mr=41800.0, mr_theoretical=41.7), identified("2", "P2", mr=12000.0)]
    assert [one.numbers["mr"] for one in identifications_in_kda(in_da)] == [41.8, 12.0]
    assert identifications_in_kda(in_da)[0].numbers["mr_theoretical"] == 41.7
    assert list(entries_in_kda(pd.DataFrame({"mr": [41800.0, 12000.0]}))["mr"]) == [41.8, 12.0]


@pytest.mark.parametrize(
    "text",
    [
        "accession\tgene\nP60711\tActb\nP11980\tPkm\n",
        "From,To\nP60711,Actb\nP11980,Pkm\n",
        "P60711;Actb;more\nP11980;Pkm;\n",
    ],
)
def test_tables_of_accession_and_gene(tmp_path, text):
    (tmp_path / "genes.tsv").write_text(text)
    assert read_symbols(str(tmp_path / "genes.tsv"), "accession", "gene") == {"P60711": "Actb", "P11980": "Pkm"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("P60711\n", "line 1: the row names no gene\n    write accession and gene, parted by a tab"),
        ("P1\tA\nP1\tB\n", "line 2: 'P1' is 'A' in line 1 already, and 'B' here\n    keep one gene"),
        ("accession\tgene\n", "the table names no accession\n    write accession and gene in each row"),
    ],
)
def test_tables_of_accession_and_gene_at_fault(tmp_path, text, found):
    (tmp_path / "genes.tsv").write_text(text)
    with pytest.raises(InputFault) as error:
        read_symbols(str(tmp_path / "genes.tsv"), "accession", "gene")
    assert found in str(error.value)
