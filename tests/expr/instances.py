"""What expressions made at random are about: names with their types, a manifest among them, and data that fit, made from a seed."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

from lictool.expr.celtypes import BOOL, DOUBLE, DURATION, INT, STRING, TIMESTAMP, list_of, map_of
from lictool.expr.chronology import SECOND, parse_timestamp
from lictool.expr.values import Duration
from lictool.policy import deployment_type
from lictool.resources import schema_text

if TYPE_CHECKING:
    from lictool.expr.celtypes import Type

NAMES: dict[str, Type] = {
    "n": INT, "k": INT, "x": DOUBLE, "s": STRING, "t": STRING, "p": BOOL, "ints": list_of(INT), "texts": list_of(STRING), "doubles": list_of(DOUBLE),
    "counts": map_of(STRING, INT), "at": TIMESTAMP, "span": DURATION, "deployment": deployment_type(json.loads(schema_text("manifest"))),
}  # fmt: skip
TEXTS = (
    "",
    "a",
    "b",
    "x",
    "fw-1",
    "é",
    "🐱z",
    "12",
    "-7",
    "1.5",
    "true",
    " a b ",
    "A,b,a",
    "9.16(4)57",
    "2026-03-01T00:00:00Z",
    "aaa",
)
INTS = (0, 1, 2, 3, -1, 10, 100, 250)
EDGES = (2**63 - 1, -(2**63), 2**53 + 1)
DOUBLES = (0.0, 1.0, -1.5, 2.0, 0.1, 1e9, 1e300, -3.25)
DATES = ("2026-01-01", "2024-02-29", "2026-12-31", "1999-12-31", "2026-10-01")


def instance(type_: Type, seed: Random, present: float = 0.6) -> Any:
    """Give a value of a type; an optional field is there with a probability. Dates are text, as in a manifest."""
    kind = type_.kind
    if kind == "object":
        return {
            name: instance(field.type, seed, present)
            for name, field in type_.fields.items()
            if field.required or seed.random() < present
        }
    if kind == "list":
        return [instance(type_.args[0], seed, present) for _ in range(seed.choice((0, 1, 2, 2, 3)))]
    if kind == "map":
        keys = type_.args[0].values or TEXTS
        return {key: instance(type_.args[1], seed, present) for key in seed.sample(keys, min(2, len(keys)))}
    if kind == "string":
        return seed.choice(type_.values or TEXTS)
    if kind == "int":
        return seed.choice(EDGES) if seed.random() < 0.05 else seed.choice(INTS)
    return seed.choice({"bool": (False, True), "double": DOUBLES, "timestamp": DATES}[kind])


def estate(number: int) -> dict[str, Any]:
    """Give a value to every name; most optional facts are there, or half of them."""
    seed = Random(number)  # noqa: S311 - not a secret
    present = seed.choice((0.85, 0.5))
    return {
        name: seed.choice((0, 3600, -90, 40 * 86_400)) if type_ == DURATION else instance(type_, seed, present)
        for name, type_ in NAMES.items()
    }


def bound(value: Any, type_: Type) -> object:
    """Give data as a frame of this language wants them."""
    if type_.kind == "timestamp":
        return parse_timestamp(value)
    return Duration(value * SECOND) if type_.kind == "duration" else value
