"""The report's part on an earlier run."""

import numpy as np
import pandas as pd
import pytest
from spotwise.report.changes import change_facts
from spotwise.report.rows import MOST
from spotwise.tables import COLUMNS


@pytest.fixture
def changed():
    rows = [
        {"kind": "setting", "key": "test.fdr", "before": "0.05", "now": "<b>0.1</b>"},
        {"kind": "focus", "region": "cortex", "contrast": "drug", "key": "sugar", "before": "not supported",
         "now": "supported (up)", "before_p": 0.04, "now_p": 0.04, "before_adj_p": 0.08, "now_adj_p": 0.08},
        *({"kind": "call", "region": "cortex", "contrast": "drug", "key": f"spot {n}", "before": "only_in_test",
           "now": "", "before_p": np.nan} for n in range(MOST + 5)),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS["changes"])).fillna({"region": "", "contrast": ""})
    count = {"joined": 40, "only_before": 55, "only_now": 2, "changed": 1, "same_but_p": 3}
    counts = {
        "previous": "results <before>",
        "tables": [{"kind": "call", "region": "cortex", "contrast": "drug", **count}],
    }
    return change_facts(table, counts)


def test_counts_are_of_all_rows_and_the_first_are_shown(changed):
    assert {kind["kind"]: (kind["total"], len(kind["rows"])) for kind in changed["kinds"]} == {
        "setting": (1, 1),
        "focus": (1, 1),
        "gene": (0, 0),
        "call": (MOST + 5, MOST),
    }


def test_the_page_has_a_part_on_what_changed(made, show, changed):
    page = show(made.facts_of(made.same(made.region(made.contrast()))) | {"changes": changed})
    assert page.misnested == []
    assert "What changed since an earlier run" in page.text
    assert "Calls of spots that changed (55)" in page.text
    assert f"The first {MOST} are shown." in page.text
    assert "spot 0cortexdrugonly in testnot there" in page.text
    assert "Directions of genes that changed: none." in page.text
    assert "results <before>" in page.text
    assert "&lt;b&gt;0.1" in page.html


def test_the_page_is_silent_where_there_is_no_earlier_run(made, show):
    assert "earlier run" not in show(made.facts_of(made.same(made.region(made.contrast())))).text
