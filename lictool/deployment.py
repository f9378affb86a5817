"""Joining the parts of a deployment into one set of facts, and finding the way back to the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.location import Path, Where
from lictool.record import NamedTuple
from lictool.shape import Shape, at, item_key, labels, masked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lictool.document import Document


class Clash(NamedTuple):
    """A fault of the joined manifest: a name given twice, two values for one fact, a reference that leads nowhere."""

    document: Document
    where: Where
    key: str
    arguments: dict[str, str]
    others: tuple[tuple[Document, Where], ...] = ()


class Deployment:
    """One estate: the parts that describe it, their facts joined, and the faults found while joining.

    `data` holds `name`, `labels` and everything of `spec`, with aliases replaced by the names of the FAQ.
    """

    __slots__ = ("_labels", "_origins", "_renamed", "_shape", "clashes", "data", "name", "parts")

    def __init__(self, name: str, parts: list[Document], shape: Shape) -> None:
        self.name = name
        self.parts = parts
        self.clashes: list[Clash] = []
        self._shape: Shape = shape["fields"].get("spec", {})
        self._renamed: dict[tuple[int, Path], str] = {}
        self._labels: dict[Path, list[str]] = {}
        self._origins: dict[Path, list[list[tuple[int, int]]]] = {}
        for number, part in enumerate(parts):
            spec = part.data.get("spec")
            if spec:
                self._settle(number, spec, self._shape, ("spec",))
        self.data = self._joined()
        self._refer()

    def _settle(self, number: int, value: Any, shape: Shape, path: Path) -> None:
        """Replace aliases in a part, and see that it gives no name twice."""
        if isinstance(value, list):
            self._settle_items(number, value, shape, path)
            return
        if "aliases" in shape:
            self._rename(number, value, shape["aliases"], path)
        fields = shape.get("fields", {})
        for name, below in value.items():
            child = fields.get(name)
            if child is None:
                continue
            if below.__class__ is dict or below.__class__ is list:
                self._settle(number, below, child, (*path, name))
            elif "aliases" in child:
                value[name] = child["aliases"].get(below, below)

    def _settle_items(self, number: int, items: list[Any], shape: Shape, path: Path) -> None:
        if shape.get("key") == ["name"]:
            self._unique(number, [(item["name"], (*path, place, "name")) for place, item in enumerate(items)], path)
        below = shape.get("items", {})
        aliases = below.get("aliases", {})
        for position, item in enumerate(items):
            if item.__class__ is dict:
                self._settle(number, item, below, (*path, position))
            elif aliases:
                items[position] = aliases.get(item, item)
        if aliases:
            self._unique(number, [(item, (*path, place)) for place, item in enumerate(items)], path)

    def _rename(self, number: int, value: dict[str, Any], aliases: dict[str, str], path: Path) -> None:
        """Give keys that are aliases their proper names; the same fact under two names must be the same."""
        for alias, name in aliases.items():
            if alias not in value:
                continue
            if name in value and value[name] != value[alias]:
                part = self.parts[number]
                here, there = Where((*path, alias)), Where((*path, self._renamed.get((number, (*path, name)), name)))
                said = _said(value[alias], {}), _said(value[name], {})
                self.clashes.append(_conflict(part, here, name, said, (part, there)))
                continue
            value[name] = value.pop(alias)
            self._renamed[number, (*path, name)] = alias

    def _unique(self, number: int, names: list[tuple[str, Path]], path: Path) -> None:
        """See that a list of a part gives no name twice, an alias and what it stands for being one name."""
        part = self.parts[number]
        seen: dict[str, Path] = {}
        for name, here in names:
            first = seen.setdefault(name, here)
            if first != here:
                arguments = {"name": name, "list": str(path[-1])}
                self.clashes.append(Clash(part, Where(here), "name-twice", arguments, ((part, Where(first)),)))

    def _joined(self) -> dict[str, Any]:
        """Join the parts; a single part is taken as it is."""
        if len(self.parts) == 1:
            part = self.parts[0].data
            data: dict[str, Any] = {"name": self.name, **part.get("spec", {})}
            if "labels" in part["metadata"]:
                data["labels"] = part["metadata"]["labels"]
            return data
        joined: dict[str, Any] = {"name": self.name}
        for number, part in enumerate(self.parts):
            if "labels" in part.data["metadata"]:
                self._join(joined.setdefault("labels", {}), part.data["metadata"]["labels"], {}, number, ("labels",))
            if part.data.get("spec"):
                self._join(joined, part.data["spec"], self._shape, number, ())
        return joined

    def _join(self, into: dict[str, Any], facts: dict[str, Any], shape: Shape, number: int, path: Path) -> None:
        for name, value in facts.items():
            below = shape.get("fields", {}).get(name, {})
            here = (*path, name)
            if isinstance(value, dict):
                self._join(into.setdefault(name, {}), value, below, number, here)
            elif isinstance(value, list):
                self._append(into.setdefault(name, []), value, below, number, here)
            elif into.setdefault(name, value) != value:
                first = next(self._candidates(here))
                document, where = self._place(number, self._document_path(number, here))
                other = self._place(*first)
                said = _said(value, below), _said(into[name], below)
                self.clashes.append(_conflict(document, where, name, said, other))

    def _append(self, into: list[Any], items: list[Any], shape: Shape, number: int, path: Path) -> None:
        """Append the items of a part; an item with the key of one that is there already is joined to it."""
        origins = self._origins.setdefault(path, [])
        twins: dict[Any, int] = {}
        known: dict[Any, int] = {}
        for position, item in enumerate(into):
            known.setdefault(_identity(item, shape, twins), position)
        twins = {}
        for position, item in enumerate(items):
            place = known.get(_identity(item, shape, twins))
            if place is None:
                place = len(into)
                into.append({} if isinstance(item, dict) else item)
                origins.append([])
            origins[place].append((number, position))
            if isinstance(item, dict):
                self._join(into[place], item, shape.get("items", {}), number, (*path, place))

    def _document_path(self, number: int, path: Path) -> Path:
        """Give the path inside part `number` of a path of the joined facts that the part is known to hold."""
        return next(found for part, found in self._candidates(path) if part == number)

    def _candidates(self, path: Path) -> Iterator[tuple[int, Path]]:
        """Give every part, with the path inside it, that holds the fact at a path; parts in order."""
        root = _root(path)
        ways: list[tuple[int, Path]] = [(n, (root,)) for n, part in enumerate(self.parts) if root in part.data]
        for depth, step in enumerate(path):
            origins = self._origins.get(path[:depth])
            if isinstance(step, int) and origins is not None:
                held = dict(origins[step]) if step < len(origins) else {}
                ways = [(n, (*way, held[n])) for n, way in ways if n in held]
            else:
                ways = [(n, (*way, step)) for n, way in ways if _holds(self.parts[n].data, way, step)]
        yield from ways

    def trace(self, path: Path) -> tuple[Document, Path]:
        """Give the document and the path inside it of a path of the joined facts.

        Where no part holds it, the nearest part that holds what is above it, with the rest of the path.
        """
        for end in range(len(path), 0, -1):
            for number, way in self._candidates(path[:end]):
                document, where = self._place(number, (*way, *path[end:]))
                return document, where.path
        root = _root(path)
        return next((part for part in self.parts if root in part.data), self.parts[0]), (root, *path)

    def _place(self, number: int, path: Path) -> tuple[Document, Where]:
        """Say a path in the words of the file: keys that were aliases as they are written there."""
        written: Path = ()
        for depth, step in enumerate(path, 1):
            written = (*written, self._renamed.get((number, path[:depth]), step))
        return self.parts[number], Where(written)

    def _refer(self) -> None:
        """See that every reference names an item that is there."""
        names: dict[str, set[str]] = {}
        for path, value, collection in _references(self.data, self._shape, ()):
            if collection not in names:
                names[collection] = _names(self.data, collection)
            if value not in names[collection]:
                document, inside = self.trace(path)
                known = ", ".join(f"`{n}`" for n in sorted(names[collection])[:8])
                arguments = {"name": value, "list": collection, "known": known, "all": "\n".join(names[collection])}
                self.clashes.append(Clash(document, Where(inside), "reference-unknown", arguments))

    def shown(self, path: Path, value: Any) -> Any:
        """Give a value of the joined facts with what the schema calls a secret masked."""
        return masked(value, at(self._shape, path))

    def is_name(self, path: Path) -> bool:
        """Tell whether a path leads to what an item of a list is called by, and nothing else."""
        return path[-1:] == ("name",) and at(self._shape, path[:-2]).get("key") == ["name"]

    def label(self, path: Path) -> tuple[str, ...]:
        """Give a path with items of lists by what identifies them, so that it survives reordering and splitting."""
        return labels(self.data, self._shape, path, self._labels)


def _root(path: Path) -> str:
    """Give the key of a document below which a path of the joined facts lies."""
    return "metadata" if path and path[0] in ("name", "labels") else "spec"


def _conflict(
    document: Document, where: Where, name: str, said: tuple[str, str], other: tuple[Document, Where]
) -> Clash:
    arguments = {"name": name, "value": said[0], "first": said[1]}
    return Clash(document, where, "fact-twice", arguments, (other,))


def _said(value: Any, shape: Shape) -> str:
    """Give a value for a message as it is written in a manifest, a secret masked."""
    value = masked(value, shape)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _identity(item: Any, shape: Shape, twins: dict[Any, int]) -> Any:
    """Tell which items of two parts are one: by key and, among equal keys, by order; plain values by value.

    `twins` counts the items of the list so far by key.
    """
    if not isinstance(item, dict):
        return item
    key = item_key(item, shape)
    if key is None:
        return object()
    twin = twins.get(key, 0)
    twins[key] = twin + 1
    return key, twin


def _holds(data: Any, path: Path, step: str | int) -> bool:
    for way in path:
        data = data.get(way) if isinstance(data, dict) and isinstance(way, str) else _item(data, way)
    if isinstance(data, dict):
        return step in data
    return isinstance(data, list) and isinstance(step, int) and step < len(data)


def _item(data: Any, position: str | int) -> Any:
    return data[position] if isinstance(data, list) and isinstance(position, int) and position < len(data) else None


def _references(value: Any, shape: Shape, path: Path) -> Iterator[tuple[Path, str, str]]:
    if value.__class__ is dict:
        fields = shape.get("fields")
        if fields:
            for name, below in value.items():
                if name in fields:
                    yield from _references(below, fields[name], (*path, name))
    elif value.__class__ is list:
        items = shape.get("items")
        if items:
            for position, item in enumerate(value):
                yield from _references(item, items, (*path, position))
    elif "reference" in shape and isinstance(value, str):
        yield path, value, shape["reference"]


def _names(data: dict[str, Any], collection: str) -> set[str]:
    """Give the names that a reference may use; customers may be kept one by one or as the only one."""
    value: Any = data
    for step in collection.split("."):
        value = value.get(step, {}) if isinstance(value, dict) else {}
    found = {item["name"] for item in value or ()}
    if collection == "customers" and "customer" in data:
        found.add(data["customer"]["name"])
    return found
