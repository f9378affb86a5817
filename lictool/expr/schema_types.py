"""The types that a JSON Schema gives to data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.celtypes import (
    BOOL,
    DOUBLE,
    DYN,
    STRING,
    TIMESTAMP,
    Field,
    Type,
    list_of,
    map_of,
    object_of,
    one_of,
    quantity,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    Schema = Mapping[str, Any]

_MOMENTS = ("date", "date-time")


def type_of(schema: Schema, root: Schema) -> Type:
    """Give the type of the data that fits a schema; `root` holds the `$defs` that it refers to.

    Closed object: object; `additionalProperties` with a schema: map; `enum` or `const` of text: closed set without
    the keys of `x-aliases`, which name properties of an object likewise; `format: date` or `date-time`: timestamp; `x-unit` on an integer: quantity; all that is
    not understood, and every schema that contains itself: `dyn`. A record is called by its `x-type`, else by its
    name in `$defs`, else by the property that holds it. Raises KeyError for a `$ref` that leads nowhere.
    """
    return _Reader(root).read(schema, "object", ())


class _Reader:
    __slots__ = ("root",)

    def __init__(self, root: Schema) -> None:
        self.root = root

    def read(self, schema: Schema, name: str, open_refs: tuple[str, ...]) -> Type:  # noqa: PLR0911 - one for each kind
        """Give the type of a schema that is called `name`, below the references that are being read."""
        reference = schema.get("$ref")
        if isinstance(reference, str):
            if reference in open_refs:
                return DYN
            target = self._resolve(reference)
            siblings = {key: value for key, value in schema.items() if key != "$ref"}
            return self.read({**target, **siblings}, reference.rpartition("/")[2], (*open_refs, reference))
        values = _closed_set(schema)
        if values is not None:
            return one_of(values)
        match schema.get("type"):
            case "object":
                return self._record(schema, str(schema.get("x-type", name)), open_refs)
            case "array" if isinstance(schema.get("items"), dict):
                return list_of(self.read(schema["items"], name, open_refs))
            case "string":
                return TIMESTAMP if schema.get("format") in _MOMENTS else STRING
            case "integer":
                return quantity(str(schema.get("x-unit", "")))
            case "number":
                return DOUBLE
            case "boolean":
                return BOOL
        return DYN

    def _resolve(self, reference: str) -> Schema:
        node: Any = self.root
        for step in reference.removeprefix("#").split("/")[1:]:
            node = node[step.replace("~1", "/").replace("~0", "~")]
        found: Schema = node
        return found

    def _record(self, schema: Schema, name: str, open_refs: tuple[str, ...]) -> Type:
        rest = schema.get("additionalProperties")
        if isinstance(rest, dict) and "properties" not in schema:
            keys = _closed_set(schema.get("propertyNames", {}))
            return map_of(STRING if keys is None else one_of(keys), self.read(rest, name, open_refs))
        if rest is not False:
            return DYN
        required = schema.get("required", ())
        aliases = schema.get("x-aliases", {})
        return object_of(
            name,
            {
                field: Field(self.read(part, field, open_refs), field in required)
                for field, part in schema.get("properties", {}).items()
                if field not in aliases
            },
        )


def _closed_set(schema: Schema) -> list[str] | None:
    """Give the canonical values of an enum of texts."""
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    if not values or not all(isinstance(value, str) for value in values):
        return None
    aliases = schema.get("x-aliases", {})
    return [value for value in values if value not in aliases]
