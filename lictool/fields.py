"""The records of the manifest and their fields, with what the schema says of each; for pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.schema_types import type_of
from lictool.record import NamedTuple
from lictool.wording_fields import JAPANESE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lictool.expr.celtypes import Type

    Schema = Mapping[str, Any]

ROOT = "manifest"
"""Name of the record that is a whole document."""


class ManifestField(NamedTuple):
    """A field of a record."""

    name: str
    type: Type
    """As rules see it."""
    description: str
    required: bool
    aliases: Mapping[str, str]
    """Other names of its values, with the values that they stand for."""
    refers_to: str
    """The list whose items its values name, if any."""
    format: str
    """`date` or `date-time`, where it is one."""


class ManifestRecord(NamedTuple):
    """A kind of record."""

    name: str
    """As messages of the language call it."""
    places: tuple[str, ...]
    """Where such records stand, such as `spec.headends[]`."""
    fields: tuple[ManifestField, ...]


def records_of(schema: Schema) -> dict[str, ManifestRecord]:
    """Give the records that a manifest may hold by name, in the order in which they are first met."""
    reader = _Reader(schema)
    reader.walk(schema, type_of(schema, schema)._replace(name=ROOT), "")
    return {name: ManifestRecord(name, tuple(places), fields) for name, (places, fields) in reader.found.items()}


def meanings(schema: Schema, language: str) -> dict[tuple[str, str], str]:
    """Give what the fields mean, by record and name; what `spec` holds is the deployment's for rules.

    In Japanese, fields that no shipped rule reads keep the English of the schema.
    """
    found = {(r.name, f.name): f.description for r in records_of(schema).values() for f in r.fields}
    found |= {("deployment", field): text for (record, field), text in found.items() if record == "spec"}
    if language == "ja":
        found |= {pair: JAPANESE[name] for pair in found if (name := ".".join(pair)) in JAPANESE}
    return found


class _Reader:
    """Walks through a schema and the type that was made of it."""

    __slots__ = ("_schema", "found")

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self.found: dict[str, tuple[list[str], tuple[ManifestField, ...]]] = {}

    def walk(self, part: Schema, type_: Type, place: str) -> None:
        part = self._resolved(part)
        if type_.kind == "list":
            self.walk(part["items"], type_.args[0], f"{place}[]")
        elif type_.kind == "map":
            self.walk(part["additionalProperties"], type_.args[1], f"{place}[…]")
        elif type_.kind == "object":
            places, _ = self.found.setdefault(type_.name, ([], self._fields(part, type_)))
            places.append(place)
            for name, field in type_.fields.items():
                self.walk(part["properties"][name], field.type, f"{place}.{name}".removeprefix("."))

    def _fields(self, part: Schema, type_: Type) -> tuple[ManifestField, ...]:
        fields = []
        for name, field in type_.fields.items():
            sub = self._resolved(part["properties"][name])
            item = self._resolved(sub["items"]) if "items" in sub else sub
            fields.append(
                ManifestField(
                    name,
                    field.type,
                    sub.get("description", ""),
                    field.required,
                    item.get("x-aliases", {}) if "enum" in item else {},
                    item.get("x-reference", ""),
                    item.get("format", ""),
                )
            )
        return tuple(fields)

    def _resolved(self, part: Schema) -> Schema:
        if "$ref" not in part:
            return part
        target: Any = self._schema
        for step in part["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return {**self._resolved(target), **part}
