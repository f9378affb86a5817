"""Violations of single values: types, choices, forms and limits."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

from lictool.expr.suggestion import nearest
from lictool.reading.scalars import LARGEST, SMALLEST
from lictool.record import NamedTuple
from lictool.schema_mappings import listed
from lictool.wording_input import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from lictool.location import Path
    from lictool.wording_input import Argument, Arguments

    Told = tuple[str, Arguments]
    Explainer = Callable[["Case"], Told]


class Case(NamedTuple):
    """A value that breaks a keyword."""

    node: dict[str, Any]
    """The schema that has the keyword."""
    value: Any
    path: Path
    secret: bool
    """Whether the value must not be shown."""


_SWITCHES = {
    "true": "true",
    "false": "false",
    "yes": "true",
    "on": "true",
    "y": "true",
    "no": "false",
    "off": "false",
    "n": "false",
}
_SPECIAL = frozenset(",[]{}:#&*!|>'\"%@`?")
_SEPARATORS = str.maketrans("", "", ",_' \u2019")


def _got(value: Any, *, secret: bool = False, typed: bool = False) -> Words:
    """Name a value; `typed` says of a text that it is one."""
    if value is None:
        return Words("null", {})
    if isinstance(value, list | dict):
        return Words("array" if isinstance(value, list) else "object", {})
    if secret:
        return Words("got-secret", {})
    if isinstance(value, str):
        return Words("got-text" if typed else "got-value", {"value": value}) if value else Words("got-empty", {})
    return Words("got-value", {"value": json.dumps(value)})


def _type(case: Case) -> Told:
    types = case.node["type"] if isinstance(case.node["type"], list) else [case.node["type"]]
    value = case.value
    wanted = Words(types[0], {})
    for other in types[1:]:
        wanted = Words("or", {"one": wanted, "other": Words(other, {})})
    if value is None:
        return _null(case.path, wanted)
    told: Arguments = {"wanted": wanted, "got": _got(value, secret=case.secret, typed=True)}
    if isinstance(value, str) and not case.secret:
        return _type_of_text(types, value, told)
    if isinstance(value, int | float) and not case.secret:
        if types == ["string"]:
            return "type-quotes", told
        if types == ["array"]:
            return "type-write", {**told, "write": f"[{json.dumps(value)}]"}
    return "type", told


def _null(path: Path, wanted: Words) -> Told:
    if not path:
        return "null-root", {"wanted": wanted}
    return ("null-key", {"key": path[-1]}) if isinstance(path[-1], str) else ("null-item", {})


def _type_of_text(types: list[str], value: str, told: Arguments) -> Told:
    """Say what to write where a text is no number, no switch, no list."""
    write: str | None = None
    if "integer" in types or "number" in types:
        write = _number(value, whole="number" not in types)
        if write == "":
            return "number-too-large", {"wanted": told["wanted"], "value": value}
    if write is None and "boolean" in types:
        write = _SWITCHES.get(value.lower())
    if write is None and types == ["array"] and value and not set(value) & _SPECIAL:
        write = f"[{value}]"
    if write is None:
        return "type", told
    return ("type-no-quotes", told) if write == value else ("type-write", {**told, "write": write})


def _number(text: str, *, whole: bool) -> str | None:
    """Guess the number that a text is meant to be; empty when it is out of bounds, None when it is none."""
    plain = unicodedata.normalize("NFKC", text).translate(_SEPARATORS)
    if not plain.strip("+-")[:1].isdigit() or len(plain) > 400:
        return "" if plain.strip("+-").isdigit() else None
    try:
        value = float(plain)
    except ValueError:
        return None
    if not SMALLEST <= value <= LARGEST:
        return ""
    if value == int(value) and ("e" in plain.lower() or "." not in plain):
        exact = int(value) if "e" in plain.lower() else int(plain)
        return str(exact) if SMALLEST <= exact <= LARGEST else ""
    if whole:
        return None
    return plain if "e" not in plain.lower() else repr(value)


def _enum(case: Case) -> Told:
    options = [option if isinstance(option, str) else json.dumps(option) for option in case.node["enum"]]
    told: Arguments = {"options": listed(options), "got": _got(case.value, secret=case.secret)}
    near = nearest(case.value, options) if isinstance(case.value, str) and not case.secret else None
    return ("enum", told) if near is None else ("enum-near", {**told, "near": near})


def _const(case: Case) -> Told:
    return "const", {"expected": _got(case.node["const"]), "got": _got(case.value, secret=case.secret)}


def _format(case: Case) -> Told:
    got: Arguments = {"got": _got(case.value, secret=case.secret)}
    value: str = case.value
    match case.node["format"]:
        case "date":
            return ("no-day" if _looks_like(value, "0000-00-00") else "no-date"), got
        case "date-time":
            without_zone = _looks_like(value[:19], "0000-00-00T00:00:00") and not value[19:].lstrip(".0123456789")
            return ("no-zone" if without_zone else "no-moment"), got
        case other:
            return "format", {**got, "format": other}


def _looks_like(value: str, form: str) -> bool:
    """Whether a text has digits where the form has, and is equal to it elsewhere."""
    return len(value) == len(form) and all(
        (sign == "0" and character in "0123456789") or sign == character
        for sign, character in zip(form, value, strict=True)
    )


def _pattern(case: Case) -> Told:
    got = _got(case.value, secret=case.secret)
    words: Argument | None = case.node.get("x-pattern-words")
    if words is None:
        return "pattern", {"got": got, "pattern": case.node["pattern"]}
    return "pattern-words", {"got": got, "words": words}


def _length(case: Case) -> Told:
    count = len(case.value)
    if not count:
        return "empty-text", {}
    if count < case.node.get("minLength", 0):
        return "short-text", {"count": str(count), "limit": str(case.node["minLength"])}
    return "long-text", {"count": str(count), "limit": str(case.node["maxLength"])}


def _limit(keyword: str, key: str) -> Explainer:
    def explain(case: Case) -> Told:
        return key, {"limit": json.dumps(case.node[keyword]), "got": _got(case.value, secret=case.secret)}

    return explain


VALUES: dict[str, Explainer] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "format": _format,
    "pattern": _pattern,
    "minLength": _length,
    "maxLength": _length,
    "minimum": _limit("minimum", "minimum"),
    "maximum": _limit("maximum", "maximum"),
    "exclusiveMinimum": _limit("exclusiveMinimum", "above"),
    "exclusiveMaximum": _limit("exclusiveMaximum", "below"),
    "multipleOf": _limit("multipleOf", "multiple"),
}
"""Keyword, and what to say about a value that breaks it."""
