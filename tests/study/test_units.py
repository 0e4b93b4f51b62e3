"""From samples to units."""

from spotwise.study.units import Unit, stored, units_in, units_of


def sample(name, animal, treatment="control", batch="b1"):
    return {"sample": name, "animal": animal, "treatment": treatment, "batch": batch}


def test_five_gels_of_one_animal_stay_one_unit():
    gels = [sample(f"gel {number}", "r1") for number in range(5)]
    (unit,) = units_of(gels, "animal", ["treatment"], ["treatment"])
    assert unit.samples == ("gel 0", "gel 1", "gel 2", "gel 3", "gel 4")
    assert (unit.name, unit.subject, unit.group) == ("r1", "r1", "control")


def test_columns_of_the_formula_split_an_animal():
    gels = [sample("1", "r1"), sample("2", "r1", "drug"), sample("3", "r1")]
    units = units_of(gels, "animal", ["treatment"], ["treatment"])
    assert [unit.name for unit in units] == ["r1:control", "r1:drug"]
    assert [unit.samples for unit in units] == [("1", "3"), ("2",)]


def test_columns_that_the_model_does_not_know_split_nothing():
    gels = [sample("1", "r1", batch="b1"), sample("2", "r1", batch="b2")]
    assert len(units_of(gels, "animal", ["treatment"], ["treatment"])) == 1
    assert len(units_of(gels, "animal", ["treatment", "batch"], ["treatment"])) == 2


def test_without_a_subject_each_sample_is_a_unit():
    gels = [sample("1", "r1"), sample("2", "r1")]
    assert [unit.name for unit in units_of(gels, None, ["treatment"], ["treatment"])] == ["1", "2"]


def test_units_keep_the_order_of_their_first_sample():
    gels = [sample("1", "r2"), sample("2", "r1"), sample("3", "r2")]
    assert [unit.subject for unit in units_of(gels, "animal", [], [])] == ["r2", "r1"]


def test_a_group_names_the_levels_of_its_columns():
    (unit,) = units_of([sample("1", "r1", "drug", "b2")], "animal", ["batch", "treatment"], ["batch", "treatment"])
    assert unit.group == "b2:drug"
    assert unit.values == {"batch": "b2", "treatment": "drug"}


def test_columns_of_the_sheet_that_the_tables_have_themselves_get_another_name():
    assert [stored(name) for name in ("batch", "group", "unit", "sample")] == [
        "batch",
        "group in sheet",
        "unit in sheet",
        "sample",
    ]


def test_other_regions_excluded_samples_and_standards_are_in_no_unit():
    rows = [
        ("a;1", "r1", "gill", "", "x"), ("b", "r2", "liver", "", "x"), ("c", "r2", "gill", "", "y"),
        ("d", "r3", "gill", "torn", "y"), ("e", "", "gill", "", ""), ("f", "r1", "gill", "", "x"),
    ]  # fmt: skip
    columns = ("sample", "subject", "region", "excluded", "unit in sheet")
    samples = [dict(zip(columns, row, strict=True)) for row in rows]
    assert units_in("gill", samples, ["unit"], ["unit"]) == [
        Unit("r1", "r1", "x", ("a;1", "f"), {"unit in sheet": "x"}),
        Unit("r2", "r2", "y", ("c",), {"unit in sheet": "y"}),
    ]
