"""The explorer of a run: its data are the run's tables."""

import json
import re

import pandas as pd


def data_of(page):
    """What the script of a page reads."""
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])


def test_the_explorer_holds_the_tables_of_the_run(finished_once):
    results = finished_once[0] / "results"
    page = (results / "explore.html").read_text(encoding="utf-8")
    data = data_of(page)
    calls = list(data["calls"])
    for region in data["regions"]:
        assert region["volumes"]["gels"]  # animals with technical gels are in the cut
        assert region["spots"]["places"][0]["kind"] == "observed"
        for contrast, columns in zip(data["contrasts"], region["contrasts"], strict=True):
            path = results / region["id"] / contrast["id"] / "differential.tsv"
            table = pd.read_csv(path, sep="\t", dtype={"feature": str})
            assert region["spots"]["feature"] == table["feature"].tolist()
            assert [calls[call] for call in columns["call"]] == table["call"].tolist()
    foci = {focus["name"]: focus for focus in data["foci"]}
    assert set(foci) == {"sugar", "actin"}
    measured = pd.read_csv(results / "overview/focus.tsv", sep="\t").groupby("focus")["genes_measured"].max()
    assert all(len(foci[name]["genes"]) >= n > 0 for name, n in measured.items())
    assert data["terms"]
    assert len(page.encode()) < 5e6
