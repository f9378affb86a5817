"""What one YAML reader takes and another refuses is refused: the checks behind it.

libyaml and the parser in Python differ in tabs, in `?` and `:` inside brackets, in comments that touch a block scalar's
header, in escapes of half characters and in directives. The stricter one wins, whichever of them reads. The checks need
a pass of their own over the events, made only for texts in which one of the signs of such a difference stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lictool.reading.fault import Fault
    from lictool.reading.source import Source
    from lictool.reading.yaml_events import Event, Events

_DIRECTIVE = re.compile(r"%YAML +1\.[12] *(?: #.*)?")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_HALF = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F][0-9a-fA-F]{2}")


def forbidden_character(source: Source) -> Fault | None:
    """Find the first character that YAML forbids or that readers take for a line end in different ways."""
    found = _FORBIDDEN.search(source.text)
    if found is None:
        return None
    code = f"U+{ord(found.group()):04X}"
    kind = {"\ufeff": "mark-inside", "\x85": "odd-line-end", "\u2028": "odd-line-end", "\u2029": "odd-line-end"}
    return source.fault(kind.get(found.group(), "character"), {"character": code}, found.start())


def directives(source: Source, start: int, end: int) -> Iterator[Fault]:
    """Refuse every directive but `%YAML 1.1` and `%YAML 1.2` before the `---` that ends at `end`."""
    offset = start
    for line in source.text[start:end].splitlines(keepends=True):
        written = line.rstrip()
        if line.startswith("%") and not _DIRECTIVE.fullmatch(written):
            yield source.fault("directive", {"directive": written}, offset, offset + len(written))
        offset += len(line)


def strict_fault(source: Source, events: Events) -> Fault | None:
    """Find the first place that another reader would refuse, in a text that this one takes."""
    try:
        return next(_Pass(source).faults(events), None)
    except (YAMLError, ValueError, OverflowError, IndexError):
        return None  # the builder has told it


class _Pass:
    __slots__ = ("flow", "source", "text")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.flow = 0  # brackets and braces around

    def faults(self, events: Events) -> Iterator[Fault]:
        get = events(self.text)
        end = 0
        plain = False
        while True:
            event = get()
            kind = event.__class__
            start = event.start_mark.index
            yield from self.gap(end, start, plain=plain)
            if kind is StreamEndEvent:
                return
            plain = False
            if kind is ScalarEvent:
                plain = event.style in {None, ""} and event.implicit[0]
                yield from self.scalar(event)
            elif kind is DocumentStartEvent:
                yield from self.document_start(start, event.end_mark.index)
            elif kind in {SequenceStartEvent, MappingStartEvent}:
                yield from self.gap(start, self.content(event))
                self.flow += bool(self.flow or event.flow_style)
            elif kind in {SequenceEndEvent, MappingEndEvent}:
                self.flow -= bool(self.flow)
            elif kind is AliasEvent:
                plain = True
            end = max(end, event.end_mark.index)

    def gap(self, start: int, end: int, *, plain: bool = False) -> Iterator[Fault]:
        """Check what stands between two events: blanks, line ends, indicators and comments."""
        offset = start
        while offset < end:
            character = self.text[offset]
            if character == "#":
                while offset < end and self.text[offset] not in "\r\n":
                    offset += 1
                continue
            if character == "\t":
                yield self.source.fault("tab", {}, offset)
            elif character == "?" and self.flow:
                yield self.source.fault("question-in-brackets", {}, offset)
            elif character == ":" and plain and offset == start and self.flow and self.text[offset + 1] in ",[]{}":
                yield self.source.fault("colon-in-brackets", {}, offset)
            offset += 1

    def content(self, event: Event) -> int:
        """Give the offset behind the anchor and the tag of a node."""
        offset: int = event.start_mark.index
        end = event.end_mark.index
        while offset < end and (event.anchor is not None or event.tag is not None):
            if self.text[offset] in "&!":
                while offset < end and self.text[offset] not in " \t\r\n":
                    offset += 1
            elif self.text[offset] == "#":
                while offset < end and self.text[offset] not in "\r\n":
                    offset += 1
            elif self.text[offset] in " \t\r\n":
                offset += 1
            else:
                break
        return offset

    def scalar(self, event: Event) -> Iterator[Fault]:
        start, end = self.content(event), event.end_mark.index
        yield from self.gap(event.start_mark.index, start)
        raw = self.text[start:end]
        if event.style == '"':
            found = None if event.value.isascii() else _HALF.search(raw)
            if found is not None and not _is_whole(event.value):
                yield self.source.fault("bad-escape", {"escape": found.group()[:2]}, start + found.start())
        elif event.style in {"|", ">"}:
            yield from self.block(raw, start)
        elif event.style != "'":
            yield from self.plain(raw, start)

    def plain(self, raw: str, start: int) -> Iterator[Fault]:
        if "\t" in raw:
            yield self.source.fault("tab", {}, start + raw.index("\t"))
        if self.flow and "?" in raw:
            yield self.source.fault("question-in-brackets", {}, start + raw.index("?"))

    def block(self, raw: str, start: int) -> Iterator[Fault]:
        """Check the header of a block scalar, and the lines up to the first that sets the indentation."""
        lines = raw.splitlines(keepends=True)
        indicators = lines[0].split("#")[0]
        if "\t" in indicators:
            yield self.source.fault("tab", {}, start + indicators.index("\t"))
        if "#" in lines[0] and not indicators.endswith(" "):
            yield self.source.fault("block-header", {}, start + len(indicators))
        if any(digit in indicators for digit in "123456789"):
            return
        offset = start + len(lines[0])
        for line in lines[1:]:
            blanks = len(line) - len(line.lstrip(" "))
            if line[blanks:].startswith("\t"):
                yield self.source.fault("tab", {}, offset + blanks)
            if line[blanks:].strip("\r\n"):
                return
            offset += len(line)

    def document_start(self, start: int, end: int) -> Iterator[Fault]:
        offset = start
        for line in self.text[start:end].splitlines(keepends=True):
            if not line.startswith("%"):
                yield from self.gap(offset, offset + len(line))
            offset += len(line)


def _is_whole(text: str) -> bool:
    """Whether a text can be written in UTF-8, as one with half a character cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
