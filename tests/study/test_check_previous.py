"""An earlier run that can't be held against this one: what the user is told."""

import pytest


@pytest.fixture
def earlier(study):
    """The small study with a folder of results that seem finished."""
    (study.folder / "before/study").mkdir(parents=True)
    study.write("before/study/config.yaml", "outdir: before\n")
    study.config["previous"] = "before"
    return study


def test_an_earlier_run_is_no_fault(earlier):
    assert earlier.faults() == []


@pytest.mark.parametrize("outdir", ["before", "./before/", "before/../before", "link"])
def test_a_run_is_not_held_against_itself(earlier, outdir):
    (earlier.folder / "link").symlink_to("before")
    earlier.config["outdir"] = outdir
    assert earlier.faults() == [
        "configuration, previous: 'before' is the outdir of this run, which would overwrite it"
        " | give this run another outdir"
    ]


@pytest.mark.parametrize(
    ("previous", "message"),
    [
        ("nowhere", "configuration, previous: there is no folder 'nowhere' | name the folder of an earlier run's"),
        ("cortex.tsv", "configuration, previous: 'cortex.tsv' is a file | name the folder of an earlier run's results"),
        ("before/study", "configuration, previous: 'before/study' holds no study/config.yaml | name the folder of res"),
        ("a" * 300, "configuration, previous: there is no folder 'aaa"),
        (3, "configuration, previous: YAML reads 3 as a number | put it in quotes"),
    ],
)
def test_no_earlier_run_there(earlier, previous, message):
    earlier.config["previous"] = previous
    (found,) = earlier.faults()
    assert found.startswith(message)


@pytest.mark.parametrize("text", ["", "- a\n", "a: [\n", "text", b"\x89PNG\0"])
def test_a_configuration_of_the_earlier_run_that_is_none(earlier, text):
    earlier.write("before/study/config.yaml", text)
    assert earlier.faults() == [
        "before/study/config.yaml: this is no configuration of a run | name the results of another run"
    ]
