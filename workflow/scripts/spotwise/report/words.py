"""How names and counts are put into words."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape

RIGHT_TO_LEFT = {"R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "RLI", "LRI", "FSI"}
ISOLATE, END = "\u2068", "\u2069"

CALLS = {
    "up": "up",
    "down": "down",
    "changed": "changed",
    "only_in_test": "only in test",
    "only_in_reference": "only in reference",
    "unchanged": "unchanged within the margin",
    "inconclusive": "inconclusive",
    "not_testable": "not testable",
}
"""The words of each call, in the order in which they are shown."""

_SPOT = {
    "unit": "spot", "units": "spots", "run": "gel", "runs": "gels", "value": "volume", "values": "volumes",
}  # fmt: skip
_PROTEIN = {
    "unit": "protein", "units": "proteins", "run": "run", "runs": "runs", "value": "intensity",
    "values": "intensities",
}  # fmt: skip
_EITHER = {
    "unit": "feature", "units": "features", "run": "run", "runs": "runs", "value": "quantity", "values": "quantities",
}  # fmt: skip
NOUNS = {
    name: words | {key.capitalize(): word.capitalize() for key, word in words.items()}
    for name, words in (("spots", _SPOT), ("peptides", _PROTEIN), ("both", _EITHER))
}
"""What is tested, what it was measured on, and what was measured, in a study of spots, of peptides, or of both."""

CALLED = ("up", "down", "changed", "only_in_test", "only_in_reference")
"""Calls that claim a change."""


def isolated(text: object) -> object:
    """A text that runs from right to left in Unicode isolates, so that it doesn't turn what stands around it.

    Anything else comes back as it is, markup too.
    """
    if not isinstance(text, str) or isinstance(text, Markup) or text.isascii():
        return text
    turns = any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in text)
    return f"{ISOLATE}{text}{END}" if turns else text


def breakable(text: str) -> Markup:
    """A name that a line may break after an underscore of."""
    return escape(isolated(text)).replace("_", Markup("_<wbr>"))


def call_words(call: str) -> str:
    """A call as it is shown; one that this file does not know yet is shown as it stands."""
    return CALLS.get(call, call.replace("_", " "))


def counted(n: int, noun: str, plural: str = "") -> str:
    """A number and its noun: 1 spot, 2 spots."""
    return f"{n} {noun if n == 1 else plural or noun + 's'}"


def listed(names: Iterable[str], most: int = 40) -> str:
    """Names in a row, the first ones in full and the rest counted."""
    names = [isolated(name) for name in names]
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def series(parts: Iterable[object]) -> str:
    """Parts in a sentence: one, two and three."""
    *first, last = [str(part) for part in parts] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def joined(cell: str) -> str:
    """The parts of a `;`-joined cell with room between them to break a line."""
    return "; ".join(part for part in cell.split(";") if part)


def sentence(name: str, contrasts: Mapping[str, Mapping]) -> str:
    """What a contrast compares, in words."""
    asked = contrasts[name]
    if asked.get("difference"):
        first, second = (sentence(part, contrasts) for part in asked["difference"])
        return f"how “{first}” differs from “{second}”"
    if asked.get("any_of"):
        parts = "; ".join(sentence(part, contrasts) for part in asked["any_of"])
        return f"whether any of these differs from none: {parts}"
    if asked.get("slope"):
        return f"the change with {_step(asked)}{_within(asked)}"
    if "column" in asked:
        return f"{isolated(asked['test'])} against {isolated(asked['reference'])}{_within(asked)}"
    return str(isolated(name))


def _step(asked: Mapping) -> str:
    return f"each {asked.get('per', 1):g} more of {isolated(asked['slope'])}"


def _within(asked: Mapping) -> str:
    words = [f", {word} {_levels(asked[key])}" for key, word in WITHIN.items() if asked.get(key)]
    return "".join(words)


WITHIN = {"where": "within", "fit_on": "fitted on animals with"}


def _levels(levels: Mapping[str, str]) -> str:
    return " and ".join(f"{isolated(column)} = {isolated(level)}" for column, level in levels.items())


def meaning_of_up(name: str, contrasts: Mapping[str, Mapping]) -> str:
    """What `up` says in a contrast."""
    asked = contrasts[name]
    if asked.get("difference"):
        return "the change is higher in the first than in the second"
    if asked.get("any_of"):
        return "nothing here: several contrasts at once have no direction"
    if asked.get("slope"):
        return f"more with {_step(asked)}"
    if "column" in asked:
        return f"more in {isolated(asked['test'])} than in {isolated(asked['reference'])}"
    return "more"


def title_of(title: str, contrasts: Sequence[str]) -> str:
    """What the report is called: as configured, or by the names of its contrasts."""
    return title or ", ".join(str(isolated(name)) for name in contrasts)
