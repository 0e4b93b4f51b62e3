"""A configuration at fault: what the user is told."""

import pytest

DRUG = {"column": "treatment", "test": "drug", "reference": "control"}


def test_a_study_without_faults_passes(study):
    assert study.faults() == []


def test_an_unknown_key_is_named_with_the_nearest_known_one(study):
    study.config["identification"] = study.config.pop("identifications")
    assert study.faults() == ["configuration: unknown key 'identification' | did you mean 'identifications'?"]


def test_an_unknown_key_below_is_named_with_its_place(study):
    study.config["quantities"][1]["blok"] = "raw"
    assert study.faults() == ["configuration, quantities[2]: unknown key 'blok' | did you mean 'block'?"]


def test_a_required_key_that_is_misspelt_is_told_once(study):
    study.config["quantities"][0]["pth"] = study.config["quantities"][0].pop("path")
    assert study.faults() == ["configuration, quantities[1]: unknown key 'pth' | did you mean 'path'?"]


def test_five_faults_at_once_give_five_messages(study, design):
    study.config["titel"] = "mine"
    design.contrasts["drug_vs_control"]["test"] = "durg"
    design.keys["covariates"] = ["bach"]
    study.edit("cortex.tsv", "15.5", "15,5")
    study.edit("hippocampus.tsv", "spot", "number\tspot")
    study.edit("hippocampus_proteins.tsv", "spot", "gel")
    assert study.faults() == [
        "configuration: unknown key 'titel' | did you mean 'title'?",
        "configuration, design.contrasts.drug_vs_control: no sample of sheet.tsv that is not excluded has"
        " treatment = 'durg' | did you mean 'drug'?",
        "configuration, design.covariates: sheet.tsv has no column 'bach' | did you mean 'batch'?",
        "cortex.tsv, line 2, column 'cr6': '15,5' has a decimal comma in a file of decimal points"
        " | write a decimal point; thousands take no mark",
        "hippocampus.tsv, line 1: every row ends before the last column, 'hr8': cells may stand under another's name"
        " | give each column one name and each row as many cells",
        "hippocampus_proteins.tsv, line 1: no column 'spot'; found 'gel', 'accession', 'gene', 'score'"
        " | rename the column",
    ]


def test_a_key_that_stands_twice_is_named_with_both_lines(study):
    found = study.faults_of_yaml("samples: sheet.tsv\nquantities: [{path: cortex.tsv}]\nsamples: other.tsv\n")
    assert "config.yaml, line 3: the key 'samples' stands here and in line 1 | keep one of the two" in found


def test_a_contrast_that_stands_twice_is_a_fault_too(study):
    found = study.faults_of_yaml("design:\n  contrasts:\n    a: {column: x}\n    b: {column: x}\n    a: {column: y}\n")
    assert "config.yaml, line 5: the key 'a' stands here and in line 3 | keep one of the two" in found


@pytest.mark.parametrize(("word", "read"), [("NO", "false"), ("ON", "true"), ("yes", "true"), ("off", "false")])
def test_a_level_that_yaml_reads_as_true_or_false_needs_quotes(study, word, read):
    text = f"design: {{contrasts: {{a: {{column: treatment, test: {word}, reference: control}}}}}}\n"
    assert (
        f"configuration, design.contrasts.a.test: YAML reads this as {read}"
        ' | put the word in quotes, as in "no" or "on"' in study.faults_of_yaml(text)
    )


def test_a_name_that_yaml_reads_as_true_needs_quotes(study):
    text = "design:\n  contrasts:\n    on: {column: treatment, test: drug, reference: control}\n"
    assert (
        'configuration, design.contrasts: YAML reads a key here as true | put the word in quotes, as in "no" or "on"'
        in study.faults_of_yaml(text)
    )


def test_a_column_in_where_that_yaml_reads_as_false_needs_quotes(study, design):
    design.contrasts["drug_vs_control"]["where"] = {False: "x"}
    assert study.faults() == [
        "configuration, design.contrasts.drug_vs_control.where: YAML reads a key here as false"
        ' | put the word in quotes, as in "no" or "on"'
    ]


def test_a_level_that_yaml_reads_as_a_date_needs_quotes(study):
    text = "design: {contrasts: {a: {column: day, test: 2024-01-31, reference: none}}}\n"
    assert "configuration, design.contrasts.a.test: YAML reads 2024-01-31 as a date | put it in quotes" in (
        study.faults_of_yaml(text)
    )


def test_numbers_serve_as_levels_and_as_names(study, design):
    study.rows("sheet.tsv", lambda cells: [{"drug": "10", "control": "0"}.get(cell, cell) for cell in cells])
    design.keys["contrasts"] = {10: {"column": "treatment", "test": 10, "reference": 0}}
    assert study.faults() == []


def test_a_level_with_a_leading_zero_needs_quotes_and_is_named(study):
    study.rows("sheet.tsv", lambda cells: [{"drug": "01", "control": "02"}.get(cell, cell) for cell in cells])
    text = (
        "samples: sheet.tsv\nquantities: [{path: cortex.tsv, region: cortex}]\n"
        "design: {contrasts: {a: {column: treatment, test: 01, reference: '02'}}}\n"
    )
    assert (
        "configuration, design.contrasts.a: no sample of sheet.tsv that is not excluded has treatment = '1'"
        " | did you mean '01'?" in study.faults_of_yaml(text)
    )


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["samples"], 3, "configuration, samples: YAML reads 3 as a number | put it in quotes"),
        (["samples"], None, "configuration, samples: found nothing | write text"),
        (["quantities"], {}, "configuration, quantities: found a block of keys | write a list ([a, b] or lines"),
        (["quantities"], [], "configuration, quantities: 0 given | give at least 1"),
        (["quantities", 0], None, "configuration, quantities[1]: found nothing | write a block of keys"),
        (["quantities", 0], {}, "configuration, quantities[1]: 'path' is missing | add path: The table"),
        (["quantities", 1, "format"], "samspot", "configuration, quantities[2].format: found 'samspot' | did you mean"),
        (["quantities", 1, "scale"], True, "configuration, quantities[2].scale: found true, as YAML reads yes, no, on"),
        (["identifications"], None, "configuration, identifications: found nothing | write a list"),
        (["identifications", 0], {}, "configuration, identifications[1]: 'path' is missing | add path"),
        (["identifications", 0, "path"], [], "configuration, identifications[1].path: found a list | write text"),
        (["design"], None, "configuration, design: found nothing | write a block of keys"),
        (["design", "contrasts"], [], "configuration, design.contrasts: found a list | write a block of keys"),
        (["design", "contrasts"], {}, "configuration, design.contrasts: 0 given | give at least 1"),
        (["design", "contrasts", "drug_vs_control"], None, "configuration, design.contrasts.drug_vs_control: found no"),
        (["design", "covariates"], ["batch", None], "configuration, design.covariates[2]: found nothing | write text"),
        (
            ["design", "formula"],
            True,
            "configuration, design.formula: YAML reads this as true | put the word in quotes",
        ),
        (["test"], "moderated", "configuration, test: found 'moderated' | write a block of keys"),
        (["test"], {"fdr": True}, "configuration, test.fdr: found true, as YAML reads yes, no, on and off without"),
        (["test"], {"fdr": 5}, "configuration, test.fdr: found '5' | write less than 1"),
        (["test"], {"fdr": 0}, "configuration, test.fdr: found '0' | write more than 0"),
        (["test"], {"fdr": float("nan")}, "configuration, test.fdr: found nan | write a number that ends"),
        (["seed"], "one", "configuration, seed: found 'one' | write a whole number"),
        (["outdir"], "", "configuration, outdir: found '' | write a text of at least this many characters: 1"),
        (
            ["outdir"],
            "results/{region}",
            "configuration, outdir: found '{' in 'results/{region}' | write a path without { } < >",
        ),
        (["enrichment"], None, "configuration, enrichment: found nothing | write a block of keys"),
        (["enrichment", "focus", "actin"], [None], "configuration, enrichment.focus.actin[1]: found nothing | write"),
        (["enrichment", "methods"], ["oar"], "configuration, enrichment.methods[1]: found 'oar' | "),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_once(study, path, value, message):
    *parents, last = path
    place = study.config
    for key in parents:
        place = place[key]
    place[last] = value
    (found,) = study.faults()
    assert found.startswith(message)


@pytest.mark.parametrize("config", [[], ["samples"], "samples", None, 3])
def test_a_configuration_that_is_no_block_of_keys_is_one_fault(study, config):
    study.config = config
    (found,) = study.faults()
    assert found.startswith("configuration: found ")
    assert found.endswith("| write a block of keys, as in `samples: my.tsv`")


def test_an_empty_configuration_lists_what_it_needs(study):
    study.config = {}
    assert [found.split(" | ")[0] for found in study.faults()] == [
        "configuration: 'samples' is missing",
        "configuration: 'quantities' is missing",
        "configuration: 'design' is missing",
    ]


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({}, "the keys (none) make no contrast"),
        ({"column": "treatment", "test": "drug"}, "the keys column, test make no contrast"),
        (DRUG | {"difference": ["a", "b"]}, "the keys column, difference, reference, test make no contrast"),
    ],
)
def test_keys_that_make_no_contrast(study, design, keys, found):
    design.contrasts["odd"] = keys
    assert study.faults() == [
        f"configuration, design.contrasts.odd: {found}"
        " | write {column, test, reference} or {slope, per}, if need be with where or fit_on,"
        " or {difference: [one, other]}, or {any_of: [one, other, ...]}"
    ]


@pytest.mark.parametrize("difference", [["drug_vs_control"], ["drug_vs_control", None], [], None])
def test_a_difference_takes_two_contrasts(study, design, difference):
    design.contrasts["odd"] = {"difference": difference}
    (found,) = study.faults()
    assert found.startswith("configuration, design.contrasts.odd.difference")


def test_a_difference_of_an_unknown_contrast_names_the_nearest(study, design):
    design.contrasts["odd"] = {"difference": ["drug_vs_control", "drug_v_control"]}
    assert study.faults() == [
        "configuration, design.contrasts.odd: no contrast is called 'drug_v_control' | did you mean 'drug_vs_control'?"
    ]


def test_a_difference_of_a_difference_is_a_fault(study, design):
    design.contrasts["same"] = {"difference": ["drug_vs_control", "drug_vs_control"]}
    design.contrasts["odd"] = {"difference": ["same", "drug_vs_control"]}
    assert study.faults() == [
        "configuration, design.contrasts.odd: 'same' is a difference itself"
        " | name contrasts of the form {column, test, reference} or {slope, per}"
    ]


def test_a_difference_says_nothing_about_a_part_that_is_at_fault_itself(study, design):
    design.contrasts["odd"] = DRUG | {"test": True}
    design.contrasts["between"] = {"difference": ["drug_vs_control", "odd"]}
    (found,) = study.faults()
    assert found.startswith("configuration, design.contrasts.odd.test: YAML reads this as true")


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([".."], "contrast '..': nothing of this name can stand in a path"),
        (["problems"], "contrast 'problems': problems is a name that the results folder uses itself"),
        (["Figures"], "contrast 'Figures': Figures is a name that the results folder uses itself"),
        (["a.tsv"], "contrast 'a.tsv': a.tsv is a name that the results folder uses itself"),
        (["a/b", "A b"], "contrasts 'a/b', 'A b': all become the folder a_b"),
        (["a" * 101], f"contrast {'a' * 77!r}".rstrip("'") + "...': the name has 101 characters, and becomes a folder"),
    ],
)
def test_names_of_contrasts_that_can_not_be_folders(study, design, names, found):
    design.keys["contrasts"] = dict.fromkeys(names, DRUG)
    assert [message.split(" | ")[0] for message in study.faults()] == [found]


@pytest.mark.parametrize(("word", "meant"), [("true", "true"), ("True", "true"), ("no", "false"), ("ON", "true")])
def test_true_and_false_in_quotes_are_to_lose_them(study, word, meant):
    text = f"test: {{trend: '{word}'}}\n"
    assert (
        f"configuration, test.trend: found the text '{word}' | write {meant}, without quotes"
        in study.faults_of_yaml(text)
    )


def test_what_may_be_written_is_shown_as_yaml_has_it(study):
    study.config["test"] = {"trend": "mean"}
    (found,) = study.faults()
    assert found.startswith("configuration, test.trend: found 'mean' | known: 'auto', 'true', 'false'")
    study.config["test"] = {"trend": "tru"}
    assert study.faults() == ["configuration, test.trend: found 'tru' | did you mean 'true'?"]


@pytest.mark.parametrize("outdir", ["taken", "taken/results", "./taken/"])
def test_results_can_not_go_where_a_file_is(study, outdir):
    study.write("taken", "a file")
    study.config["outdir"] = outdir
    assert study.faults() == ["configuration, outdir: 'taken' is a file | name a folder; it is made if need be"]


@pytest.mark.parametrize("outdir", ["there", "not/yet"])
def test_results_can_go_to_a_folder_that_is_there_or_not_yet(study, outdir):
    (study.folder / "there").mkdir()
    study.config["outdir"] = outdir
    assert study.faults() == []


def test_a_python_whose_path_holds_a_space_is_a_fault(study, monkeypatch):
    monkeypatch.setattr("sys.executable", "/home/my name/bin/python")
    assert study.faults() == [
        "'/home/my name/bin/python': the path of this Python holds a space, and Snakemake's script jobs can't start"
        " there | make the virtual environment in a folder without spaces"
    ]
