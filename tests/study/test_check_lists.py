"""A study of gene lists at fault: what the user is told."""

import pytest


@pytest.fixture
def lists(study):
    """The small study turned to two lists, without anything that was measured."""
    study.write("old.tsv", "gene\tdirection\nActb\tup\nPkm\tdown\n")
    study.write("found.txt", "Actb\nPkm\nGapdh\n")
    for key in ("samples", "quantities", "identifications", "design"):
        del study.config[key]
    study.config["lists"] = [
        {"path": "old.tsv", "contrast": "old paper", "background": "found.txt"},
        {"path": "old.tsv", "contrast": "names alone"},
    ]
    return study


def test_a_study_of_lists_needs_neither_samples_nor_quantities_nor_design(lists):
    assert lists.faults() == []
    lists.config["quantities"] = []
    assert lists.faults() == []


def test_lists_beside_quantities_are_two_studies(lists):
    lists.config["quantities"] = [{"path": "cortex.tsv"}]
    assert lists.faults() == [
        "configuration, lists: lists and quantities stand in one configuration"
        " | run them as two studies, each with a configuration and an outdir of its own"
    ]


def test_what_a_study_of_quantities_needs_is_told_as_ever(study):
    study.config["lists"] = []
    assert study.faults() == []
    del study.config["samples"]
    study.config["quantities"] = []
    assert [found.split(" | ")[0] for found in study.faults()] == [
        "configuration: 'samples' is missing",
        "configuration, quantities: 0 given",
    ]


def test_all_faults_of_lists_are_told_at_once(lists):
    lists.write("old.tsv", "gene\tdirection\nActb\tsideways\n")
    lists.config["lists"][0] |= {"background": "nowhere.txt", "contrast": "names alone"}
    lists.config["enrichment"] |= {"methods": ["camera"], "focus": {"actin": ["GO:9"]}}
    assert [found.split(" | ")[0] for found in lists.faults()] == [
        "configuration, enrichment.methods: lists allow over-representation alone, and ora is not asked for",
        "configuration, lists: 2 lists are called 'names alone'",
        "old.tsv, line 2: the direction is 'sideways'",
        "nowhere.txt: there is no such file",
        "configuration, enrichment.focus.actin: no gene set is called 'GO:9'",
    ]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"path": "old.tsv"}, "configuration, lists[1]: 'contrast' is missing | add contrast: What the list is called"),
        ({"contrast": "a"}, "configuration, lists[1]: 'path' is missing | add path: A table with a column gene"),
        ({"path": "old.tsv", "contrast": "a", "backgrund": "x"}, "configuration, lists[1]: unknown key 'backgrund' | "),
        ({"path": "old.tsv", "contrast": ".."}, "contrast '..': nothing of this name can stand in a path"),
        ({"path": "old.tsv", "contrast": True}, "configuration, lists[1].contrast: YAML reads this as true"),
        ({"path": "{a}.tsv", "contrast": "a"}, "{a}.tsv: there is no such file"),
        (None, "configuration, lists[1]: found nothing"),
    ],
)
def test_an_entry_at_fault(lists, entry, message):
    lists.config["lists"][0] = entry
    assert lists.faults()[0].startswith(message)


def test_the_common_background_serves_lists_without_one(lists):
    lists.config["enrichment"]["background"] = "gone.txt"
    assert any(found.startswith("gone.txt: there is no such file") for found in lists.faults())
    lists.write("gone.txt", "Actb\n")
    assert lists.faults() == []


@pytest.mark.parametrize("value", [3, {}, None])
def test_lists_that_are_no_list(lists, value):
    lists.config["lists"] = value
    found = lists.faults()
    assert any(message.startswith("configuration, lists: found ") for message in found)
    assert "configuration: 'design' is missing" in [message.split(" | ")[0] for message in found]
