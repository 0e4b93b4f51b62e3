"""The configuration as resolved."""

import copy

import yaml
from spotwise.study.config import duplicate_keys, resolve, schema_faults


def test_defaults_are_filled_in_in_the_order_of_the_schema(study, schema):
    resolved = resolve(study.config, schema)
    assert resolved["quantities"][0]["scale"] == "linear"
    assert resolved["test"]["fdr"] == 0.05
    assert resolved["outdir"] == "results"
    assert list(resolved) == [key for key in schema["properties"] if key in resolved]


def test_to_resolve_changes_neither_the_configuration_nor_the_schema(study, schema):
    config, rules = copy.deepcopy(study.config), copy.deepcopy(schema)
    resolved = resolve(study.config, schema)
    resolved["test"]["fdr"] = 0.9
    resolved["enrichment"]["methods"].append("more")
    assert (study.config, schema) == (config, rules)


def test_what_is_resolved_resolves_to_itself_and_has_no_fault(study, schema):
    resolved = resolve(study.config, schema)
    assert resolve(resolved, schema) == resolved
    assert schema_faults(resolved, schema)[0] == []


def test_levels_and_names_that_are_numbers_become_text(study, schema):
    study.config["design"]["contrasts"] = {10: {"column": "dose", "test": 10, "reference": 0.5, "where": {"day": 3}}}
    study.config["quantities"][0]["region"] = 7
    study.config["seed"] = 3.0
    resolved = resolve(study.config, schema)
    assert resolved["design"]["contrasts"]["10"] == {
        "column": "dose",
        "test": "10",
        "reference": "0.5",
        "where": {"day": "3"},
        "fit_on": {},
    }
    assert resolved["quantities"][0]["region"] == "7"
    assert isinstance(resolved["seed"], int)


def test_a_part_at_fault_is_left_out_and_the_rest_kept(study, schema):
    study.config["quantities"][1]["path"] = None
    study.config["test"] = {"fdr": 2}
    study.config["design"]["contrasts"]["odd"] = {"column": "batch", "test": True, "reference": "b1"}
    faults, sound = schema_faults(study.config, schema)
    assert len(faults) == 3
    assert [entry and entry["path"] for entry in sound["quantities"]] == ["cortex.tsv", None]
    assert sound["test"] == {}
    assert sound["design"]["contrasts"]["odd"] is None
    assert sound["design"]["contrasts"]["drug_vs_control"] == study.config["design"]["contrasts"]["drug_vs_control"]


def test_keys_that_stand_twice_are_found_at_any_depth(tmp_path):
    (tmp_path / "c.yaml").write_text("a:\n  - {b: 1, c: 2, b: 3}\n'a': 2\n")
    assert [fault.where.rsplit("/", 1)[1] for fault in duplicate_keys(tmp_path / "c.yaml")] == [
        "c.yaml, line 2",
        "c.yaml, line 3",
    ]


def test_the_bundled_configuration_has_no_fault_of_its_own(root, schema):
    config = yaml.safe_load((root / "config.yaml").read_text())
    assert schema_faults(config, schema)[0] == []
    assert duplicate_keys(root / "config.yaml") == []


def test_every_key_is_described(schema):
    def undescribed(part, path):
        for key, below in part.get("properties", {}).items():
            if not below.get("description"):
                yield f"{path}{key}"
            yield from undescribed(below, f"{path}{key}.")
            yield from undescribed(below.get("items", {}), f"{path}{key}.")
            others = below.get("additionalProperties")
            yield from undescribed(others if isinstance(others, dict) else {}, f"{path}{key}.")

    assert list(undescribed(schema, "")) == []
