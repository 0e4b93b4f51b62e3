"""GMT files and symbols."""

import pytest
from spotwise.enrich.gene_sets import read_gmt
from spotwise.enrich.symbols import map_symbols


def test_a_gmt_is_read_as_it_stands(tmp_path):
    path = tmp_path / "mine.gmt"
    path.write_text("T:1\tfirst\tB\tA\tA\t\nT:2\t\tNA\n\nT:3\n", encoding="utf-8")
    sets = read_gmt(path)
    assert [(s.id, s.name, s.collection, s.genes) for s in sets] == [
        ("T:1", "first", "mine", ("A", "B")),
        ("T:2", "T:2", "mine", ("NA",)),
        ("T:3", "T:3", "mine", ()),
    ]


def test_a_repeated_set_is_named_with_its_lines(tmp_path):
    path = tmp_path / "mine.gmt"
    path.write_text("T:1\ta\tA\nT:1\tb\tB\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2.*line 1"):
        read_gmt(path)


def test_symbols_are_found_as_given_then_by_upper_case():
    known = ["Aldoa", "PKM", "C1orf43"]
    assert map_symbols(["Pkm", "Aldoa", "C1ORF43", "Xyz"], known) == {
        "Aldoa": ("Aldoa", "as given"),
        "C1ORF43": ("C1orf43", "upper-case"),
        "Pkm": ("PKM", "upper-case"),
        "Xyz": ("", "unmapped"),
    }
