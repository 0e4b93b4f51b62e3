"""Claims, and a small analysis to hold them against."""

import pandas as pd
import pytest
from spotwise.reproduce.found import Results
from spotwise.study.published import Claim
from spotwise.tables import COLUMNS, TEXT

NAN = float("nan")
PLACE = ("cortex", "drug")


@pytest.fixture
def claim():
    """A function that makes a claim: of gene Eno1, in every region and contrast, without a direction."""

    def make(**changes):
        fields = {
            "path": "claims.tsv", "line": 2, "claim_id": "one", "source": "a paper", "quote": "Eno1 changed",
            "level": "gene", "id": "Eno1", "region": "", "contrast": "", "direction": "unstated", "log2fc": NAN,
            "p": NAN,
        }  # fmt: skip
        return Claim(**fields | changes)

    return make


def table(kind, *rows):
    """A hand-over table as it is read: missing text is empty, missing numbers are NaN."""
    columns = COLUMNS[kind]
    filled = [{name: row.get(name, "" if holds == TEXT else NAN) for name, holds in columns.items()} for row in rows]
    return pd.DataFrame(filled, columns=list(columns))


def spot(feature, gene="", log2fc=NAN, half=0.5, p=NAN, call="inconclusive", **further):
    """A row of `differential.tsv`."""
    return {
        "feature": feature, "gene": gene, "log2fc": log2fc, "ci_low": log2fc - half, "ci_high": log2fc + half,
        "p_value": p, "adj_p_value": p, "call": call if p == p else "not_testable",
    } | further  # fmt: skip


def gene(name, lead, log2fc, p, direction="ns", **further):
    """A row of `genes.tsv`."""
    row = {"gene": name, "lead_feature": lead, "n_features": 1, "log2fc": log2fc, "p_value": p, "adj_p_value": p}
    return row | {"direction": direction} | further


def term(id_, name, p, direction, **further):
    """A row of `camera.tsv` or `ora.tsv`."""
    row = {"term_id": id_, "term": name, "set_size": 6, "p_value": p, "adj_p_value": p, "direction": direction}
    return row | further


def focus(name, measured, p, direction="up", verdict="not supported", **further):
    """A row of `overview/focus.tsv`."""
    row = {"region": PLACE[0], "contrast": PLACE[1], "focus": name, "genes_measured": measured, "p_value": p}
    return row | {"adj_p_value": p, "direction": direction, "verdict": verdict, "ora_p_attainable": 1e-4} | further


def outcome(name, region, estimate, half, p, contrast="drug", **further):
    """A row of `overview/outcomes.tsv`."""
    row = {"outcome": name, "region": region, "contrast": contrast, "estimate": estimate, "ci_low": estimate - half}
    return row | {"ci_high": estimate + half, "p_value": p, "adj_p_value": p} | further


@pytest.fixture
def results():
    """One region and contrast; the tables hold one row of each kind that a claim can meet."""
    differential = table(
        "differential",
        spot("1", "Eno1", 1.0, p=0.001, call="up", adj_p_equivalent=0.9),
        spot("2", "Eno1;Pkm", -0.8, p=0.001, call="down"),
        spot("3", "Actb", 0.1, p=0.6, adj_p_equivalent=0.01),
        spot("4", "Gone1", call="not_testable"),
        spot("5", "Off1", call="only_in_reference", presence_p=0.001, presence_adj_p=0.01)
        | {"call": "only_in_reference"},
        spot("6", "Atp5a1", -0.4, p=0.2, adj_p_equivalent=0.2),
    )
    genes = table(
        "genes",
        gene("Eno1", "1", 1.0, 0.002, "mixed", n_features=2),
        gene("Actb", "3", 0.1, 0.6, adj_p_equivalent=0.01),
        gene("Atp5a1", "6", -0.4, 0.2, adj_p_equivalent=0.2),
    )
    camera = table(
        "camera",
        term("GO:1", "glycolysis", 0.001, "up", same_as="GO:2;GO:3"),
        term("GO:4", "actin", 0.4, "mixed"),
    )
    ora = table(
        "ora",
        *(
            term("GO:1", "glycolysis", 0.02, d, overlap=2, p_attainable=1e-5, same_as="GO:2")
            for d in ("any", "up", "down")
        ),
        term("GO:5", "translation", 0.3, "any", overlap=3, p_attainable=1e-3),
        term("GO:5", "translation", 0.6, "up", overlap=2, p_attainable=2e-3),
        term("GO:5", "translation", 0.01, "down", overlap=1, p_attainable=3e-3),
    )
    tables = {("differential", *PLACE): differential, ("genes", *PLACE): genes}
    return Results(
        tables | {("camera", *PLACE): camera, ("ora", *PLACE): ora},
        table(
            "focus_overview",
            focus("sugar", 9, 0.001),
            focus("none", 0, NAN),
            focus("few", 2, NAN, verdict="not testable"),
        ),
        table(
            "outcomes",
            outcome("swim", "", -20.0, 8.0, 0.001),
            outcome("bdnf", "cortex", 1.0, 9.0, 0.5),
            outcome("late", "", NAN, NAN, NAN),
        ),
        {"Eno1": "ENO1", "Atp5a1": "ATP5F1A", "Actb": "ACTB", "Pkm": ""},
        {"go:6": ("ACTB", "ENO1", "X"), "go:7": ("X",)},
    )
