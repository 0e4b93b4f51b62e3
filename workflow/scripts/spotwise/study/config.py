"""Read the configuration, say what is wrong with it, and fill in what was left out."""

import copy
from collections.abc import Iterator
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from spotwise.faults import Fault, listed, nearest, quoted

KINDS = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list ([a, b] or lines that begin with -)",
    "object": "a block of keys",
    "null": "nothing",
}


def read_schema(path: str | Path) -> dict:
    """The JSON schema of the configuration."""
    return yaml.safe_load(Path(path).read_text(encoding="utf-8"))


def duplicate_keys(path: str | Path) -> list[Fault]:
    """Keys that stand twice in one block of a YAML file, where the last would win in silence."""
    try:
        root = yaml.compose(Path(path).read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return []  # Snakemake has read the file, so this is no file of ours (JSON, or one that has just gone)
    return list(_duplicates(root, str(path)))


def _duplicates(node: yaml.Node | None, path: str) -> Iterator[Fault]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _duplicates(item, path)
    elif isinstance(node, yaml.MappingNode):
        first = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if str(key.value) in first:
                found = f"the key {quoted(key.value)} stands here and in line {first[str(key.value)]}"
                yield Fault(f"{path}, line {line}", found, "keep one of the two")
            first.setdefault(str(key.value), line)
            yield from _duplicates(value, path)


def schema_faults(config: dict, schema: dict) -> tuple[list[Fault], dict]:
    """Every departure from the schema, and the configuration without the parts at fault.

    The rest can then be checked further, so that one run names all faults.
    """
    faults, sound = [], copy.deepcopy(config)
    errors = sorted(Draft202012Validator(schema).iter_errors(config), key=lambda error: list(map(str, error.path)))
    for error in errors:
        faults.extend(_in_words(error))
        _prune(sound, error)
    return faults, sound


def _in_words(error: ValidationError) -> list[Fault]:
    where = key_path(error.absolute_path)
    rule, value = error.validator, error.instance
    if rule == "additionalProperties":
        known = error.schema["properties"]
        extra = [key for key in value if key not in known]
        return [Fault(where, f"unknown key {_shown(key)}", nearest(key, known)) for key in extra]
    if rule == "required":
        missing = [key for key in error.validator_value if key not in value]
        return [Fault(where, f"{quoted(key)} is missing", f"add {key}: {_about(error, key)}") for key in missing]
    return [Fault(where, *_value_at_fault(rule, value, error.validator_value))]


def _value_at_fault(rule: str, value: object, wanted: object) -> tuple[str, str]:
    if isinstance(value, bool) and rule == "type":
        return f"YAML reads this as {str(value).lower()}", 'put the word in quotes, as in "no" or "on"'
    if rule == "type":
        kinds = [wanted] if isinstance(wanted, str) else wanted
        return f"found {_shown(value)}", f"write {' or '.join(KINDS[kind] for kind in kinds)}"
    if rule == "enum":
        return f"found {_shown(value)}", nearest(value, wanted)
    if rule in ("minItems", "maxItems", "minProperties"):
        return f"{len(value)} given", f"give {'at most' if rule == 'maxItems' else 'at least'} {wanted}"
    words = {
        "minimum": "write at least",
        "maximum": "write at most",
        "exclusiveMinimum": "write more than",
        "exclusiveMaximum": "write less than",
        "minLength": "write a text of at least this many characters:",
        "uniqueItems": "name each once",
    }
    return f"found {_shown(value)}", words[rule] if rule == "uniqueItems" else f"{words[rule]} {wanted}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return f"{str(value).lower()} (true or false; a word such as no or on needs quotes)"
    if value is None:
        return "nothing"
    return listed(value) if isinstance(value, list) else quoted(value)


def _about(error: ValidationError, key: str) -> str:
    return error.schema["properties"][key].get("description", "")


def key_path(path: object) -> str:
    """Where a value stands in the configuration, as `configuration, design.contrasts.a`."""
    words = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]
    return "configuration" + (f", {''.join(words).lstrip('.')}" if words else "")


def _prune(sound: dict, error: ValidationError) -> None:
    """Take out of `sound` what the error speaks of; a required key that is missing leaves nothing to take."""
    path = list(error.absolute_path)
    if error.validator == "required":
        return
    if error.validator == "additionalProperties":
        parent, doomed = _follow(sound, path), [k for k in error.instance if k not in error.schema["properties"]]
    else:
        parent, doomed = _follow(sound, path[:-1]), path[-1:]
    for key in doomed:
        if isinstance(parent, dict):
            parent.pop(key, None)
        elif isinstance(parent, list):
            parent[key] = None  # dropped when all are through, so that the numbers of the others hold


def _follow(value: object, path: list) -> object:
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def resolve(config: dict, schema: dict) -> dict:
    """The configuration with every default filled in, in the schema's order; levels and names become text."""
    return _filled(config, schema)


def _filled(value: object, schema: dict) -> object:
    if schema.get("type") == "object" and isinstance(value, dict):
        properties, others = schema.get("properties", {}), schema.get("additionalProperties")
        filled = {}
        for key, below in properties.items():
            if key in value or "default" in below:
                filled[key] = _filled(value.get(key, copy.deepcopy(below.get("default"))), below)
        if isinstance(others, dict):
            filled.update({str(key): _filled(item, others) for key, item in value.items() if key not in properties})
        return filled
    if schema.get("type") == "array" and isinstance(value, list):
        return [_filled(item, schema.get("items", {})) for item in value if item is not None]
    if schema.get("type") == ["string", "number"] and value is not None:
        return str(value)
    return value
