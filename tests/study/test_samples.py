"""What the sample sheet lets pass, with a word."""

from dataclasses import replace

from spotwise.study.samples import dige_problems, sample_problems, sample_rows
from spotwise.study.sheet import read_sheet

SHEET = """sample\tanimal\tregion\tlitter\tseparation\tdrug\tdose\texclude
a1\tA\tcortex\tL1\tyes\tno\t0\t
a2\tA\tcortex\tL1\tyes\tno\t0\ttorn
b1\tB\tcortex\tL1\tyes\tyes\t10\t
c1\tC\tcortex\tL2\tyes\tno\t0\t
d1\tD\tcortex\tL3\tno\tyes\t10\t
e1\tE\tcortex\tL3\tno\tno\t0\t
"""


def sheet(folder):
    path = folder / "samples.tsv"
    path.write_text(SHEET, encoding="utf-8")
    return read_sheet(str(path))


def test_rows_carry_animal_group_and_the_sheets_columns(tmp_path):
    rows = sample_rows(sheet(tmp_path), ["cortex"], "animal", ["separation", "drug"])
    assert rows[1]["subject"] == "A"
    assert rows[1]["group"] == "yes:no"
    assert rows[1]["excluded"] == "torn"
    assert rows[1]["litter"] == "L1"


def test_exclusions_and_codes_are_told(tmp_path):
    said = [problem.what for problem in sample_problems(sheet(tmp_path), ["dose"], "animal", ["drug"], "litter")]
    assert said[0].endswith("sample a2 is excluded: torn")
    assert "dose holds 0, 10" in said[1]
    assert len(said) == 2


def test_animals_in_several_units_are_told(tmp_path):
    problems = sample_problems(sheet(tmp_path), [], "animal", ["drug"], None, repeated=True)
    told = [problem for problem in problems if "several units" in problem.what]
    assert len(told) == 1
    assert "taken as correlated (block: animal)" in told[0].consequence


def test_a_column_that_holds_whole_groups_is_asked_about(tmp_path):
    problems = sample_problems(sheet(tmp_path), [], "animal", ["separation", "drug"])
    asked = [problem for problem in problems if "blocks?" in problem.what]
    assert len(asked) == 1
    assert "each level of litter holds one level of separation" in asked[0].what
    assert "design.block: litter" in asked[0].consequence


def test_where_a_block_is_named_nothing_is_asked(tmp_path):
    problems = sample_problems(sheet(tmp_path), [], "animal", ["separation"], "litter")
    assert not any("blocks?" in problem.what for problem in problems)


def test_without_a_subject_each_sample_is_an_animal(tmp_path):
    assert any("names no column" in p.what for p in sample_problems(sheet(tmp_path), [], None))


DIGE = {"gel": "gel", "dye": "dye", "standard": "Cy2"}
IMAGES = """sample\tanimal\tdrug\tgel\tdye\texclude
s1\t\t\tg1\tCy2\t
a1\tA\tno\tg1\tCy3\t
b1\tB\tyes\tg1\tCy5\t
s2\t\t\tg2\tCy2\ttorn
a2\tA\tno\tg2\tCy5\t
c1\tC\tyes\tg3\tCy5\t
"""


def images(folder):
    path = folder / "images.tsv"
    path.write_text(IMAGES, encoding="utf-8")
    return read_sheet(str(path))


def test_images_of_the_standard_have_no_subject_and_no_group(tmp_path):
    rows = sample_rows(images(tmp_path), ["all"], None, ["drug"], DIGE)
    assert [(row["sample"], row["subject"], row["group"]) for row in rows[:3]] == [
        ("s1", "", ""), ("a1", "a1", "no"), ("b1", "b1", "yes"),
    ]  # fmt: skip
    assert rows[0]["dye"] == "Cy2"


def test_an_excluded_standard_is_told_and_gels_and_dyes_are_not_asked_about(tmp_path):
    said = sample_problems(images(tmp_path), [], "animal", ["drug"], dige=DIGE)
    assert [problem.what for problem in said] == ["sample s2 is excluded: torn"]


def test_a_gel_that_is_the_block_is_told_as_such(tmp_path):
    made = images(tmp_path)
    said = sample_problems(made, [], "animal", ["drug"], "gel", dige=DIGE)
    assert [problem.what for problem in said] == ["sample s2 is excluded: torn"]
    rows = [replace(row, values={**row.values, "region": row.values["gel"]}) for row in made.rows]
    said = sample_problems(replace(made, rows=tuple(rows)), [], "animal", ["drug"], "gel", dige=DIGE)
    assert said[1].where == "configuration, dige"
    assert said[1].what == "overview/regions.tsv does not know which animals share a gel"


def test_animals_that_are_averaged_over_gels_are_told_with_those_of_one_dye(tmp_path):
    (problem,) = dige_problems(images(tmp_path), DIGE, "animal", True, None)
    assert problem.what == "1 of 3 animals have several images, which are averaged"
    assert problem.consequence.startswith("dye and gel are not in the model")
    assert "2 animals were seen in one dye alone" in problem.consequence


def test_a_gel_that_is_no_block_is_told(tmp_path):
    (problem,) = dige_problems(images(tmp_path), DIGE, "animal", False, "litter")
    assert problem.what == "the block is litter, so the gel (gel) is none"
    assert dige_problems(images(tmp_path), DIGE, "animal", False, "gel") == []
    assert dige_problems(images(tmp_path), DIGE, "animal", False, None) == []
