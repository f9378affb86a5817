"""The types that a JSON Schema gives, and what may stand where."""

from __future__ import annotations

from typing import Any

import pytest

from lictool.expr.celtypes import (
    COUNT,
    DOUBLE,
    DYN,
    ERROR,
    INT,
    NEVER,
    NULL,
    STRING,
    TIMESTAMP,
    Field,
    Type,
    accepts,
    interval,
    is_known,
    join,
    list_of,
    map_of,
    object_of,
    one_of,
    opaque,
    param,
    quantity,
    substitute,
)  # fmt: skip
from lictool.expr.schema_types import type_of

ROOT: dict[str, Any] = {
    "$defs": {
        "tier": {"enum": ["plus", "apex", "premier"], "x-aliases": {"premier": "apex"}},
        "tree": {"type": "object", "additionalProperties": False, "properties": {"below": {"$ref": "#/$defs/tree"}}},
        "a/b~c": {"type": "string"},
    }
}
TYPES: list[tuple[dict[str, Any], Type]] = [
    ({"type": "string"}, STRING),
    ({"type": "string", "pattern": "^a"}, STRING),
    ({"type": "string", "format": "date"}, TIMESTAMP),
    ({"type": "string", "format": "date-time"}, TIMESTAMP),
    ({"type": "string", "format": "uri"}, STRING),
    ({"type": "integer"}, INT),
    ({"type": "integer", "x-unit": "users"}, quantity("users")),
    ({"type": "number"}, DOUBLE),
    ({"type": "boolean"}, Type("bool")),
    ({"enum": ["a", "b"]}, one_of(["a", "b"])),
    ({"type": "string", "const": "a"}, one_of(["a"])),
    ({"enum": [1, 2]}, DYN),
    ({"type": "integer", "enum": [1, 2]}, INT),
    ({"$ref": "#/$defs/tier"}, one_of(["plus", "apex"])),
    ({"$ref": "#/$defs/tier", "description": "x"}, one_of(["plus", "apex"])),
    ({"$ref": "#/$defs/a~1b~0c"}, STRING),
    ({"$ref": "#/$defs/tree"}, object_of("tree", {"below": Field(DYN, required=False)})),
    ({"type": "array", "items": {"type": "integer"}}, list_of(INT)),
    ({"type": "array"}, DYN),
    ({"type": "object"}, DYN),
    ({"type": "object", "additionalProperties": {"type": "integer"}}, map_of(STRING, INT)),
    (
        {"type": "object", "additionalProperties": {"type": "integer"}, "propertyNames": {"enum": ["a"]}},
        map_of(one_of(["a"]), INT),
    ),
    (
        {"type": "object", "additionalProperties": False, "required": ["a"], "properties": {"a": {"type": "string"}, "b": {}}},
        object_of("object", {"a": Field(STRING), "b": Field(DYN, required=False)}),
    ),
    (
        {"type": "object", "x-type": "thing", "additionalProperties": False, "properties": {"p": {"type": "object", "additionalProperties": False}}},
        object_of("thing", {"p": Field(object_of("p", {}), required=False)}),
    ),
    ({}, DYN),
    ({"type": ["string", "null"]}, DYN),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "wanted"), TYPES)
def test_type_of(schema: dict[str, Any], wanted: Type) -> None:
    assert type_of(schema, ROOT) == wanted


def test_a_reference_that_leads_nowhere() -> None:
    with pytest.raises(KeyError):
        type_of({"$ref": "#/$defs/nothing"}, ROOT)


SHOWN = [
    (list_of(quantity("users")), "list(users)"), (map_of(STRING, NEVER), "map(string, dyn)"), (COUNT, "int"), (interval("users"), "interval of users"), (opaque("version"), "version"),
    (object_of("headend", {}), "headend"), (one_of(["a"]), "string"), (NULL, "null"), (ERROR, "dyn"),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "text"), SHOWN)
def test_shown(type_: Type, text: str) -> None:
    assert str(type_) == text


USERS, PEAK = quantity("users"), quantity("connections")
PLAIN = object_of("h", {"a": Field(INT, required=False)})
NARROW = object_of("h", {"a": Field(INT)})
JOINED = [
    (INT, INT, INT), (COUNT, USERS, USERS), (USERS, COUNT, USERS), (COUNT, INT, INT), (USERS, INT, None), (USERS, PEAK, None), (INT, STRING, None), (NEVER, INT, INT), (INT, NEVER, INT), (DYN, INT, DYN), (INT, DYN, DYN),
    (ERROR, INT, ERROR), (INT, ERROR, ERROR), (one_of(["a"]), one_of(["b"]), one_of(["a", "b"])), (one_of(["a"]), STRING, STRING), (list_of(NEVER), list_of(INT), list_of(INT)), (list_of(INT), list_of(STRING), None),
    (map_of(STRING, COUNT), map_of(STRING, USERS), map_of(STRING, USERS)), (PLAIN, NARROW, PLAIN), (object_of("a", {}), object_of("b", {}), None), (interval("users"), interval("users"), interval("users")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "wanted"), JOINED)
def test_join(one: Type, other: Type, wanted: Type | None) -> None:
    assert join(one, other) == wanted


T = param("T")
ACCEPTED = [
    (INT, COUNT, True), (INT, USERS, False), (USERS, COUNT, True), (DYN, INT, True), (INT, DYN, True), (STRING, one_of(["a"]), True), (one_of(["a"]), STRING, True), (one_of(["a"]), one_of(["b"]), False),
    (list_of(T), list_of(INT), True), (list_of(T), INT, False), (param("N", "int"), STRING, False), (param("N", "int"), USERS, True), (opaque("a"), opaque("b"), False), (object_of("a", {}), object_of("a", {}), True),
    (Type("type"), Type("type", name="int"), True), (map_of(T, T), map_of(STRING, INT), False), (map_of(T, T), map_of(STRING, STRING), True), (T, DYN, True),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "given", "verdict"), ACCEPTED)
def test_accepts(wanted: Type, given: Type, verdict: bool) -> None:
    assert accepts(wanted, given) is verdict


def test_type_parameters_are_filled_in() -> None:
    bound: dict[str, Type] = {}
    assert accepts(map_of(T, T), map_of(one_of(["a"]), one_of(["b"])), bound)
    assert substitute(list_of(T), bound) == list_of(one_of(["a", "b"]))
    assert substitute(T, {}) == DYN
    bound = {}
    assert accepts(T, DYN, bound)
    assert bound == {"T": DYN}


def test_is_known() -> None:
    assert is_known(list_of(NEVER))
    assert not is_known(list_of(map_of(STRING, DYN)))
