"""The facts shown by the templates: one page that loads nothing."""

from base64 import b64encode
from collections.abc import Mapping

from jinja2 import DictLoader, Environment, StrictUndefined

from spotwise.report.numbers import fold, interval, log2, percent, rounded, rounded_p, span
from spotwise.report.words import call_words, counted, isolated, joined, listed

FILTERS = {
    "rounded": rounded,
    "p": rounded_p,
    "fold": fold,
    "span": span,
    "log2": log2,
    "percent": percent,
    "call": call_words,
    "counted": counted,
    "listed": listed,
    "joined": joined,
    "isolated": isolated,
}


def inline(svg: bytes) -> str:
    """A picture as the address of an image, so that the ids inside several pictures can't meet on the page."""
    return "data:image/svg+xml;base64," + b64encode(svg).decode("ascii")


def render(facts: Mapping, pictures: Mapping[str, str], templates: Mapping[str, str], page: str = "page.html") -> str:
    """The page.

    Parameters
    ----------
    facts : mapping
        Of `make_facts`, with `config` (the YAML text) and `versions` (name to version).
    pictures : mapping of str to str
        Path relative to the report to the address that shows it; one that is not there is left out.
    templates : mapping of str to str
        Name to text of the templates and the style sheet.
    page : str
        The template of the whole page.
    """
    environment = Environment(
        loader=DictLoader(dict(templates)),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=isolated,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(FILTERS)
    environment.globals["interval"] = interval
    return environment.get_template(page).render(facts=facts, pictures=pictures)
