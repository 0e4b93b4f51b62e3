"""The table of claims, and the line that sums it up."""

from dataclasses import replace

from spotwise.reproduce.table import FOLD_EXCLUDED, reproduced, summary
from spotwise.tables import COLUMNS, read_table, write_table

GRID = (["cortex", "hippocampus"], ["drug", "drug in FSL"])


def over_grid(results):
    """The same tables everywhere, but for the gene of the hippocampus, which is not there."""
    tables = {
        (kind, region, contrast): table.iloc[:0] if region == "hippocampus" else table
        for (kind, *_), table in results.tables.items()
        for region in GRID[0]
        for contrast in GRID[1]
    }
    return replace(results, tables=tables)


def places(table):
    return list(zip(table["region"], table["contrast"], strict=True))


def test_a_claim_without_region_and_contrast_is_judged_in_each(claim, results):
    table = reproduced([claim(id="Actb")], *GRID, over_grid(results))
    assert places(table) == [(region, contrast) for region in GRID[0] for contrast in GRID[1]]
    assert table["verdict"].to_list() == ["inconclusive"] * 2 + ["not measured"] * 2
    assert (table["claim_id"] == "one").all()


def test_a_claim_with_region_and_contrast_is_judged_there_alone(claim, results):
    named = claim(id="Actb", region="hippocampus", contrast="drug in FSL")
    assert places(reproduced([named], *GRID, over_grid(results))) == [("hippocampus", "drug in FSL")]


def test_an_outcome_is_judged_in_the_regions_that_it_has(claim, results):
    rows = {
        name: places(reproduced([claim(level="outcome", id=name, contrast="drug")], *GRID, results))
        for name in ("swim", "bdnf", "unheard of")
    }
    assert rows == {"swim": [("", "drug")], "bdnf": [("cortex", "drug")], "unheard of": [("", "drug")]}
    named = claim(level="outcome", id="swim", contrast="drug", region="hippocampus", direction="down")
    table = reproduced([named], *GRID, results)
    assert (places(table), table["verdict"].item()) == ([("hippocampus", "drug")], "supported")


def test_the_table_holds_claim_and_finding_and_reads_as_it_was_written(claim, results, tmp_path):
    claims = [claim(id="Actb", region="cortex", contrast="drug", direction="none", log2fc=0.1, p=0.5)]
    claims.append(claim(claim_id="two", level="focus", id="no such focus", region="cortex", contrast="drug"))
    write_table(tmp_path / "reproduced.tsv", reproduced(claims, *GRID, results), "reproduced")
    table = read_table(tmp_path / "reproduced.tsv", "reproduced")
    assert list(table.columns) == list(COLUMNS["reproduced"])
    first, second = (row for _, row in table.iterrows())
    assert (first["measured"], first["verdict"], first["p"], first["p_value"]) == (True, "supported", 0.5, 0.6)
    assert (first["direction"], first["measured_direction"], first["log2fc"]) == ("none", "up", 0.1)
    assert (second["measured"], second["verdict"]) == (False, "not measured")
    assert second["note"] == "no focus of the study is called so"


def test_a_fold_that_the_interval_excludes_is_noted(claim, results):
    far = claim(level="spot", id="1", region="cortex", contrast="drug", log2fc=3.0)
    table = reproduced([far], *GRID, results)
    assert (table["verdict"].item(), table["note"].item()) == ("contradicted", FOLD_EXCLUDED)


def claims_of(claim):
    where = {"region": "cortex", "contrast": "drug"}
    return [
        claim(claim_id="up", level="spot", id="1", direction="up", **where),
        claim(claim_id="wrong", level="spot", id="2", direction="up", **where),
        claim(claim_id="fold", id="Atp5a1", log2fc=-0.5, **where),
        claim(claim_id="flat", id="Actb", direction="none", **where),
        claim(claim_id="lost", id="Mapt", direction="up", **where),
        claim(claim_id="few", id="Gone1", direction="up", **where),
        claim(claim_id="any", level="focus", id="sugar", **where),
    ]


def test_the_summary_counts_verdicts_and_the_agreement_of_directions(claim, results):
    claims = claims_of(claim)
    table = reproduced(claims, *GRID, results)
    assert summary(table, claims, simulated=False) == (
        "Reproduced: of 7 claims, judged 7 times by region and contrast, 3 of 5 that could be tested are supported,"
        " 1 same direction but not significant, 1 contradicted, 1 not measured, 1 not testable."
        " Direction agrees in 2 of 3 that state one and have one measured; half would by chance."
    )


def test_what_is_found_in_simulated_data_is_never_called_reproduced(claim, results):
    claims = claims_of(claim)
    line = summary(reproduced(claims, *GRID, results), claims, simulated=True)
    assert line.startswith("Planted, recovered (simulated data): of 7 claims")
    assert "eproduced" not in line


def test_without_claims_there_is_an_empty_table_and_a_line(results, tmp_path):
    table = reproduced([], *GRID, results)
    write_table(tmp_path / "reproduced.tsv", table, "reproduced")
    assert read_table(tmp_path / "reproduced.tsv", "reproduced").empty
    assert summary(table, [], simulated=False) == "Reproduced: no claim is listed under `published`."


def test_what_could_not_be_tested_has_no_say_in_the_agreement_of_directions(claim, results):
    results.focus.loc[results.focus["focus"] == "few", "direction"] = "up"
    few = claim(level="focus", id="few", direction="up", region="cortex", contrast="drug")
    table = reproduced([few], *GRID, results)
    assert table["verdict"].item() == "not testable"
    assert "Direction agrees in 0 of 0" in summary(table, [few], simulated=False)
