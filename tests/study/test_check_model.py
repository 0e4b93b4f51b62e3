"""A design at fault: what the user is told."""

import pytest

GRAMMAR = "a formula holds column names, `names in backticks`, 0 1 + - : * and brackets, and nothing else"


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("{__import__('os').system('touch x')}", "\"{__import__('os').sy\" is not allowed in a formula"),
        ("I(treatment)", "unexpected '('"),
        ("C(treatment)", "unexpected '('"),
        ("treatment + batch**2", "'2' is not allowed in a formula"),
        ("treatment ** batch", "'*' stands where a column is expected"),
        ("treatment|batch", "'|batch' is not allowed in a formula"),
        ("treatment ^ 2", "'^ 2' is not allowed in a formula"),
        ("log2 ~ treatment", "'~ treatment' is not allowed in a formula"),
        ("treatment + 'x'", "\"'x'\" is not allowed in a formula"),
        ("treatment; batch", "'; batch' is not allowed in a formula"),
        ("treatment + ", "it ends where a column is expected"),
        ("(treatment", "a bracket is not closed"),
        ("treatment)", "unexpected ')'"),
        ("treatment batch", "unexpected 'batch'"),
        ("treatment + 10", "unexpected '0'"),
        ("2 * treatment", "'2 * treatment' is not allowed in a formula"),
        ("()", "')' stands where a column is expected"),
        ("(" * 10000 + "treatment", "it has too many brackets within brackets"),
    ],
)
def test_a_formula_with_anything_but_columns(study, design, formula, found):
    design.keys["formula"] = formula
    assert study.faults() == [f"configuration, design.formula: {found} | {GRAMMAR}"]
    assert not (study.folder / "x").exists()


def test_a_contrast_that_names_an_unknown_level_names_the_nearest(study, design):
    design.contrasts["drug_vs_control"]["reference"] = "contrl"
    assert study.faults() == [
        "configuration, design.contrasts.drug_vs_control: no sample of sheet.tsv that is not excluded has"
        " treatment = 'contrl' | did you mean 'control'?"
    ]


def test_a_level_that_excluded_samples_alone_have(study):
    study.rows("sheet.tsv", lambda cells: [*cells[:5], "torn"] if cells[3] == "drug" else cells)
    assert study.faults() == [
        "configuration, design.contrasts.drug_vs_control: no sample of sheet.tsv that is not excluded has"
        " treatment = 'drug' | known: 'control'"
    ]


def test_a_contrast_of_a_column_that_the_sheet_lacks_is_told_once(study, design):
    design.contrasts["drug_vs_control"]["column"] = "treatmnt"
    assert study.faults() == [
        "configuration, design.contrasts.drug_vs_control: sheet.tsv has no column 'treatmnt'"
        " | did you mean 'treatment'?"
    ]


def test_a_level_of_where_that_does_not_exist(study, design):
    design.contrasts["drug_vs_control"]["where"] = {"batch": "b3"}
    assert study.faults() == [
        "configuration, design.contrasts.drug_vs_control: no sample of sheet.tsv that is not excluded has"
        " batch = 'b3' | known: 'b1', 'b2'"
    ]


def test_where_may_not_fix_the_column_that_is_compared(study, design):
    design.contrasts["drug_vs_control"]["where"] = {"treatment": "drug"}
    assert study.faults() == [
        "configuration, design.contrasts.drug_vs_control: `where` fixes 'treatment', which is compared"
        " | take it out of where"
    ]


def test_a_formula_that_lacks_the_column_of_a_contrast(study, design):
    design.keys["formula"] = "0 + batch"
    assert study.faults() == [
        "configuration, design.formula: a contrast names 'treatment', the formula lacks it"
        " | add treatment to it, or leave the formula empty"
    ]


def test_columns_of_the_formula_the_covariates_and_the_subject_that_the_sheet_lacks(study, design):
    design.keys |= {"formula": "treatment * regions", "covariates": ["bach"], "subject": "rat"}
    assert study.faults() == [
        "configuration, design.formula: sheet.tsv has no column 'regions' | did you mean 'region'?",
        "configuration, design.covariates: sheet.tsv has no column 'bach' | did you mean 'batch'?",
        "configuration, design.subject: sheet.tsv has no column 'rat'"
        " | known: 'sample', 'animal', 'region', 'treatment', 'batch', 'exclude'",
    ]


def test_a_column_of_the_model_that_snakemake_would_read_as_a_pattern(study, design):
    study.edit("sheet.tsv", "batch", "{batch}")
    design.keys["covariates"] = ["{batch}"]
    assert study.faults() == [
        "sheet.tsv: the column '{batch}' holds a curly bracket"
        " | rename it without { }, which mean something to Snakemake"
    ]


def test_empty_cells_of_the_columns_of_the_model(study):
    study.rows("sheet.tsv", lambda cells: [*cells[:4], "", *cells[5:]] if cells[0] in ("cr1", "hr2") else cells)
    assert study.faults() == [
        "sheet.tsv, lines 2, 11: the column 'batch' of the model is empty"
        " | fill it in, or give the sample a reason in the column exclude"
    ]


def test_an_empty_cell_of_the_subject(study):
    study.edit("sheet.tsv", "cr1\tr1", "cr1\t")
    assert study.faults() == [
        "sheet.tsv, line 2: the column 'animal' of the model is empty"
        " | fill it in, or give the sample a reason in the column exclude"
    ]


def with_weights(study, cell_of):
    study.rows("sheet.tsv", lambda cells: [*cells, "weight_g" if cells[0] == "sample" else cell_of(cells[0])])
    study.config["design"]["covariates"] = ["weight_g"]


def test_a_covariate_of_numbers(study):
    with_weights(study, lambda sample: f"{sample[2]}.5")
    assert study.faults() == []


def test_a_covariate_with_decimal_commas_would_be_read_as_levels(study):
    with_weights(study, lambda sample: f"{sample[2]},5" if sample[0] == "c" else sample[2])
    assert study.faults() == [
        "sheet.tsv, lines 2, 3, 4, 5, 6, 7, 8, 9: the column 'weight_g' has decimal commas, as in '1,5'"
        " | write decimal points"
    ]


def test_a_covariate_with_a_word_for_missing_would_be_read_as_levels(study):
    with_weights(study, lambda sample: "NA" if sample == "hr3" else sample[2])
    assert study.faults() == [
        "sheet.tsv, line 12: the column 'weight_g' of the model says 'NA'"
        " | fill it in, or give the sample a reason in the column exclude"
    ]


def test_a_region_with_one_group_only(study):
    study.rows(
        "sheet.tsv", lambda cells: [c.replace("drug", "control") for c in cells] if cells[2] == "cortex" else cells
    )
    assert study.faults() == [
        "region 'cortex': no contrast can be estimated: no animals of treatment = 'drug' beside 'control'"
        " (levels here: 'control')"
        " | add animals to the sheet, change design.formula or the contrasts, or leave the region out"
    ]


def test_one_animal_an_arm(study):
    kept = ("sample", "cr1", "cr2", "cr3", "cr4", "cr5")
    study.rows("sheet.tsv", lambda cells: cells if cells[0] in kept or cells[0][0] == "h" else [*cells[:5], "torn"])
    assert study.faults() == [
        "region 'cortex': no contrast can be estimated: 1 animal of treatment = 'control'; each arm needs 2"
        " | add animals to the sheet, change design.formula or the contrasts, or leave the region out"
    ]


def test_five_gels_of_one_animal_are_one_animal(study):
    def one_control_animal(cells):
        return [cells[0], "r5" if cells[3] == "control" else cells[1], *cells[2:4], "b1", ""]

    study.rows("sheet.tsv", lambda cells: cells if cells[0] == "sample" else one_control_animal(cells))
    assert [message.split(" | ")[0] for message in study.faults()] == [
        f"region '{region}': no contrast can be estimated: 1 animal of treatment = 'control'; each arm needs 2"
        for region in ("cortex", "hippocampus")
    ]


def test_a_batch_that_can_not_be_told_from_treatment(study):
    new = {"drug": "b1", "control": "b2"}
    study.rows("sheet.tsv", lambda cells: [*cells[:4], new.get(cells[3], cells[4]), *cells[5:]])
    assert [message.split(" | ")[0] for message in study.faults()] == [
        f"region '{region}', the model: the columns 'treatment' and 'batch' can't be told apart: "
        "one follows from the other"
        for region in ("cortex", "hippocampus")
    ]


def test_a_model_that_leaves_no_degree_of_freedom(study, design):
    design.keys |= {"formula": "treatment:animal", "covariates": []}
    design.contrasts["r1"] = {"column": "animal", "test": "r1", "reference": "r2"}
    assert [message.split(" | ")[0] for message in study.faults()] == [
        f"region '{region}': no contrast can be estimated: 8 animals leave no degree of freedom to a model of rank 8"
        for region in ("cortex", "hippocampus")
    ]


def test_animals_as_covariates_can_not_be_told_from_their_treatment(study, design):
    design.keys["covariates"] = ["animal"]
    assert [message.split(" | ")[0] for message in study.faults()] == [
        f"region '{region}', the model: the columns 'treatment' and 'animal' can't be told apart: "
        "one follows from the other"
        for region in ("cortex", "hippocampus")
    ]


def test_two_covariates_that_tell_the_same_are_a_fault_though_the_contrast_stands(study, design):
    study.rows("sheet.tsv", lambda cells: [*cells, "day" if cells[0] == "sample" else f"d{cells[4]}"])
    design.keys["covariates"] = ["batch", "day"]
    assert [message.split(" | ")[0] for message in study.faults()] == [
        f"region '{region}', the model: the columns 'batch' and 'day' can't be told apart: one follows from the other"
        for region in ("cortex", "hippocampus")
    ]


def test_blocks_that_leave_no_degree_of_freedom(study, design):
    new = {"drug": "l1", "control": "l2"}
    study.rows("sheet.tsv", lambda cells: [*cells, "litter" if cells[0] == "sample" else new[cells[3]]])
    design.keys |= {"block": "litter", "covariates": []}
    assert [message.split(" | ")[0] for message in study.faults()] == [
        f"region '{region}': no contrast can be estimated: 2 blocks leave no degree of freedom to a model of rank 2, "
        "and it is the same within each"
        for region in ("cortex", "hippocampus")
    ]


def test_a_contrast_that_no_region_can_estimate_is_a_fault(study, design):
    study.rows("sheet.tsv", lambda cells: [*cells, {"sample": "line", "cr1": "x", "hr1": "x"}.get(cells[0], "y")])
    design.contrasts["line"] = {"column": "line", "test": "x", "reference": "y"}
    design.keys["formula"] = "treatment + line"
    [found] = study.faults()
    assert found.startswith("configuration, design.contrasts.line: no region can estimate it: cortex: 1 animal of line")


def with_numbers(study, values="12345678"):
    numbers = dict(zip(["r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8"], values, strict=True))
    study.rows("sheet.tsv", lambda cells: [*cells, numbers.get(cells[1], "dose")])


def test_a_slope_runs_along_numbers_of_the_model(study, design):
    with_numbers(study)
    design.contrasts["slope"] = {"slope": "dose", "per": 2}
    assert study.faults() == []
    design.keys["formula"] = "treatment"
    assert study.faults()[0].startswith("configuration, design.formula: a contrast names 'dose', the formula lacks it")
    design.keys["formula"] = None
    with_text = study.sheet()
    study.write("sheet.tsv", with_text)
    with_numbers(study, "1234567a")
    assert study.faults()[0].split(" | ")[0].endswith("a slope runs along it, and it holds 'a'")


def test_levels_and_a_slope_of_one_column_are_a_fault(study, design):
    with_numbers(study)
    design.contrasts |= {"slope": {"slope": "dose"}, "one": {"column": "dose", "test": "1", "reference": "2"}}
    assert "compare levels, or ask for a slope, not both" in study.faults()[0]


def test_a_slope_along_a_column_that_the_sheet_lacks_is_one_fault(study, design):
    design.contrasts["slope"] = {"slope": "dosis"}
    [found] = study.faults()
    assert found.startswith("configuration, design.contrasts.slope: sheet.tsv has no column 'dosis'")


def test_contrasts_of_one_test_are_fitted_on_the_same_animals(study, design):
    drug = {"column": "treatment", "test": "drug", "reference": "control"}
    design.keys["formula"] = "treatment"
    design.contrasts |= {"b1": drug | {"fit_on": {"batch": "b1"}}, "any": {"any_of": ["drug_vs_control", "b1"]}}
    [found] = study.faults()
    assert "its parts are fitted on different animals" in found
    design.contrasts["any"] = {"any_of": ["b1", "b1b"]}
    design.contrasts["b1b"] = drug | {"fit_on": {"batch": "b1"}}
    assert study.faults() == []


@pytest.mark.parametrize("key", ["where", "fit_on"])
def test_levels_that_choose_animals_stand_in_the_sheet(study, design, key):
    drug = {"column": "treatment", "test": "drug", "reference": "control"}
    design.keys["covariates"] = []
    design.contrasts["odd"] = drug | {key: {"batch": "b9"}}
    assert "that is not excluded has batch = 'b9'" in study.faults()[0]
    design.contrasts["odd"] = drug | {key: {"treatment": "drug"}}
    assert f"`{key}` fixes 'treatment', which is compared" in study.faults()[0]


def test_a_region_that_can_estimate_one_of_its_contrasts_passes(study, design):
    design.keys["covariates"] = []
    design.contrasts["in_b1"] = {
        "column": "treatment",
        "test": "drug",
        "reference": "control",
        "where": {"batch": "b1"},
    }
    new = {"drug": "b2", "control": "b1"}
    study.rows("sheet.tsv", lambda cells: [*cells[:4], new[cells[3]], ""] if cells[2] == "cortex" else cells)
    design.keys["formula"] = "treatment + batch"
    found = study.faults()
    assert [message.split(":")[0] for message in found] == ["region 'cortex', the model"]
    design.keys["formula"] = "treatment * batch"
    study.write("sheet.tsv", study.sheet())
    assert study.faults() == []
