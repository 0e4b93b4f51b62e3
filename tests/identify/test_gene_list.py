"""Lists of genes as papers have them."""

import pytest
from spotwise.faults import InputFault
from spotwise.identify.gene_list import read_gene_list


def read(tmp_path, text):
    path = tmp_path / "list.tsv"
    path.write_text(text, encoding="utf-8")
    return read_gene_list(str(path))


def faults(tmp_path, text):
    with pytest.raises(InputFault) as error:
        read(tmp_path, text)
    return [str(fault).split("list.tsv", 1)[1].replace("\n    ", " | ") for fault in error.value.faults]


@pytest.mark.parametrize(
    "text",
    [
        "gene\tdirection\nEno1\tup\nActb\tDOWN\n\nPkm\t\n",
        "page;Gene symbol;Direction\n1;Eno1;Up\n2; Actb ;down\n\n3;Pkm\n",
        '"symbol","direction","page"\n"Eno1","up","1"\n"Actb","down"\n\nPkm\n',
    ],
)
def test_gene_and_direction_are_found_by_their_names(tmp_path, text):
    assert [(one.line, one.gene, one.direction) for one in read(tmp_path, text)] == [
        (2, "Eno1", "up"),
        (3, "Actb", "down"),
        (5, "Pkm", ""),
    ]


def test_a_list_of_names_alone_has_no_directions(tmp_path):
    assert [(one.gene, one.direction) for one in read(tmp_path, "gene\nEno1\nEno1\n")] == [("Eno1", ""), ("Eno1", "")]


def test_without_a_header_the_first_gene_is_not_lost(tmp_path):
    assert faults(tmp_path, "Eno1\tup\nActb\tdown\n") == [
        ", line 1: no column 'gene'; found 'eno1', 'up' | write a header that calls the column of gene symbols 'gene',"
        " and if need be one 'direction'"
    ]


def test_every_row_at_fault_is_named(tmp_path):
    assert faults(tmp_path, "gene\tdirection\n\tup\nActb\t2.5\nEno1\tup\n") == [
        ", line 2: the row names no gene | fill it in, or remove the row",
        ", line 3: the direction is '2.5' | write up or down, or leave the cell empty",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gene\tdirection\n", ": the list names no gene"),
        ("gene\tgene\nA\tB\n", ", line 1: repeated columns 'gene'"),
        ("gene\tdirection\tDirection\nA\tup\tup\n", ", line 1: repeated columns 'direction'"),
        ("", ": the file is empty"),
    ],
)
def test_a_table_that_is_no_list(tmp_path, text, found):
    (message,) = faults(tmp_path, text)
    assert message.startswith(found)
