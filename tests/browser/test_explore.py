"""What a person does in the explorer, done in a browser."""

import time
from collections import Counter
from io import BytesIO

import numpy as np
import pandas as pd
import pytest

NASTY = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>",
    "=cmd()|' /C calc'!A0",
    "שלום \u202e עולם",
    "🐀🧠",
    "x" * 300,
    "{{ 7 * 7 }} ${document.title}",
]


@pytest.fixture(scope="session")
def html(explored):
    """The page of the made study."""
    return explored.page()


def counts(tab):
    """The counts that stand above the pictures, by call."""
    found = tab.locator("#counts strong").all()
    return {one.get_attribute("data-test").removeprefix("count-"): int(one.inner_text()) for one in found}


def rows(tab):
    """The spots of the table's page."""
    return [row.get_attribute("data-spot") for row in tab.locator("[data-test=row]").all()]


def listed(tab, at=0):
    """How many spots a list holds."""
    return int(tab.locator("[data-test=list-count]").nth(at).inner_text())


def point(tab, chart, at=None):
    """Where a spot of a chart is on the page: one drawn last, and so on top, unless it is named."""
    where = """([name, at]) => {
      const box = document.querySelector(`#${name} canvas`);
      const view = window.spotwise.charts[name].view;
      const spots = view.data("spots");
      const spot = at === null ? spots[spots.length - 1] : spots.find((one) => one.at === at);
      const area = box.getBoundingClientRect();
      const [left, top] = view.origin().map((edge) => edge + view.padding().left);
      return [spot.at, area.left + left + view.scale("x")(spot.x), area.top + top + view.scale("y")(spot.y)];
    }"""
    tab.locator(f"#{chart}").scroll_into_view_if_needed()
    return tab.evaluate(where, [chart, at])


def drawn(tab, chart, data):
    """What a chart draws of a data set."""
    return tab.evaluate("([name, data]) => window.spotwise.charts[name].view.data(data)", [chart, data])


def expected(explored, region="hippo_campus", contrast="drug", **study):
    """The calls of a table of the made study."""
    return Counter(explored.study(**study).regions[region].differential[contrast]["call"])


def test_counts_are_those_of_the_tables(explored, html, visit):
    tab = visit(html)
    for region, name in explored.REGIONS.items():
        tab.select_option("[data-test=region]", label=name)
        for contrast in explored.CONTRASTS:
            tab.select_option("[data-test=contrast]", label=contrast)
            shown = {call: n for call, n in counts(tab).items() if n}
            assert shown == expected(explored, region, contrast)


def test_the_rules_of_the_page_give_the_same_calls(explored, html, visit):
    tab = visit(html)
    tab.fill("[data-test=alpha]", "0.0500000001")
    assert "Not the analysis's own" in tab.inner_text("[data-test=own]")
    assert {call: n for call, n in counts(tab).items() if n} == expected(explored)


def test_a_spot_chosen_in_the_volcano_is_marked_everywhere(html, visit):
    tab = visit(html)
    at, x, y = point(tab, "volcano")
    tab.mouse.click(x, y)
    assert listed(tab) == 1
    assert [ring["at"] for ring in drawn(tab, "gel", "rings")] == [at]
    assert [name["at"] for name in drawn(tab, "gel", "names")] == [at]
    row = tab.locator("[data-test=row][aria-current=true]")
    assert row.get_attribute("data-spot") == str(at + 1)
    assert "marked" in row.get_attribute("class")
    assert len(drawn(tab, "strip", "animals")) == 12
    assert len(drawn(tab, "strip", "gels")) == 2
    assert tab.evaluate("() => window.spotwise.charts.strip.view.scale('y').domain().length") == 4
    assert tab.locator("[data-test=strip]").get_attribute("aria-label").startswith("Log2 volumes of")


def test_a_brush_marks_what_it_covers_and_no_more(html, visit):
    tab = visit(html)
    spots = {spot["at"] for spot in drawn(tab, "gel", "spots") if spot["x"] < 6}
    tab.locator("#gel").scroll_into_view_if_needed()
    view = "window.spotwise.charts.gel.view"
    edge = tab.evaluate(f"() => {view}.scale('x')(6) + {view}.origin()[0] + {view}.padding().left")
    box = tab.locator("#gel canvas").bounding_box()
    tab.mouse.move(box["x"] + edge, box["y"] + box["height"] - 45)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 200, box["y"] + 150, steps=4)
    tab.mouse.move(box["x"] + 20, box["y"] + 20, steps=4)
    tab.mouse.up()
    assert {ring["at"] for ring in drawn(tab, "volcano", "rings")} <= spots
    assert listed(tab) == len(spots) > 2


def test_a_brush_can_zoom(html, visit):
    tab = visit(html)
    tab.select_option("[data-test=drag]", "zoom")
    tab.locator("#gel").scroll_into_view_if_needed()
    box = tab.locator("#gel canvas").bounding_box()
    tab.mouse.move(box["x"] + 150, box["y"] + 150)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 250, box["y"] + 250, steps=4)
    tab.mouse.up()
    limits = "() => ['x0', 'x1', 'y0', 'y1'].map((name) => window.spotwise.charts.gel.view.signal(name))"
    x0, x1, y0, y1 = tab.evaluate(limits)
    assert x1 - x0 < 2.5
    assert y0 < y1
    assert listed(tab) == 0
    tab.click("text=Show the whole")
    x0, x1, _, _ = tab.evaluate(limits)
    assert x1 - x0 > 4


@pytest.mark.parametrize(("text", "spots"), [("gene2", {"7", "9"}), ("P00006", {"7"}), ("12", {"12"})])
def test_search_finds_gene_accession_and_number(html, visit, text, spots):
    tab = visit(html)
    tab.fill("[data-test=search]", text)
    assert set(rows(tab)) == spots if text != "gene2" else spots <= set(rows(tab))
    tab.press("[data-test=search]", "Enter")
    assert tab.locator("[data-test=row][aria-current=true]").get_attribute("data-spot") == min(spots)
    dimmed = [spot for spot in drawn(tab, "volcano", "spots") if spot["opacity"] < 0.2]
    assert len(dimmed) == 38 - len([row for row in rows(tab) if int(row) <= 38])


def test_a_cutoff_moves_counts_and_views(explored, html, visit):
    tab = visit(html)
    before, line = counts(tab), drawn(tab, "volcano", "levels")[0]["y"]
    tab.fill("[data-test=alpha]", "0.001")
    after = counts(tab)
    table = explored.study().regions["hippo_campus"].differential["drug"]
    assert after["up"] == ((table["adj_p_value"] <= 0.001) & (table["log2fc"] > 0)).sum() < before["up"]
    assert drawn(tab, "volcano", "levels")[0]["y"] > line
    called = after["up"] + after["down"] + after["only_in_test"]
    assert sum(spot["called"] for spot in drawn(tab, "gel", "spots")) == called
    tab.fill("[data-test=fold]", "1")
    assert counts(tab)["up"] == ((table["adj_p_value"] <= 0.001) & (table["log2fc"] >= 1)).sum()
    assert len(drawn(tab, "volcano", "folds")) == 2
    tab.click("[data-test=reset]")
    assert counts(tab) == before


def test_a_wrong_cutoff_changes_nothing(html, visit):
    tab = visit(html)
    before = counts(tab)
    tab.fill("[data-test=alpha]", "2")
    assert counts(tab) == before
    assert tab.locator("[data-test=alpha]").get_attribute("aria-invalid") == "true"


def test_names_are_pasted_into_lists_of_their_own(html, visit):
    tab = visit(html)
    tab.fill("[data-test=paste]", "gene0, P00006\nGENE1\tnothing")
    tab.click("[data-test=paste-add]")
    assert "Not in this study: nothing" in tab.inner_text("[data-test=pasted]")
    assert listed(tab) == 3 + 1 + 2  # spots 1 to 3, 7, and 5 and 6
    tab.click("[data-test=add-list]")
    tab.fill("[data-test=paste]", "40")
    tab.click("[data-test=paste-add]")
    assert [listed(tab), listed(tab, 1)] == [6, 1]
    assert len({(ring["shape"], ring["fill"]) for ring in drawn(tab, "gel", "rings")}) == 2
    tab.select_option("[data-test=region]", label="cortex")
    assert listed(tab) == 6


def test_pinned_labels_stay(html, visit):
    tab = visit(html)
    tab.locator("[data-test=pin]").first.click()
    tab.select_option("[data-test=contrast]", label="any")
    tab.fill("[data-test=alpha]", "0.5")
    assert [name["text"] for name in drawn(tab, "gel", "names")] == ["Gene0"]
    assert [name["text"] for name in drawn(tab, "volcano", "names")] == ["Gene0"]


def test_a_focus_is_marked_on_the_gel(html, visit):
    tab = visit(html)
    tab.select_option("[data-test=sets]", label="sugar (2 genes)")
    assert {ring["at"] for ring in drawn(tab, "gel", "rings")} == {0, 1, 2, 6, 8}
    assert "supported (down); p 0.001, adjusted 0.004" in tab.inner_text("[data-test=set-said]")
    tab.fill("[data-test=find-set]", "glyco")
    assert tab.locator("[data-test=sets] option").all_inner_texts() == ["none", "glycolysis (1 gene)"]
    tab.select_option("[data-test=sets]", label="glycolysis (1 gene)")
    assert {ring["at"] for ring in drawn(tab, "volcano", "rings")} == {4, 5}
    tab.click("[data-test=keep-set]")
    assert listed(tab) == 2


def test_columns_are_filtered_and_sorted_and_the_table_is_paged(explored, html, visit):
    tab = visit(html)
    assert len(rows(tab)) == 25
    tab.click("[data-test=next]")
    assert len(rows(tab)) == 15
    tab.fill("[data-test=filter-p_value]", "<0.01")
    table = explored.study().regions["hippo_campus"].differential["drug"]
    small = table[table["p_value"] < 0.01]
    assert set(rows(tab)) == set(small["feature"])
    tab.click("[data-test=head-log2fc] button")
    assert rows(tab) == small.sort_values("log2fc")["feature"].tolist()
    assert tab.locator("[data-test=head-log2fc]").get_attribute("aria-sort") == "ascending"
    tab.select_option("[data-test=filter-call]", label="up")
    assert set(rows(tab)) == set(small.loc[small["call"] == "up", "feature"])
    tab.click("[data-test=clear-filters]")
    assert len(rows(tab)) == 25


def saved(tab, press):
    """What a press on a button saves."""
    with tab.expect_download() as download:
        press()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_what_is_shown_is_saved(html, visit):
    tab = visit(html)
    tab.select_option("[data-test=region]", label="cortex")
    name, svg = saved(tab, lambda: tab.click("[data-save='volcano.svg']"))
    assert name == "cortex_drug_volcano.svg"
    assert svg.startswith(b"<svg")
    assert b"drug, cortex" in svg
    name, png = saved(tab, lambda: tab.click("[data-save='gel.png']"))
    assert (name, png[:4]) == ("cortex_drug_gel.png", b"\x89PNG")
    tab.fill("[data-test=search]", "gene2")
    name, csv = saved(tab, lambda: tab.click("[data-test=save-table]"))
    lines = csv.decode("utf-8-sig").splitlines()
    assert name == "cortex_drug_table.csv"
    assert lines[0].startswith("region,contrast,Lists,Spot,Gene")
    assert len(lines) == 1 + len(rows(tab))


def test_the_keyboard_alone_goes_from_spot_to_list(html, visit):
    tab = visit(html)
    tab.focus("#volcano")
    for _ in range(3):
        tab.keyboard.press("ArrowRight")
    assert "log2 fold" in tab.inner_text("#said")
    tab.keyboard.press("Enter")
    assert listed(tab) == 1
    tab.keyboard.press("p")
    assert tab.locator("[data-test=pin][aria-pressed=true]").count() == 1
    tab.locator("[data-test=add]").first.focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("() => document.activeElement.dataset.test") == "add"


def test_a_test_without_direction_has_no_fold(html, visit):
    tab = visit(html)
    tab.select_option("[data-test=contrast]", label="any")
    assert counts(tab)["changed"] > 0
    assert tab.locator("[data-test=fold]").is_disabled()
    assert tab.locator("[data-test=head-log2fc]").count() == 0
    assert "no fold" in tab.evaluate("() => window.spotwise.charts.volcano.view.signal('xTitle')")


def test_hostile_names_are_text(explored, visit):
    names = [*NASTY, "-1.5", "@SUM(A1)"]
    genes = ["=1+1", *NASTY[1:], "+2", 'Gene,"quoted"']
    hostile = explored.StudyTables({"cortex": explored.region(names, genes)})
    title = NASTY[1]
    tab = visit(explored.page(hostile, {"cortex": NASTY[1]}, explored.config(title=title)))
    tab.on("dialog", lambda dialog: pytest.fail("a name was run"))
    assert tab.inner_text("h1") == title
    assert rows(tab) == names
    assert tab.locator("img").count() == 0
    shown = tab.locator("[data-test=row] th").all_inner_texts()
    assert [cell.strip() for cell in shown] == names
    for pin in tab.locator("[data-test=pin]").all():
        pin.click()
    x, y = point(tab, "gel")[1:]
    tab.mouse.move(x, y)
    tab.wait_for_selector("#tip:not([hidden])")
    _, csv = saved(tab, lambda: tab.click("[data-test=save-table]"))
    cells = pd.read_csv(BytesIO(csv), dtype=str, keep_default_na=False)
    assert cells["Spot"][3] == "'" + NASTY[3]
    assert (cells["Gene"][0], cells["Gene"][8]) == ("'=1+1", "+2")
    assert cells["Spot"][8:].tolist() == ["-1.5", "'@SUM(A1)"]
    overflow = tab.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0


def test_without_javascript_there_is_a_table_and_a_way_on(explored, html, visit):
    tab = visit(html, ready=None, java_script_enabled=False)
    assert tab.locator("#explorer").is_hidden()
    text = tab.inner_text("noscript")
    assert "needs JavaScript" in text
    assert tab.locator("noscript a[href='report.html']").count() == 1
    assert tab.locator("noscript tbody tr").count() == sum(
        n
        for region in explored.REGIONS
        for contrast in explored.CONTRASTS
        for call, n in expected(explored, region, contrast).items()
        if call not in ("inconclusive", "unchanged", "not_testable")
    )


def test_a_study_without_genes_places_or_enrichment(explored, visit):
    names = [str(at) for at in range(6)]
    bare = explored.StudyTables({"cortex": explored.region(names, [""] * 6, places=False)})
    tab = visit(explored.page(bare, {"cortex": "cortex"}))
    assert "No gel can be drawn" in tab.inner_text("[data-test=gel-why]")
    assert tab.locator("[data-test=gel]").is_hidden()
    assert tab.locator("[data-test=head-gene]").count() == 0
    assert tab.locator("#set-panel").count() == 0
    tab.locator("[data-test=row] th button").first.click()
    assert len(drawn(tab, "strip", "animals")) == 12


def test_a_contrast_that_nothing_tests(explored, visit):
    names, genes = explored.names_and_genes(8)
    region = explored.region(names, genes)
    numbers = ["log2fc", "ci_low", "ci_high", "mean", "p_value", "adj_p_value", "adj_p_equivalent", "presence_adj_p"]
    none = region.differential["drug"].assign(call="not_testable", **dict.fromkeys(numbers, np.nan))
    study = explored.StudyTables({"cortex": explored.region(names, genes, differential={"drug": none, "any": none})})
    tab = visit(explored.page(study, {"cortex": "cortex"}))
    assert counts(tab)["not_testable"] == 8
    assert "tests no spot" in tab.inner_text("#volcano-why")
    assert len(drawn(tab, "gel", "spots")) == 8


@pytest.mark.parametrize("width", [320, 640, 1500])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_the_window(html, visit, width, scheme):
    tab = visit(html, viewport={"width": width, "height": 700}, color_scheme=scheme)
    tab.locator("[data-test=row] th button").first.click()
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= width
    for name in ("volcano", "gel", "strip"):
        chart, canvas = tab.locator(f"#{name}").bounding_box(), tab.locator(f"#{name} canvas").bounding_box()
        assert 0 < canvas["width"] <= chart["width"] + 1


def test_light_and_dark_take_turns(html, visit):
    tab = visit(html, color_scheme="light")
    background = "() => window.spotwise.charts.gel.view.background()"
    assert tab.evaluate(background) == "#ffffff"
    tab.emulate_media(color_scheme="dark")
    tab.wait_for_function(f"({background})() === '#14181d'")


def test_a_large_study_is_small_and_quick(explored, visit, capsys):
    html = explored.page(explored.study(2000, animals=60))
    start = time.monotonic()
    tab = visit(html)
    with capsys.disabled():
        size = len(html.encode()) / 1e6
        print(f"\n2,000 spots x 2 regions: {size:.2f} MB, open in {time.monotonic() - start:.2f} s")
    assert len(html.encode()) < 5e6
    assert len(drawn(tab, "gel", "spots")) == 2000
    assert len(rows(tab)) == 25
