"""The facts as one page that loads nothing: its data, its charts and its script stand within it."""

import json
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from spotwise.report.page import render

SCRIPTS = (
    "data.js", "state.js", "elements.js", "numbers.js", "calls.js", "filters.js", "lists.js", "sets.js", "table.js",
    "charts.js", "points.js", "volcano.js", "gel.js", "strip.js", "export.js", "counts.js", "main.js",
)  # fmt: skip
"""The page's own script, in the order in which its parts hear of a change."""


def embedded(value: object) -> Markup:
    """A value as JSON that stands within a script element, whatever its text says."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))


def explorer_page(facts: Mapping, called: Sequence[Mapping], vega: str, templates: Mapping[str, str]) -> str:
    """The page.

    Parameters
    ----------
    facts : mapping
        Of `explorer_facts`.
    called : sequence of mapping
        Of `called_spots`: what a reader without JavaScript sees.
    vega : str
        Of `vega_script`.
    templates : mapping of str to str
        Name to text of the templates, charts, scripts and style sheets.
    """
    inlined = {"data": embedded(facts), "specs": embedded(json.loads(templates["charts.json"])), "vega": Markup(vega)}
    return render(facts, {}, templates, "explore.html", called=called, scripts=SCRIPTS, **inlined)
