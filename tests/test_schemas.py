"""The shipped schemas: valid, closed, described, and without constructs whose errors mislead."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from lictool.resources import schema_names, schema_text
from lictool.wording import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMAS = {name: json.loads(schema_text(name)) for name in schema_names()}


def walk(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every part of a schema that is a schema itself, or holds some."""
    if isinstance(schema, dict):
        yield path, schema
        for name, part in schema.items():
            yield from walk(part, f"{path}/{name}")
    elif isinstance(schema, list):
        for number, part in enumerate(schema):
            yield from walk(part, f"{path}/{number}")


def test_there_are_schemas() -> None:
    assert {"knowledge", "manifest", "policy", "report", "rule", "table"} <= SCHEMAS.keys()


@pytest.mark.parametrize("name", SCHEMAS)
def test_valid_2020_12(name: str) -> None:
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_alternatives_without_a_discriminator(name: str) -> None:
    assert [path for path, part in walk(SCHEMAS[name]) if {"oneOf", "anyOf"} & part.keys()] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_objects_are_closed(name: str) -> None:
    loose = [
        path
        for path, part in walk(SCHEMAS[name])
        if "properties" in part
        and "type" in part
        and "additionalProperties" not in part
        and not path.endswith("$defs/row")
    ]
    assert loose == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_is_described(name: str) -> None:
    bare = []
    for path, part in walk(SCHEMAS[name]):
        if path.endswith(("/if", "/then")) or "/if/" in path:
            continue
        for key, value in part.get("properties", {}).items() if "type" in part else ():
            target = SCHEMAS[name].get("$defs", {}).get(value.get("$ref", "").rpartition("/")[2], {})
            text = value.get("description", target.get("description", ""))
            if not text.endswith("."):
                bare.append(f"{path}/{key}")
    assert bare == []


def test_units_are_known() -> None:
    units = {part["x-unit"] for _, part in walk(SCHEMAS["manifest"]) if "x-unit" in part}
    assert units <= UNITS.keys()


def test_every_number_has_bounds() -> None:
    unbounded = [
        path
        for path, part in walk(SCHEMAS["manifest"])
        if part.get("type") == "integer" and not {"minimum", "maximum"} <= part.keys()
    ]
    assert unbounded == []


def test_aliases_are_members_and_lead_to_members() -> None:
    for path, part in walk(SCHEMAS["manifest"]):
        for alias, name in part.get("x-aliases", {}).items():
            members = part.get("enum") or part["properties"]
            assert alias in members, path
            assert name in members, path
            assert name not in part["x-aliases"], path


def test_references_lead_to_lists() -> None:
    spec = SCHEMAS["manifest"]["$defs"]["spec"]["properties"]
    for path, part in walk(SCHEMAS["manifest"]):
        if "x-reference" in part:
            assert part["x-reference"].split(".")[0] in spec, path
