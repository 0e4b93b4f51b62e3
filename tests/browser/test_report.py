"""The report as a person opens it: from disk, in a window of any width, on paper."""

import importlib.util
import re
import sys
from dataclasses import replace

import pytest
from spotwise.report.page import picture, render

WIDE = b'<svg xmlns="http://www.w3.org/2000/svg" width="504pt" height="200pt"><path d="M0 0h504v200z"/></svg>'
LONG = "x" * 300
NASTY = ["<script>alert(1)</script>", "=cmd()|' /C calc'!A0", "שלום \u202e עולם", "🐀🧠", LONG]


@pytest.fixture(scope="module")
def made(root):
    """The module of the made study of the report's own tests."""
    spec = importlib.util.spec_from_file_location("report_study", root / "tests/report/study.py")
    module = sys.modules["report_study"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def templates(root):
    """The templates by name."""
    folder = root / "workflow/scripts/spotwise/report/templates"
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.is_file()}


@pytest.fixture(scope="module")
def html(made, templates):
    """The page of a study, with a picture in every place."""

    def html(facts):
        paths = [path for file in facts["files"] for path in file["paths"] if path.endswith(".svg")]
        return render(facts, {path: picture(WIDE) for path in paths}, templates)

    return html


@pytest.fixture
def study(made):
    """Facts of a study of two regions, with what chance gives and what could be found."""
    tables = {
        "calls": made.table("calls", [row for name in made.CONTRASTS for row in made.calls(name)]),
        "power": made.table("power", made.POWER),
    }
    return made.facts_of(made.same(replace(made.region(made.contrast()), **tables)))


def overflow(tab):
    """By how many pixels the page is wider than its window."""
    return tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_it_opens_from_disk_and_asks_for_nothing(html, study, visit):
    tab = visit(html(study), ready="main")
    assert tab.title() == "A title"
    broken = "[...document.images].filter(one => one.complete && !one.naturalWidth).length"
    assert tab.evaluate(broken) == 0
    asked = "performance.getEntriesByType('resource').filter(one => !one.name.startsWith('data:')).length"
    assert tab.evaluate(asked) == 0


def test_the_counts_of_the_front_page_are_those_of_the_tables(html, made, study, visit):
    tab = visit(html(study), ready="main")
    counts = {word: sum(spot["call"] == word for spot in made.SPOTS) for word in ("up", "down", "inconclusive")}
    table = tab.locator("table", has=tab.locator("caption", has_text="Spots and genes by region and contrast"))
    heads = table.locator("thead th").all_inner_texts()
    rows = [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr:has(td)").all()]
    assert len(rows) == len(made.REGIONS) * len(made.CONTRASTS)
    for row in rows:
        shown = dict(zip(heads, row, strict=True))
        assert {word: int(shown[word]) for word in counts} == counts
        assert int(shown["not testable"]) == 1
        assert shown["p < .05 (by chance)"] == "7 (6.5)"
    said = tab.locator(".findings li").all_inner_texts()
    assert len(said) == len(rows)
    assert all("2 of 3 spots tested changed (1 up, 1 down)" in text for text in said)


@pytest.mark.parametrize("width", [1200, 800, 400])
def test_the_page_is_never_wider_than_its_window(html, study, visit, width):
    tab = visit(html(study), ready="main", viewport={"width": width, "height": 900})
    tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert overflow(tab) <= 0


@pytest.mark.parametrize("name", NASTY)
def test_names_of_any_kind_stay_within_the_page(html, made, visit, name):
    spots = [made.spot(name, "up", 0.01, gene=name, protein=name), *made.SPOTS]
    regions = {"hippo_campus": name, "cortex": "cortex"}
    one = made.region(made.contrast(spots), feature_table=made.features(spots))
    facts = made.facts_of(made.same(one), regions=regions)
    tab = visit(html(facts), ready="main", viewport={"width": 400, "height": 900})
    assert overflow(tab) <= 0
    assert tab.locator("script").count() == 0
    assert re.sub(r"[\u2068\u2069]", "", tab.locator("main h2").nth(1).inner_text()) == name


def test_it_is_readable_at_twice_the_size(html, study, visit):
    """A window of 1200 pixels at 200% shows 600 of the page's."""
    tab = visit(html(study), ready="main", viewport={"width": 600, "height": 450}, device_scale_factor=2)
    assert overflow(tab) <= 0
    sizes = "[...document.querySelectorAll('p, td, th, li')].map(one => parseFloat(getComputedStyle(one).fontSize))"
    assert min(tab.evaluate(sizes)) >= 12


def test_captions_open_with_the_keyboard(html, study, visit):
    tab = visit(html(study), ready="main")
    summary = tab.locator("figure summary").first
    summary.focus()
    tab.keyboard.press("Enter")
    assert "when to doubt it" in summary.inner_text()
    assert tab.locator("figure details p").first.is_visible()


def test_every_link_within_the_page_leads_somewhere(html, study, visit):
    tab = visit(html(study), ready="main")
    places = tab.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    links = tab.evaluate("[...document.querySelectorAll('nav a')].map(one => one.getAttribute('href').slice(1))")
    assert set(links) <= set(places)
    assert len(links) > 10


def test_on_paper_captions_are_open_and_the_contents_are_left_out(html, study, visit):
    tab = visit(html(study), ready="main", viewport={"width": 700, "height": 900})
    tab.emulate_media(media="print")
    assert not tab.locator("nav").is_visible()
    assert tab.locator("figure details p").first.is_visible()
    assert overflow(tab) <= 0
    broken = tab.evaluate("getComputedStyle(document.querySelector('main > section:nth-child(2)')).breakBefore")
    assert broken == "page"
    assert len(tab.pdf(format="A4")) > 10_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(html, study, visit, scheme):
    """WCAG 2.1 asks for a contrast of 4.5."""
    tab = visit(html(study), ready="main", color_scheme=scheme)
    contrast = """() => {
      const level = (colour) => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map((one) => one / 255)
          .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ground = level(getComputedStyle(document.body).backgroundColor);
      return [...document.querySelectorAll("main p, main a, main .muted, main .up, main .down, main summary")]
        .map((one) => level(getComputedStyle(one).color))
        .map((ink) => (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05));
    }"""
    assert min(tab.evaluate(contrast)) >= 4.5
