"""From the events of a YAML text to plain data: no tags, no merging, no surprises.

Aliases are copied, so that the data is a tree; what they add is counted. Everything that is refused is refused at its
place, and reading goes on where that makes sense, so that the faults of a file come together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from lictool.reading.scalars import FIRST, WORDS, number
from lictool.reading.source import MAX_DEPTH, MAX_FAULTS
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from lictool.reading.fault import Fault
    from lictool.reading.source import Source
    from lictool.reading.yaml_events import Event, Events
    from lictool.wording_input import Arguments

MAX_ADDED = 100_000
"""Nodes that aliases may add to a file; a long text counts as several."""
TEXT_PER_NODE = 64
"""Characters of an aliased text that count as one node."""

_OPEN: Any = object()
"""Stands for the value of an anchor that is still being read: an alias to it would never end."""


class Chunk(NamedTuple):
    """One document of a text."""

    data: Any
    start: int
    """The offset at which the document starts, its `---` and directives included."""
    empty: bool
    """Whether nothing at all is written in it."""
    complete: bool
    """Whether it was read to its end without a fault."""


class Built(NamedTuple):
    """What was read of a text."""

    chunks: list[Chunk]
    faults: list[Fault]
    repeats: int
    """How many keys stood in their mapping already: faults, too, whose places `places.repeated_keys` finds."""


def build(source: Source, events: Events) -> Built:
    """Read all documents of a text."""
    builder = _Builder(source, events(source.text))
    try:
        builder.stream()
    except _StopError:
        builder.close(complete=False)
    except (YAMLError, ValueError, OverflowError, IndexError) as error:
        # PyYAML's own parser lets the last three through where an escape or a directive is broken.
        from lictool.reading.yaml_advice import advise

        builder.faults.append(advise(source, error, builder.get))
        if builder.start is None and builder.chunks:
            # What could not be read may well have been meant as the rest of the last document.
            builder.chunks[-1] = builder.chunks[-1]._replace(complete=False)
        builder.close(complete=False)
    return Built(builder.chunks, builder.faults, builder.repeats)


class _StopError(Exception):
    """Reading any further would be useless or dangerous; the fault is recorded."""


class _Builder:
    __slots__ = (
        *("added", "anchors", "before", "chunks", "depth", "faults"),
        *("get", "known", "repeats", "root", "source", "start"),
    )

    def __init__(self, source: Source, get: Any) -> None:
        self.source = source
        self.get = get
        self.chunks: list[Chunk] = []
        self.faults: list[Fault] = []
        self.repeats = 0
        self.known: dict[str, str] = {}  # keys that passed; equal keys become one object
        self.anchors: dict[str, Any] = {}
        self.added = 0
        self.depth = 0
        self.start: int | None = None  # of the document that is being read
        self.root: list[Any] = []  # its value, once begun
        self.before = 0

    def stream(self) -> None:
        while True:
            event = self.get()
            kind = event.__class__
            if kind is DocumentStartEvent:
                self.begin(event)
                event = self.get()
                self.item(self.root, event)
                width = event.end_mark.index - event.start_mark.index
                self.close(complete=True, empty=width == 0 and event.__class__ is ScalarEvent)
            elif kind is StreamEndEvent:
                return

    def begin(self, event: Event) -> None:
        """Note where a document starts and judge its directives."""
        start = event.start_mark.index
        self.start = start if self.chunks else 0
        self.root = []
        self.anchors = {}
        self.before = len(self.faults) + self.repeats
        if event.explicit and "%" in self.source.text[start : event.end_mark.index]:
            from lictool.reading.yaml_strict import directives

            for fault in directives(self.source, start, event.end_mark.index):
                self.add(fault)

    def close(self, *, complete: bool, empty: bool = False) -> None:
        """End the document that is being read, if there is one."""
        if self.start is not None:
            complete = complete and self.before == len(self.faults) + self.repeats
            self.chunks.append(Chunk(self.root[0] if self.root else None, self.start, empty, complete))
            self.start = None

    def mapping(self, data: dict[str, Any]) -> None:
        """Read the pairs of a mapping up to its end."""
        get = self.get
        known = self.known
        while True:
            event = get()
            if event.__class__ is not ScalarEvent or event.tag is not None or event.anchor is not None:
                if event.__class__ is MappingEndEvent:
                    return
                key = self.odd_key(event)
            else:
                key = known.get(event.value) or self.key(event)
            if key is None or key in data:
                self.repeats += key is not None
                self.count_faults()
                self.item([], get())
                continue
            event = get()
            if event.__class__ is ScalarEvent and event.tag is None and event.anchor is None:
                text: Any = event.value
                if event.implicit[0]:
                    if text in WORDS:
                        text = WORDS[text]
                    elif text[0] in FIRST:
                        text = number(text)
                data[key] = text
            else:
                data[key] = value = self.value(event)
                if value.__class__ in (dict, list):
                    self.fill(value, event)

    def sequence(self, data: list[Any]) -> None:
        """Read the items of a sequence up to its end."""
        while True:
            event = self.get()
            if event.__class__ is SequenceEndEvent:
                return
            self.item(data, event)

    def item(self, data: list[Any], event: Event) -> None:
        value = self.value(event)
        data.append(value)
        if value.__class__ in (dict, list):
            self.fill(value, event)

    def value(self, event: Event) -> Any:
        """Give the value of a scalar or an alias, or an empty collection for `fill`."""
        kind = event.__class__
        if kind is AliasEvent:
            return self.alias(event)
        if event.tag is not None:
            self.tag(event)
        if kind is not ScalarEvent:
            return {} if kind is MappingStartEvent else []
        value = event.value
        if event.implicit[0]:
            value = WORDS[value] if value in WORDS else number(value) if value[0] in FIRST else value
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        return value

    def fill(self, value: Any, event: Event) -> None:
        """Read the content of a collection that is in its place already, so that what precedes a fault is kept."""
        if event.__class__ is AliasEvent:
            return
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.stop("too-deep", {"limit": str(MAX_DEPTH)}, event)
        if event.anchor is not None:
            self.anchors[event.anchor] = _OPEN
        if value.__class__ is dict:
            self.mapping(value)
        else:
            self.sequence(value)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        self.depth -= 1

    def key(self, event: Event) -> str:
        """Judge a key that was not met yet in this file."""
        text: str = event.value
        if event.implicit[0]:
            if text == "<<":
                self.refuse("merge-key", {}, event)
            elif text in WORDS or (text[0] in FIRST and not isinstance(number(text), str)):
                self.refuse("key-no-text" if text else "key-empty", {"key": text}, event)
            else:
                self.known[text] = text
        return text

    def odd_key(self, event: Event) -> str | None:
        """Judge a key that has a tag or an anchor, is an alias or no scalar (None)."""
        kind = event.__class__
        if kind is ScalarEvent:
            if event.tag is not None:
                self.tag(event)
            if event.anchor is not None:
                self.anchors[event.anchor] = event.value
            return self.key(event)
        if kind is AliasEvent:
            self.refuse("key-alias", {"alias": f"*{event.anchor}"}, event)
            return f"*{event.anchor}"
        self.refuse("key-collection", {}, event)
        depth = 1
        while depth:  # pass over it
            kind = self.get().__class__
            depth += (kind is MappingStartEvent or kind is SequenceStartEvent) - (
                kind is MappingEndEvent or kind is SequenceEndEvent
            )
        return None

    def alias(self, event: Event) -> Any:
        name = event.anchor
        value = self.anchors.get(name, self)
        if value is self:
            self.refuse("alias-unknown", {"name": name}, event)
        elif value is _OPEN:
            self.refuse("alias-cycle", {"name": name}, event)
        else:
            return self.copy(value, self.depth, event)
        return None

    def copy(self, value: Any, depth: int, event: Event) -> Any:
        """Copy what an alias stands for, counting."""
        self.added += 1 + len(value) // TEXT_PER_NODE if value.__class__ is str else 1
        if self.added > MAX_ADDED:
            self.stop("alias-bomb", {"limit": f"{MAX_ADDED:,}"}, event)
        if value.__class__ not in (dict, list):
            return value
        if depth >= MAX_DEPTH:
            self.stop("too-deep", {"limit": str(MAX_DEPTH)}, event)
        if value.__class__ is dict:
            return {key: self.copy(inner, depth + 1, event) for key, inner in value.items()}
        return [self.copy(inner, depth + 1, event) for inner in value]

    def tag(self, event: Event) -> None:
        start = self.source.text.index("!", event.start_mark.index)
        tag = self.source.text[start : start + 80].split(maxsplit=1)[0]
        self.add(self.source.fault("tag", {"tag": tag}, start, start + len(tag)))

    def refuse(self, key: str, arguments: Arguments, event: Event) -> None:
        """Record a fault at an event."""
        start, end = event.start_mark.index, event.end_mark.index
        self.add(self.source.fault(key, arguments, start, max(end, start + 1)))

    def stop(self, key: str, arguments: Arguments, event: Event) -> None:
        self.refuse(key, arguments, event)
        raise _StopError

    def add(self, fault: Fault) -> None:
        self.faults.append(fault)
        self.count_faults()

    def count_faults(self) -> None:
        if len(self.faults) + self.repeats >= MAX_FAULTS:
            raise _StopError
