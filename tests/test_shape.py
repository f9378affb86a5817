"""What a schema says beyond types, and how paths are written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from lictool.location import Span, dotted, pointer
from lictool.resources import schema_text
from lictool.shape import at, item_key, masked, shape_of
from lictool.wording import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lictool.location import Path

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "plain": {"type": "string"},
        "tier": {"$ref": "#/$defs/tier"},
        "owner": {"type": "string", "x-reference": "people"},
        "people": {"type": "array", "items": {"$ref": "#/$defs/person"}},
        "uses": {"type": "array", "x-key": ["kind", "people"], "items": {"type": "object", "properties": {}}},
        "steps": {"type": "array", "x-key": [], "items": {"type": "object", "properties": {"name": {}}}},
        "words": {"type": "array", "items": {"type": "string"}},
        "box": {"type": "object", "properties": {"plain": {"type": "integer"}}},
        "deep": {"type": "object", "properties": {"pin": {"type": "string", "x-secret": True}}},
        "own": {"$ref": "#/$defs/tier", "x-aliases": {"c": "a"}},
    },
    "$defs": {
        "tier": {"type": "string", "enum": ["a", "b"], "x-aliases": {"b": "a"}},
        "person": {"type": "object", "properties": {"name": {"type": "string"}, "tier": {"$ref": "#/$defs/tier"}}},
    },
}
SHAPE: dict[str, Any] = {
    "fields": {
        "tier": {"aliases": {"b": "a"}},
        "owner": {"reference": "people"},
        "people": {"items": {"fields": {"tier": {"aliases": {"b": "a"}}}}, "key": ["name"]},
        "uses": {"items": {}, "key": ["kind", "people"]},
        "steps": {"items": {}, "key": []},
        "deep": {"fields": {"pin": {"secret": True}}},
        "own": {"aliases": {"c": "a"}},
    }
}


def test_only_what_has_something_to_say_is_kept() -> None:
    assert shape_of(SCHEMA) == SHAPE
    assert shape_of({"type": "object"}) == {}


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ((), SHAPE),
        (("tier",), {"aliases": {"b": "a"}}),
        (("people", 3, "tier"), {"aliases": {"b": "a"}}),
        (("people", 3, "tier", "deeper"), {}),
        (("plain",), {}),
        (("words", 0), {}),
        (("nothing", "at", "all"), {}),
    ],
)
def test_the_shape_at_a_path(path: Path, shape: dict[str, Any]) -> None:
    assert at(SHAPE, path) == shape
    assert at(None, path) == {}


@pytest.mark.parametrize(
    ("item", "key", "identity"),
    [
        ({"name": "a"}, ["name"], ("a",)),
        ({}, ["name"], ("",)),
        ({"kind": "k", "people": ["b", "a"]}, ["kind", "people"], ("k", "a\nb")),
        ({"kind": 5, "people": []}, ["kind", "people"], ("5", "")),
        ({"name": "a"}, [], None),
        ({"name": "a"}, None, None),
        ("a", ["name"], None),
    ],
)
def test_what_identifies_an_item(item: Any, key: list[str] | None, identity: tuple[str, ...] | None) -> None:
    assert item_key(item, {} if key is None else {"key": key}) == identity


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"deep": {"pin": "1234", "note": "n"}, "tier": "a"}, {"deep": {"pin": "****", "note": "n"}, "tier": "a"}),
        ({"people": [{"name": "x"}], "words": ["w"]}, {"people": [{"name": "x"}], "words": ["w"]}),
        (5, 5),
    ],
)
def test_secrets_are_masked(value: Any, shown: Any) -> None:
    assert masked(value, SHAPE) == shown


def test_secrets_in_items_are_masked() -> None:
    assert masked([{"pin": "1"}, {"pin": "2"}], {"items": SHAPE["fields"]["deep"]}) == [{"pin": "****"}] * 2
    assert masked("1", {"secret": True}) == "****"


def _schemas(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for below in node.values():
            yield from _schemas(below)
    elif isinstance(node, list):
        for below in node:
            yield from _schemas(below)


def _required(schema: dict[str, Any], root: dict[str, Any]) -> list[str]:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    return list(schema.get("required", ()))


def test_the_manifest_schema_keeps_its_promises_to_joining() -> None:
    root = json.loads(schema_text("manifest"))
    shape = shape_of(root)["fields"]["spec"]
    for schema in _schemas(root):
        if "x-reference" in schema:
            place: Path = tuple(schema["x-reference"].split("."))
            assert at(shape, place).get("key") == ["name"], schema["x-reference"]
        if "x-unit" in schema:
            assert schema["x-unit"] in UNITS
        for alias, name in schema.get("x-aliases", {}).items():
            known = schema.get("enum", list(schema.get("properties", ())))
            assert {alias, name} <= set(known)
        if schema.get("type") == "array" and "x-key" not in schema:
            properties = schema["items"]
            while "$ref" in properties:
                properties = root["$defs"][properties["$ref"].rsplit("/", 1)[1]]
            if "name" in properties.get("properties", ()):
                assert "name" in _required(schema["items"], root), schema["description"]


@pytest.mark.parametrize(
    ("path", "dots", "slashes"),
    [
        ((), "", ""),
        (("spec",), "spec", "/spec"),
        (("spec", "headends", 0, "installed"), "spec.headends[0].installed", "/spec/headends/0/installed"),
        (("labels", "a/b~c"), "labels['a/b~c']", "/labels/a~1b~0c"),
        (("vpn-only", ""), "vpn-only['']", "/vpn-only/"),
        ((2,), "[2]", "/2"),
    ],
)
def test_how_paths_are_written(path: Path, dots: str, slashes: str) -> None:
    assert dotted(path) == dots
    assert pointer(path) == slashes


def test_spans_are_ordered_by_place() -> None:
    assert min(Span(2, 1, 2, 2), Span(1, 9, 3, 1), Span(1, 3, 1, 4)) == Span(1, 3, 1, 4)
