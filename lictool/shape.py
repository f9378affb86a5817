"""What the manifest schema says beyond types: which names are aliases, references, keys of list items, secrets.

One walk over the schema gives a small tree that holds only the places with something to say; joining, reference
checks and masking follow it and know no field by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lictool.location import Path

Shape = dict[str, Any]
"""`fields` (name → Shape), `items` (Shape), `key` (fields that identify an item), `aliases`, `reference`, `secret`."""


def shape_of(schema: Mapping[str, Any]) -> Shape:
    """Give the shape of the documents that a schema (JSON Schema 2020-12, local references only) describes."""
    return _shape(schema, schema) or {}


def _shape(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Shape | None:
    while "$ref" in schema:
        target: Any = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = {**target, **{k: v for k, v in schema.items() if k != "$ref"}}
    shape: Shape = {}
    for annotation in ("aliases", "reference", "secret"):
        if f"x-{annotation}" in schema:
            shape[annotation] = schema[f"x-{annotation}"]
    if "properties" in schema:
        fields = {name: below for name, sub in schema["properties"].items() if (below := _shape(sub, root))}
        if fields:
            shape["fields"] = fields
    if "items" in schema:
        items = _shape(schema["items"], root)
        named = "name" in _properties(schema["items"], root)
        key = schema.get("x-key", ["name"] if named else None)
        if items or key is not None:
            shape["items"] = items or {}
        if key is not None:
            shape["key"] = key
    return shape or None


def _properties(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the properties of an object schema, reached through one reference or none."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    found: Mapping[str, Any] = schema.get("properties", {})
    return found


def at(shape: Shape | None, path: Path) -> Shape:
    """Give the shape at a path, empty where there is nothing to say."""
    for step in path:
        if not shape:
            return {}
        shape = shape.get("items") if isinstance(step, int) else shape.get("fields", {}).get(step)
    return shape or {}


def secret_keys(shape: Shape) -> set[str]:
    """Give the names of the fields that the schema calls secrets."""
    found: set[str] = set()
    for name, below in shape.get("fields", {}).items():
        found |= {name} if below.get("secret") else secret_keys(below)
    return found | secret_keys(shape["items"]) if shape.get("items") else found


def masked(value: Any, shape: Shape) -> Any:
    """Give a value with what the schema calls a secret replaced, also inside of it."""
    if shape.get("secret"):
        return "****"
    if isinstance(value, dict) and "fields" in shape:
        return {name: masked(below, shape["fields"].get(name, {})) for name, below in value.items()}
    if isinstance(value, list) and shape.get("items"):
        return [masked(item, shape["items"]) for item in value]
    return value


def item_key(item: Any, shape: Shape) -> tuple[str, ...] | None:
    """Give what identifies an item of a list, None where items are told apart by position alone."""
    key = shape.get("key")
    if not key or not isinstance(item, dict):
        return None
    return tuple(_written(item.get(field)) for field in key)


def item_labels(items: list[Any], shape: Shape) -> list[str]:
    """Give the items of a list by what identifies them, equal ones numbered; by position where nothing does."""
    labels: list[str] = []
    twins: dict[tuple[str, ...], int] = {}
    for position, item in enumerate(items):
        key = item_key(item, shape)
        if key is None:
            labels.append(item if isinstance(item, str) else str(position))
            continue
        twin = twins[key] = twins.get(key, 0) + 1
        text = ",".join(part.replace("\n", "+") for part in key if part)
        labels.append(text + (f"#{twin}" if twin > 1 or not text else ""))
    return labels


def _written(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(sorted(map(str, value)))  # no name has a line end in it
    return "" if value is None else str(value)


def labels(data: Any, shape: Shape, path: Path, known: dict[Path, list[str]] | None = None) -> tuple[str, ...]:
    """Give a path into data with items of lists by what identifies them, so that it survives reordering.

    `known` keeps the labels of lists for the next path into the same data.
    """
    known = {} if known is None else known
    value = data
    said: list[str] = []
    for depth, step in enumerate(path):
        if isinstance(step, str):
            said.append(step)
            value = value.get(step) if isinstance(value, dict) else None
            continue
        above = path[:depth]
        if above not in known:
            known[above] = item_labels(value if isinstance(value, list) else [], at(shape, above))
        is_there = step < len(known[above])
        said.append(known[above][step] if is_there else str(step))
        value = value[step] if is_there else None
    return tuple(said)
