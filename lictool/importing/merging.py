"""What was read, merged into a manifest that is there.

What stands in the manifest is never replaced unasked: where it says something else, that is a conflict. Only what an
import itself wrote, sources and observations, follows the newer output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.document import load
from lictool.errors import Problem, UsageError
from lictool.importing.assembly import LARGEST, Items, Leaf, Record
from lictool.importing.round_trip import Text, append, line_of, put
from lictool.importing.writing import place_of, written_order
from lictool.record import NamedTuple
from lictool.reporters.escaping import one_line
from lictool.schema import shipped
from lictool.wording_input import text as words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lictool.document import Document
    from lictool.importing.facts import Item, Origin
    from lictool.location import Path

KIND = "SecureClientDeployment"
ALIASES = {"advantage": "plus", "premier": "apex", "essentials": "base"}
"""Other names of tiers; the last one is of ISE alone."""


class Conflict(NamedTuple):
    """A fact that the manifest and what was read say differently."""

    path: str
    line: int
    """Of the manifest, 1-based."""
    said: str
    read: str
    origin: Origin


class Merged(NamedTuple):
    """A manifest with what was read."""

    text: str
    conflicts: tuple[Conflict, ...]
    changes: int
    """Facts that were added or followed a newer output."""


def merged(
    file: str, content: bytes, tree: Record, deployment: str | None, order: Mapping[str, int], *, force: bool
) -> Merged:
    """Merge what was read into a manifest; with `force` it replaces what contradicts it.

    Raises UsageError for a file that is no sound manifest, or not of that deployment.
    """
    if file.lower().endswith(".json"):
        raise UsageError(Problem("only YAML can be merged into", file))
    document = _document(file, content, deployment)
    source = content.decode("utf-8-sig").replace("\r\n", "\n")
    text = Text(source)
    node = [one for one in text.documents if one is not None][_position(document, file, content)]
    merger = _Merger(order, force=force)
    spec = document.data.get("spec")
    merger.shared(node)
    if not spec:
        put(node, "spec", {}, "")
    merger.record(tree, spec or {}, node["spec"], (), ("spec",))
    if not merger.changes:
        return Merged(content.decode(), tuple(merger.conflicts), 0)
    made = text.result()
    _verify(file, content, made, document, merger)
    made = made.replace("\n", "\r\n") if b"\r\n" in content else made
    return Merged("\ufeff" * content.startswith(b"\xef\xbb\xbf") + made, tuple(merger.conflicts), merger.changes)


def _document(file: str, content: bytes, deployment: str | None) -> Document:
    """Give the document of a file that is merged into."""
    loaded = load(file, content)
    if loaded.faults:
        fault = loaded.faults[0]
        raise UsageError(
            Problem(f"mend this first: {words_of(fault, 'en')}", file, fault.span, loaded.source.line(fault.span.line))
        )
    found = []
    for document in loaded.documents:
        data = document.data
        if not isinstance(data, dict) or data.get("kind") != KIND or not isinstance(data.get("metadata"), dict):
            continue
        if deployment is None or data["metadata"].get("name") == deployment:
            found.append(document)
    if len(found) != 1:
        wanted = f"of the deployment `{one_line(deployment)}`" if deployment else "of a deployment"
        raise UsageError(Problem(f"one part {wanted} is wanted to merge into, and {len(found)} are there", file))
    if shipped("manifest").violations(found[0]):
        raise UsageError(Problem("the manifest does not fit its schema; `lictool check` says what to mend first", file))
    return found[0]


def _position(document: Document, file: str, content: bytes) -> int:
    numbers = [one.number for one in load(file, content).documents]
    return numbers.index(document.number)


class _Merger:
    """Walks through what was read and the manifest at once."""

    def __init__(self, order: Mapping[str, int], *, force: bool) -> None:
        self.conflicts: list[Conflict] = []
        self.changes = 0
        self.replaced: set[Path] = set()
        """Paths of values that follow what was read."""
        self._order = order
        self._force = force
        self._shared: set[int] = set()

    def shared(self, node: Any) -> None:
        """Remember what stands in several places by an alias: a change of one would change all."""
        seen: set[int] = set()
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if not isinstance(one, dict | list):
                continue
            if id(one) in seen:
                self._shared.add(id(one))
                continue
            seen.add(id(one))
            waiting += one.values() if isinstance(one, dict) else one

    def record(self, record: Record, mine: dict[str, Any], node: Any, path: tuple[Any, ...], spot: Path) -> None:
        """Merge a record; `path` names items by what identifies them, `spot` by where they stand in the manifest."""
        for key, entry in written_order(record, self._order):
            here = (*path, key)
            if isinstance(entry, Leaf):
                self._leaf(key, entry, mine, node, here, spot)
            elif isinstance(entry, Items):
                self._items(key, entry, mine, node, here, spot)
            elif key in mine:
                self.record(entry, mine[key], node[key], here, (*spot, key))
            else:
                self._add(node, key, _plain(entry, self._order), "")

    def _add(self, node: Any, key: str, value: Any, origin: str) -> None:
        self._touch(node)
        put(node, key, value, origin)
        self.changes += 1

    def _touch(self, node: Any) -> None:
        if id(node) in self._shared or getattr(node, "merge", None):
            raise UsageError(
                Problem(
                    f"line {line_of(node, 0)}: what an anchor or an alias stands for is not merged into; write it out"
                )
            )

    def _leaf(self, key: str, leaf: Leaf, mine: dict[str, Any], node: Any, path: tuple[Any, ...], spot: Path) -> None:
        if key not in mine:
            self._add(node, key, leaf.value, place_of(leaf.origins))
            return
        said = mine[key]
        if isinstance(leaf.value, tuple):
            self._list(key, leaf, said, node, path)
        elif _same(said, leaf.value):
            return
        elif _follows(path) or self._force:
            if _follows(path) and key in LARGEST and isinstance(said, int) and said >= leaf.value:
                return
            self._touch(node)
            node[key] = leaf.value
            self.changes += 1
            self.replaced.add((*spot, key))
        else:
            self._conflict(path, line_of(node, key), said, leaf.value, leaf.origins[0])

    def _list(self, key: str, leaf: Leaf, said: list[Any], node: Any, path: tuple[Any, ...]) -> None:
        known = [ALIASES.get(one, one) if isinstance(one, str) else one for one in said]
        missing = [one for one in leaf.value if one not in said and one not in known]
        if (not said) != (not leaf.value) and not self._force:
            self._conflict(path, line_of(node, key), said, list(leaf.value), leaf.origins[0])
            return
        for one in missing:
            self._touch(node[key])
            append(node[key], one)
            self.changes += 1

    def _items(
        self, key: str, items: Items, mine: dict[str, Any], node: Any, path: tuple[Any, ...], spot: Path
    ) -> None:
        if key in mine and not mine[key] and not self._force:
            name, member = next(iter(items.members.items()))
            origin = next(iter(member.origins or _any_origin(member)), None)
            if origin:
                self._conflict(path, line_of(node, key), [], [str(value) for _, value in name], origin)
            return
        if key not in mine:
            listed = [_item(name, items.members[name], self._order) for name in _sorted_names(items)]
            self._add(node, key, listed, "")
            return
        for name in _sorted_names(items):
            position = next((n for n, one in enumerate(mine[key]) if _is(one, name)), None)
            if position is None:
                self._touch(node[key])
                append(node[key], _item(name, items.members[name], self._order))
                self.changes += 1
            else:
                where = (*spot, key, position)
                self.record(items.members[name], mine[key][position], node[key][position], (*path, name), where)

    def _conflict(self, path: tuple[Any, ...], line: int, said: Any, read: Any, origin: Origin) -> None:
        self.conflicts.append(Conflict(_words(path), line, _shown(said), _shown(read), origin))


def _sorted_names(items: Items) -> list[Item]:
    return sorted(items.members, key=lambda name: [str(value) for _, value in name])


def _follows(path: tuple[Any, ...]) -> bool:
    """Tell whether a fact is an import's own, so that a newer output replaces it."""
    return path[0] == "sources" or "observed" in path[2:3] or "consumption" in path


def _same(said: Any, read: Any) -> bool:
    return said == read and isinstance(said, bool) == isinstance(read, bool)


def _is(one: Any, name: Item) -> bool:
    """Tell whether an item of the manifest is the one of a name; lists in a name have no order."""
    return isinstance(one, dict) and all(
        set(one.get(key) or ()) == set(value) if isinstance(value, tuple) else one.get(key) == value
        for key, value in name
    )


def _item(name: Item, record: Record, order: Mapping[str, int]) -> dict[str, Any]:
    return {**dict(name), **_plain(record, order)}


def _plain(record: Record, order: Mapping[str, int]) -> dict[str, Any]:
    """Give a record as plain data."""
    made: dict[str, Any] = {}
    for key, entry in written_order(record, order):
        if isinstance(entry, Leaf):
            made[key] = entry.value
        elif isinstance(entry, Items):
            made[key] = [_item(name, entry.members[name], order) for name in _sorted_names(entry)]
        else:
            made[key] = _plain(entry, order)
    return made


def _any_origin(record: Record) -> Sequence[Origin]:
    for entry in record.entries.values():
        if isinstance(entry, Leaf):
            return entry.origins
    return ()


def _words(path: tuple[Any, ...]) -> str:
    return one_line(".".join(step if isinstance(step, str) else f"[{step[0][1]}]" for step in path).replace(".[", "["))


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    return one_line(str(value).lower() if isinstance(value, bool) else str(value))[:200]


def _verify(file: str, content: bytes, made: str, document: Document, merger: _Merger) -> None:
    """See that everything that was there is still there. Raises UsageError if it is not, so that nothing is written."""
    before, after = load(file, content), load(file, made.encode())
    fits = not after.faults and len(before.documents) == len(after.documents)
    lines = {line.strip() for line in made.splitlines()}
    comments = [line.strip() for line in content.decode().splitlines() if line.lstrip().startswith("#")]
    fits = fits and all(comment in lines for comment in comments)
    for old, new in zip(before.documents, after.documents, strict=False):
        edited = old.number == document.number
        if edited:
            fits = fits and not shipped("manifest").violations(new)
            shipped("manifest").violations(old)
        fits = fits and (_kept(old.data, new.data, (), merger.replaced) if edited else old.data == new.data)
    if not fits:
        raise UsageError(Problem("this file cannot be edited without a loss; write a part of its own with --to", file))


def _kept(old: Any, new: Any, path: Path, replaced: set[Path]) -> bool:
    """Tell whether new data holds all of old data, but for what was replaced on purpose."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(key in new and _kept(old[key], new[key], (*path, key), replaced) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) <= len(new) and all(
            _kept(one, other, (*path, place), replaced)
            for place, (one, other) in enumerate(zip(old, new, strict=False))
        )
    if _same(old, new) and type(old) is type(new):
        return True
    return path in replaced
