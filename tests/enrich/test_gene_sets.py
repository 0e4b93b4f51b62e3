"""GMT files, as labs have them, and several collections together."""

import gzip

import pytest
from spotwise.enrich.gene_sets import read_collection, read_collections, read_gmt
from spotwise.faults import InputFault
from spotwise.formats.gmt import collection_of


def write(folder, text, name="mine.gmt"):
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder / name


def test_a_gmt_is_read_as_it_stands(tmp_path):
    path = write(tmp_path, "T:1\tfirst\tB\tA\tA\t\nT:2\t\tNA\n\nT:3\n")
    assert [(s.id, s.name, s.collection, s.genes) for s in read_gmt(path)] == [
        ("T:1", "first", "mine", ("A", "B")),
        ("T:2", "T:2", "mine", ("NA",)),
        ("T:3", "T:3", "mine", ()),
    ]


PLAIN = "T:1\tone, first\tA\tB\nT:2\tsame name\tNA\nT:3\tsame name\t\nT:4\tfour\n"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\t", " \t  ").replace("\n", " \n"),
        PLAIN.replace("T:1\tone, first\tA", '"T:1"\t"one, first"\t"A"'),
        "\n" + PLAIN.replace("\n", "\t\t\n\n"),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        gzip.compress(PLAIN.encode(), mtime=0),
        gzip.compress(PLAIN.replace("\n", "\r\n").encode(), mtime=0),
        PLAIN.rstrip("\n"),
    ],
)
def test_no_habit_of_a_file_changes_its_sets(tmp_path, text):
    assert read_gmt(write(tmp_path, text)) == read_gmt(write(tmp_path, PLAIN))


def test_lines_of_one_id_make_one_set_of_all_their_genes(tmp_path):
    found = read_collection(write(tmp_path, "T:1\ta\tA\tB\nT:2\tb\tB\nT:1\tc\tC\nT:1\td\n"))
    assert [(one.id, one.name, one.genes) for one in found.sets] == [
        ("T:1", "a", ("A", "B", "C")),
        ("T:2", "b", ("B",)),
    ]
    assert found.repeated == ["T:1"]


def test_an_address_is_no_name(tmp_path):
    path = write(tmp_path, "GLYCOLYSIS\thttps://example.org/1\tA\nTCA\tNA\tA\nPPP\t> Pentose\tA\n")
    assert [one.name for one in read_gmt(path)] == ["GLYCOLYSIS", "TCA", "> Pentose"]


def test_a_collection_is_called_as_its_file_is():
    assert [collection_of(path) for path in ("a/b.gmt", "./b.v2.gmt.gz", "b.GMT", "b")] == ["b", "b.v2", "b", "b"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("T:1\ta\tA\n\ta\tB\n", r"mine.gmt, line 2: the gene set has no id"),
        (gzip.compress(b"T:1\ta\tA\n" * 99, mtime=0)[:-9], "mine.gmt: the gzipped file is cut off or damaged"),
        (b"\x1f\x8bnot at all", "mine.gmt: the gzipped file is cut off or damaged"),
        ("", "mine.gmt: the file is empty"),
    ],
)
def test_a_file_at_fault_is_told(tmp_path, text, found):
    with pytest.raises(InputFault, match=found):
        read_gmt(write(tmp_path, text))


def test_a_later_collection_spells_genes_as_an_earlier_one(tmp_path):
    man = write(tmp_path, "H:1\ta\tPKM\tC1orf43\n", "man.gmt")
    mouse = write(tmp_path, "M:1\ta\tPkm\tC1ORF43\tXkr4\n", "mouse.gmt")
    assert [c.sets[0].genes for c in read_collections([man, mouse])] == [("C1orf43", "PKM"), ("C1orf43", "PKM", "Xkr4")]
    assert [c.sets[0].genes for c in read_collections([mouse, man])] == [("C1ORF43", "Pkm", "Xkr4"), ("C1ORF43", "Pkm")]


def test_genes_of_one_file_that_differ_by_capitals_stay_apart(tmp_path):
    flies = write(tmp_path, "F:1\ta\tb\tB\nF:2\ta\tdl\tDl\n", "flies.gmt")
    more = write(tmp_path, "G:1\ta\tb\tDl\tDL\n", "more.gmt")
    first, second = read_collections([flies, more])
    assert first.sets == read_gmt(flies)
    assert second.sets[0].genes == ("Dl", "b", "dl")
