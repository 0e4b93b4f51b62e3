"""What the sample sheet lets pass, with a word."""

from spotwise.study.samples import sample_problems, sample_rows
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
    assert "do not know design.block" in said[2]
    assert len(said) == 3


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
