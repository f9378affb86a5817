"""Facts put together to the tree of a manifest's `spec`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.importing.facts import Notice
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.importing.facts import Fact, Item, Origin

LARGEST = frozenset(
    [
        "active",
        "peak",
        "inactive",
        "clientlessActive",
        "clientlessPeak",
        "ikev2Active",
        "ikev2Peak",
        "otherIkev2Active",
        "otherIkev2Peak",
        "uniqueUsers",
        "observedUnique",
        "uptimeDays",
    ]
)
"""Counts that are lower bounds or move with time: of several observations the largest stands."""


class Leaf(NamedTuple):
    """A value with what it was read from."""

    value: Any
    origins: tuple[Origin, ...]


class Items(NamedTuple):
    """A list of items."""

    members: dict[Item, Record]


class Record(NamedTuple):
    """A mapping; of an item, without the keys that identify it."""

    entries: dict[str, Leaf | Items | Record]
    origins: tuple[Origin, ...] = ()
    """What says that there is such an item, where that is a fact of its own."""


def assembled(facts: Iterable[Fact]) -> tuple[Record, list[Notice]]:
    """Put facts together; where two outputs disagree, the fact is left out and both places are told.

    Lists are united. The tree keeps the order in which places were first seen.
    """
    tree = Record({})
    clashes: dict[tuple[int, str], dict[str, Any]] = {}
    notices = []
    for fact in facts:
        record, key = _holder(tree, fact)
        if key is None:
            continue
        before = record.entries.get(key)
        leaf = Leaf(fact.value, (fact.origin,))
        if not isinstance(before, Leaf):
            record.entries[key] = leaf
            continue
        joined = _joined(before, leaf, key)
        if joined:
            record.entries[key] = joined
            continue
        if (id(record.entries), key) in clashes:
            continue
        first = before.origins[0]
        values = (("path", _words(fact)), ("file", first.file), ("other", str(first.line)))
        notices.append(Notice("import-contradiction", fact.origin.file, fact.origin.line, values))
        clashes[id(record.entries), key] = record.entries
    for (_, key), entries in clashes.items():
        del entries[key]
    return tree, notices


def _holder(tree: Record, fact: Fact) -> tuple[Record, str | None]:
    """Give the record that a fact belongs to, made where it is missing, and its key; None for the fact that an item is."""
    record = tree
    steps = list(fact.path)
    while steps:
        step = steps.pop(0)
        if not isinstance(step, str):
            raise TypeError(fact.path)
        if not steps:
            return record, step
        if isinstance(steps[0], str):
            below = record.entries.setdefault(step, Record({}))
            if not isinstance(below, Record):
                raise TypeError(fact.path)
            record = below
            continue
        name = steps.pop(0)
        items = record.entries.setdefault(step, Items({}))
        if not isinstance(items, Items) or isinstance(name, str):
            raise TypeError(fact.path)
        member = items.members.setdefault(name, Record({}))
        if not steps:
            items.members[name] = member._replace(origins=(*member.origins, fact.origin))
        record = items.members[name]
    return record, None


def _joined(before: Leaf, after: Leaf, key: str) -> Leaf | None:
    """Join two readings of one fact; None where they contradict each other."""
    if isinstance(before.value, tuple) and isinstance(after.value, tuple):
        return Leaf(tuple(dict.fromkeys((*before.value, *after.value))), before.origins + after.origins)
    if before.value == after.value:
        return before
    if key in LARGEST:
        return max(before, after, key=lambda leaf: leaf.value)
    return None


def _words(fact: Fact) -> str:
    """Give a path as people read it."""
    return ".".join(step if isinstance(step, str) else f"[{step[0][1]}]" for step in fact.path).replace(".[", "[")
