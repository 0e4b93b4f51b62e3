"""Read the configuration, say what is wrong with it, and fill in what was left out."""

import copy
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from math import isfinite
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from spotwise.faults import Fault, nearest, quoted

KINDS = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list ([a, b] or lines that begin with -)",
    "object": "a block of keys",
    "null": "nothing",
}
AS_YAML_READS = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
"""What YAML makes of these words without quotes."""


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
    if not isinstance(config, dict):
        return [Fault("configuration", f"found {_shown(config)}", "write a block of keys, as in `samples: my.tsv`")], {}
    faults, sound = list(_odd_values(config, ())), _with_text_keys(config)
    config = copy.deepcopy(sound)
    errors = sorted(Draft202012Validator(schema).iter_errors(config), key=lambda error: list(map(str, error.path)))
    for error in errors:
        faults.extend(_in_words(error, _schema_at(schema, list(error.absolute_path))))
        _prune(sound, schema, error)
    return faults, sound


def _odd_values(value: object, path: tuple) -> Iterator[Fault]:
    """What a JSON schema has no words for: keys that YAML reads as true, false or nothing, and numbers without end."""
    if isinstance(value, float) and not isfinite(value):
        yield Fault(key_path(path), f"found {value}", "write a number that ends")
    elif isinstance(value, dict):
        for key in [key for key in value if key is None or isinstance(key, bool)]:
            found = f"YAML reads a key here as {'nothing' if key is None else str(key).lower()}"
            yield Fault(key_path(path), found, 'put the word in quotes, as in "no" or "on"')
    if isinstance(value, dict | list):
        for key, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _odd_values(below, (*path, key))


def _with_text_keys(value: object) -> object:
    """A copy in which every key is text; those that `_odd_values` speaks of are gone."""
    if isinstance(value, dict):
        kept = [key for key in value if key is not None and not isinstance(key, bool)]
        return {str(key): _with_text_keys(value[key]) for key in kept}
    return [_with_text_keys(item) for item in value] if isinstance(value, list) else value


def _in_words(error: ValidationError, part: dict) -> list[Fault]:
    """An error's faults; `part` is what the schema says of the place where it stands."""
    where = key_path(error.absolute_path)
    rule, value = error.validator, error.instance
    if rule == "additionalProperties":
        known = part["properties"]
        extra = [key for key in value if key not in known]
        return [Fault(where, f"unknown key {_shown(key)}", nearest(key, known)) for key in extra]
    if rule == "required":
        extra = [str(key) for key in value if key not in part["properties"]]  # named as unknown already
        missing = [key for key in error.validator_value if key not in value and not get_close_matches(key, extra)]
        return [Fault(where, f"{quoted(key)} is missing", f"add {key}: {_about(part, key)}") for key in missing]
    return [Fault(where, *_value_at_fault(rule, value, error.validator_value))]


def _value_at_fault(rule: str, value: object, wanted: object) -> tuple[str, str]:
    if rule == "type":
        kinds = [wanted] if isinstance(wanted, str) else wanted
        if isinstance(value, bool) and "string" in kinds:
            return f"YAML reads this as {str(value).lower()}", 'put the word in quotes, as in "no" or "on"'
        if isinstance(value, int | float | date) and "string" in kinds:
            kind = "date" if isinstance(value, date) else "number"
            return f"YAML reads {value} as a {kind}", "put it in quotes"
        return f"found {_shown(value)}", f"write {' or '.join(KINDS[kind] for kind in kinds)}"
    if rule == "enum":
        words = {str(word).lower() if isinstance(word, bool) else word: word for word in wanted}
        meant = AS_YAML_READS.get(value.lower()) if isinstance(value, str) else None
        if isinstance(words.get(meant), bool):
            return f"found the text {quoted(value)}", f"write {meant}, without quotes"
        return f"found {_shown(value)}", nearest(value, words)
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
        return f"{str(value).lower()}, as YAML reads yes, no, on and off without quotes"
    if value is None:
        return "nothing"
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "a block of keys"
    return quoted(value)


def _about(part: dict, key: str) -> str:
    return part["properties"][key].get("description", "")


def key_path(path: object) -> str:
    """Where a value stands in the configuration, as `configuration, design.contrasts.a`."""
    words = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]
    return "configuration" + (f", {''.join(words).lstrip('.')}" if words else "")


def _prune(sound: dict, schema: dict, error: ValidationError) -> None:
    """Take out of `sound` what the error speaks of; a list keeps its length, and a block its names."""
    path = list(error.absolute_path)
    if error.validator == "additionalProperties":
        doomed = [[*path, key] for key in error.instance if key not in error.schema["properties"]]
    elif error.validator == "required":
        doomed = [path] if path and isinstance(path[-1], int) else []
    else:
        doomed = [_whole(path, schema)]
    for *parents, last in doomed:
        parent = _follow(sound, parents)
        if isinstance(last, int) or _is_named(parents, schema):
            parent[last] = None
        elif isinstance(parent, dict):
            parent.pop(last, None)


def _whole(path: list, schema: dict) -> list:
    """The least part around a value that can be left out alone: a key with a default, or a whole entry of a list."""
    whole = path
    for depth in range(1, len(path) + 1):
        above, here = _schema_at(schema, path[: depth - 1]), _schema_at(schema, path[:depth])
        entry = path[depth - 1] not in above.get("properties", {}) and here.get("type") in ("object", "array")
        if entry or "default" in here:
            whole = path[:depth]
    return whole


def _is_named(path: list, schema: dict) -> bool:
    """Whether the user names the keys of the block at a path."""
    return isinstance(_schema_at(schema, path).get("additionalProperties"), dict)


def _schema_at(schema: dict, path: list) -> dict:
    for key in path:
        others = schema.get("items") if isinstance(key, int) else schema.get("additionalProperties")
        schema = schema.get("properties", {}).get(key) or (others if isinstance(others, dict) else {})
    return schema


def _follow(value: object, path: list) -> object:
    """The value at a path, or an empty block where an earlier fault has taken it out."""
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return {}
    return {} if value is None else value


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
    if schema.get("type") == "integer" and isinstance(value, float):
        return int(value)
    return value
