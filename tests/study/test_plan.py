"""What of a study follows from its sheet: animals that stand in several units become blocks."""

import pytest
from spotwise.study.plan import make_study

DRUG = {"column": "drug", "test": "yes", "reference": "no", "where": {}}


def study(folder, rows, covariates=(), block=None, subject="animal"):
    path = folder / "samples.tsv"
    path.write_text("sample\tanimal\tdrug\tbatch\tlitter\n" + "\n".join(rows) + "\n", encoding="utf-8")
    design = {"formula": None, "covariates": list(covariates), "subject": subject, "block": block}
    return make_study(
        {"samples": str(path), "quantities": [{"path": "t.tsv"}], "design": design | {"contrasts": {"drug": DRUG}}}
    )


TWICE = ["a1\ta\tno\tb1\tL1", "a2\ta\tno\tb2\tL1", "c1\tc\tyes\tb1\tL2", "d1\td\tyes\tb2\tL2"]


def test_gels_that_differ_in_nothing_the_model_knows_are_one_unit(tmp_path):
    made = study(tmp_path, TWICE)
    assert not made.repeated
    assert made.block is None
    assert [unit.name for unit in made.units("all")] == ["a", "c", "d"]


def test_gels_of_one_animal_in_two_batches_make_it_a_block(tmp_path):
    made = study(tmp_path, TWICE, covariates=["batch"])
    assert made.repeated
    assert made.block == "animal"
    assert [unit.values["animal"] for unit in made.units("all")] == ["a", "a", "c", "d"]


@pytest.mark.parametrize("covariates", [[], ["batch"]])
def test_a_block_that_is_named_stays(tmp_path, covariates):
    assert study(tmp_path, TWICE, covariates, block="litter").block == "litter"


def test_without_a_subject_nothing_is_repeated(tmp_path):
    assert not study(tmp_path, TWICE, covariates=["batch"], subject=None).repeated
