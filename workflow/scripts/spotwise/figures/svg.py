"""Make Matplotlib's SVG fit to stand within a page of HTML, beside others of its kind."""

import re

PROLOG = re.compile(r"\A.*?(?=<svg )", re.DOTALL)
METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
STYLE = re.compile(r'\s*<defs>\s*<style type="text/css">\*\{(.*?)\}</style>\s*</defs>', re.DOTALL)
NUMBERED = re.compile(r'(?<=<g) id="[\w.]+_\d+"')


def tidy(svg: str) -> str:
    """Drop what a page does not need, or would trip over.

    That is the prolog; the metadata block; ids such as `axes_1`, which every picture of a page would repeat; and a
    style sheet for `*`, which within HTML holds for the whole page (its two properties are inherited, so the root
    carries them). Browsers without DejaVu Sans get the next widest font.
    """
    svg = METADATA.sub("", PROLOG.sub("", svg, count=1), count=1)
    rules = STYLE.search(svg)
    svg = STYLE.sub("", svg, count=1)
    svg = svg.replace("<svg ", f'<svg role="img" style="{rules.group(1)}" ' if rules else '<svg role="img" ', 1)
    svg = NUMBERED.sub("", svg)
    return svg.replace("font-family: 'DejaVu Sans'", "font-family: 'DejaVu Sans', Verdana, sans-serif")
