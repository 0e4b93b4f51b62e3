"""What each job asks of a cluster: by the size of its tables, and twice as much at each further attempt."""

import re

import pytest

LARGE = 30_000_000
"""Bytes that a region's table is blown up to."""


def rules_of(root):
    """The text of every rule that runs a script, by file and name."""
    rules = {}
    for path in sorted((root / "workflow/rules").glob("*.smk")):
        for text in re.split(r"(?m)^(?=rule )", path.read_text())[1:]:
            if "    script:" in text:
                rules[path.name, text.split(":")[0].removeprefix("rule ")] = text
    return rules


def test_every_rule_says_what_it_needs_or_stays_where_the_run_was_started(root):
    rules = rules_of(root)
    assert len(rules) > 30
    local = {key for key, text in rules.items() if "localrule: True" in text}
    asking = {key for key, text in rules.items() if "mem_mb=memory(" in text and "runtime=minutes(" in text}
    assert rules.keys() == local | asking
    assert not local & asking
    assert {"write_config", "samples", "collect_problems"} <= {name for _, name in local}


def test_every_submitted_rule_has_a_group_but_those_with_work_for_a_job_of_their_own(root):
    profile = (root / "profiles/slurm/config.yaml").read_text()
    grouped = set(re.findall(r"(?m)^  (\w+): [a-z]+$", profile))
    submitted = {name for (_, name), text in rules_of(root).items() if "mem_mb=" in text}
    assert submitted - grouped == {"map_symbols", "judge_claims"}
    assert grouped <= submitted


def asked(workflow, folder, *arguments):
    """Megabytes and minutes by rule and region, as a dry run prints them."""
    result = workflow.run(folder, "--dry-run", "--forceall", *arguments)
    assert result.returncode == 0, result.stderr
    found = {}
    for text in re.split(r"\nrule ", result.stdout + result.stderr)[1:]:
        region = re.search(r"wildcards: region=(\w+)", text.split("\n\n")[0])
        numbers = re.search(r"resources: .*?runtime=(\d+), mem_mb=(\d+)", text.split("\n\n")[0])
        if numbers:
            found[text.split(":")[0], region and region[1]] = int(numbers[2]), int(numbers[1])
    return found


@pytest.fixture
def sizes(fresh):
    """What is asked for the cut, then with a large table for one region, then at the third attempt."""
    folder, workflow = fresh
    small = asked(workflow, folder)
    path = folder / "hippocampus.csv"
    path.write_text(path.read_text() + "\n" * (LARGE - path.stat().st_size))
    large = asked(workflow, folder)
    return small, large, asked(workflow, folder, "--attempt", "3")


def test_memory_and_time_follow_the_tables_and_the_attempt(sizes):
    small, large, third = sizes
    assert small.keys() == large.keys() == third.keys()
    assert all(1000 <= megabytes < 1100 and minutes == 11 for megabytes, minutes in small.values())
    assert large["load", "frontal_cortex"] == small["load", "frontal_cortex"]
    for key in [("load", "hippocampus"), ("enrich", "hippocampus"), ("workbook", None)]:
        assert large[key][0] > 1.5 * small[key][0]
        assert large[key][1] > small[key][1]
    assert large["enrich", "hippocampus"] == (7000, 16)
    assert all(abs(third[key][0] - 4 * large[key][0]) <= 4 for key in large)
