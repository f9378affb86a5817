"""Violations of mappings and lists: keys and items that are missing, too many or in each other's way."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from lictool.expr.suggestion import nearest
from lictool.location import Where
from lictool.wording_input import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lictool.location import Path
    from lictool.wording_input import Argument, Arguments

    Told = tuple[Where, str, Arguments]
    Explainer = Callable[[dict[str, Any], Any, Path], Iterator[Told]]

_MOST = 8
"""So many keys or values are listed, the rest is counted."""


def listed(names: Iterable[str]) -> Argument:
    """List names, each in backticks."""
    pieces: list[Words] = [Words("option", {"value": name}) for name in names]
    if len(pieces) > _MOST:
        pieces = [*pieces[:_MOST], Words("more", {"count": str(len(pieces) - _MOST)})]
    whole = pieces[0]
    for piece in pieces[1:]:
        whole = Words("list", {"one": whole, "other": piece})
    return whole


def _unknown_keys(node: dict[str, Any], value: Any, path: Path) -> Iterator[Told]:
    known = node.get("properties", {})
    patterns = node.get("patternProperties", {})
    for key in value:
        if key in known or any(re.search(pattern, key) for pattern in patterns):
            continue
        near = nearest(key, known)
        where = Where((*path, key), key=True)
        if near is not None:
            yield where, "unknown-key-near", {"key": key, "near": near}
        elif known:
            yield where, "unknown-key", {"key": key, "allowed": listed(k for k in known)}
        else:
            yield where, "unknown-key-alone", {"key": key}


def _missing_keys(node: dict[str, Any], value: Any, path: Path) -> Iterator[Told]:
    for key in node["required"]:
        if key not in value:
            yield Where((*path, key), key=True), "missing-key", {"key": key, "parent": _parent(path)}


def _parent(path: Path) -> Words:
    """Name the mapping that lacks a key."""
    if not path:
        return Words("in-document", {})
    if isinstance(path[-1], str):
        return Words("in-key", {"key": path[-1]})
    above = path[-2] if len(path) > 1 else 0
    return Words("in-items", {"key": above}) if isinstance(above, str) else Words("in-item", {})


def _missing_beside(node: dict[str, Any], value: Any, path: Path) -> Iterator[Told]:
    for key, needed in node["dependentRequired"].items():
        missing = [name for name in needed if name not in value]
        if key in value and missing:
            yield Where((*path, key), key=True), "missing-key-beside", {"key": key, "needed": missing[0]}


def _excluded(node: dict[str, Any], value: Any, path: Path) -> Iterator[Told]:
    condition = node["not"]
    keys = condition.get("required", []) if isinstance(condition, dict) else []
    if not keys or not isinstance(value, dict):
        yield Where(path), "not-allowed", {}
    elif len(keys) == 1:
        yield Where((*path, keys[0]), key=True), "key-not-allowed", {"key": keys[0]}
    else:
        yield Where((*path, keys[-1]), key=True), "exclusive", {"keys": listed(keys)}


def _repeated_item(_: dict[str, Any], value: Any, path: Path) -> Iterator[Told]:
    first: dict[str, int] = {}
    for position, item in enumerate(value):
        form = json.dumps(item, sort_keys=True)
        if form in first:
            yield Where((*path, position)), "item-twice", {"first": str(first[form] + 1)}
        first.setdefault(form, position)


def _few(keyword: str, empty: str, some: str) -> Explainer:
    def explain(node: dict[str, Any], value: Any, path: Path) -> Iterator[Told]:
        key = empty if not value and node[keyword] == 1 else some
        yield _itself(path), key, {} if key == empty else _counts(node[keyword], value)

    return explain


def _many(keyword: str, key: str) -> Explainer:
    def explain(node: dict[str, Any], value: Any, path: Path) -> Iterator[Told]:
        yield _itself(path), key, _counts(node[keyword], value)

    return explain


def _no_such_item(_: dict[str, Any], __: Any, path: Path) -> Iterator[Told]:
    yield _itself(path), "no-such-item", {}


def _itself(path: Path) -> Where:
    """Give the place of a list or mapping as a whole: its key, where it has one."""
    return Where(path, key=bool(path) and isinstance(path[-1], str))


def _counts(limit: int, value: Any) -> Arguments:
    return {"limit": str(limit), "count": str(len(value))}


MAPPINGS: dict[str, Explainer] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_keys,
    "dependentRequired": _missing_beside,
    "not": _excluded,
    "uniqueItems": _repeated_item,
    "minItems": _few("minItems", "empty-list", "few-items"),
    "maxItems": _many("maxItems", "many-items"),
    "minProperties": _few("minProperties", "empty-mapping", "few-keys"),
    "maxProperties": _many("maxProperties", "many-keys"),
    "contains": _no_such_item,
}
"""Keyword, and what to say about a mapping or list that breaks it."""
