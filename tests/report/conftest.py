"""The study and the page that the report's tests look at."""

import importlib.util
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from spotwise.report.page import picture, render

HERE = Path(__file__).parent
TEMPLATES = HERE.parents[1] / "workflow/scripts/spotwise/report/templates"
VOID = {"wbr", "meta", "img", "br", "link", "input", "hr"}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path id="a"/></svg>'


@pytest.fixture(scope="session")
def made():
    """The module of the made study; the tests have no package to import it from."""
    spec = importlib.util.spec_from_file_location("report_study", HERE / "study.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["report_study"] = module
    spec.loader.exec_module(module)
    return module


class Page(HTMLParser):
    """A page taken apart: its tags with their attributes, its text, and whether every tag is closed in order."""

    def __init__(self, html):
        super().__init__()
        self.html, self.tags, self.pieces, self.open, self.misnested = html, [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.misnested.append(tag)

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.pieces.append(data)

    @property
    def text(self):
        return " ".join("".join(self.pieces).split())

    def of(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="session")
def templates():
    """The templates by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.iterdir() if path.is_file()}


@pytest.fixture(scope="session")
def show(templates):
    """Facts to a page, with a picture for every place that asks for one."""

    def show(facts, page="page.html"):
        wanted = [path for file in facts["files"] for path in file["paths"] if path.endswith(".svg")]
        return Page(render(facts, {path: picture(SVG) for path in wanted}, templates, page))

    return show
