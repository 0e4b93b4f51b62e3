"""Methods and regions side by side, and the background that regions share."""

import numpy as np
import pandas as pd
from scipy.stats import hypergeom
from spotwise.enrich.agreement import agreement, members
from spotwise.enrich.gene_sets import GeneSet

GENES = {f"G{at}" for at in range(40)}
SETS = [
    GeneSet("T:1", "first", "c", tuple(sorted(GENES)[:10])),
    GeneSet("T:2", "second", "c", tuple(sorted(GENES)[5:30])),
]

NAMES = {("c", "T:1"): "first", ("c", "T:2"): "second", ("c", "T:3"): "third"}


def tables(p):
    key = {"collection": "c", "term_id": ["T:1", "T:2"], "term": ["first", "second"]}
    camera = pd.DataFrame(key | {"set_size": 9, "direction": "up", "p_value": p, "adj_p_value": p, "same_as": ""})
    ora = pd.DataFrame(key | {"direction": "any", "overlap": 3, "p_value": 0.5, "adj_p_value": 1.0, "same_as": ""})
    ora = pd.concat([ora, ora.assign(direction="up", p_value=0.01)])
    return {"camera": camera, "ora": ora}


FOCI = pd.DataFrame(
    {
        "region": ["a", "b"], "contrast": "drug", "focus": "sugar", "genes_measured": 8, "genes_changed": 2,
        "direction": "down", "camera_p_value": 0.2, "adj_p_value": 0.3, "method": "camera", "ora_p_value": 0.4,
        "gsea_nes": -1.0, "gsea_p_value": 0.1,
    }
)  # fmt: skip


def made(measured, called):
    cells = {("a", "drug"): tables(0.01), ("b", "drug"): tables(0.9)}
    return agreement(cells, FOCI, members(SETS, {"sugar": sorted(GENES)[:8]}), measured, called, NAMES)


def test_every_term_and_focus_has_a_row_a_region_with_every_method():
    found = made({}, {})
    assert list(found["term_id"]) == ["sugar", "sugar", "T:1", "T:1", "T:2", "T:2"]
    assert list(found["region"]) == ["a", "b"] * 3
    assert list(found["camera_p_value"]) == [0.2, 0.2, 0.01, 0.9, 0.01, 0.9]
    assert list(found["ora_p_value"]) == [0.4, 0.4, 0.5, 0.5, 0.5, 0.5]
    assert found["gsea_nes"].notna().sum() == 2
    assert found["common_p_value"].isna().all()


def test_the_common_background_is_what_every_region_measured():
    measured = {("a", "drug"): GENES - {"G0"}, ("b", "drug"): GENES - {"G1"}}
    called = {("a", "drug"): {"G10", "G11", "G1"}, ("b", "drug"): {"G12"}}
    found = made(measured, called).set_index(["term_id", "region"])
    row = found.loc[("T:1", "a")]
    inside = set(SETS[0].genes) - {"G0", "G1"}
    assert row["common_genes"] == len(inside)
    assert row["common_overlap"] == len(inside & {"G10", "G11"})
    expected = hypergeom.sf(row["common_overlap"] - 1, 38, len(inside), 2)
    np.testing.assert_allclose(row["common_p_value"], expected)


def test_one_region_with_a_background_has_nothing_in_common():
    found = made({("a", "drug"): GENES}, {("a", "drug"): {"G10"}})
    assert found["common_p_value"].isna().all()


def test_nothing_asked_makes_an_empty_table():
    assert len(agreement({("a", "drug"): {}}, FOCI.iloc[:0], {}, {}, {}, {})) == 0


def test_a_set_that_one_region_tests_under_another_id_has_a_row_in_each():
    one, other = tables(0.01), tables(0.9)
    one["camera"].loc[0, "same_as"] = "T:3"
    other["camera"].loc[0, ["term_id", "term", "same_as"]] = ["T:3", "third", "T:1"]
    found = agreement({("a", "drug"): one, ("b", "drug"): other}, FOCI.iloc[:0], {}, {}, {}, NAMES)
    camera = found.dropna(subset="camera_p_value").set_index(["term_id", "region"])
    assert set(camera.index) == {(term, region) for term in ("T:1", "T:2", "T:3") for region in "ab"}
    assert camera.loc[("T:3", "a"), "term"] == "third"
    assert camera.loc[("T:1", "b"), "camera_p_value"] == 0.9
