"""FASTA files: names, genes and sequences of their records, and files that are none."""

import gzip

import pytest
from spotwise.faults import InputFault
from spotwise.identify.fasta import by_name, fasta_faults, find, names_of, read_fasta

UNIPROT = """>sp|P60711|ACTB_RAT Actin, cytoplasmic 1 OS=Rattus norvegicus OX=10116 GN=Actb PE=1 SV=1
MDDDIAALVV
DNGSGMCK
>sp|P60711-2|ACTB_RAT Isoform 2 of Actin, cytoplasmic 1 OS=Rattus norvegicus OX=10116 GN=Actb
MCK
>tr|A0A0G2K0|A0A0G2K0_RAT Isocitrate dehydrogenase [NADP] OS=Rattus norvegicus OX=10116 PE=3 SV=1
mkvl*
"""


def read(tmp_path, text):
    path = tmp_path / "a.fasta"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_fasta(str(path))


def faults(tmp_path, text):
    with pytest.raises(InputFault) as error:
        read(tmp_path, text)
    return [str(fault).split("a.fasta", 1)[1].replace("\n    ", " | ") for fault in error.value.faults]


def test_records_of_uniprot(tmp_path):
    actin, isoform, other = read(tmp_path, UNIPROT)
    assert (actin.name, actin.gene, actin.description) == ("sp|P60711|ACTB_RAT", "Actb", "Actin, cytoplasmic 1")
    assert actin.sequence == "MDDDIAALVVDNGSGMCK"
    assert (isoform.gene, isoform.sequence) == ("Actb", "MCK")
    assert (other.gene, other.description) == ("", "Isocitrate dehydrogenase [NADP]")
    assert other.sequence == "MKVL"


@pytest.mark.parametrize(
    "raw",
    [
        gzip.compress(UNIPROT.encode(), mtime=0),
        UNIPROT.replace("\n", "\r\n").encode(),
        UNIPROT.replace("\n", "\r").encode(),
        UNIPROT.encode("utf-16"),
        b"\n\n" + UNIPROT.replace("\n>", "\n\n\n>").encode(),
        UNIPROT.replace("VV\n", "VV\n; a comment\n").encode(),
    ],
)
def test_files_as_they_come(tmp_path, raw):
    assert [(one.name, one.gene, one.sequence) for one in read(tmp_path, raw)] == [
        (one.name, one.gene, one.sequence) for one in read(tmp_path, UNIPROT)
    ]


@pytest.mark.parametrize(
    ("header", "gene", "description"),
    [
        ("NP_112406.1 actin, cytoplasmic 1 [Rattus norvegicus]", "", "actin, cytoplasmic 1"),
        ("NP_112406.1 actin [gene=Actb] [protein=actin]", "Actb", "actin"),
        ("ENSP1.2 pep chromosome:1 gene:ENSG1.3 gene_symbol:Actb description:actin", "Actb", None),
        ("sp|P1|A_B Alpha GN=orf 19.1 PE=1", "orf 19.1", "Alpha"),
        ("sp|P1|A_B Alpha OS=Rat GN=Abc", "Abc", "Alpha"),
        ("gi|1|ref|NP_1.1| first [Rat]\x01gi|2|ref|NP_2.1| second [Rat]", "", "first"),
        ("bare", "", ""),
        ("tab\tafter the name", "", "after the name"),
    ],
)
def test_headers_of_others(tmp_path, header, gene, description):
    (one,) = read(tmp_path, f">{header}\nMKVL\n")
    assert one.gene == gene
    assert description is None or one.description == description


def test_the_oldest_form_of_header(tmp_path):
    assert [(one.name, one.sequence) for one in read(tmp_path, ";a test\n;more\nTEST\n\n>b test\nTE\nST*\n")] == [
        ("a", "TEST"),
        ("b", "TEST"),
    ]


def test_pyteomics_own_example_is_read(data):
    assert [one.sequence for one in read_fasta(str(data / "identifications/test.fasta"))] == ["TEST"] * 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("spot\taccession\n1\tP1\n", ", line 1: the first record begins with 'spot\\taccession', and not with >"),
        ("MKVL\n>a\nMK\n", ", line 1: the first record begins with 'MKVL', and not with >"),
        ("", ": the file is empty"),
        (
            gzip.compress(b"spot\tgene\n", mtime=0),
            ", line 1: the first record begins with 'spot\\tgene', and not with >",
        ),
        (b"%PDF-1.4 ...", ": the file is no text but a PDF"),
        (gzip.compress(UNIPROT.encode(), mtime=0)[:-20], ": the gzipped file is cut off or damaged"),
        (">a\nACGT\n>b\nGGCA\n", ": the file holds nucleotides, no proteins"),
    ],
)
def test_what_is_no_fasta(tmp_path, text, found):
    (message,) = faults(tmp_path, text)
    assert message.startswith(found)


def test_every_record_at_fault_is_named_by_its_line(tmp_path):
    assert faults(tmp_path, ">a\nMKV\nLQ\n>\nMK\n>b\n>c\nMK1<b>\n>d\nMK\n") == [
        ", line 4: the record has no name | write an accession after the >",
        ", line 6: 'b' has no sequence | download the file again, or remove the record",
        ", line 7: the sequence of 'c' holds '1', '<', '>' | write residues in one letter each",
    ]


def test_before_a_run_the_first_lines_are_looked_at(tmp_path):
    (tmp_path / "a.fasta").write_text(UNIPROT)
    (tmp_path / "table.tsv").write_text("spot\tgene\n")
    (tmp_path / "a.gz").write_bytes(gzip.compress(b">a\nMK\n"))
    assert fasta_faults(str(tmp_path / "a.fasta")) == fasta_faults(str(tmp_path / "a.gz")) == []
    assert "begins with 'spot" in fasta_faults(str(tmp_path / "table.tsv"))[0].found
    assert fasta_faults(str(tmp_path / "none"))[0].found == "there is no such file"


def test_a_word_gives_several_names():
    assert names_of("sp|P60711|ACTB_RAT") == ["SP|P60711|ACTB_RAT", "P60711", "ACTB_RAT"]
    assert names_of("gi|13592133|ref|NP_112406.1|") == ["GI|13592133|REF|NP_112406.1|", "13592133", "NP_112406.1"]
    assert names_of("p60711") == ["P60711"]


@pytest.mark.parametrize("name", ["P60711", "p60711", "ACTB_RAT", "sp|P60711|ACTB_RAT", "P60711.1", "CON__P60711"])
def test_a_protein_is_found_by_each_of_its_names(tmp_path, name):
    known, clashes = by_name(read(tmp_path, UNIPROT))
    assert find(name, known).sequence == "MDDDIAALVVDNGSGMCK"
    assert clashes == set()


def test_isoforms(tmp_path):
    known, _ = by_name(read(tmp_path, UNIPROT))
    assert find("P60711-2", known).sequence == "MCK"
    other = find("P60711-3", known)
    assert (other.gene, other.sequence) == ("Actb", "")
    assert find("P99999", known) is None


def test_a_version_need_not_be_named(tmp_path):
    known, _ = by_name(read(tmp_path, ">NP_112406.1 actin\nMKV\n"))
    assert find("NP_112406", known) is find("NP_112406.1", known) is find("NP_112406.2", known)


def test_of_two_sequences_of_one_name_the_first_is_taken_and_told(tmp_path):
    text = ">sp|P60711|A_B x GN=A\nMK\n>sp|P60711|A_B y\nMK\n>P12345\nMV\n>P12345\nMI\n"
    text += ">rev_P12345\nVM\n>rev_sp|P60711|A_B\nKM\n"
    known, clashes = by_name(read(tmp_path, text))
    assert (find("P60711", known).gene, find("P12345", known).sequence) == ("A", "MV")
    assert clashes == {"P12345"}
    assert find("rev_P12345", known) is None
