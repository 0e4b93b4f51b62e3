"""A guess at the groups of samples from their names alone: `drug_1 drug_2 control_1 control_2`."""

import re
from collections import Counter
from collections.abc import Sequence

NUMBERED = re.compile(r"(.*?)[ _.-]*(\d+)")
CONTROL = re.compile(
    r"\b(controls?|ctrl|ctl|con|vehicle|veh|sham|saline|placebo|untreated|health|healthy|normal|naive|baseline)\b"
    r"|\b(wild ?type|wt)\b|^c$",
    re.IGNORECASE,
)
"""How labs call the group that others are held against."""


def groups_of_names(names: Sequence[str]) -> list[str]:
    """The word by which numbered names differ, one a name; empty where names don't tell.

    Names tell where each ends in a number, and before it they have as many words, of which exactly one differs. That
    word holds no digit (it may be an animal), stands in two names or more, and never with one number twice.
    """
    matches = [NUMBERED.fullmatch(name.strip()) for name in names]
    if not all(matches):
        return []
    words = [re.split(r"[ _.-]+", match[1]) for match in matches]
    if len({len(own) for own in words}) != 1:
        return []
    differ = [at for at, own in enumerate(zip(*words, strict=True)) if len(set(own)) > 1]
    if len(differ) != 1:
        return []
    groups = [own[differ[0]] for own in words]
    numbered = [(group, match[2]) for group, match in zip(groups, matches, strict=True)]
    sound = len(set(numbered)) == len(numbered) and min(Counter(groups).values()) > 1
    return groups if sound and not any(re.search(r"\d", group) or not group for group in groups) else []


def reference_of(groups: Sequence[str]) -> str | None:
    """The one group whose name is a word for controls, or None."""
    controls = [group for group in dict.fromkeys(groups) if CONTROL.search(group.replace("_", " "))]
    return controls[0] if len(controls) == 1 else None
