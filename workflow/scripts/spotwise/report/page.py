"""The facts shown by the templates: one page that loads nothing."""

import re
from base64 import b64encode
from collections.abc import Mapping

from jinja2 import DictLoader, Environment, StrictUndefined

from spotwise.report.numbers import fold, interval, log2, percent, rounded, rounded_p, size, span
from spotwise.report.words import breakable, call_words, counted, isolated, joined, listed, series

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
    "series": series,
    "size": size,
    "joined": joined,
    "breakable": breakable,
    "isolated": isolated,
}


def inline(svg: bytes) -> str:
    """A picture as the address of an image, so that the ids inside several pictures can't meet on the page."""
    return "data:image/svg+xml;base64," + b64encode(svg).decode("ascii")


def picture(svg: bytes) -> dict[str, str | int]:
    """A picture's address and its size in pixels, so that the page keeps its place until it is shown."""
    size = {side: re.search(rb'<svg[^>]*\s%s="([0-9.]+)' % side, svg) for side in (b"width", b"height")}
    width, height = (round(float(found[1]) * 4 / 3) if found else 400 for found in size.values())
    return {"src": inline(svg), "width": width, "height": height}


def render(
    facts: Mapping,
    pictures: Mapping[str, Mapping],
    templates: Mapping[str, str],
    page: str = "page.html",
    **further: object,
) -> str:
    """The page.

    Parameters
    ----------
    facts : mapping
        Of `make_facts`, with `config` (the YAML text) and `versions` (name to version).
    pictures : mapping of str to dict
        Path relative to the report to what `picture` made of it; one that is not there is left out.
    templates : mapping of str to str
        Name to text of the templates and the style sheet.
    page : str
        The template of the whole page.
    **further
        What else it shows, by name.
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
    return environment.get_template(page).render(facts=facts, pictures=pictures, **further)
