"""Documents: what a file says, as plain data, and where it says it.

YAML and JSON come out alike: dict, list, str, int, float, bool and None; whole numbers fit 64 bits, others are finite,
every text can be written as UTF-8, and walking the data is bounded by the size of the file.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from lictool.reading.source import MARK, MAX_BYTES, WIDE, Source, decode
from lictool.reading.yaml_builder import build
from lictool.reading.yaml_events import EVENTS, parsers_may_differ
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lictool.location import Path, Span, Where
    from lictool.reading.fault import Fault
    from lictool.reading.places import Found, Node
    from lictool.reading.yaml_events import Events

__all__ = ["MARK", "MAX_BYTES", "WIDE", "Document", "Loaded", "load"]

_LARGE = 100_000
"""Bytes from which on the collector of cycles costs more than it could find: the data has none."""


class Mention(NamedTuple):
    """A document that is only spoken of."""

    file: str
    number: int


class Document:
    """One document of a file."""

    __slots__ = ("_source", "data", "file", "nodes", "number")

    def __init__(self, file: str, number: int, data: Any, source: Source, nodes: Callable[[], Iterator[Node]]) -> None:
        self.file = file
        """The file's name as the user gave it."""
        self.number = number
        """Its position in the file, from 1; empty documents count."""
        self.data = data
        self._source = source
        self.nodes = nodes
        """Gives the keys and values with their places, in a second pass over the text."""

    def __reduce__(self) -> tuple[type[Mention], tuple[str, int]]:
        """Leave a process as a mention: what is known of its places was looked up before."""
        return Mention, (self.file, self.number)

    def line(self, number: int) -> str:
        """Give a line of the file (1-based) without its line end."""
        return self._source.line(number)

    def spans(self, wanted: Iterable[Where]) -> dict[Where, Span]:
        """Look places up in a second pass over the text.

        A path that the document does not have is answered with the nearest one above it: the key of that, where there
        is one. What an alias stands for is at the alias.
        """
        from lictool.reading.places import locate

        wanted = list(wanted)
        found = locate(self.nodes(), [where.path for where in wanted])
        return {where: self._span(where, found) for where in wanted}

    def written(self, paths: Iterable[Path]) -> dict[Path, str]:
        """Give what was typed for those of the values that are unquoted YAML scalars and not empty."""
        from lictool.reading.places import locate

        texts: dict[Path, str] = {}
        asked = {path: path for path in paths}
        while asked:
            found = locate(self.nodes(), asked.values())
            further = {}
            for path, place in asked.items():
                text = found[place].text if place in found else None
                if text:
                    texts[path] = text
                    continue
                above = place
                while above and above not in found:
                    above = above[:-1]
                target = found[above].target if above in found else None
                if target is not None:  # an alias: what was typed stands where its anchor is
                    further[path] = (*target, *place[len(above) :])
            asked = further
        return texts

    def _span(self, where: Where, found: dict[Path, Found]) -> Span:
        path = where.path
        while path and path not in found:
            path = path[:-1]
        if path not in found:
            return self._source.span(0, 0)
        place = found[path]
        missing = path != where.path
        start, end = place.value
        inside_alias = missing and place.alias
        if place.key is not None and not inside_alias and (where.key or missing or end == start):
            start, end = place.key
        elif missing or end == start:
            start = max(start - (end == start), 0)  # an empty item of a list is shown at its dash
            line = self._source.span(start, start).line
            stop = start + len(self._source.line(line)[self._source.span(start, start).column - 1 :].rstrip())
            end = max(min(end, stop), start + 1)
        return self._source.span(start, end)


def revived(file: str, content: bytes, number: int, data: Any) -> Document:
    """Give a sound document whose values were read before; its file is read again only where places are wanted."""

    def nodes() -> Iterator[Node]:
        return next(document for document in load(file, content).documents if document.number == number).nodes()

    return Document(file, number, data, decode(content)[0], nodes)


class Loaded(NamedTuple):
    """What a file holds."""

    documents: tuple[Document, ...]
    """The documents without a fault; empty ones are left out."""
    partial: tuple[Document, ...]
    """The documents with faults, as far as they were read: good for knowing what is affected, not for judging."""
    faults: tuple[Fault, ...]
    """In the order of the text."""
    source: Source


def load(file: str, content: bytes) -> Loaded:
    """Read a file; a name that ends in `.json` says JSON, any other YAML. Never raises: faults are returned."""
    source, fault = decode(content)
    if fault is not None:
        return Loaded((), (), (fault,), source)
    collects = len(content) > _LARGE and gc.isenabled()
    if collects:
        gc.disable()
    try:
        return _load_json(file, source) if file.lower().endswith(".json") else load_yaml(file, source, EVENTS)
    finally:
        if collects:
            gc.enable()


def _load_json(file: str, source: Source) -> Loaded:
    from lictool.reading.json_reader import json_nodes, read_json

    read = read_json(source)
    faults = tuple(sorted(read.faults, key=_place))
    documents = (Document(file, 1, read.data, source, lambda: json_nodes(source)),) if read.valid else ()
    return Loaded((), documents, faults, source) if faults else Loaded(documents, (), (), source)


def load_yaml(file: str, source: Source, events: Events) -> Loaded:
    """Read a YAML text with the parser behind `events`."""
    if not source.text.replace("\n", "").isprintable():
        from lictool.reading.yaml_strict import forbidden_character

        fault = forbidden_character(source)
        if fault is not None:
            return Loaded((), (), (fault,), source)
    chunks, faults, repeats = build(source, events)
    ends = [*(chunk.start for chunk in chunks[1:]), len(source.text)]  # one too many for a text without documents
    documents: list[Document] = []
    partial: list[Document] = []
    for number, (chunk, end) in enumerate(zip(chunks, ends, strict=False), 1):
        if not chunk.empty:
            nodes = _yaml_nodes(source, chunk.start, end, events)
            (documents if chunk.complete else partial).append(Document(file, number, chunk.data, source, nodes))
    if parsers_may_differ(source.text):
        from lictool.reading.yaml_strict import strict_fault

        fault = strict_fault(source, events)
        if fault is not None:
            # What a stricter reader would have stopped at ends the reading here too.
            faults.append(fault)
            partial, documents = [*documents, *partial], []
    if repeats:
        from lictool.reading.places import repeats_as_faults, yaml_nodes

        faults += repeats_as_faults(source, yaml_nodes(source, 0, len(source.text), events), repeats)
    return Loaded(tuple(documents), tuple(partial), tuple(sorted(faults, key=_place)), source)


def _yaml_nodes(source: Source, start: int, end: int, events: Events) -> Callable[[], Iterator[Node]]:
    def nodes() -> Iterator[Node]:
        from lictool.reading.places import yaml_nodes

        return yaml_nodes(source, start, end, events)

    return nodes


def _place(fault: Fault) -> Span:
    return fault.span
