"""Cells of exports: texts turned into what a field of the manifest takes, or into nothing where they do not fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lictool.expr.chronology import is_day
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_DIGITS = re.compile(r"[0-9]{1,12}")
_PARTS = {"YYYY": r"(?P<Y>[0-9]{4})", "MM": r"(?P<M>[0-9]{2})", "DD": r"(?P<D>[0-9]{2})"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)")
_YES = {"true": True, "false": False}


class Cell(NamedTuple):
    """How the cells of a column are read."""

    field: str
    schema: Mapping[str, Any]
    """The schema of the field, references resolved."""
    values: Mapping[str, Any] | None
    date: str
    thousands: str
    separator: str

    def read(self, text: str) -> Any:
        """Give the value of a cell that is not empty; None where it does not fit."""
        if self.values is not None:
            value = self.values.get(text)
            return None if value is None else self._value(str(value).lower() if value in (True, False) else str(value))
        return self._value(text)

    def _value(self, text: str) -> Any:
        if self.schema.get("type") == "array":
            members = [part.strip() for part in text.split(self.separator) if part.strip()]
            found = tuple(self._one(part, self.schema["items"]) for part in dict.fromkeys(members))
            return None if None in found or not found else found
        return self._one(text, self.schema)

    def _one(self, text: str, schema: Mapping[str, Any]) -> Any:
        kind = schema.get("type")
        if kind == "integer":
            return self._number(text, schema)
        if kind == "boolean":
            return _YES.get(text.lower())
        if "enum" in schema:
            return text if text in schema["enum"] else None
        if schema.get("format") == "date":
            return self._day(text)
        if schema.get("format") == "date-time":
            return text if _MOMENT.fullmatch(text) and is_day(text[:10]) else None
        fits = schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", 500) and text.isprintable()
        return text if fits and re.search(schema.get("pattern", ""), text) else None

    def _number(self, text: str, schema: Mapping[str, Any]) -> int | None:
        if self.thousands and re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(self.thousands)}[0-9]{{3}})+", text):
            text = text.replace(self.thousands, "")
        if not _DIGITS.fullmatch(text):
            return None
        number = int(text)
        return number if schema.get("minimum", 0) <= number <= schema.get("maximum", number) else None

    def _day(self, text: str) -> str | None:
        pattern = re.escape(self.date)
        for word, part in _PARTS.items():
            pattern = pattern.replace(word, part, 1)
        found = re.fullmatch(pattern, text)
        day = f"{found['Y']}-{found['M']}-{found['D']}" if found else ""
        return day if day and is_day(day) else None


def cell_of(wish: Mapping[str, Any], schema: Mapping[str, Any]) -> Cell:
    """Give how cells are read for a field, as a map wishes."""
    return Cell(
        wish["to"],
        schema,
        wish.get("values"),
        wish.get("date", "YYYY-MM-DD"),
        wish.get("thousands", ""),
        wish.get("separator", ";"),
    )


def no_cell(schema: Mapping[str, Any]) -> str:
    """Say why a column cannot give a field; nothing if it can."""
    kind = schema.get("type")
    inner = schema.get("items", {}).get("type", "string")
    if schema.get("x-secret"):
        return "a secret has no business in a manifest"
    if kind == "object" or (kind == "array" and inner == "object"):
        return "this field holds more than one cell can say"
    return ""
