"""The report of a study of gene lists."""

import numpy as np
import pandas as pd
import pytest
from spotwise.report.lists import ListTables, make_list_facts

NAME = "<i>Smith</i> & al."
CONFIG = {
    "title": "",
    "simulated": False,
    "test": {"fdr": 0.05},
    "lists": [
        {"path": "old.tsv", "contrast": NAME, "background": "found.txt"},
        {"path": "names.tsv", "contrast": "names", "background": None},
    ],
    "enrichment": {"min_size": 5, "max_fraction": 0.5},
}


@pytest.fixture
def facts(made):
    genes = made.table(
        "genes",
        [
            {"gene": "Eno1", "n_features": 2, "direction": "up"},
            {"gene": "Actb", "n_features": 1, "direction": "down"},
            {"gene": "lost", "n_features": 1, "direction": "changed"},
        ],
    )
    bare = [
        row | {"p_value": np.nan, "adj_p_value": np.nan, "n_tests": 0, "p_up_against_down": 0.03} for row in made.ORA
    ]
    tested = {"ora_valid": True, "genes": 99, "ora_genes": 99, "outside": ["Eno1"]}
    nothing = {"ora_valid": False, "genes": 2, "ora_genes": 2, "outside": []}
    tables = {
        NAME: ListTables(genes, made.table("ora", made.ORA), tested),
        "names": ListTables(genes, made.table("ora", bare), nothing),
    }
    row = {"region": "lists", "focus": "sugar", "genes_measured": 9, "genes_changed": 2, "genes": "ENO1;ALDOA"}
    verdict = {"verdict": "supported (up)", "p_value": 0.001, "adj_p_value": 0.004, "n_tests": 1, "method": "ora"}
    focus = made.table(
        "focus_overview",
        [row | verdict | {"contrast": NAME}, row | {"contrast": "names", "verdict": "no background", "n_tests": 0}],
    )
    problems = pd.DataFrame(
        [["lists", "here", "something", "let pass"]], columns=["stage", "where", "what", "consequence"]
    )
    symbol = {"Eno1": "ENO1", "Actb": "ACTB", "lost": ""}
    found = make_list_facts(tables, focus, problems, symbol, CONFIG, {NAME: "Smith_al", "names": "names"})
    return found | {"config": "lists: []", "versions": {"python": "3"}}


def test_lists_are_counted(facts):
    first, second = facts["lists"]
    assert (first["genes"], first["rows"], first["unmapped"]) == (3, 4, ["lost"])
    assert first["directions"] == {"up": ["Eno1"], "down": ["Actb"], "mixed": [], "changed": ["lost"]}
    assert (first["outside"], second["background_file"]) == (["Eno1"], None)
    assert facts["enrichment"]["focus"]["total"] == 2


def test_the_page_says_plainly_what_it_holds(facts, show):
    page = show(facts, "lists.html")
    assert page.misnested == []
    assert "lists of genes that others report as changed. There are no measurements here" in page.text
    assert "none: counts and names alone" in page.text
    assert "Held against the 99 genes of found.txt and the list itself; 1 of the listed genes are not" in page.text
    assert "There is no background: nobody has said which genes could have been found." in page.text
    assert "Without a symbol in the gene sets, and left out of them (1): lost." in page.text
    assert "supported (up)" in page.text
    assert "no background" in page.text


def test_no_p_but_up_against_down_stands_where_there_is_no_background(facts, show):
    facts["lists"] = facts["lists"][1:]
    page = show(facts, "lists.html")
    part = page.html[page.html.index('id="list:names"') : page.html.index('<section id="foci"')]
    assert "Expected" not in part
    assert "adjusted p" not in part
    assert "p, up against down" in part
    assert "0.03" in part


def test_names_are_text_and_never_markup(facts, show):
    page = show(facts, "lists.html")
    assert "<i>Smith" not in page.html
    assert page.text.startswith(f"{NAME}, names")


def test_every_place_that_the_page_links_to_is_there(facts, show):
    page = show(facts, "lists.html")
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    assert {link["href"][1:] for link in page.of("a") if link["href"].startswith("#")} <= ids
    paths = {path for file in facts["files"] for path in file["paths"]}
    assert {link["href"] for link in page.of("a") if not link["href"].startswith("#")} <= paths


def test_what_changed_since_an_earlier_run_stands_there_too(facts, show):
    assert "earlier run" not in show(facts, "lists.html").text
    facts["changes"] = {"previous": "before", "kinds": [], "tables": []}
    assert "held against the results in before" in show(facts, "lists.html").text
