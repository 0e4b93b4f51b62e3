"""Items of the guidelines for gels: filled in where the run knows them, open where it can't."""


def item(facts, name, module="MIAPE-GI"):
    return next(one["value"] for one in facts["miape"]["filled"] if (one["module"], one["item"]) == (module, name))


def test_known_items_come_from_the_run(made):
    facts = made.facts_of()
    assert item(facts, "electrophoresis type", "MIAPE-GE") == "two-dimensional"
    assert "hippo campus: a (1 animal), b (1 animal)" in item(facts, "control and test samples", "MIAPE-GE")
    assert item(facts, "replicates") == ("hippo campus: 2 animals, 1 technical gel; cortex: 2 animals, 1 technical gel")
    assert item(facts, "normalisation").startswith("Volumes were normalised by the median")
    assert "moderated t-statistic" in item(facts, "methods, transformations and parameters")


def test_what_no_table_says_stays_open(made):
    facts = made.facts_of()["miape"]
    asked = " ".join(one["item"] for one in facts["open"])
    for word in ("stain", "scanner", "responsible person", "matched", "warping", "labels"):
        assert word in asked
    assert {one["module"] for one in facts["open"]} == {one["module"] for one in facts["sources"]}
    assert all(one["value"] for one in facts["filled"])


def test_a_dige_study_names_its_standard(made):
    dige = {"gel": "gel", "dye": "dye", "standard": "Cy2"}
    facts = made.facts_of(settings=made.config(dige=dige))
    assert "DIGE" in item(facts, "electrophoresis type")
    assert item(facts, "internal standard") == "the pooled samples in dye Cy2"
