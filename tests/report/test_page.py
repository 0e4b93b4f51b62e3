"""What a reader finds on the page, and what the page never does."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

NASTY = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "' onmouseover=alert(1) \" {{ 7 * 7 }} {% raw %}",
    "&lt;b&gt; & </style></pre></code>",
    "שלום \u202e עולם",
    "🐀🧠",
    "x" * 300,
    "=cmd()|' /C calc'!A0",
    "../../x",
    "a_<b>_</b>_&amp;",
]

NO_ORA = {"ora_valid": False, "ora_genes": 0}


def check_harmless(page):
    """Nothing runs, nothing is loaded, every tag is closed in order, and no id stands twice."""
    assert not page.of("script")
    assert not page.misnested
    assert not page.open
    attributes = [(name, value or "") for _, given in page.tags for name, value in given.items()]
    assert not [name for name, _ in attributes if name.startswith("on")]
    assert not [v for n, v in attributes if n in ("src", "href") and re.match(r"(?i)\s*(https?:|//|javascript:)", v)]
    assert all(given["src"].startswith("data:image/svg+xml;base64,") and given["alt"] for given in page.of("img"))
    assert not re.search(r"@import|url\(", page.html)
    ids = [value for name, value in attributes if name == "id"]
    assert len(ids) == len(set(ids))
    targets = {given["href"][1:] for given in page.of("a") if given["href"].startswith("#")}
    assert targets <= set(ids)


def test_it_is_a_whole_page(made, show):
    page = show(made.facts_of())
    check_harmless(page)
    assert page.html.startswith("<!DOCTYPE html>")
    assert page.of("html") == [{"lang": "en"}]
    assert {"charset": "utf-8"} in page.of("meta")
    assert [given["name"] for given in page.of("meta") if "name" in given] == ["viewport", "color-scheme"]
    assert len(page.of("h1")) == 1


def test_every_picture_is_shown_once(made, show):
    facts = made.facts_of()
    wanted = [path for file in facts["files"] for path in file["paths"] if path.endswith(".svg")]
    assert len(show(facts).of("img")) == len(set(wanted)) == len(wanted)
    assert len(wanted) == 3 + 2 * (11 + 3 * 8)


def test_the_banner_is_there_only_where_the_data_are_simulated(made, show):
    simulated, real = show(made.facts_of(settings=made.config(simulated=True))), show(made.facts_of())
    assert "Simulated data" in simulated.text
    assert "planted, recovered" in simulated.text
    assert "What was recovered" in simulated.text
    assert not re.search(r"(?i)simulated data|planted|recovered", real.text)
    assert "What was found" in real.text
    assert not [page for page in (simulated, real) if "reproduced" in page.html]


def test_it_says_what_was_compared_and_found(made, show):
    text = show(made.facts_of()).text
    assert "drug: nortriptyline against control, within strain = FSL." in text
    assert "hippo campus 2 animals with 3 gels, 1 of them further gels of the same animal, averaged" in text
    assert "drug: 2 of 3 spots tested changed (1 up, 1 down); 1 is inconclusive." in text
    assert "Of 3 spots tested: 1 up, 1 down, 1 inconclusive. 1 of 4 not testable." in text
    assert "other: no focus is supported. Of 1 test the smallest p is 0.3 (adjusted 0.6)" in text
    assert "12 volumes are zero" in text
    assert "torn" in text
    assert "Genes without a symbol in the gene sets, which stand in no set: 1 of 2 identified (Odd9)." in text
    assert "+1.5" in text
    assert "0.58 (-0.42 to 1.58)" in text
    assert "4 of 4 spots shown; all in cortex/drug/differential.tsv" in text
    assert "Normalisation median_ratio, because the table holds raw volumes." in text
    assert "could not have been" in text


def test_not_significant_is_inconclusive(made, show):
    spots = [made.spot(str(at), "inconclusive", 0.012 + at / 10) for at in range(3)]
    genes = [made.GENES[0]]
    text = show(made.facts_of(made.same(made.region(made.contrast(spots, genes))))).text
    assert "no spot passes a false discovery rate of 5 %. Of 3 spots tested the smallest p is 0.012" in text
    assert "3 spots are inconclusive: the 95 % interval of the middle one reaches log2 1.00 to either side" in text
    assert "No gene passes. Of 1 gene tested the smallest p is 0.2 (adjusted 0.2); all are inconclusive." in text
    assert not re.search(r"(?i)no effect|not significant|unaffected|no change\b|no difference", text)


def test_nothing_testable(made, show):
    spots = [made.untestable("1"), made.untestable("2")]
    tables = made.contrast(spots, [], [])
    page = show(made.facts_of(made.same(made.region(tables))))
    check_harmless(page)
    assert "cortex, drug: the contrast is not testable here, and none of 2 spots was tested." in page.text
    assert (
        "cortex, other: the contrast is not testable here, and none of 2 spots was tested. no animals of A" in page.text
    )
    assert "No set holds at least 5 genes and at most 50 % of the 3 genes" in page.text


def test_one_spot(made, show):
    spots = [made.spot("1", "up", 0.01, gene="G")]
    tables = made.contrast(spots, [made.GENES[1]], [])
    page = show(made.facts_of(made.same(made.region(tables))))
    assert "Of 1 spot tested: 1 up, 0 down, 0 inconclusive." in page.text
    assert "1 of 1 spot shown" in page.text


def test_no_identifications(made, show):
    spots = [made.spot("1", "up", 0.01), made.spot("2", "inconclusive", 0.5)]
    tables = made.contrast(spots, [], [])
    background = {"valid": False, "why": "no testable spot is identified", "genes": 0} | NO_ORA
    one = made.region(tables, background, feature_table=made.features(spots))
    page = show(made.facts_of(made.same(one)))
    check_harmless(page)
    assert "cortex: no spot is identified, so proteins, genes and pathways are left out here." in page.text
    assert "No spot of this region is identified, so there are no genes to join spots by" in page.text
    assert "Protein Description" not in page.text


def test_enrichment_off(made, show):
    page = show(made.facts_of(made.study(mapping=None, focus=None)))
    check_harmless(page)
    assert "Enrichment is switched off (enrichment.methods: []), so no focus was tested." in page.text
    assert not [
        given for given in page.of("a") if re.search(r"ora\.tsv|focus\.tsv|mapping\.tsv|foci\.svg", given["href"])
    ]
    assert "background.json" not in page.text


def test_no_focus_declared(made, show):
    page = show(made.facts_of(made.study(focus=made.table("focus_overview", []))))
    assert "No focus is declared (enrichment.focus), so none was tested." in page.text


def test_no_background_gives_counts_and_no_p(made, show):
    why = {"valid": False, "why": "only changed spots were sent to identification", "genes": 3} | NO_ORA
    bare = [{**row, "p_value": float("nan"), "adj_p_value": float("nan"), "n_tests": 0} for row in made.ORA]
    tables = made.region(made.contrast(ora=bare), why)
    text = show(made.facts_of(made.same(tables))).text
    assert "cortex: no background to test gene sets and foci against, because only changed spots were sent" in text
    assert "2 genes, in 2 of 3 sets; not tested; up against down" in text


def test_a_common_variance(made, show):
    region = made.region(made.contrast(), model=made.MODEL | {"prior_df": "inf"})
    text = show(made.facts_of(made.same(region))).text
    assert "every spot was given the same variance, 0.2 on the log2 scale" in text


def named(made, name):
    """Facts in which every word of a user, of a table and of a configuration is `name`."""
    spots = [made.spot(name, "up", 0.01, gene=name, protein=name), made.spot("b", name, 0.5)]
    genes = [made.GENES[1] | {"gene": name, "lead_feature": name}]
    ora = [row | {"term_id": name, "term": name, "collection": name, "genes": name} for row in made.ORA]
    normalisation = {"method": name, "why": name, "log2_shift": {name: 0.1}}
    model = made.MODEL | {"units_by_group": {name: 2}, "normalisation": normalisation}
    features = made.features(spots).assign(description=name)
    one = made.region(made.contrast(spots, genes, ora), None, features, model)
    background = {name: {"valid": False, "why": name, "genes": 1} | NO_ORA}
    one = replace(one, background=background, contrasts={"c": one.contrasts["drug"]})
    words = dict.fromkeys(("region", "contrast", "focus", "genes", "shared_with"), name)
    tables = made.study(
        {"r": one},
        samples=made.samples({"r": name}).assign(excluded=name, group=name, sample=name),
        problems=made.table("problems", [dict.fromkeys(("stage", "where", "what", "consequence"), name)]),
        mapping=made.table("mapping", [made.MAPPING[1] | {"gene": name}]),
        focus=made.table("focus_overview", [row | words for row in made.FOCI]),
    )
    asked = {name: {"column": name, "test": name, "reference": name, "where": {name: name}}}
    facts = made.facts_of(
        tables,
        made.config(title=name, design={"contrasts": asked, "regions": {"compare": True}}),
        {"r": name},
        {"c": name},
    )
    facts["enrichment"]["focus"]["supported"][0]["agreement"] = {
        "methods": [{"name": name, "p": 0.01, "agrees": True}], "without_shared": None, "held": 1, "of": 1,
    }  # fmt: skip
    return facts | {"config": name, "versions": {name: name}, "bundle": "figures_and_tables.zip"}


@pytest.mark.parametrize("name", NASTY)
def test_names_of_any_kind_are_only_text(made, show, name):
    plain, page = show(made.facts_of()), show(named(made, name))
    check_harmless(page)
    assert {tag for tag, _ in page.tags} - {"wbr"} <= {tag for tag, _ in plain.tags}
    assert {a for _, given in page.tags for a in given} <= {a for _, given in plain.tags for a in given}
    assert page.text.count(" ".join(name.split())) > 20


def test_text_from_right_to_left_is_isolated(made, show):
    asked = {"drug": made.CONTRASTS["drug"] | {"test": "שלום"}}
    page = show(
        made.facts_of(settings=made.config(design={"contrasts": made.CONTRASTS | asked, "regions": {"compare": False}}))
    )
    assert "\u2068שלום\u2069 against control" in page.text


def test_text_from_right_to_left_does_not_turn_a_caption(made, show):
    page = show(made.facts_of(regions=made.REGIONS | {"cortex": "שלום"}))
    assert "Spots of \u2068שלום\u2069, drug, called ones first, then by p" in page.text


def test_same_bytes_whatever_the_hash_seed(root):
    code = (
        "import sys; sys.path[:0] = ['workflow/scripts', 'tests/report']\n"
        "import study\n"
        "from pathlib import Path\n"
        "from spotwise.report.page import render\n"
        "files = Path('workflow/scripts/spotwise/report/templates').iterdir()\n"
        "page = render(study.facts_of(), {}, {f.name: f.read_text(encoding='utf-8') for f in files if f.is_file()})\n"
        "sys.stdout.buffer.write(page.encode())\n"
    )
    command = [sys.executable, "-c", code]
    pages = []
    for seed in ("0", "1"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        pages.append(subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True).stdout)
    assert len(pages[0]) > 20000
    assert pages[0] == pages[1]


def test_the_rules_name_every_template(root, templates):
    rules = [Path(root, f"workflow/rules/{name}.smk").read_text(encoding="utf-8") for name in ("report", "lists")]
    assert set(re.findall(r'"(\w+\.(?:html|css))"', "".join(rules))) == set(templates)


def test_overfitting_shows(made, show):
    page = show(made.facts_of())
    rows = [re.sub(r"<[^>]+>", "|", row) for row in page.html.split("<tr>")]
    assert "|drug||6, 5||2||25 %||48 %||0.04||0.99||0.31||" in [row.strip() for row in rows]
    assert any(row.startswith("|other||2, 2||1||50 %||–||1||0.97||-0.2||") for row in rows)
    bare = made.region(made.contrast())
    without = show(made.facts_of(made.same(type(bare)(**{**vars(bare), "pls": None}))))
    assert "All spots together" not in without.text


def test_nothing_passes_says_what_chance_gives_and_what_could_be_found(made, show):
    spots = [made.spot(str(at), "inconclusive", 0.2 + at / 10) for at in range(3)]
    one = replace(
        made.region(made.contrast(spots, [made.GENES[0]])),
        calls=made.table("calls", made.calls("drug")),
        power=made.table("power", made.POWER),
    )
    text = show(made.facts_of(made.same(one))).text
    assert "7 have p below .05 where chance alone gives 6.5." in text
    assert (
        "The smallest change that the middle spot shows with 80 % power is 1.8 fold; for 1.5 fold it takes 23" in text
    )


def test_one_term(made, show):
    page = show(made.facts_of(made.same(made.region(made.contrast(ora=made.ORA[:1])))))
    check_harmless(page)
    assert "1 of 1 set with a changed gene shown" in page.text


def test_all_missing(made, show):
    spots = [made.untestable("1")]
    one = made.region(made.contrast(spots, [], []), feature_table=made.features(spots))
    empty = {kind: made.table(kind, []) for kind in ("calls", "power", "influence", "quality", "factors")}
    page = show(made.facts_of(made.same(replace(one, **empty))))
    check_harmless(page)
    assert "no spot could be tested." in page.text


def test_a_study_of_peptides_speaks_of_proteins(made, show):
    one = replace(made.region(made.contrast()), loaded={"peptides": True, "format": "maxquant"})
    page = show(made.facts_of(made.same(one)))
    text = page.text.split("Methods text To take into")[0]
    assert "drug: 2 of 3 proteins tested changed" in text
    assert not re.search(r"(?i)\bspots?\b|\bgels?\b", text)
    assert "MIAPE" not in page.text
    assert "Proteins were quantified by Tukey" in page.text


def test_captions_say_how_to_read_and_when_to_doubt(made, show):
    page = show(made.facts_of())
    figures = page.of("img")
    assert len([tag for tag, _ in page.tags if tag == "figcaption"]) == len(figures)
    assert page.text.count("How to read it, and when to doubt it") == len(figures)
    assert all(given["loading"] == "lazy" and int(given["width"]) > 0 for given in figures)


def test_gels_that_stand_apart_are_named_with_the_reason(made, show):
    odd = {"sample": "g3", "subject": "r2", "group": "b", "outlier": True, "why": "correlates less with all others"}
    one = replace(
        made.region(made.contrast()), quality=made.table("quality", [odd, odd | {"sample": "g1", "outlier": False}])
    )
    text = show(made.facts_of(made.same(one))).text
    assert "1 gel stands apart or may have been swapped: g3." in text
    assert "g3r2boutliercorrelates less with all others" in text
