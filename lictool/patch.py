"""Patching a manifest: JSON Merge Patch (RFC 7396) that knows items of lists by their name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lictool.shape import Shape


def patched(target: Any, patch: Any, shape: Shape) -> Any:
    """Give a patched copy: records are merged, null removes, other values replace.

    In a list of named items, a patch is a list of items (merged with the item of the same name, or appended) or a
    record of items by name (null removes one); an empty list says that there are none. Other lists are replaced.
    """
    if shape.get("key") == ["name"] and patch != [] and isinstance(patch, list | dict):
        return _items(target if isinstance(target, list) else [], patch, shape.get("items", {}))
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = patched(result.get(name), value, shape.get("fields", {}).get(name, {}))
    return result


def _items(target: list[Any], patch: list[Any] | dict[str, Any], shape: Shape) -> list[Any]:
    """Merge, append and remove items; what is no record or has no name is appended as it is, for the schema to judge."""
    result = list(target)
    changes = list(patch.items()) if isinstance(patch, dict) else [(_name(item), item) for item in patch]
    for name, change in changes:
        places = [place for place, item in enumerate(result) if name is not None and _name(item) == name]
        if isinstance(patch, dict) and change is None:
            result = [item for item in result if _name(item) != name]
        elif places:
            result[places[0]] = patched(result[places[0]], change, shape)
        else:
            result.append(patched({"name": name}, change, shape) if name is not None else change)
    return result


def _name(item: Any) -> Any:
    return item.get("name") if isinstance(item, dict) else None
