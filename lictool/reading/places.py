"""The second pass: where in a text the values of a document stand, looked up only when something is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lictool.location import Path
    from lictool.reading.fault import Fault
    from lictool.reading.source import Source
    from lictool.reading.yaml_events import Events

    _Tree = dict[Any, Any]
    """Wanted paths, step by step."""


class Node(NamedTuple):
    """A piece of a document in the order of the text; the pieces of a mapping are keys and values by turns."""

    kind: str
    """`mapping`, `sequence`, `end` of one of them, `plain` (unquoted YAML), `other` (any other scalar), `alias`."""
    start: int
    end: int
    """Offsets; for the end of a collection without brackets `end` is 0: it ends where its last item ends."""
    text: str = ""
    anchor: str | None = None
    """The name that an anchor gives or an alias asks for."""


class Found(NamedTuple):
    """The place of a value."""

    key: tuple[int, int] | None
    """Where its key stands, in a mapping."""
    value: tuple[int, int]
    text: str | None
    """What is written, for a plain scalar."""
    alias: bool
    target: Path | None
    """The path of what an alias stands for."""


def yaml_nodes(source: Source, start: int, end: int, events: Events) -> Iterator[Node]:
    """Give the nodes of the documents between two offsets, as far as they can be read."""
    text = source.text[start:end]
    get = events(text)
    try:
        while (event := get()) is not None:
            kind = event.__class__
            first, last = event.start_mark.index, min(event.end_mark.index, len(text))
            if kind is ScalarEvent:
                if event.style in {"|", ">"}:
                    last = first + len(text[first:last].rstrip())
                plain = "plain" if event.implicit[0] else "other"
                yield Node(plain, start + first, start + last, event.value, event.anchor)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                name = "mapping" if kind is MappingStartEvent else "sequence"
                yield Node(name, start + first, start + last, "", event.anchor)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                yield Node("end", start + first, start + last if last > first else 0)
            elif kind is AliasEvent:
                yield Node("alias", start + first, start + last, f"*{event.anchor}", event.anchor)
    except (YAMLError, ValueError, OverflowError, IndexError):
        return


class Repeat(NamedTuple):
    """A key that its mapping has already."""

    key: str
    first: int
    """The offset at which the key stands first."""
    start: int
    end: int


def repeated_keys(nodes: Iterable[Node]) -> Iterator[Repeat]:
    """Find the keys that stand more than once in a mapping."""
    stack: list[tuple[dict[str, int] | None, bool]] = []  # keys so far (None in a sequence), whether a value is due
    for node in nodes:
        if node.kind == "end":
            stack.pop()
            continue
        keys, due = stack[-1] if stack else (None, False)
        opens = node.kind in {"mapping", "sequence"}
        if keys is not None:
            stack[-1] = (keys, not due)
            if not due and not opens and keys.setdefault(node.text, node.start) != node.start:
                yield Repeat(node.text, keys[node.text], node.start, node.end)
        if opens:
            stack.append(({} if node.kind == "mapping" else None, False))


def locate(nodes: Iterable[Node], paths: Iterable[Path]) -> dict[Path, Found]:
    """Give the places of those of the paths, and of the paths above them, that the document has."""
    walk = _Walk(paths)
    for node in nodes:
        walk.step(node)
    return walk.found


def repeats_as_faults(source: Source, nodes: Iterable[Node], count: int) -> list[Fault]:
    """Make faults of the first `count` repeated keys, each naming the line of the first of its name."""
    faults: list[Fault] = []
    for repeat in repeated_keys(nodes):
        if len(faults) == count:
            break
        line = source.span(repeat.first, repeat.first).line
        arguments = {"key": repeat.key, "line": str(line)}
        faults.append(source.fault("key-twice", arguments, repeat.start, max(repeat.end, repeat.start + 1)))
    return faults


class _Frame:
    """A collection that is being walked."""

    __slots__ = ("due", "end", "index", "is_key", "key", "start", "step", "tree")

    def __init__(self, node: Node, tree: _Tree | None, step: str | int | None, *, is_key: bool) -> None:
        self.tree = tree  # what is wanted inside, None for nothing
        self.step = step  # from the collection around it
        self.start = node.start
        self.end = node.end
        self.index = 0 if node.kind == "sequence" else -1
        self.key: tuple[str, int, int] | None = None  # the key whose value is due
        self.is_key = is_key


class _Walk:
    __slots__ = ("anchors", "found", "stack", "tree")

    def __init__(self, paths: Iterable[Path]) -> None:
        self.tree: _Tree = {}
        for path in paths:
            tree = self.tree
            for step in path:
                tree = tree.setdefault(step, {})
        self.found: dict[Path, Found] = {}
        self.stack: list[_Frame] = []
        self.anchors: dict[str, Path] = {}

    def step(self, node: Node) -> None:
        if node.kind == "end":
            self.leave(node)
            return
        opens = node.kind in {"mapping", "sequence"}
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.index < 0 and frame.key is None:
            if opens:
                self.stack.append(_Frame(node, None, None, is_key=True))
            else:
                frame.key = (node.text, node.start, node.end)
            return
        key: tuple[str, int, int] | None = None
        step: str | int | None = None
        tree: _Tree | None = self.tree
        if frame is not None:
            if frame.index < 0:
                key, frame.key = frame.key, None
                step = key[0] if key else None
            else:
                step = frame.index
                frame.index += 1
            tree = None if frame.tree is None else frame.tree.get(step)
            frame.end = max(frame.end, node.end)
        if tree is not None and not self.note(node, step, key):
            tree = None
        if node.anchor is not None and node.kind != "alias":
            self.anchors[node.anchor] = self.path(step)
        if opens:
            self.stack.append(_Frame(node, tree, step, is_key=False))

    def note(self, node: Node, step: str | int | None, key: tuple[str, int, int] | None) -> bool:
        """Note the place of a value; not that of a key that stands twice: the first one counts."""
        path = self.path(step)
        if path in self.found:
            return False
        alias = node.kind == "alias"
        self.found[path] = Found(
            None if key is None else key[1:],
            (node.start, node.end),
            node.text if node.kind == "plain" else None,
            alias,
            self.anchors.get(node.anchor or "") if alias else None,
        )
        return True

    def leave(self, node: Node) -> None:
        """Leave a collection; now its end is known."""
        frame = self.stack.pop()
        end = node.end or frame.end
        if frame.tree is not None:
            path = self.path(frame.step)
            self.found[path] = self.found[path]._replace(value=(frame.start, end))
        if self.stack:
            above = self.stack[-1]
            above.end = max(above.end, end)
            if frame.is_key:
                above.key = ("?", frame.start, end)

    def path(self, step: str | int | None) -> Path:
        if step is None:
            return ()
        return (*(frame.step for frame in self.stack[1:] if frame.step is not None), step)
