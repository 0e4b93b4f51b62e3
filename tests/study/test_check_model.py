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
        f"region '{region}': no contrast can be estimated: these animals can't tell treatment from batch"
        for region in ("cortex", "hippocampus")
    ]


def test_a_model_that_leaves_no_degree_of_freedom(study, design):
    design.keys["covariates"] = ["animal"]
    assert [message.split(" | ")[0] for message in study.faults()] == [
        f"region '{region}': no contrast can be estimated: 8 animals leave no degree of freedom to a model of rank 8"
        for region in ("cortex", "hippocampus")
    ]


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
    assert [message.split(":")[0] for message in found] == ["region 'cortex'"]
    design.keys["formula"] = "treatment * batch"
    study.write("sheet.tsv", study.sheet())
    assert study.faults() == []
