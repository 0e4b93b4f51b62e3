"""A study of lists as resolved."""

import pytest
from spotwise.study.config import resolve
from spotwise.study.lists import make_list_study, unused_keys


@pytest.fixture
def config():
    return {
        "samples": "sheet.tsv",
        "lists": [{"path": "a.tsv", "contrast": 2004, "background": "b.txt"}, {"path": "a.tsv", "contrast": "x y"}],
        "enrichment": {"background": "common.txt"},
    }


def test_each_list_is_a_contrast_of_one_region(config, schema):
    study = make_list_study(resolve(config, schema))
    assert study.regions == {"lists": "lists"}
    assert study.contrast_ids == {"2004": "2004", "x y": "x_y"}
    assert list(study.contrasts) == ["2004", "x y"]


def test_the_common_background_serves_lists_without_one(config, schema):
    study = make_list_study(resolve(config, schema))
    assert [entry["background"] for entry in study.config["lists"]] == ["b.txt", "common.txt"]
    config["enrichment"] = {}
    assert make_list_study(resolve(config, schema)).contrasts["x y"]["background"] is None


def test_the_configuration_says_what_is_run_and_nothing_of_measurements(config, schema):
    resolved = resolve(config, schema)
    study = make_list_study(resolved)
    assert study.config["enrichment"]["methods"] == ["ora"]
    assert {"samples", "identifications", "dige", "outcomes"}.isdisjoint(study.config)
    assert resolved["enrichment"]["methods"] == ["camera", "ora", "gsea"]


def test_what_was_given_and_is_not_used_is_named(config):
    assert unused_keys(config) == ["samples"]
    assert unused_keys({"lists": [], "quantities": [], "design": None}) == []
