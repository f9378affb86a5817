"""Data that fit a type, made from a seed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

    from lictool.expr.celtypes import Type

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
