"""What is said of the way from genes to symbols."""

import pytest
from spotwise.enrich.symbol_problems import symbol_problems
from spotwise.enrich.symbols import Tables, map_symbols

KNOWN = ["ATRAID", "POU2F2", "SEPTIN2", "MARCHF1", "MTARC1", "Sep-03"]
TABLES = Tables(aliases={"APR-3": "ATRAID", "OCT-2": "POU2F2"})


def said(*genes):
    return {(p.what, p.consequence) for p in symbol_problems(map_symbols(genes, KNOWN, TABLES), KNOWN, TABLES)}


def test_a_date_that_was_taken_for_its_one_gene_is_said_to_be_mended():
    what = "a spreadsheet has turned gene names into dates (1): 2-Sep (SEPTIN2)"
    assert said("2-Sep") == {(what, "taken for the one gene that each can mean")}


def test_a_date_of_several_genes_is_left_out():
    what = "a spreadsheet has turned gene names into dates (1): 1-Mar (MARCHF1 or MTARC1)"
    assert said("1-Mar") == {(what, "left out of enrichment; write the genes there")}


@pytest.mark.parametrize(("gene", "symbol"), [("Apr-3", "ATRAID"), ("Oct-2", "POU2F2")])
def test_an_alias_that_looks_like_a_date_is_an_alias(gene, symbol):
    what = f"old or everyday names, which one gene alone has had (1): {gene} ({symbol})"
    assert said(gene) == {(what, "taken for that gene; check them")}


def test_a_symbol_that_looks_like_a_date_needs_no_word():
    assert said("Sep-03") == set()


def test_a_name_that_reads_as_a_date_of_no_gene_is_not_said_to_be_one():
    what = "names read as dates, which no gene is known to become (1): Oct-4"
    assert said("Oct-4") == {(what, "left out of enrichment; check them")}
