"""A DIGE study at fault: what the user is told; and one without faults, of which standards are no animals."""

import pytest
from spotwise.study.dige import without_standards
from spotwise.study.plan import make_study
from spotwise.study.sheet import read_sheet

DIGE = {"gel": "gel", "dye": "dye", "standard": "Cy2"}
IMAGES = "give each gel one row for its standard and one for each sample's own dye; excluded rows don't count"
SWAP = "swap the dyes in half of the gels; as they are, the contrast would be one of dyes: leave it out"


def sheet():
    """Four gels a region, each with a treated animal, a control and the standard; dyes swapped in half of them."""
    lines = ["sample\tanimal\tregion\ttreatment\tgel\tdye\texclude"]
    for region, letter in (("cortex", "c"), ("hippocampus", "h")):
        for at in range(4):
            dyes = ("Cy3", "Cy5") if at % 2 else ("Cy5", "Cy3")
            lines.append(f"{letter}s{at}\t\t{region}\t\tg{at}\tCy2\t")
            lines.append(f"{letter}d{at}\tr{at}\t{region}\tdrug\tg{at}\t{dyes[0]}\t")
            lines.append(f"{letter}k{at}\tr{at + 4}\t{region}\tcontrol\tg{at}\t{dyes[1]}\t")
    return "\n".join(lines) + "\n"


def table(letter):
    samples = [f"{letter}{kind}{at}" for at in range(4) for kind in "sdk"]
    lines = ["\t".join(["spot", *samples])]
    lines += ["\t".join([str(spot), *(f"{spot}{column}.5" for column in range(12))]) for spot in (1, 2, 3)]
    return "\n".join(lines) + "\n"


@pytest.fixture
def dige(study):
    study.write("sheet.tsv", sheet())
    study.write("cortex.tsv", table("c"))
    study.write("hippocampus.tsv", table("h"))
    study.config["design"]["covariates"] = []
    study.config["dige"] = dict(DIGE)
    return study


def change(dige, **cells):
    """Let single cells of the sheet say something else: change(dige, cs0={"dye": "Cy3"})."""
    header = (dige.folder / "sheet.tsv").read_text().split("\n", 1)[0].split("\t")
    dige.rows(
        "sheet.tsv", lambda row: [cells.get(row[0], {}).get(c, cell) for c, cell in zip(header, row, strict=True)]
    )


def planned(dige):
    from spotwise.study.config import resolve

    return make_study(resolve(dige.config, dige.schema))


def test_a_sound_study_has_no_fault_and_its_standards_may_leave_the_design_empty(dige):
    assert dige.faults() == []


def test_standards_are_no_units_and_gel_and_dye_enter_the_model(dige):
    study = planned(dige)
    assert [unit.name for unit in study.units("cortex")] == ["r0", "r4", "r1", "r5", "r2", "r6", "r3", "r7"]
    assert study.model.terms == (("treatment",), ("dye",))
    assert study.model.group == ("treatment",)
    assert (study.block, study.averaged) == ("gel", False)
    assert study.animal_terms == [("treatment",)]


def test_a_level_that_standards_alone_have_is_none_of_a_contrast(dige):
    change(dige, **{f"{letter}s{at}": {"treatment": "pool"} for letter in "ch" for at in range(4)})
    assert dige.faults() == []
    dige.config["design"]["contrasts"]["drug_vs_control"]["reference"] = "pool"
    assert dige.faults() == [
        "configuration, design.contrasts.drug_vs_control: no sample of sheet.tsv that is not excluded has"
        " treatment = 'pool' | known: 'control', 'drug'"
    ]


@pytest.mark.parametrize("key", ["gel", "dye"])
def test_a_column_that_the_sheet_lacks(dige, key):
    dige.config["dige"][key] = key + "s"
    assert dige.faults() == [f"configuration, dige.{key}: sheet.tsv has no column '{key}s' | did you mean '{key}'?"]


def test_one_column_for_both(dige):
    dige.config["dige"]["gel"] = "dye"
    assert dige.faults() == ["configuration, dige: gel and dye name one column | name two columns of the sheet"]


def test_a_key_is_missing(dige):
    del dige.config["dige"]["standard"]
    assert dige.faults() == [
        "configuration, dige: 'standard' is missing | add standard: The dye of the standard, whose rows may leave the"
        " design's columns empty."
    ]


def test_a_standard_that_no_image_has(dige):
    dige.config["dige"]["standard"] = "cy2"
    assert dige.faults() == [
        "configuration, dige.standard: no sample of sheet.tsv that is not excluded has dye = 'cy2'"
        " | did you mean 'Cy2'?"
    ]


def test_a_gel_without_a_standard(dige):
    change(dige, cs1={"exclude": "torn"})
    assert dige.faults() == [f"sheet.tsv, region 'cortex': gel 'g1' has no image of the standard ('Cy2') | {IMAGES}"]


def test_an_excluded_gel_needs_no_standard(dige):
    change(dige, **{f"c{kind}1": {"exclude": "torn"} for kind in "sdk"})
    assert dige.faults() == []


def test_two_images_of_one_dye_on_a_gel(dige):
    change(dige, hk2={"dye": "Cy5"}, hd2={"dye": "Cy5"}, cs3={"gel": "g2"})
    assert dige.faults() == [
        f"sheet.tsv, region 'cortex': gel 'g3' has no image of the standard ('Cy2') | {IMAGES}",
        f"sheet.tsv, region 'cortex': gel 'g2' has 2 images in 'Cy2' | {IMAGES}",
        f"sheet.tsv, region 'hippocampus': gel 'g2' has 2 images in 'Cy5' | {IMAGES}",
    ]


def test_a_region_of_standards_alone(dige):
    change(dige, **{f"c{kind}{at}": {"exclude": "torn"} for kind in "dk" for at in range(4)})
    assert dige.faults() == [f"sheet.tsv, region 'cortex': every sample has the dye 'Cy2' of the standard | {IMAGES}"]


def test_an_image_without_a_gel_or_dye(dige):
    change(dige, cd1={"gel": ""}, hk1={"dye": ""})
    mend = "fill it in, those of the standard too, or give the sample a reason in the column exclude"
    assert dige.faults() == [
        f"sheet.tsv, line 6: the column 'gel' is empty | {mend}",
        f"sheet.tsv, line 19: the column 'dye' is empty | {mend}",
    ]


def test_a_column_of_gels_with_a_curly_bracket(dige):
    dige.edit("sheet.tsv", "\tgel\t", "\t{gel}\t")
    dige.config["dige"]["gel"] = "{gel}"
    assert dige.faults() == [
        "sheet.tsv: the column '{gel}' holds a curly bracket | rename it without { }, which mean something to Snakemake"
    ]


def test_many_gels_at_fault_are_counted(dige):
    rows = [f"x{at}\tr{at}\tcortex\tdrug\tx{at}\tCy3\t" for at in range(9)]
    dige.write("sheet.tsv", sheet() + "\n".join(rows) + "\n")
    found = [message for message in dige.faults() if "standard" in message or "gels" in message]
    assert len(found) == 6
    assert found[-1].startswith("sheet.tsv, region 'cortex': 4 more gels like these")


def test_internal_standard_without_dige_says_what_to_add(study):
    study.config["normalisation"] = {"method": "internal_standard"}
    assert study.faults() == [
        "configuration, normalisation.method: internal_standard needs to know the gel and dye of each sample"
        " | add dige: {gel: <column>, dye: <column>, standard: <its dye, as Cy2>}"
    ]


def unswapped(dige, letters):
    cells = {f"{letter}d{at}": {"dye": "Cy5"} for letter in letters for at in range(4)}
    change(dige, **cells, **{f"{letter}k{at}": {"dye": "Cy3"} for letter in letters for at in range(4)})


def test_dye_confounded_with_the_arms(dige):
    unswapped(dige, "h")
    assert dige.faults() == [
        "region 'hippocampus', contrast 'drug_vs_control': dye and treatment can't be told apart:"
        f" 'drug' only in 'Cy5'; 'control' only in 'Cy3' | {SWAP}"
    ]


def test_excluded_images_do_not_part_dye_and_treatment(dige):
    kept_apart = {f"hd{at}": {"exclude": "torn"} for at in (1, 3)} | {f"hk{at}": {"exclude": "torn"} for at in (1, 3)}
    change(dige, **kept_apart)
    assert [message.split(":")[0] for message in dige.faults()] == ["region 'hippocampus', contrast 'drug_vs_control'"]


def test_dye_confounded_within_a_stratum_of_the_model(dige):
    """In each stratum every arm has a dye of its own; over both strata dyes are swapped."""
    strain = {f"{letter}{kind}{at}": "FSL" if at % 2 else "FRL" for letter in "ch" for kind in "dk" for at in range(4)}
    dige.rows("sheet.tsv", lambda row: [*row, "strain" if row[0] == "sample" else strain.get(row[0], "")])
    contrasts = dige.config["design"]["contrasts"]
    contrasts["within"] = contrasts["drug_vs_control"] | {"where": {"strain": "FSL"}}
    found = dige.faults()
    assert [message.split(":")[0] for message in found] == [
        "region 'cortex', contrast 'within'",
        "region 'hippocampus', contrast 'within'",
    ]
    dige.config["design"]["formula"] = "treatment + strain"  # one effect of treatment for both strains
    assert not any("dye and treatment" in message for message in dige.faults())


def run_twice(dige, letters="ch"):
    """Every animal on two gels, with its dyes swapped: r1 is r0 again, and r5 is r4."""
    twice = {}
    for letter in letters:
        for kind, first in (("d", 0), ("k", 4)):
            twice |= {f"{letter}{kind}{at}": {"animal": f"r{first + at - at % 2}"} for at in range(4)}
    change(dige, **twice)


def test_animals_on_several_gels_are_averaged_and_gel_and_dye_leave_the_model(dige):
    run_twice(dige)
    assert dige.faults() == []
    study = planned(dige)
    assert study.averaged
    assert study.block is None
    assert study.model.terms == (("treatment",),)
    assert [unit.samples for unit in study.units("hippocampus")] == [
        ("hd0", "hd1"), ("hk0", "hk1"), ("hd2", "hd3"), ("hk2", "hk3"),
    ]  # fmt: skip


def test_a_dye_that_is_averaged_is_confounded_all_the_same(dige):
    run_twice(dige)
    unswapped(dige, "c")
    assert [message.split(":")[0] for message in dige.faults()] == ["region 'cortex', contrast 'drug_vs_control'"]


def test_animals_that_change_arm_between_their_images_are_the_block(dige):
    change(dige, **{f"{letter}k{at}": {"animal": f"r{at}"} for letter in "ch" for at in range(4)})
    study = planned(dige)
    assert study.model.terms == (("treatment",), ("dye",))
    assert (study.block, study.averaged, len(study.units("cortex"))) == ("animal", False, 8)


def test_a_block_that_is_named_stays_and_a_dye_that_the_model_holds_is_not_added_again(dige):
    litter = {f"r{at}": f"L{at // 2}" for at in range(8)}
    dige.rows("sheet.tsv", lambda row: [*row, "litter" if row[0] == "sample" else litter.get(row[1], "")])
    dige.config["design"] |= {"block": "litter", "formula": "0 + treatment + dye"}
    assert dige.faults() == []
    study = planned(dige)
    assert study.block == "litter"
    assert study.model.terms == (("treatment",), ("dye",))


def test_one_sample_a_gel_makes_no_blocks(dige):
    change(dige, **{f"{letter}k{at}": {"exclude": "not run"} for letter in "ch" for at in range(4)})
    assert planned(dige).block is None


def test_dyes_that_are_written_as_numbers_are_levels(dige):
    number = {"Cy2": "2", "Cy3": "3", "Cy5": "5"}
    dige.rows("sheet.tsv", lambda row: [*row[:5], number.get(row[5], row[5]), *row[6:]])
    dige.config["dige"]["standard"] = "2"
    assert dige.faults() == []
    assert planned(dige).model.numeric == frozenset()


def test_regions_that_share_gels_share_the_standard(dige):
    """Cortex in one dye and hippocampus in the other, one table for both; a standard's row stands in each region."""
    lines = ["sample\tanimal\tregion\ttreatment\tgel\tdye\texclude"]
    for at in range(8):
        treatment, dyes = ("drug", "control")[at // 4], ("Cy3", "Cy5") if at % 2 else ("Cy5", "Cy3")
        for region, dye in zip(("cortex", "hippocampus"), dyes, strict=True):
            lines += [
                f"{region}{at}\tr{at}\t{region}\t{treatment}\tg{at}\t{dye}\t",
                f"s{at}\t\t{region}\t\tg{at}\tCy2\t",
            ]
    samples = [f"{kind}{at}" for at in range(8) for kind in ("cortex", "hippocampus", "s")]
    dige.write("sheet.tsv", "\n".join(lines) + "\n")
    dige.write("both.tsv", "\t".join(["spot", *samples]) + "\n1\t" + "\t".join(f"{at}.5" for at in range(24)) + "\n")
    dige.config["quantities"] = [{"path": "both.tsv"}]
    dige.config["identifications"] = []
    assert dige.faults() == []
    assert list(planned(dige).regions) == ["cortex", "hippocampus"]


def test_a_sheet_without_standards_keeps_the_rest_in_order(dige):
    kept = without_standards(read_sheet("sheet.tsv"), DIGE)
    assert [row.sample for row in kept.rows][:4] == ["cd0", "ck0", "cd1", "ck1"]
    assert without_standards(kept, None) is not None
    assert len(without_standards(read_sheet("sheet.tsv"), None).rows) == 24
